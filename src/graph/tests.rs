//! Graphs of templates made by hand: the reader of text has tests of its own.

use std::rc::Rc;

use expect_test::{Expect, expect};
use indexmap::IndexMap;

use super::*;
use crate::template::{Expr, Resource, SubPart};

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

fn to(id: &str) -> Expr {
    Expr::Ref(id.into())
}

fn check_references(template: &Template, expected: Expect) {
    let lines: Vec<String> = build(template)
        .references()
        .iter()
        .map(|found| format!("{} → {} {} at {}\n", found.source, found.target, found.kind.name(), found.path))
        .collect();
    expected.assert_eq(&lines.concat());
}

fn chains(resources: &[(&str, Expr, &[&str])]) -> Vec<String> {
    let cycles = build(&template(resources)).cycles();
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
    let graph = build(&template(&[
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
    assert_eq!(graph.dependencies(&"Db".into()), [&LogicalId::from("Net")]);
}

#[test]
fn json_names_its_fields_as_promised() {
    let template = template(&[("A", to("B"), &[]), ("B", to("A"), &[])]);
    let graph = build(&template);
    expect![[r#"{"resources":{"A":{"type":"AWS::SQS::Queue"},"B":{"type":"AWS::SQS::Queue"}},"edges":[{"source":"A","target":"B","kind":"Ref","path":"Resources/A/Properties/P/Ref"},{"source":"B","target":"A","kind":"Ref","path":"Resources/B/Properties/P/Ref"}],"cycles":[["A","B"]]}"#]]
        .assert_eq(&serde_json::to_string(&document(&graph)).unwrap_or_default());
}

#[test]
fn hostile_names_stay_inside_their_quotes() {
    let graph = build(&template(&[("a\"]\n; end", to("b\\\""), &[]), ("b\\\"", Expr::Null, &[])]));
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
