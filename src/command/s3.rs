//! Addresses and names in S3: the only place on the web that CloudFormation reads templates from.

use crate::hidden::{is_plain, is_plain_char};

use super::regions::region_problem;

/// Returns true if a URL is that of an object in S3, in one of the forms that AWS documents for its endpoints. Nothing else
/// counts, be it only another way to write the same host.
pub fn is_in_s3(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("https://").filter(|rest| is_plain(rest, "-._:/%?=&+~@")) else {
        return false;
    };
    // Of the characters that end a host, `#` and the backslash have been refused.
    let host = rest.split(['/', '?']).next().unwrap_or_default();
    let path = rest.strip_prefix(host).and_then(|rest| rest.strip_prefix('/')).unwrap_or_default();
    let path = path.split('?').next().unwrap_or_default();
    match bucket_of(host) {
        Some(Some(bucket)) => is_bucket(bucket) && !path.is_empty(),
        Some(None) => path.split_once('/').is_some_and(|(bucket, key)| is_bucket(bucket) && !key.is_empty()),
        None => false,
    }
}

/// The key that a file gets in a bucket: its name, as far as a URL can hold it without escapes.
pub(super) fn key(file: &str) -> String {
    file.chars().map(|c| if is_plain_char(c, "-._") { c } else { '_' }).collect()
}

/// The bucket in a host of S3, if it is one; `Some(None)` when the path begins with the bucket.
fn bucket_of(host: &str) -> Option<Option<&str>> {
    let (labels, domain) = DOMAINS.iter().find_map(|domain| {
        let labels = host.strip_suffix(domain)?.strip_suffix('.')?;
        Some((labels, *domain))
    })?;
    // A bucket's name may have dots, and end with what reads like an endpoint: the shortest end is the endpoint.
    let mut starts = labels.rmatch_indices('.').map(|(at, _)| at + 1).chain([0]);
    let at = starts.find(|at| labels.get(*at..).is_some_and(|end| is_endpoint(end, domain)))?;
    Some(at.checked_sub(1).and_then(|dot| labels.get(..dot)))
}

/// The domains with public endpoints of S3.
const DOMAINS: [&str; 3] = ["amazonaws.com", "amazonaws.com.cn", "amazonaws.eu"];

/// Returns true if the labels before a domain are those of an endpoint of S3. The static websites of buckets, access points
/// and the other services whose names begin with `s3-` are none that CloudFormation reads.
fn is_endpoint(labels: &str, domain: &str) -> bool {
    if domain == "amazonaws.com" {
        // The global endpoint, and those of the years before all regions had a dot.
        let old = labels.strip_prefix("s3-").map(|region| region.strip_prefix("fips-").unwrap_or(region));
        if matches!(labels, "s3" | "s3-external-1") || old.is_some_and(|region| is_region(region, domain)) {
            return true;
        }
    }
    let region = ["s3.dualstack.", "s3-fips.dualstack.", "s3-fips.", "s3."]
        .iter()
        .find_map(|service| labels.strip_prefix(service));
    region.is_some_and(|region| is_region(region, domain))
}

/// Returns true if a domain has such a region.
fn is_region(region: &str, domain: &str) -> bool {
    let area = region.split('-').next().unwrap_or_default();
    let own_domain = match area {
        "cn" => "amazonaws.com.cn",
        "eusc" => "amazonaws.eu",
        // `website-us-east-1` is no region.
        _ if area.len() == 2 => "amazonaws.com",
        _ => return false,
    };
    domain == own_domain && region_problem(region).is_none()
}

