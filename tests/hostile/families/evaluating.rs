//! Texts that are heavy to evaluate.

use super::{Heavy, TOPIC, heavy, numbered};

/// Texts that are heavy to evaluate.
pub fn evaluating(bytes: usize) -> Vec<Heavy> {
    let half = bytes / 2;
    let long = "x".repeat(half);
    let parameter = format!("Parameters:\n  P: {{Type: String, Default: '{long}'}}\n");
    let list =
        format!("Parameters:\n  P: {{Type: CommaDelimitedList, Default: '{}x'}}\n", "x,".repeat(half / 2));
    let mapping = {
        let (text, list) = ("x".repeat(half / 2), "x, ".repeat(half / 8));
        format!("Mappings:\n  M: {{T: {{S: '{text}', L: [{list}x]}}}}\n")
    };
    let outputs = |value: &str| {
        format!("{TOPIC}Outputs:\n{}", numbered(half, |i| format!("  O{i}: {{Value: {value}}}\n")))
    };
    let topics = |name: &str| {
        let topic = |i| format!("  R{i}: {{Type: 'AWS::SNS::Topic', Properties: {{TopicName: {name}}}}}\n");
        format!("Resources:\n{}", numbered(half, topic))
    };
    let condition = |of: &dyn Fn(usize) -> String| {
        format!("{TOPIC}Conditions:\n{}", numbered(bytes, |i| format!("  C{i}: {}\n", of(i))))
    };
    vec![
        heavy("a long default, named often", format!("{parameter}{}", topics("!Ref P"))),
        heavy("a long default, put in often", format!("{parameter}{}", topics("!Sub '${P}${P}${P}'"))),
        heavy("a long default in outputs", format!("{parameter}{}", outputs("!Ref P"))),
        heavy("a long default in Base64", format!("{parameter}{}", topics("{Fn::Base64: !Ref P}"))),
        heavy("a long list, joined often", format!("{list}{}", topics("!Join ['-', !Ref P]"))),
        heavy("a long list, one item often", format!("{list}{}", topics("!Select [1, !Ref P]"))),
        heavy(
            "a long text, split often",
            format!("{parameter}{}", topics("!Select [0, !Split [x, !Ref P]]")),
        ),
        heavy("a long value of a mapping", format!("{mapping}{}", topics("!FindInMap [M, T, S]"))),
        heavy(
            "a long list of a mapping",
            format!("{mapping}{}", topics("!Join [',', !FindInMap [M, T, L]]")),
        ),
        heavy("a long delimiter", format!("{parameter}{}", topics("!Join [!Ref P, [a, b, c]]"))),
        heavy("a long list as JSON", {
            format!("Transform: AWS::LanguageExtensions\n{list}{}", topics("!ToJsonString [!Ref P, !Ref P]"))
        }),
        heavy("references to resources in one text", {
            let names = numbered(bytes, |_| "${R}".into());
            format!("{TOPIC}  S: {{Type: 'AWS::SNS::Topic', Properties: {{DisplayName: !Sub '{names}'}}}}\n")
        }),
        heavy("Globals for many functions", {
            let variables = numbered(half, |i| format!("V{i}: x, "));
            let globals = format!("Function: {{Environment: {{Variables: {{{variables}}}}}}}");
            let functions = numbered(half, |i| format!("  F{i}: {{Type: 'AWS::Serverless::Function'}}\n"));
            format!("Transform: AWS::Serverless-2016-10-31\nGlobals:\n  {globals}\nResources:\n{functions}")
        }),
        heavy(
            "a chain of conditions",
            condition(&|i| {
                if i == 0 {
                    "!Equals [!Ref 'AWS::AccountId', x]".into()
                } else {
                    format!("!Not [!Condition C{}]", i - 1)
                }
            }),
        ),
        heavy("a chain of conditions, backwards", condition(&|i| format!("!Not [!Condition C{}]", i + 1))),
        heavy(
            "a circle of conditions",
            condition(&|i| format!("!Or [!Condition C{}, !Condition C0]", i + 1)),
        ),
        heavy(
            "conditions of many conditions",
            condition(&|i| {
                let of = |k: usize| format!("!Condition C{}", i.saturating_sub(k));
                format!("!And [{}]", (1..10).map(of).collect::<Vec<_>>().join(", "))
            }),
        ),
        heavy("rules over long lists", {
            let rules = numbered(bytes / 4, |i| {
                let all = "!EachMemberIn [!Ref P, !Ref P]";
                format!("  U{i}: {{Assertions: [{{Assert: {all}}}]}}\n")
            });
            let items = numbered(bytes / 2, |i| format!("{i},"));
            format!(
                "Parameters:\n  P: {{Type: CommaDelimitedList, Default: '{items}'}}\n{TOPIC}Rules:\n{rules}"
            )
        }),
        heavy("rules over all parameters", {
            let parameters = numbered(half, |i| format!("  P{i}: {{Type: String, Default: x}}\n"));
            let rules = numbered(half, |i| {
                format!("  U{i}: {{Assertions: [{{Assert: !Contains [!RefAll String, y]}}]}}\n")
            });
            format!("Parameters:\n{parameters}{TOPIC}Rules:\n{rules}")
        }),
        heavy("loops in loops", {
            let items = numbered(bytes / 8, |i| format!("a{i}, "));
            let inner =
                format!("Fn::ForEach::B: [B, [{items}], {{'R${{A}}${{B}}': {{Type: 'AWS::SNS::Topic'}}}}]");
            let outer = format!("Fn::ForEach::A: [A, [{items}], {{{inner}}}]");
            format!("Transform: AWS::LanguageExtensions\nResources:\n  {outer}\n")
        }),
        heavy("a loop over a long text", {
            let items = numbered(half, |i| format!("a{i}, "));
            let body = format!(
                "'R${{A}}': {{Type: 'AWS::SNS::Topic', Properties: {{TopicName: '{}'}}}}",
                "${A}".repeat(half / 8)
            );
            format!(
                "Transform: AWS::LanguageExtensions\nResources:\n  Fn::ForEach::A: [A, [{items}], {{{body}}}]\n"
            )
        }),
        heavy("many parameters", {
            let each = |i| {
                format!(
                    "  P{i}: {{Type: String, Default: x, AllowedPattern: '(a|b|x)*', AllowedValues: [x, y]}}\n"
                )
            };
            format!("Parameters:\n{}{TOPIC}", numbered(bytes, each))
        }),
        heavy("many parameters in many groups", {
            let parameters = numbered(half, |i| format!("  P{i}: {{Type: String}}\n"));
            let names = numbered(half, |i| format!("P{i}, "));
            format!(
                "Parameters:\n{parameters}Metadata:\n  AWS::CloudFormation::Interface:\n    ParameterGroups: [{{Parameters: [{names}]}}]\n{TOPIC}"
            )
        }),
        heavy("many labels of parameters", {
            let parameters = numbered(half, |i| format!("  P{i}: {{Type: String}}\n"));
            let labels = numbered(half, |i| format!("P{i}: {{default: x}}, "));
            format!(
                "Parameters:\n{parameters}Metadata:\n  AWS::CloudFormation::Interface:\n    ParameterLabels: {{{labels}}}\n{TOPIC}"
            )
        }),
        heavy("many allowed values", {
            let values = numbered(bytes, |i| format!("v{i}, "));
            format!("Parameters:\n  P: {{Type: String, Default: x, AllowedValues: [{values}]}}\n{TOPIC}")
        }),
        heavy("heavy patterns", {
            let each = |i| {
                format!(
                    "  P{i}: {{Type: String, Default: {}, AllowedPattern: '(.{{1,90}}){{1,9}}'}}\n",
                    "a".repeat(500)
                )
            };
            format!("Parameters:\n{}{TOPIC}", numbered(bytes, each))
        }),
        heavy("many outputs", outputs("!GetAtt R.TopicName")),
    ]
}
