//! What templates evaluate to.

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
    for (id, rule) in &stack.rules {
        out += &format!("{id}: {:?} {:?}\n", rule.applies, rule.failed);
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
fn functions_are_evaluated_as_far_as_they_can_be() {
    check_value("!Sub '${P}-${R.Arn}:${AWS::Region}${!x}'", expect!["p-‹R.Arn›:us-east-1${x}"]);
    check_value("!Sub ['${x}${P}', {x: !Ref R}]", expect!["‹R›p"]);
    check_value("!Join ['-', [!Ref P, x, !Ref R, !Ref 'AWS::NoValue']]", expect!["p-x-‹R›"]);
    check_value("!Join ['', !Ref L]", expect!["abc"]);
    check_value("!Select [1, !Ref L]", expect!["b"]);
    check_value(
        "!Select [3, !Ref L]",
        expect![
            "‹Select 3, a, b, c› | E1017 Outputs/O/Value/Fn::Select `Fn::Select` asks for item 3 of a list that has 3"
        ],
    );
    check_value("!Select [0, !GetAZs '']", expect!["‹zone 1›"]);
    check_value("!Select [1, !GetAZs {Ref: 'AWS::Region'}]", expect!["‹zone 2›"]);
    check_value("!Select [0, !GetAZs eu-west-1]", expect!["‹zone 1 of eu-west-1›"]);
    check_value("!Select [0, !Split ['/', !Ref R]]", expect!["‹Select 0, ‹Split /, ‹R›››"]);
    check_value("!Split ['/', 'a/b/c']", expect!["a, b, c"]);
    check_value("!FindInMap [M, !Ref 'AWS::Region', x]", expect!["1, 2"]);
    check_value("!FindInMap [M, !Ref N, x]", expect!["‹FindInMap M, ‹N›, x›"]);
    check_value(
        "!FindInMap [M, !Ref P, x]",
        expect!["‹FindInMap M, p, x› | E1011 Outputs/O/Value/Fn::FindInMap/1 the mapping `M` has no key `p`"],
    );
    check_value("!Cidr [10.0.0.0/16, 3, 8]", expect!["10.0.0.0/24, 10.0.1.0/24, 10.0.2.0/24"]);
    check_value("!Cidr ['2001:db8::/56', 2, 64]", expect!["2001:db8::/64, 2001:db8:0:1::/64"]);
    check_value(
        "!Select [2, !Cidr [!GetAtt R.CidrBlock, 3, 8]]",
        expect!["‹Select 2, ‹Cidr ‹R.CidrBlock›, 3, 8››"],
    );
    check_value(
        "!Cidr [10.0.0.0/24, 300, 8]",
        expect![
            "‹Cidr 10.0.0.0/24, 300, 8› | E1024 Outputs/O/Value/Fn::Cidr the count must be between 1 and 256, not 300"
        ],
    );
    check_value("!ImportValue {Fn::Sub: '${N}-x'}", expect!["‹ImportValue ‹N›-x›"]);
    check_value("!Ref AWS::AccountId", expect!["‹AWS::AccountId›"]);
    check_value(
        "!Sub '${AWS::Partition} ${AWS::URLSuffix} ${AWS::StackName}'",
        expect!["aws amazonaws.com ‹AWS::StackName›"],
    );
    check_value("{Fn::Base64: !Sub 'echo ${P}'}", expect!["echo p"]);
}

#[test]
fn base64_is_kept_readable_and_encoded_on_demand() {
    for (text, encoded) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("é", "w6k=")] {
        let value =
            Value::Deferred(Deferred::Function("Fn::Base64".into(), vec![Value::String(text.into())]));
        assert_eq!(value.to_string(), text);
        assert_eq!(value.as_text().as_deref(), Some(encoded));
    }
}

