//! The numbers that index.html tells of the templates are those of the templates.
//!
//! `UPDATE_EXPECT=1 cargo test --test page_counts` writes them anew.

use std::path::{Path, PathBuf};

use cfn_explorer::eval::{self, Inputs};
use cfn_explorer::template;

/// Stands in index.html around each number: `<span data-count="iam" data-of="ec2_website">0</span>`.
const OPENING: &str = "<span data-count=\"";

#[test]
fn every_number_is_counted() {
    let path = root().join("index.html");
    let page = std::fs::read_to_string(&path).expect("the page can be read");
    assert!(page.matches(OPENING).count() >= 42, "three numbers of seven ways, in the text and in the table");
    let counted = with_counts(&page, &mut |what, name| count(&read(name), what));
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&path, counted).expect("the page can be written");
    } else {
        let wrong: Vec<_> = page.lines().zip(counted.lines()).filter(|(is, should)| is != should).collect();
        assert!(wrong.is_empty(), "UPDATE_EXPECT=1 writes: {wrong:#?}");
    }
}

#[test]
fn what_is_counted_is_what_is_deployed() {
    let template = "
Conditions: { Never: !Equals [a, b] }
Resources:
  Vpc: { Type: AWS::EC2::VPC }
  Balancer: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer }
  Host: { Type: AWS::EC2::Instance }
  Role: { Type: AWS::IAM::Role }
  Permission: { Type: AWS::Lambda::Permission }
  Policy: { Type: AWS::S3::BucketPolicy }
  Second: { Type: AWS::EC2::VPC, Condition: Never }
";
    assert_eq!(count(template, "resources"), 6);
    assert_eq!(count(template, "iam"), 3);
    assert_eq!(count(template, "network"), 2);
}

#[test]
fn a_number_that_is_wrong_is_written_anew() {
    let page = r#"<td><span data-count="iam" data-of="x">7</span></td><td><span data-count="network" data-of="x">8</span> more</td>"#;
    let counted = with_counts(page, &mut |what, _| if what == "iam" { 12 } else { 8 });
    assert_eq!(counted, page.replace(">7<", ">12<"));
}

/// The page with what `count` says of each kind and template.
fn with_counts(page: &str, count: &mut dyn FnMut(&str, &str) -> usize) -> String {
    let mut parts = page.split(OPENING);
    let mut counted = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (what, rest) = part.split_once("\" data-of=\"").expect("a template after the kind");
        let (name, rest) = rest.split_once("\">").expect("a number after the template");
        let (_, rest) = rest.split_once('<').expect("an end after the number");
        counted.push_str(&format!("{OPENING}{what}\" data-of=\"{name}\">{}<{rest}", count(what, name)));
    }
    counted
}

/// How many resources of a kind a template deploys with its default parameters.
fn count(text: &str, what: &str) -> usize {
    let template = template::parse(text).expect("a readable template").value;
    let stack = eval::evaluate(&template, &Inputs::default()).value;
    let deployed = stack.resources.values().filter(|resource| resource.exists != eval::Existence::No);
    deployed
        .filter(|resource| match what {
            "resources" => true,
            "iam" => is_permission(&resource.type_name),
            "network" => is_network(&resource.type_name),
            _ => panic!("nobody knows how to count {what}"),
        })
        .count()
}

/// Roles, policies and what else says who may do what.
fn is_permission(type_name: &str) -> bool {
    let ends = ["::Permission", "Policy", "::AccessEntry"];
    type_name.starts_with("AWS::IAM::") || ends.iter().any(|end| type_name.ends_with(end))
}

/// What is in the way of a packet: a VPC with all that belongs to it, and load balancers.
fn is_network(type_name: &str) -> bool {
    let host = ["AWS::EC2::Instance", "AWS::EC2::LaunchTemplate", "AWS::EC2::KeyPair", "AWS::EC2::Volume"];
    let network = ["AWS::EC2::", "AWS::ElasticLoadBalancingV2::"];
    network.iter().any(|start| type_name.starts_with(start)) && !host.contains(&type_name)
}

fn read(name: &str) -> String {
    let path = root().join(format!("www/templates/{name}.yaml"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}
