//! Loops, under the values of parameters.

use super::*;

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
