//! The buckets that start scripts of hosts name: `aws s3 cp s3://‹Files›/site.zip .`.

use crate::eval::{Marked, MarkedText};
use crate::template::LogicalId;

use super::excerpt::excerpt;
use super::index::Index;

/// Where the start scripts of hosts are.
const SCRIPTS: [(&str, &str); 4] = [
    ("AutoScaling::LaunchConfiguration", "UserData"),
    ("EC2::Instance", "UserData"),
    ("EC2::LaunchTemplate", "LaunchTemplateData.UserData"),
    ("EC2::SpotFleet", "SpotFleetRequestConfigData.LaunchSpecifications[].UserData"),
];

/// The letters of a start script: AWS takes no more of it.
const MOST_LETTERS: usize = 24_000;

/// Returns the hosts, and what they are started from, each with a bucket that exists already and that its script names; a policy
/// says so, too.
pub(super) fn named<'a>(index: &Index<'a>) -> Vec<(&'a LogicalId, &'a LogicalId)> {
    let mut found = Vec::new();
    scripts(index, |id, script| {
        let existing =
            buckets(script).into_iter().filter_map(|name| index.named_as_text(name, &["S3::Bucket"]));
        found.extend(existing.filter(|bucket| index.is_existing(bucket)).map(|bucket| (id, bucket)));
    });
    found
}

/// Returns the buckets that scripts write by their names where a role of the template may read all buckets.
pub(super) fn written<'a>(index: &Index<'a>) -> Vec<(&'a LogicalId, MarkedText)> {
    const ALL: [&str; 2] = ["AmazonS3FullAccess", "AmazonS3ReadOnlyAccess"];
    let reads_all = |role: &&LogicalId| {
        let managed = index.values(role, "ManagedPolicyArns[]");
        managed.into_iter().any(|policy| ALL.iter().any(|all| excerpt(policy).ends_with(all)))
    };
    let mut found = Vec::new();
    if index.of_type("IAM::Role").iter().any(reads_all) {
        scripts(index, |id, script| {
            let written = buckets(script).into_iter().filter(|name| name.unknown().next().is_none());
            found.extend(written.map(|name| (id, name.to_owned())));
        });
    }
    found
}

/// Gives each start script with whose it is.
fn scripts<'a>(index: &Index<'a>, mut each: impl FnMut(&'a LogicalId, Marked)) {
    for (short, path) in SCRIPTS {
        for id in index.of_type(short) {
            for script in index.values(id, path) {
                let script = MarkedText::within(script, MOST_LETTERS).unwrap_or_else(|start| start);
                each(id, script.marked());
            }
        }
    }
}

/// The beginnings of the names of AWS's own buckets, which programs and samples are fetched from.
const OWN: [&str; 3] = ["amazon", "aws-", "ec2-"];

/// Returns the names of buckets in a script, but for those of AWS. What is fetched from a place within a bucket that is given to the
/// stack, too, is part of what deploys it.
fn buckets(script: Marked) -> Vec<Marked> {
    const START: &str = "s3://";
    let mut found = Vec::new();
    for (at, _) in script.as_str().match_indices(START) {
        let Some(rest) = script.get(at + START.len()..script.len()) else { continue };
        let end = rest.known_letters().find(|&(_, c)| !(c.is_ascii_alphanumeric() || "-._".contains(c)));
        let end = end.map_or(rest.len(), |(at, _)| at);
        let is_given = rest.unknown().any(|(range, _)| range.start == end + 1);
        let is_own = OWN.iter().any(|own| rest.starts_with(own));
        found.extend(rest.get(0..end).filter(|name| !name.is_empty() && !is_given && !is_own));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_in_scripts_are_found() {
        let script = "aws s3 cp s3://‹Files›/site.zip .; aws s3 sync \"s3://shop-files\" . ; \
                      aws s3 cp s3://‹Assets›/‹Prefix›x.sh . ; aws s3 cp s3://$BUCKET/a . ; \
                      aws s3 cp s3://aws-quickstart/x/y.sh .";
        let script = MarkedText::with_brackets(script);
        let found: Vec<&str> = buckets(script.marked()).iter().map(|name| name.as_str()).collect();
        assert_eq!(found, ["‹Files›", "shop-files"]);
    }
}
