//! What one node does to another, in a word or two, for who hears a picture.

use super::{Link, LinkKind, Scene};

/// The verbs of services for whom their links lead, by the beginning of a type's name; the first that fits counts.
const VERBS: &[(&str, &str, &str)] = &[
    ("AWS::ElasticLoadBalancing", "balances to", "is balanced to by"),
    ("AWS::VpcLattice::", "balances to", "is balanced to by"),
    ("AWS::GlobalAccelerator::", "sends traffic to", "gets traffic from"),
    ("AWS::Route53", "points to", "is pointed to by"),
    ("AWS::CloudFront::", "gets content from", "gives content to"),
    ("AWS::ApiGateway", "passes requests to", "gets requests from"),
    ("AWS::AppSync::", "passes requests to", "gets requests from"),
    ("AWS::EC2::InternetGateway", "leads to", "is led to from"),
    ("AWS::SQS::", "feeds", "is fed by"),
    ("AWS::Kinesis", "feeds", "is fed by"),
    ("AWS::SNS::", "notifies", "is notified by"),
    ("AWS::S3::", "notifies", "is notified by"),
    ("AWS::CloudWatch::Alarm", "notifies", "is notified by"),
    ("AWS::Events::", "triggers", "is triggered by"),
    ("AWS::Scheduler::", "triggers", "is triggered by"),
    ("AWS::Pipes::", "passes events to", "gets events from"),
    ("AWS::StepFunctions::", "runs", "is run by"),
    ("AWS::CodePipeline::", "runs", "is run by"),
    ("AWS::Lambda::", "calls", "is called by"),
    ("AWS::Serverless::Function", "calls", "is called by"),
];

/// Returns what the source of a link does to its target: `balances to`; and the same seen from there: `is balanced to by`.
pub fn link_verbs(scene: &Scene, link: &Link) -> (&'static str, &'static str) {
    match link.kind {
        LinkKind::Flow => {
            let source = scene.nodes.get(link.source).and_then(|node| node.type_name.as_deref());
            let known =
                |(start, ..): &&(&str, &str, &str)| source.is_some_and(|name| name.starts_with(start));
            let (_, to, from) = VERBS.iter().find(known).unwrap_or(&("", "leads to", "is led to from"));
            (to, from)
        }
        LinkKind::Reference => ("refers to", "is referred to by"),
        LinkKind::Output => ("gives a value to", "takes a value from"),
        LinkKind::Making => ("makes", "is made by"),
        LinkKind::Control => ("controls", "is controlled by"),
        LinkKind::Route => ("routes to", "is routed to from"),
        LinkKind::Part => ("has an interface at", "is the interface of"),
    }
}
