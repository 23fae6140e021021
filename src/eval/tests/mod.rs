//! What templates evaluate to.

mod conditions;
mod functions;
mod loops;
mod parameters;

use expect_test::{Expect, expect};

use super::*;
use crate::diagnostic::{Diagnostic, Severity};
use crate::template;

fn stack(text: &str) -> Reported<Stack> {
    let parsed = template::parse(text).unwrap();
    let errors: Vec<_> =
        parsed.diagnostics.iter().filter(|found| found.severity == Severity::Error).cloned().collect();
    assert!(only_lists_in_outputs(&errors), "{errors:?}");
    evaluate(&parsed.value, &Inputs::default())
}

/// Conditions, resources and outputs, a line each, then what was noticed.
fn show(reported: &Reported<Stack>) -> String {
    let stack = &reported.value;
    let mut out = String::new();
    for (id, value) in &stack.conditions {
        let unknown = || format!("unknown because of {:?}", stack.undecided.get(id));
        out += &format!("{id} = {}\n", value.map_or_else(unknown, |value| value.to_string()));
    }
    for (id, resource) in &stack.resources {
        out += &format!("{id} {:?} {}\n", resource.exists, resource.properties);
    }
    for (id, output) in &stack.outputs {
        out += &format!("{id} {:?} {}\n", output.exists, output.value);
    }
    for found in &reported.diagnostics {
        out += &format!("{} {} {} {}\n", found.severity.name(), found.code, found.path, found.message);
    }
    out
}

fn check(text: &str, expected: Expect) {
    expected.assert_eq(&show(&stack(text)));
}

/// One expression, as an output's value.
fn check_value(expr: &str, expected: Expect) {
    let text = format!(
        "Parameters: {{P: {{Type: String, Default: p}}, L: {{Type: CommaDelimitedList, Default: 'a, b,c'}}, N: {{Type: String}}}}
Mappings: {{M: {{us-east-1: {{x: [1, 2], y: z}}}}}}
Resources: {{R: {{Type: 'AWS::SNS::Topic'}}}}
Outputs: {{O: {{Value: {expr}}}}}"
    );
    let reported = stack(&text);
    let mut shown = reported.value.outputs["O"].value.to_string();
    for found in &reported.diagnostics {
        shown += &format!(" | {} {} {}", found.code, found.path, found.message);
    }
    expected.assert_eq(&shown);
}

#[test]
fn globals_are_merged_into_what_sam_makes() {
    check(
        "Transform: AWS::Serverless-2016-10-31
Globals: {Function: {Runtime: nodejs22.x, Environment: {Variables: {A: 1, B: 2}}, Layers: [x]}}
Resources: {F: {Type: AWS::Serverless::Function, Properties: {Runtime: python3.13, Environment: {Variables: {B: 3}}, Layers: [y]}}}",
        expect![[r#"
            F Yes {Runtime: python3.13, Environment: {Variables: {A: 1, B: 3}}, Layers: x, y}
        "#]],
    );
}

#[test]
fn what_would_take_forever_is_cut_short() {
    let names: String = (0..200).map(|i| format!("  O{i}: {{Value: !Ref L}}\n")).collect();
    let list = "x,".repeat(2000);
    let text = format!(
        "Parameters: {{L: {{Type: CommaDelimitedList, Default: '{list}'}}}}\nMappings: {{M: {{a: {{b: [{}]}}}}}}\nResources:\n  R: {{Type: T, Properties: {{x: [{}]}}}}\nOutputs:\n{names}",
        "1,".repeat(20_000),
        "!FindInMap [M, a, b],".repeat(20_000)
    );
    let reported = stack(&text);
    assert!(reported.diagnostics.iter().any(|found| found.code == "X0002"));
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs the templates of ../shared")]
fn reference_templates() {
    for name in ["base_infrastructure", "ec2_website", "ec2_website_alb", "ec2_website_s3"] {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/reference/");
        let text = std::fs::read_to_string(format!("{path}{name}.yaml")).expect("a template of the series");
        let stack = stack(&text);
        assert!(stack.diagnostics.is_empty(), "{:?}", stack.diagnostics);
        for (id, resource) in &stack.value.resources {
            assert_eq!(resource.exists, Existence::Yes, "{id}");
        }
    }
}

/// Outputs show what functions give here, lists as well, which CloudFormation would not take.
fn only_lists_in_outputs(found: &[Diagnostic]) -> bool {
    found.iter().all(|found| found.code == "E6101")
}
