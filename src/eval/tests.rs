//! What templates evaluate to.

use expect_test::expect;

use super::*;
use crate::template;

fn stack(text: &str) -> Reported<Stack> {
    let parsed = template::parse(text).unwrap();
    assert!(parsed.diagnostics.is_empty(), "{:?}", parsed.diagnostics);
    evaluate(&parsed.value, &Inputs::default())
}

#[test]
fn reference_templates() {
    for name in ["base_infrastructure", "ec2_website", "ec2_website_alb", "ec2_website_s3"] {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/reference/");
        let Ok(text) = std::fs::read_to_string(format!("{path}{name}.yaml")) else { return };
        let stack = stack(&text);
        assert!(stack.diagnostics.is_empty(), "{:?}", stack.diagnostics);
        for (id, resource) in &stack.value.resources {
            assert_eq!(resource.exists, Existence::Yes, "{id}");
        }
    }
}

/// The problems of one parameter's value.
fn problems(parameter: &str, value: &str) -> String {
    let text = format!("Parameters: {{P: {parameter}}}\nResources: {{}}\nOutputs: {{P: {{Value: !Ref P}}}}");
    let parsed = template::parse(&text).unwrap();
    assert!(parsed.diagnostics.is_empty(), "{:?}", parsed.diagnostics);
    let parameters = IndexMap::from([("P".into(), value.to_owned())]);
    let stack = evaluate(&parsed.value, &Inputs { parameters, ..Inputs::default() }).value;
    let found = &stack.parameters["P"];
    found.problems.iter().chain(&found.remark).cloned().collect::<Vec<_>>().join("; ")
}

#[test]
fn values_are_checked_as_cloudformation_checks_them() {
    let check = |parameter: &str, value: &str, expected: expect_test::Expect| {
        expected.assert_eq(&problems(parameter, value));
    };
    check("{Type: String, AllowedValues: [a, b]}", "c", expect!["must be one of `a`, `b`"]);
    check("{Type: String, MinLength: 2, MaxLength: 3}", "é", expect!["has at least 2 characters"]);
    check("{Type: String, MinLength: 2, MaxLength: 3}", "éèê", expect![""]);
    check("{Type: Number, MinValue: 1, MaxValue: 2.5}", "3", expect!["must be 2.5 or less"]);
    check("{Type: Number}", "inf", expect!["`inf` is no number"]);
    check("{Type: List<Number>}", "1, 2.5,x", expect!["`x` is no number"]);
    check("{Type: CommaDelimitedList, AllowedValues: [a, b]}", "a, b,c", expect!["must be one of `a`, `b`"]);
    check(
        "{Type: String, AllowedPattern: '[a-z]+', ConstraintDescription: small letters only}",
        "aB",
        expect!["small letters only"],
    );
    check(
        "{Type: AWS::EC2::VPC::Id}",
        "vpc-12345",
        expect!["`vpc-12345` is no ID of a VPC: it reads `vpc-` and 8 or 17 hexadecimal digits"],
    );
    check("{Type: 'List<AWS::EC2::Subnet::Id>'}", "subnet-12345678,subnet-1234567890abcdef0", expect![""]);
    check("{Type: AWS::EC2::KeyPair::KeyName}", "", expect!["names no key pair"]);
}

#[test]
fn patterns_match_whole_values_in_linear_time() {
    let check = |pattern: &str, value: &str, expected: expect_test::Expect| {
        expected.assert_eq(&problems(&format!("{{Type: String, AllowedPattern: '{pattern}'}}"), value));
    };
    check("a|b", "ab", expect!["`ab` does not match the pattern `a|b`"]);
    check("^a$|^$", "", expect![""]);
    check(r"(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})/(\d{1,2})", "10.0.0.0/16", expect![""]);
    check(r"[\w-\+]+@[0-9a-zA-Z-/]*", "a-b+c@d-e/", expect![""]);
    check(r"[\w+=,.@-]+\/\_\u0041", "a.b@c-d/_A", expect![""]);
    check(r"[a-z]{1,4096}", "abc", expect![""]);
    check("(?=x)x", "y", expect!["the pattern `(?=x)x` is checked when you deploy"]);
    check(r"[a-z&&[^x]]", "y", expect![[r"the pattern `[a-z&&[^x]]` is checked when you deploy"]]);
    check(
        "(((.{99}){99}){99})",
        "y",
        expect!["the pattern `(((.{99}){99}){99})` is checked when you deploy"],
    );
    check("(a*)*(a*)*b", &"a".repeat(4000), expect!["`aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…` does not match the pattern `(a*)*(a*)*b`"]);
}
