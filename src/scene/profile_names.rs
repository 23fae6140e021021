//! Hosts that name their instance profile by its name as text.

use crate::template::LogicalId;

use super::index::Index;

/// Returns the hosts, and what they are started from, that name a profile so.
pub(super) fn by_profile_name<'a>(index: &Index<'a>, profile: &LogicalId) -> Vec<&'a LogicalId> {
    const PROFILES: [(&str, &str); 3] = [
        ("AutoScaling::LaunchConfiguration", "IamInstanceProfile"),
        ("EC2::Instance", "IamInstanceProfile"),
        ("EC2::LaunchTemplate", "LaunchTemplateData.IamInstanceProfile.*"),
    ];
    let is_profile = index.short_name(profile) == "IAM::InstanceProfile";
    if !is_profile || index.values(profile, "InstanceProfileName").is_empty() {
        return Vec::new();
    }
    let named = |&(short, path): &(&str, &'static str)| {
        let names = move |host: &&LogicalId| index.named_at(host, path).contains(&profile);
        index.of_type(short).into_iter().filter(names)
    };
    PROFILES.iter().flat_map(named).collect()
}
