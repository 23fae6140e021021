//! Why AWS would refuse what a reader wishes for, a sentence each: a form says it beside the field, a command below.

pub use super::regions::region_problem;
use super::s3::{is_bucket, is_in_s3};
use super::stack_name::stack_name_problem;
use crate::hidden::{has_hidden, is_plain, visible};

/// Tags that a stack may have.
const TAGS: usize = 50;
/// Topics that may hear about a stack.
const TOPICS: usize = 5;
/// The longest ARN that CloudFormation takes.
const ARN_BYTES: usize = 2_048;

/// Why no profile of the AWS CLI can have this name in a command.
pub fn profile_problem(profile: &str) -> Option<String> {
    let odd = profile.is_empty() || profile.contains(['"', '%']) || has_hidden(profile);
    odd.then(|| format!("No profile is called `{}`.", visible(profile)))
}

/// Why S3 has no bucket of this name.
pub fn bucket_problem(bucket: &str) -> Option<String> {
    (bucket.len() < 3 || !is_bucket(bucket)).then(|| {
        format!(
            "No bucket is called `{}`: their names have 3 to 63 lower-case letters, digits, hyphens and dots.",
            visible(bucket)
        )
    })
}

/// Why CloudFormation refuses the name of a change set.
pub fn change_set_problem(name: &str) -> Option<String> {
    // The rules are those of stacks.
    stack_name_problem(name).map(|problem| problem.replace("stack", "change set"))
}

/// Why no role has this ARN.
pub fn role_problem(arn: &str) -> Option<String> {
    let name = parts(arn).filter(|[service, ..]| *service == "iam").map(|[_, _, _, name]| name);
    let fits = name.and_then(|name| name.strip_prefix("role/")).is_some_and(|name| !name.is_empty());
    (!fits).then(|| {
        format!(
            "`{}` is no ARN of a role: they read like `arn:aws:iam::123456789012:role/deployer`.",
            visible(arn)
        )
    })
}

/// Why no topic has this ARN.
pub fn topic_problem(arn: &str) -> Option<String> {
    let fits = parts(arn)
        .is_some_and(|[service, region, _, name]| service == "sns" && !region.is_empty() && !name.is_empty());
    (!fits).then(|| {
        format!(
            "`{}` is no ARN of a topic: they read like `arn:aws:sns:eu-west-1:123456789012:news`.",
            visible(arn)
        )
    })
}

/// Why CloudFormation refuses these topics together.
pub fn topics_problem(arns: &[String]) -> Option<String> {
    (arns.len() > TOPICS)
        .then(|| format!("At most {TOPICS} topics can hear about a stack; these are {}.", arns.len()))
}

/// Why CloudFormation refuses a tag.
pub fn tag_problem(key: &str, value: &str) -> Option<String> {
    let fits = |text: &str, most| (1..=most).contains(&text.chars().count());
    // CloudFormation keeps this prefix in any case of its letters for itself.
    let own = key.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("aws:"));
    (!fits(key, 128) || !fits(value, 256) || own).then(|| {
        format!(
            "The tag `{}` is refused: a key has 1 to 128 characters and does not start with `aws:`, a value has 1 to 256.",
            visible(key)
        )
    })
}

/// Why CloudFormation refuses these tags together.
pub fn tags_problem(tags: &[(String, String)]) -> Option<String> {
    if tags.len() > TAGS {
        return Some(format!("A stack has at most {TAGS} tags; these are {}.", tags.len()));
    }
    let twice =
        tags.iter().enumerate().find(|(i, (key, _))| tags.iter().take(*i).any(|(other, _)| other == key));
    twice.map(|(_, (key, _))| format!("The tag `{}` is there twice.", visible(key)))
}

/// The minutes of a timeout, or why they are none.
pub fn timeout(text: &str) -> Result<u32, String> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.parse() {
        // What CloudFormation counts in is a signed number.
        Ok(minutes @ 1..=0x7fff_ffff) if plain => Ok(minutes),
        _ => Err(format!("`{}` is no timeout: a whole number of minutes, at least 1.", visible(text))),
    }
}

/// Why CloudFormation cannot read a template from this URL.
pub fn template_url_problem(url: &str) -> Option<String> {
    (!is_in_s3(url)).then(|| {
        format!(
            "CloudFormation reads no template from `{}`: it has to be in S3, at a URL like `https://amzn-s3-demo-bucket.s3.us-east-1.amazonaws.com/template.yaml`.",
            visible(url)
        )
    })
}

/// Service, region, account and name of an ARN, in characters that ARNs have.
fn parts(arn: &str) -> Option<[&str; 4]> {
    if arn.len() > ARN_BYTES || !is_plain(arn, "-._:/+=,@") {
        return None;
    }
    let mut rest = arn.splitn(6, ':');
    let (Some("arn"), Some(partition)) = (rest.next(), rest.next()) else { return None };
    let found = [rest.next()?, rest.next()?, rest.next()?, rest.next()?];
    let [_, _, account, _] = found;
    let twelve = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
    (partition.starts_with("aws") && twelve).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arns_are_those_of_a_role_and_of_a_topic() {
        let role = "arn:aws-us-gov:iam::123456789012:role/path/deployer";
        let topic = "arn:aws:sns:eu-west-1:123456789012:news.fifo";
        assert_eq!((role_problem(role), topic_problem(topic)), (None, None));
        let wrong = [
            "",
            "role",
            "arn:aws:iam::123456789012:user/x",
            "arn:aws:iam::12:role/x",
            "arn:aws:iam::123456789012:role/",
        ];
        for arn in wrong.into_iter().chain([topic]) {
            assert!(role_problem(arn).is_some(), "{arn}");
        }
        for arn in ["arn:aws:sns::123456789012:news", "arn:aws:sns:eu-west-1:123456789012:a b", role] {
            assert!(topic_problem(arn).is_some(), "{arn}");
        }
        assert!(
            topics_problem(&vec![topic.to_owned(); 6])
                .is_some_and(|problem| problem.contains("at most 5") || problem.starts_with("At most 5"))
        );
    }

    #[test]
    fn tags_have_keys_of_their_own() {
        assert_eq!(tag_problem("Team", "web"), None);
        for (key, value) in [
            ("", "x"),
            ("x", ""),
            ("aws:x", "y"),
            ("AWS:x", "y"),
            (&*"k".repeat(129), "v"),
            ("k", &*"v".repeat(257)),
        ] {
            assert!(tag_problem(key, value).is_some(), "{key}={value}");
        }
        let tag = |key: &str| (key.to_owned(), "v".to_owned());
        assert_eq!(tags_problem(&[tag("a"), tag("A")]), None);
        assert_eq!(
            tags_problem(&[tag("a"), tag("b"), tag("a")]).as_deref(),
            Some("The tag `a` is there twice.")
        );
        let many: Vec<_> = (0..51).map(|i| tag(&i.to_string())).collect();
        assert!(tags_problem(&many).is_some());
    }

    #[test]
    fn a_timeout_is_minutes() {
        assert_eq!(timeout("30"), Ok(30));
        for wrong in ["", "0", "-1", "+1", "1.5", "an hour", "4294967296", "2147483648"] {
            assert!(timeout(wrong).is_err(), "{wrong}");
        }
    }
}
