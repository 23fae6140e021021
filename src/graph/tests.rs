//! Graphs of templates made by hand: the reader of text has tests of its own.

use std::rc::Rc;

use expect_test::{Expect, expect};

use super::*;
use crate::eval::{Inputs, evaluate};
use crate::maps::IndexMap;
use crate::template::{self, Expr, Resource, SubPart, Template};

/// A template of resources with one property each; `depends_on` by names.
fn template(resources: &[(&str, Expr, &[&str])]) -> Template {
    let mut template = Template::default();
    for (id, value, depends_on) in resources {
        let resource = Resource {
            type_name: "AWS::SQS::Queue".into(),
            condition: None,
            depends_on: depends_on.iter().map(|&id| id.into()).collect(),
            properties: Expr::Map(IndexMap::from([(Rc::from("P"), value.clone())])),
            attributes: IndexMap::new(),
        };
        template.resources.insert((*id).into(), resource);
    }
    template
}

fn of(template: &Template) -> ResourceGraph {
    build(&written(template), &evaluate(template, &Inputs::default()).value)
}

fn to(id: &str) -> Expr {
    Expr::Ref(id.into())
}

fn check_references(template: &Template, expected: Expect) {
    let lines: Vec<String> = of(template)
        .references()
        .iter()
        .map(|found| format!("{} → {} {} at {}\n", found.source, found.target, found.kind.name(), found.path))
        .collect();
    expected.assert_eq(&lines.concat());
}