#[test]
fn conditions_are_three_valued() {
    check(
        "Parameters: {A: {Type: String, Default: ''}, S: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /x}}
Conditions:
  Never: !Not [!Equals [!Ref A, '']]
  Unknown: !Equals [!Ref S, x]
  Decided: !Or [!Condition Unknown, !Equals [a, a]]
  Open: !And [!Condition Unknown, !Equals [a, a]]
  Same: !Equals [!Ref S, !Ref S]
  Typed: !Equals [true, 'true']
Resources:
  Absent: {Type: T, Condition: Never, Properties: {x: !FindInMap [Nowhere, a, b]}}
  Maybe: {Type: T, Condition: Unknown, Properties: {x: !If [Unknown, 1, !Ref 'AWS::NoValue'], y: [!If [Never, 1, !Ref 'AWS::NoValue'], 2]}}
",
        expect![[r#"
            Never = false
            Unknown = unknown because of Some(["‹S›"])
            Decided = true
            Open = unknown because of Some(["‹S›"])
            Same = true
            Typed = true
            Absent No {x: ‹FindInMap Nowhere, a, b›}
            Maybe Unknown {x: ‹1 if Unknown, else ‹AWS::NoValue››, y: 2}
        "#]],
    );
}

#[test]
fn a_condition_that_depends_on_itself_is_unknown() {
    check(
        "Conditions: {A: !Not [!Condition B], B: !Not [!Condition A]}\nResources: {R: {Type: T, Condition: A}}",
        expect![[r#"
            A = unknown because of None
            B = unknown because of Some([])
            R Unknown {}
            error E8007 Conditions/A the condition `A` depends on itself
        "#]],
    );
}

#[test]
fn what_is_made_cannot_refer_to_what_is_not() {
    check(
        "Conditions: {Never: !Equals [a, b]}
Resources:
  A: {Type: T, Condition: Never}
  B: {Type: T, DependsOn: A, Properties: {x: !If [Never, !Ref A, 1], y: !Sub '${A.Arn}'}}
Outputs:
  O: {Value: !Ref A}
  P: {Value: !Ref A, Condition: Never}",
        expect![[r#"
            Never = false
            A No {}
            B Yes {x: 1, y: ‹A.Arn›}
            O Yes ‹A›
            P No ‹A›
            warning W1001 Resources/B/Properties/x/Fn::If/1/Ref `B` refers to `A`, which its condition leaves out
            warning W1001 Outputs/O/Value/Ref `O` refers to `A`, which its condition leaves out
        "#]],
    );
}

#[test]
fn rules_refuse_parameters() {
    check(
        "Parameters: {Env: {Type: String, Default: test}, V: {Type: 'AWS::EC2::VPC::Id', Default: vpc-12345678}}
Rules:
  Sizes:
    RuleCondition: !Equals [!Ref Env, test]
    Assertions:
      - Assert: !Contains [[prod, stage], !Ref Env]
        AssertDescription: only for production
      - Assert: {'Fn::EachMemberIn': [['vpc-12345678'], {'Fn::RefAll': 'AWS::EC2::VPC::Id'}]}
      - Assert: {'Fn::EachMemberIn': [{'Fn::ValueOfAll': ['AWS::EC2::Subnet::Id', VpcId]}, {'Fn::RefAll': 'AWS::EC2::VPC::Id'}]}
Resources: {R: {Type: T, Properties: {V: !Ref V}}}",
        expect![[r#"
            Sizes: Some(true) ["only for production"]
            R Yes {V: vpc-12345678}
            warning X1700 Rules/Sizes/Assertions/0 the rule `Sizes` refuses the parameters: only for production
        "#]],
    );
}

#[test]
fn loops_are_unrolled() {
    check(
        "Transform: AWS::LanguageExtensions
Parameters: {Names: {Type: CommaDelimitedList, Default: 'a, b'}}
Mappings: {M: {x: {y: [p, q]}}}
Conditions: {'Fn::ForEach::C': [N, !Ref Names, {'Is${N}': !Equals [!Ref N, a]}]}
Resources:
  'Fn::ForEach::Outer':
    - N
    - !Ref Names
    - 'Fn::ForEach::Inner':
        - I
        - !FindInMap [M, x, y]
        - 'Topic${N}${I}':
            Type: AWS::SNS::Topic
            Condition: 'Is${N}'
            Properties:
              TopicName: !Sub '${N}-${AWS::Region}'
              'Fn::ForEach::P': [K, [k-1], {'Key&{K}': 'plain ${K} ${N}'}]
  Q:
    Type: AWS::SQS::Queue
    DependsOn: Topicap
Outputs:
  'Fn::ForEach::O': [N, !Ref Names, {'O${N}': {Value: !GetAtt [!Sub 'Topic${N}p', TopicArn]}}]
",
        expect![[r#"
            Isa = true
            Isb = false
            Topicap Yes {TopicName: a-us-east-1, Keyk1: plain k-1 a}
            Topicaq Yes {TopicName: a-us-east-1, Keyk1: plain k-1 a}
            Topicbp No {TopicName: b-us-east-1, Keyk1: plain k-1 b}
            Topicbq No {TopicName: b-us-east-1, Keyk1: plain k-1 b}
            Q Yes {}
            Oa Yes ‹Topicap.TopicArn›
            Ob Yes ‹Topicbp.TopicArn›
            warning W1001 Outputs/Ob/Value/Fn::GetAtt `Ob` refers to `Topicbp`, which its condition leaves out
        "#]],
    );
}

#[test]
fn a_loop_follows_its_parameter() {
    let text = "Transform: AWS::LanguageExtensions
Parameters: {Names: {Type: CommaDelimitedList}}
Resources: {'Fn::ForEach::L': [N, !Ref Names, {'T${N}': {Type: AWS::SNS::Topic}}]}";
    let template = template::parse(text).unwrap().value;
    let parameters = IndexMap::from([("Names".into(), "x,y".to_owned())]);
    let stack = evaluate(&template, &Inputs { parameters, ..Inputs::default() }).value;
    assert_eq!(stack.resources.keys().map(LogicalId::as_str).collect::<Vec<_>>(), ["Tx", "Ty"]);
}

#[test]
fn a_loop_over_a_secret_is_shown_once_and_says_so() {
    let text = "Transform: AWS::LanguageExtensions
Parameters: {Names: {Type: CommaDelimitedList, NoEcho: true, Default: 'a,b'}}
Resources: {'Fn::ForEach::L': [N, !Ref Names, {'T${N}': {Type: AWS::SNS::Topic, Properties: {TopicName: !Ref N}}}]}";
    let template = template::parse(text).unwrap().value;
    let parameters = IndexMap::from([("Names".into(), "x,y".to_owned())]);
    let inputs = Inputs { parameters, ..Inputs::default() };
    expect![[r#"
        T‹N› Yes {TopicName: ‹N›}
        info X1032 Resources/Fn::ForEach::L/1 what `Fn::ForEach::L` loops over is a secret, the value of `Names`
    "#]]
    .assert_eq(&show(&evaluate(&template, &inputs)));
    let shown = evaluate_with(&template, &inputs, Secrets::Shown).value;
    assert_eq!(shown.resources.keys().map(LogicalId::as_str).collect::<Vec<_>>(), ["Tx", "Ty"]);
}

#[test]
fn a_collection_is_chosen_by_conditions() {
    let text = "Transform: AWS::LanguageExtensions
Parameters: {Names: {Type: CommaDelimitedList, Default: 'a, b'}, Stage: {Type: String, Default: test}, Word: {Type: String, Default: x;y}}
Mappings: {M: {test: {l: [p, q]}, live: {l: [r]}}}
Conditions:
  Any: !Not [!Equals [!Join ['', !Ref Names], '']]
  Live: !And [!Condition Any, !Equals [!Ref Stage, live]]
  Here: !Or [!Equals [!Ref AWS::Region, eu-west-1], !Condition Live]
Resources:
  'Fn::ForEach::A': [N, !If [Any, !Ref Names, []], {'A${N}': {Type: T}}]
  'Fn::ForEach::B': [N, !If [Live, !Ref Names, !Ref AWS::NoValue], {'B${N}': {Type: T}}]
  'Fn::ForEach::C': [N, !If [Here, [c], !FindInMap [M, !Ref Stage, l]], {'C${N}': {Type: T}}]
  'Fn::ForEach::D': [N, [!Select [1, !Ref Names], !Sub '${Stage}${AWS::Region}'], {'D&{N}': {Type: T}}]
  'Fn::ForEach::E': [N, !Split [;, !Ref Word], {'E${N}': {Type: T}}]
";
    check(
        text,
        expect![[r#"
        Any = true
        Live = false
        Here = false
        Aa Yes {}
        Ab Yes {}
        B‹N› No {}
        Cp Yes {}
        Cq Yes {}
        Db Yes {}
        Dtestuseast1 Yes {}
        Ex Yes {}
        Ey Yes {}
    "#]],
    );
    let template = template::parse(text).unwrap().value;
    let parameters = IndexMap::from([("Stage".into(), "live".to_owned()), ("Names".into(), String::new())]);
    let stack = evaluate(&template, &Inputs { parameters, region: "eu-west-1".into(), ..Inputs::default() });
    expect![[r#"
        Any = false
        Live = false
        Here = true
        A‹N› No {}
        B‹N› No {}
        Cc Yes {}
        D‹N› Yes {}
        Ex Yes {}
        Ey Yes {}
        info X1032 Resources/Fn::ForEach::D/1 what `Fn::ForEach::D` loops over is not known before it is deployed
    "#]].assert_eq(&show(&stack));
}

#[test]
fn a_loop_over_what_is_not_known_is_shown_once() {
    check(
        "Transform: AWS::LanguageExtensions
Parameters: {Names: {Type: CommaDelimitedList}, Word: {Type: String, Default: w}}
Conditions: {Wanted: !Equals [!Ref Word, w]}
Resources:
  'Fn::ForEach::L':
    - N
    - !Ref Names
    - 'T${N}':
        Type: AWS::SNS::Topic
        Condition: Wanted
        DependsOn: 'Q${N}'
        Properties:
          A: !Ref N
          B: 'is ${N} of ${Word}'
          C: !Sub '${N}-${Word}-${Q${N}.Arn}'
          D: !GetAtt ['Q${N}', Arn]
          E: !Sub ['${x}-${N}', {x: !Ref 'Q${N}'}]
          F: {'Fn::ForEach::P': [K, !Ref Names, {'${K}': !Sub '${K}${N}'}], G: 1}
          H: !FindInMap [M, !Ref N, x]
      'Q${N}': {Type: AWS::SQS::Queue}
  'Fn::ForEach::Pairs': [I, [a, b], {'Fn::ForEach::In': [J, !Ref Names, {'P${I}${J}': {Type: T}}]}]
Mappings: {M: {a: {x: 1}}}
Outputs:
  'Fn::ForEach::O': [N, !Ref Names, {'O${N}': {Value: !GetAtt [!Sub 'T${N}', TopicName]}}]
  One: {Value: !Ref Tred}
",
        expect![[r#"
            Wanted = true
            T‹N› Yes {A: ‹N›, B: is ‹N› of ${Word}, C: ‹N›-w-‹Q‹N›.Arn›, D: ‹Q‹N›.Arn›, E: ‹Q‹N››-‹N›, F: {G: 1}, H: ‹FindInMap M, ‹N›, x›}
            Q‹N› Yes {}
            Pa‹J› Yes {}
            Pb‹J› Yes {}
            O‹N› Yes ‹GetAtt T‹N›, TopicName›
            One Yes ‹Tred›
            info X1032 Resources/Fn::ForEach::L/1 what `Fn::ForEach::L` loops over is not known before it is deployed
            info X1032 Resources/Fn::ForEach::L/2/T${N}/Properties/F/Fn::ForEach::P/1 what `Fn::ForEach::P` loops over is not known before it is deployed
            info X1032 Resources/Fn::ForEach::Pairs/2/Fn::ForEach::In/1 what `Fn::ForEach::In` loops over is not known before it is deployed
            info X1032 Outputs/Fn::ForEach::O/1 what `Fn::ForEach::O` loops over is not known before it is deployed
        "#]],
    );
}

#[test]
fn a_blank_list_has_one_blank_item() {
    check(
        "Transform: AWS::LanguageExtensions
Parameters: {L: {Type: CommaDelimitedList, Default: ''}, S: {Type: List<String>, Default: ' '}, N: {Type: List<Number>, Default: ''}}
Conditions: {Has: !Not [!Equals [!Select [0, !Ref L], '']]}
Resources:
  A: {Type: T, Condition: Has}
  B: {Type: T, Properties: {l: !Length {Ref: L}, j: !Join [',', !Ref S], n: !Ref N}}
  'Fn::ForEach::F': [X, !Ref L, {'C${X}': {Type: T}}]
",
        expect![[r#"
            Has = false
            A No {}
            B Yes {l: 1, j: , n: }
            C‹X› No {}
        "#]],
    );
    check(
        "Parameters:
  A: {Type: CommaDelimitedList, Default: '', AllowedPattern: '[a-z]+'}
  B: {Type: CommaDelimitedList, Default: '', AllowedValues: [a, b]}
  C: {Type: CommaDelimitedList, Default: '', AllowedValues: [a, ''], AllowedPattern: '[a-z]*'}
  D: {Type: String, Default: '', AllowedPattern: '[a-z]+'}
Resources: {}
Outputs: {O: {Value: !Join ['', [!Join ['', !Ref A], !Join ['', !Ref B], !Join ['', !Ref C], !Ref D]]}}
",
        expect![[r#"
            O Yes 
            error E2015 Parameters/A/Default the default of `A` does not fit: the blank text does not match the pattern `[a-z]+`
            error E2015 Parameters/B/Default the default of `B` does not fit: must be one of `a`, `b`
            error E2015 Parameters/D/Default the default of `D` does not fit: the blank text does not match the pattern `[a-z]+`
        "#]],
    );
}

#[test]
fn where_a_value_is_needed_there_must_be_one() {
    check(
        "Parameters: {P: {Type: String, Default: a}}
Conditions: {C: !Equals [!Ref P, a]}
Resources:
  A: {Type: T, Properties: {a: !Join [',', [!Ref AWS::NoValue, x]], b: !If [C, !Ref AWS::NoValue, x]}}
  B: {Type: T, Properties: {a: !Sub ['${x}', {x: !Ref AWS::NoValue}]}}
  D: {Type: T, Properties: {a: !Sub ['${x}', {x: !If [C, !Ref AWS::NoValue, y]}], b: !Base64 {Ref: AWS::NoValue}}}
  E: {Type: T, Properties: {a: !Join [',', !If [C, !Ref AWS::NoValue, [x]]]}}
Outputs:
  O: {Value: !If [C, !Ref AWS::NoValue, x]}
",
        expect![[r#"
            C = true
            A Yes {a: x}
            B Yes {a: }
            D Yes {a: , b: }
            E Yes {a: ‹Join ,, ›}
            O Yes 
            error E1019 Resources/B/Properties/a/Fn::Sub/1/x `Fn::Sub` needs a value here, and has none: `AWS::NoValue`
            warning E1019 Resources/D/Properties/a/Fn::Sub/1/x `Fn::Sub` needs a value here, and has none: `AWS::NoValue`
            error E1021 Resources/D/Properties/b/Fn::Base64 `Fn::Base64` needs a value here, and has none: `AWS::NoValue`
            warning E1022 Resources/E/Properties/a/Fn::Join/1 `Fn::Join` needs a value here, and has none: `AWS::NoValue`
            warning E6101 Outputs/O/Value an output must have a value, and has none: `AWS::NoValue`
        "#]],
    );
}

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

/// Outputs show what functions give here, lists as well, which CloudFormation would not take.
fn only_lists_in_outputs(found: &[Diagnostic]) -> bool {
    found.iter().all(|found| found.code == "E6101")
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

/// The value of an output of a template in JSON, its size, and the codes of what was noticed.
fn valued(value: &str) -> (usize, Vec<&'static str>) {
    let text = format!(
        r#"{{"Transform":"AWS::LanguageExtensions","Mappings":{{"M":{{"T":{{"S":"{}"}}}}}},
"Resources":{{"R":{{"Type":"AWS::SNS::Topic"}}}},"Outputs":{{"O":{{"Value":{value}}}}}}}"#,
        "x".repeat(200_000)
    );
    let template = template::parse(&text).expect("a readable template").value;
    let reported = evaluate(&template, &Inputs::default());
    let codes = reported.diagnostics.iter().map(|found| found.code).collect();
    (text::size(&reported.value.outputs["O"].value), codes)
}

#[test]
fn functions_are_charged_what_their_result_holds() {
    let nested = |depth: usize, open: &str, inner: &str, close: &str| {
        format!("{}{inner}{}", open.repeat(depth), close.repeat(depth))
    };
    // A few are evaluated as they should be.
    let (size, codes) = valued(&nested(3, r#"{"Fn::Base64":"#, r#""a""#, "}"));
    assert!(size < 500 && codes.is_empty(), "{size} {codes:?}");
    let lookup = r#"{"Fn::FindInMap":["M","T","S"]}"#;
    let heavy = [
        nested(55, r#"{"Fn::Base64":"#, r#""a""#, "}"),
        nested(40, r#"{"Fn::ToJsonString":["#, r#""\"""#, "]}"),
        nested(40, r#"{"Fn::Sub":["${x}${x}",{"x":"#, r#""a""#, "}]}"),
        format!(r#"{{"Fn::Join":[{lookup},[{}]]}}"#, vec![r#""a""#; 100].join(",")),
        format!("[{}]", vec![lookup; 100].join(",")),
        format!(r#"[{}]"#, vec![format!(r#"{{"Fn::Base64":{lookup}}}"#); 100].join(",")),
        format!(r#"[{}]"#, vec![format!(r#"{{"Fn::Split":["x",{lookup}]}}"#); 100].join(",")),
    ];
    for value in heavy {
        let (size, codes) = valued(&value);
        assert!(size <= 9_000_000, "{size} bytes of {}", &value[..60]);
        assert_eq!(codes, ["X0002"], "{}", &value[..60]);
    }
}

#[test]
fn members_are_looked_up_in_long_lists() {
    let items = |from: usize| (from..from + 700).map(|i| i.to_string()).collect::<Vec<_>>().join(",");
    let text = |list: &str| {
        format!(
            "Parameters: {{Some: {{Type: CommaDelimitedList, Default: '{list}'}}, All: {{Type: CommaDelimitedList, Default: '{}'}}, One: {{Type: String}}}}
Rules:
  Known: {{Assertions: [{{Assert: !EachMemberIn [!Ref Some, !Ref All]}}]}}
  Open: {{Assertions: [{{Assert: !EachMemberIn [[a], [!Ref One, b]]}}]}}
  Same: {{Assertions: [{{Assert: !EachMemberIn [[!Ref One], [!Ref One, b]]}}]}}
Resources: {{}}",
            items(0)
        )
    };
    let failed = |list: &str| {
        let reported = stack(&text(list));
        let rules = reported.value.rules.iter();
        rules.filter(|(_, rule)| !rule.failed.is_empty()).map(|(id, _)| id.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(failed("3,2,1"), Vec::<String>::new());
    assert_eq!(failed(&items(1)), ["Known"]);
}
