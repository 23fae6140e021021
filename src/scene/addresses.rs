//! Names in ARNs and addresses: the bucket of `s3://files/in/` and of `files.s3.amazonaws.com`, the queue of its URL.

use crate::catalog;

use super::arn;

/// The service and resource that an ARN or an address names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Address<'t> {
    /// The type, without `AWS::`.
    pub short: &'static str,
    pub name: &'t str,
}

/// Reads an ARN or an address.
pub(super) fn read(text: &str) -> Option<Address<'_>> {
    bucket(text)
        .or_else(|| queue(text))
        .or_else(|| repository(text))
        .or_else(|| shared_repository(text))
        .or_else(|| image(text))
        .or_else(|| api(text))
        .or_else(|| automation(text))
        .or_else(|| called(text))
        .or_else(|| sent_to(text))
        .or_else(|| of_arn(text))
}

/// Returns whether a text is more than a name.
pub(super) fn is_address(text: &str) -> bool {
    text.contains("arn:") || text.contains("://") || text.contains("amazonaws.com")
}

fn bucket(text: &str) -> Option<Address<'_>> {
    let named = |name| Some(Address { short: "S3::Bucket", name });
    if let Some(rest) = text.strip_prefix("s3://").or_else(|| text.strip_prefix("s3a://")) {
        return named(beginning(rest));
    }
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or(text);
    let at = [".s3.", ".s3-"].iter().find_map(|joint| host.find(joint))?;
    let rest = host.get(at..)?;
    (rest.contains("amazonaws.com") || rest.contains("‹AWS::URLSuffix›"))
        .then(|| host.get(..at))
        .flatten()
        .and_then(named)
}

fn queue(text: &str) -> Option<Address<'_>> {
    let rest = text.strip_prefix("https://sqs.")?;
    let name = rest.rsplit('/').next().filter(|_| rest.matches('/').count() == 2)?;
    Some(Address { short: "SQS::Queue", name })
}

/// The repository of CodeCommit: `https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/web`.
fn repository(text: &str) -> Option<Address<'_>> {
    let rest = text
        .strip_prefix("https://git-codecommit.")
        .or_else(|| text.strip_prefix("ssh://git-codecommit."))?;
    let (_, name) = rest.split_once("/v1/repos/")?;
    (!name.contains('/')).then_some(Address { short: "CodeCommit::Repository", name })
}

/// The repository of who keeps those of many: `https://github.com/shop/web.git`.
fn shared_repository(text: &str) -> Option<Address<'_>> {
    const HOSTS: [&str; 3] = ["bitbucket.org/", "github.com/", "gitlab.com/"];
    let address = text.strip_prefix("https://")?;
    let path = HOSTS.iter().find_map(|host| address.strip_prefix(host))?;
    let name = address.strip_suffix(".git").unwrap_or(address).trim_end_matches('/');
    let has_owner = path.split('/').filter(|part| !part.is_empty()).count() > 1;
    (has_owner && !name.contains(['?', '#'])).then_some(Address { short: "Git::Repository", name })
}

/// The repository of an image: `123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:latest`.
fn image(text: &str) -> Option<Address<'_>> {
    let (_, rest) = text.split_once(".dkr.ecr.")?;
    let (_, name) = rest.split_once('/')?;
    let name = name.split([':', '@']).next()?;
    Some(Address { short: "ECR::Repository", name })
}

/// The API of a stage: `arn:aws:apigateway:eu-west-1::/restapis/a1b2c3/stages/live`.
fn api(text: &str) -> Option<Address<'_>> {
    let (_, rest) = text.split_once(":apigateway:")?;
    let named = |mark, short| Some(Address { short, name: beginning(rest.split_once(mark)?.1) });
    named("::/restapis/", "ApiGateway::RestApi").or_else(|| named("::/apis/", "ApiGatewayV2::Api"))
}

/// The document of an automation: `arn:aws:ssm:eu-west-1:123456789012:automation-definition/Restart:$DEFAULT`.
fn automation(text: &str) -> Option<Address<'_>> {
    let (_, rest) = text.split_once(":automation-definition/")?;
    Some(Address { short: "SSM::Document", name: beginning(rest) })
}

/// The function that an API calls by an ARN of which only AWS knows all.
fn called(text: &str) -> Option<Address<'_>> {
    let (_, rest) = text.split_once(":lambda:path/")?;
    let name = rest.split_once("/functions/")?.1.strip_suffix("/invocations")?;
    (!name.contains(':')).then_some(Address { short: "Lambda::Function", name })
}

/// The queue or the bucket that an API calls: `arn:aws:apigateway:eu-west-1:sqs:path/123456789012/orders`.
fn sent_to(text: &str) -> Option<Address<'_>> {
    let (_, rest) = text.split_once(":apigateway:")?;
    if let Some((_, path)) = rest.split_once(":s3:path/") {
        return Some(Address { short: "S3::Bucket", name: beginning(path) });
    }
    let (_, path) = rest.split_once(":sqs:path/")?;
    let at = arn::joints(path).next()?;
    Some(Address { short: "SQS::Queue", name: path.get(at + 1..)? })
}

