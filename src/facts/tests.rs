//! Lines of the file in, facts out.

use expect_test::{Expect, expect};

use super::*;

const TEXT: &str = "\
# a remark
AWS::EC2::Volume
 attributes: VolumeId Outputs.* A.*.B
 replaces: AvailabilityZone
 may-replace: Size
 read-only: State
 properties: Iops=int Kind!=str|gp2|gp3 Size=int Tags=[@Tag] any:A+B,C needs:Iops:Size {str}
 Tag: Key! Value!
AWS::SNS::Topic
 attributes: TopicArn
";

#[test]
fn a_type_is_found_by_its_name() {
    let facts = TypeFacts::parse(TEXT);
    assert_eq!(facts.names().collect::<Vec<_>>(), ["AWS::EC2::Volume", "AWS::SNS::Topic"]);
    assert!(facts.get("AWS::EC2::Volumes").is_none());
    assert_eq!(facts.get("AWS::SNS::Topic").map(|topic| topic.name), Some("AWS::SNS::Topic"));
}

#[test]
fn types_in_any_order_are_found() {
    let facts = TypeFacts::parse("B::B::B\n attributes: X\nA::A::A\n");
    assert!(facts.get("A::A::A").is_some());
    assert!(facts.get("B::B::B").is_some_and(|kind| kind.has_attribute("X")));
}

#[test]
fn attributes_are_names_and_patterns() {
    let facts = TypeFacts::parse(TEXT);
    let Some(volume) = facts.get("AWS::EC2::Volume") else { panic!("it is there") };
    for (name, known) in [
        ("VolumeId", true),
        ("Volume", false),
        ("VolumeIds", false),
        ("Outputs.Url", true),
        ("Outputs", false),
        ("A.0.B", true),
        ("A.B", false),
    ] {
        assert_eq!(volume.has_attribute(name), known, "{name}");
    }
}

#[test]
fn what_an_update_replaces_is_told() {
    let facts = TypeFacts::parse(TEXT);
    let Some(volume) = facts.get("AWS::EC2::Volume") else { panic!("it is there") };
    assert_eq!(volume.replaced_by().collect::<Vec<_>>(), ["AvailabilityZone"]);
    assert_eq!(volume.perhaps_replaced_by().collect::<Vec<_>>(), ["Size"]);
    assert!(volume.is_read_only("State"));
    assert!(volume.is_read_only("VolumeId"));
    assert!(!volume.is_read_only("Iops"));
}

#[test]
fn words_are_properties_rules_and_the_rest() {
    check(
        "Iops=int Kind!=str|gp2|gp3 Tags=<@Tag> any:A+B,C needs:Iops:Size {str}",
        expect![[r#"
            Iops Integer(Choices { values: [], any_case: false, limits: Limits { least: "", most: "" }, patterns: [] })
            Kind! Text(Choices { values: ["gp2", "gp3"], any_case: false, limits: Limits { least: "", most: "" }, patterns: [] })
            Tags List { items: Value { kinds: [Object("Tag")] }, distinct: true, count: Limits { least: "", most: "" } }
            rest Value { kinds: [Text(Choices { values: [], any_case: false, limits: Limits { least: "", most: "" }, patterns: [] })] }
            Any([["A", "B"], ["C"]])
            Needs("Iops", ["Size"])
        "#]],
    );
}

#[test]
fn alternatives_split_outside_of_brackets_only() {
    check(
        "A=json,[str,num],{bool} B=str~x~y",
        expect![[r#"
            A Json List { items: Value { kinds: [Text(Choices { values: [], any_case: false, limits: Limits { least: "", most: "" }, patterns: [] }), Number(Choices { values: [], any_case: false, limits: Limits { least: "", most: "" }, patterns: [] })] }, distinct: false, count: Limits { least: "", most: "" } } Map(Value { kinds: [Boolean] })
            B Text(Choices { values: ["x", "y"], any_case: true, limits: Limits { least: "", most: "" }, patterns: [] })
        "#]],
    );
}

#[test]
fn what_makes_no_sense_holds_anything() {
    check(
        "A=nonsense B=[ C= : !",
        expect![[r#"
            ! Text(Choices { values: [], any_case: false, limits: Limits { least: "", most: "" }, patterns: [] })
            : Text(Choices { values: [], any_case: false, limits: Limits { least: "", most: "" }, patterns: [] })
            A
            B
            C
        "#]],
    );
    assert_eq!(TypeFacts::parse(" lost\n\n#\n").names().count(), 0);
}

fn check(line: &str, expected: Expect) {
    let shape = Shape::parse(line);
    let mut found = String::new();
    for property in &shape.properties {
        let mark = if property.required { "!" } else { "" };
        found += &format!("{}{mark}", property.name);
        for kind in &property.value.kinds {
            found += &format!(" {kind:?}");
        }
        found += "\n";
    }
    if let Some(rest) = &shape.rest {
        found += &format!("rest {rest:?}\n");
    }
    for rule in &shape.rules {
        found += &format!("{rule:?}\n");
    }
    expected.assert_eq(&found);
}
