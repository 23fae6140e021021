//! What names of existing things look like: the values of AWS-specific parameter types.

/// Why `value`, which reads as `named`, cannot name something of an AWS-specific type (`AWS::EC2::VPC::Id`).
pub(super) fn problem(type_name: &str, value: &str, named: &str) -> Option<String> {
    let (what, prefix) = match type_name {
        "AWS::EC2::Image::Id" => ("image", "ami-"),
        "AWS::EC2::Instance::Id" => ("instance", "i-"),
        "AWS::EC2::SecurityGroup::Id" => ("security group", "sg-"),
        "AWS::EC2::Subnet::Id" => ("subnet", "subnet-"),
        "AWS::EC2::VPC::Id" => ("VPC", "vpc-"),
        "AWS::EC2::Volume::Id" => ("volume", "vol-"),
        _ => return by_name(type_name, value, named),
    };
    let id = value.strip_prefix(prefix);
    let good =
        id.is_some_and(|id| matches!(id.len(), 8 | 17) && id.bytes().all(|b| b.is_ascii_alphanumeric()));
    (!good)
        .then(|| format!("{named} is no ID of a {what}: it reads `{prefix}` and 8 or 17 hexadecimal digits"))
}

fn by_name(type_name: &str, value: &str, named: &str) -> Option<String> {
    match type_name {
        "AWS::EC2::AvailabilityZone::Name" => {
            let good = value.ends_with(|c: char| c.is_ascii_lowercase())
                && value.contains('-')
                && value.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
            (!good).then(|| format!("{named} is no availability zone: it reads like `us-east-1a`"))
        }
        "AWS::Route53::HostedZone::Id" => {
            let good = value.starts_with('Z') && value.bytes().all(|b| b.is_ascii_alphanumeric());
            (!good).then(|| format!("{named} is no ID of a hosted zone: it reads like `Z1D633PJN98FT9`"))
        }
        "AWS::EC2::KeyPair::KeyName" if value.is_empty() => Some("names no key pair".to_owned()),
        "AWS::EC2::SecurityGroup::GroupName" if value.is_empty() => {
            Some("names no security group".to_owned())
        }
        "AWS::SSM::Parameter::Name" if value.is_empty() => Some("names no parameter of SSM".to_owned()),
        _ => None,
    }
}