/// Types whose names may hold slashes.
const WHOLE: [&str; 2] = ["ECR::Repository", "SecretsManager::Secret"];

fn of_arn(text: &str) -> Option<Address<'_>> {
    let arn = arn::read(text)?;
    let of_kind = arn.kind().and_then(|(kind, rest)| Some((catalog::of_arn(arn.service, kind)?, rest)));
    let (short, rest) = of_kind.or_else(|| Some((catalog::of_arn(arn.service, "")?, arn.resource)))?;
    let rest = match short {
        "ElasticLoadBalancingV2::LoadBalancer" => rest.split_once('/').map_or(rest, |(_, rest)| rest),
        _ => rest,
    };
    let name = if WHOLE.contains(&short) { rest } else { beginning(rest) };
    Some(Address { short, name })
}

/// Returns what comes before the first joint.
fn beginning(text: &str) -> &str {
    arn::joints(text).next().and_then(|at| text.get(..at)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_arns_of_one_thing_have_its_name() {
        for text in [
            "s3://files/in/",
            "files.s3.amazonaws.com",
            "https://files.s3.eu-west-1.amazonaws.com/x",
            "files.s3-website.eu-west-1.amazonaws.com",
            "arn:aws:s3:::files/*",
        ] {
            assert_eq!(read(text), Some(Address { short: "S3::Bucket", name: "files" }), "{text}");
        }
        for text in [
            "https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/web",
            "ssh://git-codecommit.eu-west-1.amazonaws.com/v1/repos/web",
            "arn:aws:codecommit:eu-west-1:1:web",
        ] {
            assert_eq!(read(text), Some(Address { short: "CodeCommit::Repository", name: "web" }), "{text}");
        }
        for text in ["https://github.com/shop/web", "https://github.com/shop/web.git"] {
            let expected = Some(Address { short: "Git::Repository", name: "github.com/shop/web" });
            assert_eq!(read(text), expected, "{text}");
        }
        for text in ["https://github.com/shop", "https://api.github.com/shop/web"] {
            assert_eq!(read(text), None, "{text}");
        }
        for text in ["arn:aws:sqs:eu-west-1:1:orders", "https://sqs.eu-west-1.amazonaws.com/1/orders"] {
            assert_eq!(read(text), Some(Address { short: "SQS::Queue", name: "orders" }), "{text}");
        }
    }

    #[test]
    fn names_in_arns_end_where_what_is_part_of_the_thing_begins() {
        let read = |text| read(text).map(|found| format!("{} {}", found.short, found.name));
        let table = "arn:aws:dynamodb:eu-west-1:1:table/orders/stream/2026";
        assert_eq!(read(table).as_deref(), Some("DynamoDB::Table orders"));
        let version = "arn:aws:lambda:eu-west-1:1:function:resize:live";
        assert_eq!(read(version).as_deref(), Some("Lambda::Function resize"));
        let secret = "arn:aws:secretsmanager:eu-west-1:1:secret:prod/db";
        assert_eq!(read(secret).as_deref(), Some("SecretsManager::Secret prod/db"));
        let balancer = "arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/app/web/50dc6c495c0c9188";
        assert_eq!(read(balancer).as_deref(), Some("ElasticLoadBalancingV2::LoadBalancer web"));
        let sent = "arn:aws:apigateway:r:sqs:path/‹AWS::AccountId›/‹Orders›";
        assert_eq!(read(sent).as_deref(), Some("SQS::Queue ‹Orders›"));
        assert_eq!(read("arn:aws:apigateway:r:s3:path/files/{key}").as_deref(), Some("S3::Bucket files"));
        let stage = "arn:aws:apigateway:r::/restapis/‹ApiId›/stages/live";
        assert_eq!(read(stage).as_deref(), Some("ApiGateway::RestApi ‹ApiId›"));
        let automation = "arn:aws:ssm:r:1:automation-definition/Restart:$DEFAULT";
        assert_eq!(read(automation).as_deref(), Some("SSM::Document Restart"));
        let image = "1.dkr.ecr.eu-west-1.amazonaws.com/shop/web:latest";
        assert_eq!(read(image).as_deref(), Some("ECR::Repository shop/web"));
        let api = "arn:aws:apigateway:r:lambda:path/2015-03-31/functions/‹FunctionArn›/invocations";
        assert_eq!(read(api).as_deref(), Some("Lambda::Function ‹FunctionArn›"));
    }

    #[test]
    fn other_text_names_nothing() {
        for text in ["orders", "example.com", "arn:aws:kms:r:1:key/k", "https://example.com/a/b", "s3"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
