//! Names in ARNs and addresses: the bucket of `s3://files/in/` and of `files.s3.amazonaws.com`, the queue of its URL.

use crate::catalog;
use crate::eval::Marked;

use super::arn;

/// The service and resource that an ARN or an address names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Address<'t> {
    /// The type, without `AWS::`.
    pub short: &'static str,
    pub name: Marked<'t>,
}

/// Reads an ARN or an address.
pub(super) fn read(text: Marked) -> Option<Address> {
    bucket(text)
        .or_else(|| queue(text))
        .or_else(|| repository(text))
        .or_else(|| shared_repository(text))
        .or_else(|| image(text))
        .or_else(|| api(text))
        .or_else(|| automation(text))
        .or_else(|| called(text))
        .or_else(|| sent_to(text))
        .or_else(|| scaled(text))
        .or_else(|| of_arn(text))
}

/// Returns whether a text is more than a name.
pub(super) fn is_address(text: &str) -> bool {
    text.contains("arn:") || text.contains("://") || text.contains("amazonaws.com")
}

fn bucket(text: Marked) -> Option<Address> {
    let named = |name| Some(Address { short: "S3::Bucket", name });
    if let Some(rest) = after(text, &["s3://", "s3a://"]) {
        return named(beginning(rest));
    }
    let host = after(text, &["https://", "http://"]).unwrap_or(text);
    let at = [".s3.", ".s3-"].iter().find_map(|joint| host.find(joint))?;
    let rest = host.get(at..host.len())?;
    let is_aws = rest.contains("amazonaws.com") || is_made_with(rest, "AWS::URLSuffix");
    is_aws.then(|| host.get(0..at)).flatten().and_then(named)
}

/// The service that scales, as Application Auto Scaling calls it: `service/shop/web` in a cluster.
fn scaled(text: Marked) -> Option<Address> {
    let (_, name) = text.as_str().strip_prefix("service/")?.split_once('/')?;
    (!name.contains('/')).then_some(Address { short: "ECS::Service", name: text.part(name) })
}

fn queue(text: Marked) -> Option<Address> {
    let rest = text.as_str().strip_prefix("https://sqs.")?;
    let name = rest.rsplit('/').next().filter(|_| rest.matches('/').count() == 2)?;
    Some(Address { short: "SQS::Queue", name: text.part(name) })
}

/// The repository of CodeCommit: `https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/web`.
fn repository(text: Marked) -> Option<Address> {
    let rest = after(text, &["https://git-codecommit.", "ssh://git-codecommit."])?;
    let (_, name) = rest.as_str().split_once("/v1/repos/")?;
    (!name.contains('/')).then_some(Address { short: "CodeCommit::Repository", name: text.part(name) })
}

/// The repository of who keeps those of many: `https://github.com/shop/web.git`.
fn shared_repository(text: Marked) -> Option<Address> {
    const HOSTS: [&str; 3] = ["bitbucket.org/", "github.com/", "gitlab.com/"];
    let address = text.as_str().strip_prefix("https://")?;
    let path = HOSTS.iter().find_map(|host| address.strip_prefix(host))?;
    let name = address.strip_suffix(".git").unwrap_or(address).trim_end_matches('/');
    let has_owner = path.split('/').filter(|part| !part.is_empty()).count() > 1;
    (has_owner && !name.contains(['?', '#']))
        .then_some(Address { short: "Git::Repository", name: text.part(name) })
}

/// The repository of an image: `123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:latest`.
fn image(text: Marked) -> Option<Address> {
    let (_, rest) = text.as_str().split_once(".dkr.ecr.")?;
    let (_, name) = rest.split_once('/')?;
    let name = name.split([':', '@']).next()?;
    Some(Address { short: "ECR::Repository", name: text.part(name) })
}

/// The API of a stage: `arn:aws:apigateway:eu-west-1::/restapis/a1b2c3/stages/live`.
fn api(text: Marked) -> Option<Address> {
    let (_, rest) = text.as_str().split_once(":apigateway:")?;
    let named = |mark, short| Some(Address { short, name: beginning(text.part(rest.split_once(mark)?.1)) });
    named("::/restapis/", "ApiGateway::RestApi").or_else(|| named("::/apis/", "ApiGatewayV2::Api"))
}

/// The document of an automation: `arn:aws:ssm:eu-west-1:123456789012:automation-definition/Restart:$DEFAULT`.
fn automation(text: Marked) -> Option<Address> {
    let (_, rest) = text.as_str().split_once(":automation-definition/")?;
    Some(Address { short: "SSM::Document", name: beginning(text.part(rest)) })
}

