//! What templates are read as, and what is said about them where.

use expect_test::{Expect, expect};

use super::*;

/// The findings of a template, a line each, hints below.
fn check(text: &str, expected: Expect) {
    let reported = parse(text).unwrap();
    let mut out = String::new();
    for found in &reported.diagnostics {
        let at = found.position.unwrap();
        out += &format!(
            "{}:{} {}[{}] {}\n",
            at.line,
            at.column,
            found.severity.name(),
            found.code,
            found.message
        );
        for hint in &found.hints {
            out += &format!("  {hint}\n");
        }
    }
    expected.assert_eq(&out);
}

#[test]
fn holes_that_no_loop_leaves_are_no_names() {
    check(
        "
Resources:
  Topic‹X›: {Type: AWS::SNS::Topic, Properties: {TopicName: !Ref Name‹X›}}
",
        expect![[r#"
            3:3 error[E3001] a name has only letters and digits, and `Topic‹X›` has `‹`
            3:61 error[E1020] no parameter or resource is named `Name‹X›`
        "#]],
    );
}

#[test]
fn names_that_nothing_defines() {
    check(
        "
Parameters: {KeyName: {Type: String}}
Conditions: {HasKey: !Not [!Equals [!Ref KeyNam, '']]}
Resources:
  PublicSubnet:
    Type: AWS::EC2::Subnet
    Condition: HasKye
    DependsOn: [Vpc, KeyName]
    Properties:
      A: !Ref PublicSubnett
      B: !GetAtt KeyName.Arn
      C: !Sub '${PublicSubnet.Id} ${AWS::Regoin} ${ KeyName } ${Other}'
      D: !If [HasKeys, 1, 2]
      E: !Sub ['${x} ${y}', {x: !Ref PublicSubnet}]
",
        expect![[r#"
            3:14 warning[W8001] the condition `HasKey` is never used
            3:37 error[E1020] no parameter or resource is named `KeyNam`
              did you mean `KeyName`?
            7:5 error[E3015] no condition is named `HasKye`
              did you mean `HasKey`?
            8:17 error[E3005] no resource is named `Vpc`
            8:22 error[E3005] `KeyName` is a parameter, and a resource is needed here
            10:10 error[E1020] no parameter or resource is named `PublicSubnett`
              did you mean `PublicSubnet`?
            11:10 error[E1010] `KeyName` is a parameter, and a resource is needed here
            12:10 error[E1019] `AWS::Regoin` is no pseudo parameter
              did you mean `AWS::Region`?
            12:10 error[E1019] no parameter or resource is named `Other`
            13:15 error[E1028] no condition is named `HasKeys`
              did you mean `HasKey`?
            14:10 error[E1019] no parameter or resource is named `y`
        "#]],
    );
}

#[test]
fn arguments_that_a_function_does_not_take() {
    check(
        "
Parameters: {P: {Type: String}}
Mappings: {M: {a: {b: c}}}
Conditions:
  C: !And [!Ref P, true]
  D: !Equals [!Condition C, a, b]
  E: !Or [!Condition C]
Resources:
  R:
    Type: T
    Properties:
      A: !Select [x, a]
      B: !Join [!Ref P, !Sub a]
      C: !Base64 [x]
      D: !FindInMap [M, !Sub '${P}', b]
      E: !If [C, 1]
      F: !GetAtt R
      G: !Sub ['x', y]
      H: !Split [',', !GetAZs '']
      I: !If [!Equals [a, b], 1, 2]
      J: {Ref: [P]}
      K: !Cidr [10.0.0.0/16]
      L: !If [D, !If [E, 1, 2], 3]
      M: !Join ['', [!Equals [a, b]]]
",
        expect![[r#"
            5:12 error[E8004] `Fn::And` does not take `Ref` here
            6:6 error[E8003] `Fn::Equals` takes a list of two values
            7:6 error[E8006] `Fn::Or` takes two to ten conditions, not 1
            12:19 error[E1017] `Fn::Select` takes a whole number here, not text
            12:22 error[E1017] `Fn::Select` takes a list here, not text
            13:17 error[E1022] `Fn::Join` does not take `Ref` here
            13:25 error[E1022] `Fn::Join` does not take `Fn::Sub` here
            14:10 error[E1021] `Fn::Base64` takes text here, not a list
            15:25 error[E1011] `Fn::FindInMap` does not take `Fn::Sub` here
            16:10 error[E1028] `Fn::If` takes the name of a condition, and two values
            17:10 error[E1010] `Fn::GetAtt` takes `Resource.Attribute`, or a list of the two
            18:10 error[E1019] `Fn::Sub` takes a text, or a list of a text and a mapping of its variables
            19:23 error[E1018] `Fn::Split` does not take `Fn::GetAZs` here
            20:10 error[E1028] `Fn::If` takes the name of a condition, and two values
            21:11 error[E1020] `Ref` takes one name
            22:10 error[E1024] `Fn::Cidr` takes a list of a block, a count and the number of bits
            24:22 error[E1022] `Fn::Join` does not take `Fn::Equals` here
        "#]],
    );
}

#[test]
fn sections_of_the_wrong_shape() {
    check(
        "
AWSTemplateFormatVersion: 2012-10-17
Description: [x]
Transform: {x: y}
Parameter: {}
Parameters:
  P-1: {Type: Strin, Defualt: x}
  Q: {MinLength: x, AllowedValues: a, Default: [1]}
  R: {Type: Number, AllowedPattern: x, Default: 1}
Mappings: {M: {a: {b: {c: d}}}}
Conditions: []
Resources:
  A: x
  B: {Properties: []}
  C: {Type: [x], Foo: 1, DeletionPolicy: Keep}
  D: {Type: T, DependsOn: {a: b}, Condition: No, Properties: }
  R: {Type: T}
Outputs:
  O: {Valeu: 1}
  P: {Value: !Ref Q, Export: x}
",
        expect![[r#"
            2:1 error[E1001] `AWSTemplateFormatVersion` must be `2010-09-09`, the only version there is
            3:1 error[E1004] `Description` is a list, and must be text
            4:1 error[E1005] `Transform` takes the name of a macro, or a list of names, not a mapping
            5:1 error[E1001] `Parameter` is no section of a template
              did you mean `Parameters`?
            7:3 error[E2001] a name has only letters and digits, and `P-1` has `-`
            7:3 warning[W2001] the parameter `P-1` is never used
            7:9 error[E2002] `Strin` is no type of a parameter
              did you mean `String`?
            7:22 error[E2001] `Defualt` does not belong here
              did you mean `Default`?
            8:3 error[E2001] the parameter has no `Type`
              most parameters are of type `String`
            8:7 error[E2001] `MinLength` takes a whole number, not text
            8:21 error[E2001] `AllowedValues` takes a list of texts, not text
            8:39 error[E2001] `Default` takes text, not a list
            9:3 warning[W2001] the parameter `R` is never used
            9:21 error[E2001] a parameter of type `Number` has no `AllowedPattern`
            10:12 warning[W7001] the mapping `M` is never used
            10:20 error[E7001] a value of a mapping is text or a list, not a mapping
            11:1 error[E1001] `Conditions` is a list, and must be a mapping by name
            13:3 error[E3001] `A` is text, and must be a mapping
            14:3 error[E3001] the resource has no `Type`
              a type reads like `AWS::EC2::Instance`
            14:7 error[E3012] `Properties` is a list, and must be a mapping
            15:7 error[E3001] `Type` is a list, and must be text
            15:26 error[E3035] `Keep` is no `DeletionPolicy`
              it is one of Delete, Retain, RetainExceptOnCreate, Snapshot
            16:16 error[E3001] `DependsOn` takes the name of a resource, or a list of names, not a mapping
            16:35 error[E3001] `Condition` takes the name of a condition, not a boolean
              names such as `Yes`, `No`, `On` and `Off` are booleans unless they stand in quotes
            16:50 error[E3012] `Properties` is empty, and CloudFormation refuses empty values
              leave the key out
            17:3 error[E3007] a parameter and a resource are both named `R`
            19:3 error[E6002] the output has no `Value`
            19:7 error[E6001] `Valeu` does not belong here
            20:22 error[E6003] `Export` is text, and must be a mapping
        "#]],
    );
}

#[test]
fn without_resources() {
    check(
        "Outputs: {}",
        expect![[r#"
        1:1 error[E1001] the section `Resources` is missing
          a template makes at least one resource
    "#]],
    );
}

#[test]
fn what_is_never_used() {
    check(
        "
Parameters: {P: {Type: String}, Q: {Type: String}}
Mappings: {M: {a: {b: c}}}
Conditions: {C: !Equals [!Ref Q, a]}
Resources: {R: {Type: T}}",
        expect![[r#"
            2:14 warning[W2001] the parameter `P` is never used
            3:12 warning[W7001] the mapping `M` is never used
            4:14 warning[W8001] the condition `C` is never used
        "#]],
    );
}

#[test]
fn names_that_macros_and_modules_make() {
    check(
        "
Transform: AWS::Serverless-2016-10-31
Resources:
  F: {Type: AWS::Serverless::Function, Properties: {X: !GetAtt FRole.Arn, Y: !Ref ServerlessRestApi, Z: !Ref Other}}
  M: {Type: 'My::Own::Thing::MODULE', Tags: [], Properties: {Tags: [x], X: !Ref MBucket}}",
        expect![[r#"
            4:105 error[E1020] no parameter or resource is named `Other`
            5:39 error[E3001] `Tags` does not belong here
            5:62 error[E5001] a module has no `Tags`
        "#]],
    );
    check(
        "
Transform: MyMacro
Parameters: {P: {Type: String}}
Resources:
  R: {Type: T, Count: 3, Properties: {X: !Ref Other}}",
        expect![[r#"
            5:16 warning[E3001] `Count` does not belong here
              the template's macro may take it
            5:42 warning[E1020] no parameter or resource is named `Other`
              the template's macro may make it; nobody can tell before the template is deployed
        "#]],
    );
}

#[test]
fn the_interface_names_parameters() {
    check(
        "
Metadata: {AWS::CloudFormation::Interface: {ParameterGroups: [{Parameters: [Keyname]}], ParameterLabels: {X: {default: x}}}}
Parameters: {KeyName: {Type: String}}
Resources: {R: {Type: T, Properties: {K: !Ref KeyName}}}",
        expect![[r#"
            2:77 warning[W4001] no parameter is named `Keyname`
              did you mean `KeyName`?
            2:107 warning[W4001] no parameter is named `X`
        "#]],
    );
}

#[test]
fn findings_in_a_loop_stand_in_the_loop() {
    check(
        "
Transform: AWS::LanguageExtensions
Resources:
  'Fn::ForEach::L':
    - N
    - [a, b]
    - 'T${N}':
        Type: AWS::SNS::Topic
        Properties:
          X: !Ref Nowhere
",
        expect![[r#"
            10:14 error[E1020] no parameter or resource is named `Nowhere`
        "#]],
    );
    check(
        "Resources: {'Fn::ForEach::L': [N, [a], {T: {Type: x}}]}",
        expect![[r#"
            1:13 error[E1032] loops need the language extensions
              add `Transform: AWS::LanguageExtensions`
        "#]],
    );
    check(
        "Transform: AWS::LanguageExtensions\nResources: {'Fn::ForEach::L': [N, [a, b], {T: {Type: x}}]}",
        expect![[r#"
            2:44 error[E0001] the loop makes `T` twice
              put the loop's variable into the name, as `${Name}`
        "#]],
    );
    check(
        "Transform: AWS::LanguageExtensions\nResources: {'Fn::ForEach::L': [N, a]}",
        expect![[r#"
            2:13 error[E0001] `Fn::ForEach::L` takes a variable, a list of its values, and what to make for each
        "#]],
    );
}

#[test]
fn what_a_loop_mentions_is_used_whatever_it_is_over() {
    let template = |collection: &str| {
        format!(
            "Transform: AWS::LanguageExtensions
Parameters: {{A: {{Type: String}}, B: {{Type: String}}, PRed: {{Type: String}}, Unused: {{Type: String}}, Names: {{Type: CommaDelimitedList{collection}}}}}
Conditions: {{Wanted: !Equals [!Ref AWS::Region, x], IsRed: !Equals [a, b], Chosen: !Equals [a, c]}}
Mappings: {{M: {{a: {{x: 1}}}}}}
Resources:
  R: {{Type: T}}
  'Fn::ForEach::L':
    - N
    - !Ref Names
    - 'T${{N}}':
        Type: AWS::SNS::Topic
        Condition: Wanted
        Properties:
          A: !Sub '${{A}}-${{P${{N}}}}'
          B: !If [Chosen, !Ref B, !FindInMap [M, !Ref N, x]]
      'U${{N}}': {{Type: T, Condition: 'Is${{N}}', DependsOn: Tred}}
"
        )
    };
    for collection in ["", ", Default: ''"] {
        check(
            &template(collection),
            expect![[r#"
                2:74 warning[W2001] the parameter `Unused` is never used
            "#]],
        );
    }
}

#[test]
fn policies_are_made_by_few_functions() {
    let resources = "
Parameters: {P: {Type: String, Default: Retain}}
Conditions: {C: !Equals [!Ref P, a]}
Resources:
  A: {Type: AWS::SNS::Topic}
  B: {Type: AWS::SNS::Topic, DeletionPolicy: !GetAtt A.TopicName, UpdateReplacePolicy: !ImportValue x}
  D: {Type: AWS::SNS::Topic, DeletionPolicy: !If [C, Retain, Keep], UpdateReplacePolicy: !If [C, !GetAtt A.TopicName, !Ref P]}
  E: {Type: AWS::SNS::Topic, DeletionPolicy: {Retain: true}, UpdateReplacePolicy: !Ref P}
";
    check(
        resources,
        expect![[r#"
            6:30 error[E3035] `DeletionPolicy` takes no `Fn::GetAtt`: its value is known only when resources are made
            6:67 error[E3036] `UpdateReplacePolicy` takes no `Fn::ImportValue`: its value is known only when resources are made
            7:30 warning[E3035] `DeletionPolicy` takes `Fn::If` only with the language extensions
              add `Transform: AWS::LanguageExtensions`
            7:69 warning[E3036] `UpdateReplacePolicy` takes `Fn::If` only with the language extensions
              add `Transform: AWS::LanguageExtensions`
            8:30 error[E3035] `DeletionPolicy` is a mapping, and must be text
              it is one of Delete, Retain, RetainExceptOnCreate
            8:62 warning[E3036] `UpdateReplacePolicy` takes `Ref` only with the language extensions
              add `Transform: AWS::LanguageExtensions`
        "#]],
    );
    check(
        &format!("Transform: AWS::LanguageExtensions{resources}"),
        expect![[r#"
            6:30 error[E3035] `DeletionPolicy` takes no `Fn::GetAtt`: its value is known only when resources are made
            6:67 error[E3036] `UpdateReplacePolicy` takes no `Fn::ImportValue`: its value is known only when resources are made
            7:62 error[E3035] `Keep` is no `DeletionPolicy` of `AWS::SNS::Topic`
              it is one of Delete, Retain, RetainExceptOnCreate
            7:98 error[E3036] `UpdateReplacePolicy` takes no `Fn::GetAtt`: its value is known only when resources are made
            8:30 error[E3035] `DeletionPolicy` is a mapping, and must be text
              it is one of Delete, Retain, RetainExceptOnCreate
        "#]],
    );
}

#[test]
fn sam_leaves_out_what_it_does_not_know() {
    check(
        "
Transform: AWS::Serverless-2016-10-31
Resources:
  A: {Type: AWS::Serverless::Function, Description: x, Tags: [], Properties: {InlineCode: x}}
  B: {Type: AWS::SNS::Topic, Description: x}
",
        expect![[r#"
            4:40 info[E3001] SAM drops `Description`: it has no effect beside `Properties`
            4:56 info[E3001] SAM drops `Tags`: it has no effect beside `Properties`
            5:30 error[E3001] `Description` does not belong here
        "#]],
    );
}

#[test]
fn rules_know_no_conditions() {
    check(
        "
Parameters: {P: {Type: String, Default: a}, L: {Type: CommaDelimitedList, Default: a}}
Conditions: {C: !Equals [!Ref P, a]}
Rules:
  A: {RuleCondition: {Condition: C}, Assertions: [{Assert: !Not [!Condition C]}]}
  B: {Assertions: [{Assert: !Contains [!Ref L, !If [C, a, b]]}, {Assert: !If [C, true, false]}, {Assert: !Equals [!If [C, a, b], a]}]}
  D: {RuleCondition: !Equals [!Ref P, a], Assertions: [{Assert: !And [!Equals [!Ref P, a], !Contains [!Ref L, a]]}]}
Resources:
  R: {Type: T, Condition: C}
",
        expect![[r#"
            5:23 error[E1702] a rule takes no `Condition`: it is decided before the conditions are
              write what the condition compares into the rule
            5:66 error[E1701] a rule takes no `Condition`: it is decided before the conditions are
              write what the condition compares into the rule
            6:48 error[E1701] a rule takes no `Fn::If`: it is decided before the conditions are
              write what the condition compares into the rule
            6:74 error[E1701] a rule takes no `Fn::If`: it is decided before the conditions are
              write what the condition compares into the rule
            6:115 error[E1701] a rule takes no `Fn::If`: it is decided before the conditions are
              write what the condition compares into the rule
        "#]],
    );
}

#[test]
fn what_is_noticed_of_a_secret_does_not_repeat_it() {
    check(
        "
Parameters: {P: {Type: String, NoEcho: true, Default: 0755}, Q: {Type: String, Default: 0755}}
Resources: {R: {Type: T, Properties: {a: !Ref P, b: !Ref Q}}}
",
        expect![[r#"
            2:55 warning[X0004] the value is a number to CloudFormation, and not what it looks like
              quote it
            2:89 warning[X0004] `0755` is the number 493 to CloudFormation: YAML 1.1 takes digits behind a zero as octal
              quote it: `'0755'`
        "#]],
    );
}

#[test]
fn dynamic_references_are_known() {
    check(
        "Resources: {R: {Type: T, Properties: {A: '{{resolve:ssm:x}} {{resolve:foo:x}} {{resolve:ssm}}', B: !Sub '{{resolve:ssm:${AWS::Region}}}'}}}",
        expect![[r#"
            1:39 error[E1050] `{{resolve:foo:x}}` is no dynamic reference: the store is none of `ssm`, `ssm-secure` and `secretsmanager`
              it reads like `{{resolve:ssm:name}}` or `{{resolve:secretsmanager:name:SecretString:key}}`
            1:39 error[E1050] `{{resolve:ssm}}` is no dynamic reference: what to look up is missing
              it reads like `{{resolve:ssm:name}}` or `{{resolve:secretsmanager:name:SecretString:key}}`
        "#]],
    );
}

#[test]
fn references_are_counted_as_cfn_lint_counts_them() {
    let template = parse(
        "
Conditions: {C: !Equals [a, a]}
Resources:
  A: {Type: T}
  B:
    Type: T
    DependsOn: A
    Metadata: {x: !Ref A}
    CreationPolicy: {x: !Ref A}
    Properties:
      a: !If [C, !Ref A, !GetAtt B.X]
      b: !Sub ['${A}${A.X}${ A }${x}${AWS::Region}', {x: !Ref A, A: 1}]
      c: {Ref: A, Other: 1}
      d: !GetAtt [A, B, C]
      e: {Fn::GetAtt: [A, !Ref AWS::Region]}
      f: !Join ['', [!Select [0, [!Ref A]]]]
      g: A
",
    )
    .unwrap()
    .value;
    let found: String = references(&template)
        .iter()
        .map(|found| format!("{} -> {} {:?} {}\n", found.source, found.target, found.kind, found.path))
        .collect();
    expect![[r#"
        B -> A DependsOn Resources/B/DependsOn/0
        B -> A Ref Resources/B/Properties/a/Fn::If/1/Ref
        B -> B GetAtt Resources/B/Properties/a/Fn::If/2/Fn::GetAtt
        B -> A Sub Resources/B/Properties/b/Fn::Sub
        B -> A Ref Resources/B/Properties/b/Fn::Sub/1/x/Ref
        B -> A Ref Resources/B/Properties/c/Ref
        B -> A GetAtt Resources/B/Properties/e/Fn::GetAtt
        B -> A Ref Resources/B/Properties/f/Fn::Join/1/0/Fn::Select/1/0/Ref
        B -> A Ref Resources/B/Metadata/x/Ref
        B -> A Ref Resources/B/CreationPolicy/x/Ref
    "#]]
    .assert_eq(&found);
}
