//! Intrinsic functions.

use super::*;

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
        let refused = reported.diagnostics.iter().filter(|found| found.code == "X1700");
        refused.map(|found| found.path.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(failed("3,2,1"), Vec::<String>::new());
    assert_eq!(failed(&items(1)), ["Rules/Known/Assertions/0"]);
}
