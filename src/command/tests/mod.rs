//! Commands as text: template, values and options in, what to paste out.

mod actions;
mod capabilities;
mod parameters;
mod shells;

use expect_test::{Expect, expect};

use super::{
    Action, CommandOptions, DEFAULT_STACK_NAME, Express, OnFailure, Shell, command, file_name, script,
    stack_name_problem, steps,
};
use crate::eval::{Inputs, evaluate};
use crate::template::{LogicalId, parse};

const TEMPLATE: &str = "
Parameters:
  KeyName: {Type: String, Default: ''}
  AdminIp: {Type: String, Default: 0.0.0.0/0}
  Title: {Type: String, Default: Demo}
  Zones: {Type: CommaDelimitedList, Default: 'a,b'}
Resources:
  Host: {Type: AWS::EC2::Instance}
Outputs:
  WebAddress: {Value: !GetAtt Host.PublicIp}
";

#[test]
fn a_stack_name_that_aws_refuses_is_a_problem_and_still_one_word() {
    check(
        TEMPLATE,
        &[],
        &CommandOptions { stack_name: "my stack; rm -rf ~".into(), ..CommandOptions::default() },
        expect![[r#"
            aws cloudformation create-stack \
            --template-body file://template.yaml \
            --stack-name 'my stack; rm -rf ~'
            problem: A stack name starts with a letter and has only letters, digits and hyphens.
        "#]],
    );
    check(
        TEMPLATE,
        &[],
        &CommandOptions { stack_name: "-\u{202e}x".into(), ..CommandOptions::default() },
        expect![[r#"
            aws cloudformation create-stack \
            --template-body file://template.yaml \
            --cli-input-json '{"StackName":"-\u202ex"}'
            problem: A stack name starts with a letter and has only letters, digits and hyphens.
        "#]],
    );
}

#[test]
fn stack_names_are_checked_as_cloudformation_does() {
    assert_eq!(stack_name_problem(DEFAULT_STACK_NAME), None);
    assert_eq!(stack_name_problem(&"a".repeat(128)), None);
    for wrong in ["", "1a", "-a", "a_b", "a b", "é", &"a".repeat(129)] {
        assert!(stack_name_problem(wrong).is_some(), "{wrong}");
    }
}

#[test]
fn file_names_come_from_where_the_template_did() {
    let names = [
        ("ec2_website.yaml", "ec2_website.yaml"),
        ("www/templates/ec2_website.yaml", "ec2_website.yaml"),
        ("https://example.com/a/my%20stack.yaml?v=1#top", "my stack.yaml"),
        ("https://example.com/a%2F..%2Fb.yaml", "a_.._b.yaml"),
        ("https://example.com/", "template.yaml"),
        ("https://example.com", "template.yaml"),
        ("-", "template.yaml"),
        ("", "template.yaml"),
        ("a?b.yaml", "a?b.yaml"),
    ];
    for (source, name) in names {
        assert_eq!(file_name(source), name, "{source}");
    }
}

fn check(template: &str, values: &[(&str, &str)], options: &CommandOptions, expected: Expect) {
    let template = parse(template).expect("a readable template").value;
    let parameters = values.iter().map(|(key, value)| (LogicalId::from(*key), (*value).to_owned())).collect();
    let inputs = Inputs { parameters, ..Inputs::default() };
    let stack = evaluate(&template, &inputs).value;
    let command = command(&template, &stack, &inputs, options);
    let mut text = command.text.clone() + "\n";
    for (kind, sentences) in [("problem", &command.problems), ("note", &command.notes)] {
        sentences.iter().for_each(|sentence| text.push_str(&format!("{kind}: {sentence}\n")));
    }
    expected.assert_eq(&text);
}
