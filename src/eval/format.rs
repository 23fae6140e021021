//! What names of existing things look like: the values of AWS-specific parameter types.

use crate::template::Existing;

/// Returns why `value`, which reads as `named`, cannot name a thing of the account.
pub(super) fn problem(thing: Existing, value: &str, named: &str) -> Option<String> {
    let id_of = |what: &str, prefix: &str| {
        let id = value.strip_prefix(prefix);
        let good =
            id.is_some_and(|id| matches!(id.len(), 8 | 17) && id.bytes().all(|b| b.is_ascii_alphanumeric()));
        let reads = format!("it reads `{prefix}` and 8 or 17 hexadecimal digits");
        (!good).then(|| format!("{named} is no ID of a {what}: {reads}"))
    };
    let nothing = |what: &str| value.is_empty().then(|| format!("names no {what}"));
    match thing {
        Existing::Image => id_of("image", "ami-"),
        Existing::Instance => id_of("instance", "i-"),
        Existing::SecurityGroup => id_of("security group", "sg-"),
        Existing::Subnet => id_of("subnet", "subnet-"),
        Existing::Vpc => id_of("VPC", "vpc-"),
        Existing::Volume => id_of("volume", "vol-"),
        Existing::AvailabilityZone => {
            let good = value.ends_with(|c: char| c.is_ascii_lowercase())
                && value.contains('-')
                && value.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
            (!good).then(|| format!("{named} is no availability zone: it reads like `us-east-1a`"))
        }
        Existing::HostedZone => {
            let good = value.starts_with('Z') && value.bytes().all(|b| b.is_ascii_alphanumeric());
            (!good).then(|| format!("{named} is no ID of a hosted zone: it reads like `Z1D633PJN98FT9`"))
        }
        Existing::KeyPair => nothing("key pair"),
        Existing::SecurityGroupName => nothing("security group"),
        Existing::SsmParameter => nothing("parameter of SSM"),
    }
}
