//! Conditions and rules.

use super::*;

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
            R Yes {V: vpc-12345678}
            warning X1700 Rules/Sizes/Assertions/0 the rule `Sizes` refuses the parameters: only for production
        "#]],
    );
}
