//! Values of parameters, secrets among them.

use super::*;

#[test]
fn a_slip_in_no_echo_shows_nothing() {
    for (written, shown) in [("ture", "‹P›"), ("1", "‹P›"), ("yes", "‹P›"), ("'False'", "a"), ("no", "a")]
    {
        let text = format!(
            "Parameters: {{P: {{Type: String, Default: a, NoEcho: {written}}}}}\nResources: {{}}\nOutputs: {{O: {{Value: !Ref P}}}}"
        );
        let template = template::parse(&text).unwrap().value;
        let stack = evaluate(&template, &Inputs::default()).value;
        assert_eq!(stack.outputs["O"].value.to_string(), shown, "{written}");
    }
}

#[test]
fn what_a_constraint_says_is_one_line_with_nothing_hidden() {
    let text = "
Parameters:
  P:
    Type: String
    AllowedPattern: '[a-z]'
    ConstraintDescription: |
      must be
        a letter\u{202e}
Resources: {}";
    let template = template::parse(text).unwrap().value;
    let parameters = IndexMap::from([("P".into(), "9".to_owned())]);
    let stack = evaluate(&template, &Inputs { parameters, ..Inputs::default() }).value;
    assert_eq!(stack.parameters["P"].problems, [r"must be a letter\u{202e}"]);
}

/// The problems of one parameter's value.
fn problems(parameter: &str, value: &str) -> String {
    let text = format!(
        "Parameters: {{P: {parameter}}}\nResources: {{R: {{Type: T}}}}\nOutputs: {{P: {{Value: !Ref P}}}}"
    );
    let parsed = template::parse(&text).unwrap();
    assert!(only_lists_in_outputs(&parsed.diagnostics), "{:?}", parsed.diagnostics);
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
    check(
        "(a*)*(a*)*b",
        &"a".repeat(4000),
        expect![
            "`aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…` does not match the pattern `(a*)*(a*)*b`"
        ],
    );
}

#[test]
fn a_secret_reads_as_its_name_where_others_may_see_it_and_decides_all_the_same() {
    let text = "
Parameters: {Word: {Type: String, NoEcho: true, Default: hunter2}, Plain: {Type: String, Default: p}}
Conditions: {Set: !Equals [!Ref Word, hunter2]}
Resources:
  Topic: {Type: 'AWS::SNS::Topic', Condition: Set, Properties: {TopicName: !Sub 'a-${Word}-${Plain}', DisplayName: !Ref Word}}";
    let template = crate::template::parse(text).expect("a readable template").value;
    let shown = |reported: Reported<Stack>| {
        let topic = &reported.value.resources["Topic"];
        format!("{:?} {}", topic.exists, topic.properties)
    };
    let inputs = Inputs::default();
    expect!["Yes {TopicName: a-‹Word›-p, DisplayName: ‹Word›}"]
        .assert_eq(&shown(evaluate(&template, &inputs)));
    expect!["Yes {TopicName: a-hunter2-p, DisplayName: hunter2}"].assert_eq(&shown(evaluate_with(
        &template,
        &inputs,
        Secrets::Shown,
    )));
}