/// The function that an API calls by an ARN of which only AWS knows all.
fn called(text: Marked) -> Option<Address> {
    let (_, rest) = text.as_str().split_once(":lambda:path/")?;
    let name = rest.split_once("/functions/")?.1.strip_suffix("/invocations")?;
    (!name.contains(':')).then_some(Address { short: "Lambda::Function", name: text.part(name) })
}

/// The queue or the bucket that an API calls: `arn:aws:apigateway:eu-west-1:sqs:path/123456789012/orders`.
fn sent_to(text: Marked) -> Option<Address> {
    let (_, rest) = text.as_str().split_once(":apigateway:")?;
    if let Some((_, path)) = rest.split_once(":s3:path/") {
        return Some(Address { short: "S3::Bucket", name: beginning(text.part(path)) });
    }
    let (_, path) = rest.split_once(":sqs:path/")?;
    let path = text.part(path);
    let at = arn::joints(path).next()?;
    Some(Address { short: "SQS::Queue", name: path.get(at + 1..path.len())? })
}

/// Types whose names may hold slashes.
const WHOLE: [&str; 2] = ["ECR::Repository", "SecretsManager::Secret"];

fn of_arn(text: Marked) -> Option<Address> {
    let arn = arn::read(text)?;
    let of_kind = arn.kind().and_then(|(kind, rest)| Some((catalog::of_arn(arn.service, kind)?, rest)));
    let (short, rest) = of_kind.or_else(|| Some((catalog::of_arn(arn.service, "")?, arn.resource)))?;
    let rest = match short {
        "ElasticLoadBalancingV2::LoadBalancer" => {
            rest.as_str().split_once('/').map_or(rest, |(_, name)| rest.part(name))
        }
        _ => rest,
    };
    let name = if WHOLE.contains(&short) { rest } else { beginning(rest) };
    Some(Address { short, name })
}

/// Returns what comes before the first joint.
fn beginning(text: Marked) -> Marked {
    arn::joints(text).next().and_then(|at| text.get(0..at)).unwrap_or(text)
}

/// Returns what follows the first of some beginnings that a text has.
fn after<'t>(text: Marked<'t>, beginnings: &[&str]) -> Option<Marked<'t>> {
    beginnings.iter().find_map(|beginning| text.as_str().strip_prefix(beginning)).map(|rest| text.part(rest))
}

/// Returns whether a pseudo parameter that nobody gave is in a text.
pub(super) fn is_made_with(text: Marked, pseudo: &str) -> bool {
    text.unknown().any(|(_, part)| part.of.as_ref().is_some_and(|of| of.as_str() == pseudo))
}

#[cfg(test)]
mod tests {
    use crate::eval::MarkedText;

    /// The type and the name that a text is read as.
    fn read(text: &str) -> Option<String> {
        let text = MarkedText::with_brackets(text);
        super::read(text.marked()).map(|found| format!("{} {}", found.short, found.name.as_str()))
    }

    #[test]
    fn addresses_and_arns_of_one_thing_have_its_name() {
        for text in [
            "s3://files/in/",
            "files.s3.amazonaws.com",
            "https://files.s3.eu-west-1.amazonaws.com/x",
            "files.s3-website.eu-west-1.amazonaws.com",
            "arn:aws:s3:::files/*",
        ] {
            assert_eq!(read(text), Some("S3::Bucket files".to_owned()), "{text}");
        }
        for text in [
            "https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/web",
            "ssh://git-codecommit.eu-west-1.amazonaws.com/v1/repos/web",
            "arn:aws:codecommit:eu-west-1:1:web",
        ] {
            assert_eq!(read(text), Some("CodeCommit::Repository web".to_owned()), "{text}");
        }
        for text in ["https://github.com/shop/web", "https://github.com/shop/web.git"] {
            let expected = Some("Git::Repository github.com/shop/web".to_owned());
            assert_eq!(read(text), expected, "{text}");
        }
        for text in ["https://github.com/shop", "https://api.github.com/shop/web"] {
            assert_eq!(read(text), None, "{text}");
        }
        for text in ["arn:aws:sqs:eu-west-1:1:orders", "https://sqs.eu-west-1.amazonaws.com/1/orders"] {
            assert_eq!(read(text), Some("SQS::Queue orders".to_owned()), "{text}");
        }
    }

    #[test]
    fn names_in_arns_end_where_what_is_part_of_the_thing_begins() {
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