/// Returns true if a bucket can have this name in a host or in a path, however short it is.
pub(super) fn is_bucket(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let label = |label: &str| !label.is_empty() && label.chars().all(plain);
    name.len() <= 63 && name.split('.').all(label) && !name.starts_with('-') && !name.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documented_forms_are_in_s3() {
        for url in [
            "https://b-1.s3.eu-west-1.amazonaws.com/demo.yaml",
            "https://bucket.s3.amazonaws.com/a/b%20c.yaml?versionId=x.y_z-1",
            "https://bucket.s3-us-west-2.amazonaws.com/demo.yaml",
            "https://bucket.s3.dualstack.us-east-1.amazonaws.com/demo.yaml",
            "https://bucket.s3-fips.us-gov-west-1.amazonaws.com/demo.yaml",
            "https://bucket.s3-fips.dualstack.us-east-1.amazonaws.com/demo.yaml",
            "https://bucket.s3-fips-us-gov-west-1.amazonaws.com/demo.yaml",
            "https://bucket.s3.cn-north-1.amazonaws.com.cn/demo.yaml",
            "https://bucket.s3.dualstack.cn-north-1.amazonaws.com.cn/demo.yaml",
            "https://bucket.s3.eusc-de-east-1.amazonaws.eu/demo.yaml",
            "https://my.dotted.bucket.s3.amazonaws.com/demo.yaml",
            "https://x.s3.execute-api.s3.us-east-1.amazonaws.com/demo.yaml",
            "https://s3.amazonaws.com/bucket/demo.yaml",
            "https://s3.us-gov-east-1.amazonaws.com/bucket/a/demo.yaml",
            "https://s3-eu-west-1.amazonaws.com/bucket/demo.yaml",
            "https://s3-external-1.amazonaws.com/bucket/demo.yaml",
            "https://s3.dualstack.eu-west-1.amazonaws.com/bucket/demo.yaml",
            "https://s3.cn-northwest-1.amazonaws.com.cn/bucket/demo.yaml",
        ] {
            assert!(is_in_s3(url), "{url}");
        }
    }

    #[test]
    fn nothing_else_is() {
        for url in [
            "",
            "https://",
            "https://evil.example/x",
            // Where the host ends.
            "https://evil.example#.s3.amazonaws.com/x",
            "https://evil.example?.s3.amazonaws.com/x",
            "https://evil.example\\.s3.amazonaws.com/x",
            "https://evil.example/.s3.amazonaws.com/x",
            "https://evil.example\\@bucket.s3.amazonaws.com/x",
            "https:\\\\bucket.s3.amazonaws.com/x",
            "https:bucket.s3.amazonaws.com/x",
            "https:///bucket.s3.amazonaws.com/x",
            "https://bucket.s3.amazonaws.com\\x",
            // Who is asked there, and how.
            "https://me@bucket.s3.amazonaws.com/x",
            "https://bucket.s3.amazonaws.com@evil.example/x",
            "https://bucket.s3.amazonaws.com:secret@evil.example/x",
            "https://bucket.s3.amazonaws.com:443/x",
            "https://bucket.s3.amazonaws.com:/x",
            "http://bucket.s3.amazonaws.com/x",
            "HTTPS://bucket.s3.amazonaws.com/x",
            "s3://bucket/x",
            " https://bucket.s3.amazonaws.com/x",
            // Other ways to write a host.
            "https://bucket.S3.amazonaws.com/x",
            "https://Bucket.s3.amazonaws.com/x",
            "https://bucket.s3.amazonaws.com./x",
            "https://bucket..s3.amazonaws.com/x",
            "https://.s3.amazonaws.com/x",
            "https://bucket%2es3.amazonaws.com/x",
            "https://evil.example%2f.s3.amazonaws.com/x",
            "https://bücket.s3.amazonaws.com/x",
            "https://bucket\u{3002}s3.amazonaws.com/x",
            // Other services, and hosts that read like S3.
            "https://s3.evil.amazonaws.com/bucket/x",
            "https://bucket.s3.evil.amazonaws.com/x",
            "https://bucket.s3.execute-api.us-east-1.amazonaws.com/x",
            "https://s3.execute-api.us-east-1.amazonaws.com/bucket/x",
            "https://s3-evil.execute-api.us-east-1.amazonaws.com/bucket/x",
            "https://bucket.s3-website-us-east-1.amazonaws.com/x",
            "https://bucket.s3-website.us-east-1.amazonaws.com/x",
            "https://bucket.s3.website-us-east-1.amazonaws.com/x",
            "https://bucket.s3-accelerate.amazonaws.com/x",
            "https://name-123456789012.s3-accesspoint.us-east-1.amazonaws.com/x",
            "https://bucket.s3-object-lambda.us-east-1.amazonaws.com/x",
            "https://ec2-198-51-100-7.compute-1.amazonaws.com/s3/x",
            "https://s3.us-east-1.amazonaws.com.evil.example/bucket/x",
            "https://bucket.s3.amazonaws.com.cn/x",
            "https://bucket.s3.us-east-1.amazonaws.com.cn/x",
            "https://bucket.s3.cn-north-1.amazonaws.com/x",
            "https://bucket.s3.amazonaws.eu/x",
            "https://bucket.s3.xamazonaws.com/x",
            "https://bucket.s3amazonaws.com/x",
            "https://xs3.amazonaws.com/bucket/x",
            "https://amazonaws.com/bucket/x",
            // No object.
            "https://bucket.s3.amazonaws.com",
            "https://bucket.s3.amazonaws.com/",
            "https://bucket.s3.amazonaws.com?x",
            "https://bucket.s3.amazonaws.com/?x",
            "https://s3.amazonaws.com/bucket",
            "https://s3.amazonaws.com/bucket/",
            "https://s3.amazonaws.com//x",
            "https://-bucket.s3.amazonaws.com/x",
            // What a shell or a reader may see otherwise.
            "https://bucket.s3.amazonaws.com/a b",
            "https://bucket.s3.amazonaws.com/a'b",
            "https://bucket.s3.amazonaws.com/$(x)",
            "https://bucket.s3.amazonaws.com/a\n",
            "https://bucket.s3.amazonaws.com/\u{202e}x",
        ] {
            assert!(!is_in_s3(url), "{url}");
        }
    }

    #[test]
    fn keys_have_no_escapes() {
        assert_eq!(key("my stack (1).yaml"), "my_stack__1_.yaml");
        assert_eq!(key("ec2_website.yaml"), "ec2_website.yaml");
        assert_eq!(key("-é&%.yaml"), "-___.yaml");
    }
}