fn chains(resources: &[(&str, Expr, &[&str])]) -> Vec<String> {
    let cycles = of(&template(resources)).cycles();
    cycles.iter().map(|chain| chain.iter().map(LogicalId::as_str).collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn every_kind_of_reference_is_found_with_its_place() {
    let parts = vec![
        SubPart::Name("A".into()),
        SubPart::Attribute("B".into(), "Arn".into()),
        SubPart::Name("A".into()),
    ];
    let own = IndexMap::from([(Rc::from("A"), to("C"))]);
    check_references(
        &template(&[
            ("A", Expr::Null, &[]),
            ("B", to("A"), &["A"]),
            ("C", Expr::GetAtt("B".into(), Box::new(Expr::String("Arn".into()))), &["A", "B"]),
            ("D", Expr::Sub(parts.clone(), IndexMap::new()), &[]),
            ("E", Expr::Sub(parts, own), &[]),
            ("F", Expr::If("Big".into(), Box::new(to("A")), Box::new(to("AWS::NoValue"))), &[]),
        ]),
        expect![[r#"
            B → A DependsOn at Resources/B/DependsOn/0
            B → A Ref at Resources/B/Properties/P/Ref
            C → A DependsOn at Resources/C/DependsOn/0
            C → B DependsOn at Resources/C/DependsOn/1
            C → B GetAtt at Resources/C/Properties/P/Fn::GetAtt
            D → A Sub at Resources/D/Properties/P/Fn::Sub
            D → B Sub at Resources/D/Properties/P/Fn::Sub
            E → B Sub at Resources/E/Properties/P/Fn::Sub
            E → C Ref at Resources/E/Properties/P/Fn::Sub/1/A/Ref
            F → A Ref at Resources/F/Properties/P/Fn::If/1/Ref
        "#]],
    );
}

#[test]
fn circles_read_as_chains() {
    assert_eq!(
        chains(&[("A", to("B"), &[]), ("B", to("C"), &[]), ("C", to("A"), &[]), ("D", to("A"), &[])]),
        ["A B C"]
    );
    assert_eq!(chains(&[("A", to("A"), &[])]), ["A"]);
    assert_eq!(chains(&[("A", to("B"), &["C"]), ("B", to("A"), &[]), ("C", to("A"), &[])]), ["A B", "C A"]);
    assert_eq!(chains(&[("A", to("B"), &[]), ("B", Expr::Null, &[])]), [""; 0]);
}

#[test]
fn creation_goes_from_what_is_needed_to_who_needs_it() {
    let graph = of(&template(&[
        ("App", to("Db"), &[]),
        ("Db", to("Net"), &[]),
        ("Log", Expr::Null, &[]),
        ("Net", Expr::Null, &[]),
        ("Ping", to("Pong"), &[]),
        ("Pong", to("Ping"), &[]),
    ]));
    let order: Vec<&str> = graph.creation_order().into_iter().map(LogicalId::as_str).collect();
    assert_eq!(order, ["Log", "Net", "Db", "App", "Ping", "Pong"]);
    assert_eq!(graph.dependents(&"Db".into()), [&LogicalId::from("App")]);
    assert_eq!(graph.named_by(&Element::Resource("Db".into())), [&LogicalId::from("Net")]);
}

#[test]
fn json_names_its_fields_as_promised() {
    let template = template(&[("A", to("B"), &[]), ("B", to("A"), &[])]);
    let graph = of(&template);
    expect![[r#"{"resources":{"A":{"type":"AWS::SQS::Queue"},"B":{"type":"AWS::SQS::Queue"}},"edges":[{"source":"A","target":"B","kind":"Ref","path":"Resources/A/Properties/P/Ref"},{"source":"B","target":"A","kind":"Ref","path":"Resources/B/Properties/P/Ref"}],"cycles":[["A","B"]],"creation_order":["A","B"]}"#]]
        .assert_eq(&serde_json::to_string(&document(&graph)).unwrap_or_default());
}

#[test]
fn hostile_names_stay_inside_their_quotes() {
    let graph = of(&template(&[("a\"]\n; end", to("b\\\""), &[]), ("b\\\"", Expr::Null, &[])]));
    expect![[r#"
        digraph template {
          node [shape=box]
          "a\"]\\n; end" [label="a\"]\\n; end\nAWS::SQS::Queue"]
          "b\\\"" [label="b\\\"\nAWS::SQS::Queue"]
          "a\"]\\n; end" -> "b\\\"" [label="Ref"]
        }
    "#]]
    .assert_eq(&dot(&graph));
    expect![[r#"
        flowchart LR
          n0["a#34;#93;#92;n#59; end<br>AWS::SQS::Queue"]
          n1["b#92;#34;<br>AWS::SQS::Queue"]
          n0 -- Ref --> n1
    "#]]
    .assert_eq(&mermaid(&graph));
}

/// A network that hangs on a parameter, a condition and a mapping.
const NETWORK: &str = "
Parameters: {Size: {Type: String, Default: small}, Ami: {Type: String, Default: ami-1}}
Mappings: {Sizes: {small: {Type: t3.nano}}}
Conditions: {Big: !Equals [!Ref Size, big], Huge: !And [!Condition Big, !Equals [a, a]]}
Resources:
  Vpc: {Type: AWS::EC2::VPC}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc}}
  Spare: {Type: AWS::EC2::Subnet, Condition: Huge, Properties: {VpcId: !Ref Vpc}}
  Host:
    Type: AWS::EC2::Instance
    DependsOn: Log
    Properties:
      ImageId: !Ref Ami
      InstanceType: !FindInMap [Sizes, !Ref Size, Type]
      SubnetId: !If [Big, !Ref Spare, !Ref Subnet]
  Log: {Type: AWS::Logs::LogGroup}
Outputs: {Address: {Value: !GetAtt Host.PublicIp}}
";

fn graph_of(text: &str, given: &[(&str, &str)]) -> ResourceGraph {
    let template = template::parse(text).expect("a template").value;
    let mut inputs = Inputs::default();
    inputs.parameters.extend(given.iter().map(|(name, value)| ((*name).into(), (*value).to_owned())));
    build(&written(&template), &evaluate(&template, &inputs).value)
}

/// Elements as `Parameter Size`.
fn listed(elements: Vec<Element>) -> Vec<String> {
    let plain = |element: Element| format!("{element:?}").replace("(LogicalId(\"", " ").replace("\"))", "");
    elements.into_iter().map(plain).collect()
}

fn names<'a>(ids: impl Iterator<Item = &'a LogicalId>) -> Vec<&'a str> {
    ids.map(LogicalId::as_str).collect()
}

#[test]
fn users_are_those_of_the_branch_that_is_taken() {
    let (vpc, subnet, host) = ("Vpc".into(), "Subnet".into(), "Host".into());
    let small = graph_of(NETWORK, &[]);
    assert_eq!(names(small.users(&vpc)), ["Subnet", "Spare"]);
    assert_eq!(names(small.users(&subnet)), ["Host"]);
    assert_eq!(names(small.used(&host)), ["Subnet"]);
    let big = graph_of(NETWORK, &[("Size", "big")]);
    assert_eq!(names(big.used(&host)), ["Spare"]);
    assert_eq!(names(big.users(&subnet)), [""; 0]);
    assert_eq!(names(big.dependents(&subnet).into_iter()), ["Host"]);
}

#[test]
fn branches_that_are_not_taken_are_kept_and_marked() {
    let taken = |given: &[(&str, &str)]| {
        let graph = graph_of(NETWORK, given);
        let host = "Host".into();
        let marked =
            graph.references_from(&host).map(|found| (found.target.to_string(), graph.is_taken(found)));
        marked.collect::<Vec<_>>()
    };
    let marked = |spare, subnet| {
        [("Log".to_owned(), true), ("Spare".to_owned(), spare), ("Subnet".to_owned(), subnet)]
    };
    assert_eq!(taken(&[]), marked(false, true));
    assert_eq!(taken(&[("Size", "big")]), marked(true, false));
}

#[test]
fn ghosts_are_resources_that_are_not_there() {
    let spare = "Spare".into();
    assert!(!graph_of(NETWORK, &[]).exists(&spare));
    assert!(graph_of(NETWORK, &[("Size", "big")]).exists(&spare));
    assert!(!graph_of(NETWORK, &[]).exists(&"Nobody".into()));
}

#[test]
fn all_that_hangs_on_a_parameter_a_condition_or_a_mapping_is_found() {
    let graph = graph_of(NETWORK, &[]);
    let reached = |element| listed(graph.reached_by(&element, Branches::Every));
    assert_eq!(
        reached(Element::Parameter("Size".into())),
        ["Resource Host", "Condition Big", "Output Address", "Condition Huge", "Resource Spare"]
    );
    assert_eq!(reached(Element::Mapping("Sizes".into())), ["Resource Host", "Output Address"]);
    assert_eq!(
        reached(Element::Condition("Huge".into())),
        ["Resource Spare", "Resource Host", "Output Address"]
    );
    assert_eq!(reached(Element::Parameter("Nobody".into())), [""; 0]);
    let paths: Vec<String> =
        graph.uses_of(&Element::Condition("Big".into())).map(|found| found.path.to_string()).collect();
    assert_eq!(paths, ["Conditions/Huge/Fn::And/0/Condition", "Resources/Host/Properties/SubnetId/Fn::If"]);
}

#[test]
fn what_a_resource_hangs_on_is_found_by_the_branches_that_are_asked_for() {
    let graph = graph_of(NETWORK, &[]);
    let reaches = |branches| {
        let mut found = listed(graph.reaches(&Element::Resource("Host".into()), branches));
        crate::sorting::plain(&mut found);
        found
    };
    let taken = reaches(Branches::Taken);
    assert_eq!(
        taken,
        [
            "Condition Big",
            "Mapping Sizes",
            "Parameter Ami",
            "Parameter Size",
            "Resource Log",
            "Resource Subnet",
            "Resource Vpc"
        ]
    );
    let only = |name: &str| name == "Condition Huge" || name == "Resource Spare";
    let every = reaches(Branches::Every);
    assert_eq!(every.iter().filter(|name| only(name)).count(), 2);
    assert_eq!(every.len(), taken.len() + 2);
    assert_eq!(
        listed(graph.reached_by(&Element::Resource("Vpc".into()), Branches::Taken)),
        ["Resource Subnet", "Resource Host", "Output Address"]
    );
}

#[test]
fn globals_lead_from_what_they_name_to_every_resource_of_their_kind() {
    let graph = graph_of(
        "
Transform: AWS::Serverless-2016-10-31
Parameters: {Level: {Type: String, Default: info}}
Globals: {Function: {Environment: {Variables: {LEVEL: !Ref Level, TABLE: !Ref Table}}}}
Resources:
  Table: {Type: AWS::DynamoDB::Table}
  Work: {Type: AWS::Serverless::Function, Properties: {Handler: !Ref WorkRole}}
",
        &[],
    );
    for element in [Element::Parameter("Level".into()), Element::Resource("Table".into())] {
        let mut found = listed(graph.reached_by(&element, Branches::Taken));
        crate::sorting::plain(&mut found);
        assert_eq!(found, ["Globals Function", "Resource Work"]);
    }
    let work = "Work".into();
    assert_eq!(names(graph.used(&work)), ["Table", "WorkRole"], "what the transform makes, too");
    assert_eq!(names(graph.users(&"WorkRole".into())), ["Work"]);
}

#[test]
fn a_mapping_whose_name_is_computed_may_be_any() {
    let graph = graph_of(
        "
Parameters: {Map: {Type: String, Default: A}}
Mappings: {A: {x: {y: 1}}, B: {x: {y: 2}}}
Resources:
  Queue: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: !FindInMap [!Ref Map, x, y]}}
",
        &[],
    );
    let reached = listed(graph.reached_by(&Element::Mapping("B".into()), Branches::Every));
    assert_eq!(reached, ["Mappings", "Resource Queue"]);
}
