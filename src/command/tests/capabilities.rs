//! What a deployment needs, and what is noted of it.

use super::*;

#[test]
fn what_hangs_on_the_region_is_noted() {
    let template = "
Resources:
  Host: {Type: AWS::EC2::Instance, Properties: {ImageId: ami-0abcdef1, AvailabilityZone: eu-west-1a, Tags: [{Key: R, Value: !Ref AWS::Region}]}}";
    check(
        template,
        &[],
        &CommandOptions::default(),
        expect![[r#"
        aws cloudformation create-stack \
        --template-body file://template.yaml \
        --stack-name my-stack
        note: The picture shows us-east-1: parts of the template depend on the region. The command uses that of your AWS CLI.
        note: The image `ami-0abcdef1` exists in one region only.
        note: The zone `eu-west-1a` exists in eu-west-1 only.
    "#]],
    );
    let there = CommandOptions { region: Some("eu-west-1".into()), ..CommandOptions::default() };
    check(
        template,
        &[],
        &there,
        expect![[r#"
        aws cloudformation create-stack \
        --template-body file://template.yaml \
        --stack-name my-stack \
        --region eu-west-1
        note: The image `ami-0abcdef1` exists in one region only.
    "#]],
    );
}

#[test]
fn iam_that_exists_needs_a_capability() {
    let template = "
Parameters: {Named: {Type: String, Default: 'no'}}
Conditions:
  Named: !Equals [!Ref Named, 'yes']
Resources:
  Role: {Type: AWS::IAM::Role}
  Group: {Type: AWS::IAM::Group, Condition: Named, Properties: {GroupName: mine}}";
    check(
        template,
        &[],
        &CommandOptions::default(),
        expect![[r#"
            aws cloudformation create-stack \
            --template-body file://template.yaml \
            --stack-name my-stack \
            --capabilities CAPABILITY_IAM
            note: CAPABILITY_IAM: the stack makes IAM resources, `Role`.
        "#]],
    );
    check(
        template,
        &[("Named", "yes")],
        &CommandOptions::default(),
        expect![[r#"
            aws cloudformation create-stack \
            --template-body file://template.yaml \
            --stack-name my-stack \
            --parameters \
            ParameterKey=Named,ParameterValue=yes \
            --capabilities CAPABILITY_NAMED_IAM
            note: CAPABILITY_NAMED_IAM: the stack makes IAM resources with names of their own, `Group`.
        "#]],
    );
}

#[test]
fn a_transform_needs_a_capability() {
    check(
        "
Transform: AWS::Serverless-2016-10-31
Resources:
  Handler: {Type: AWS::Serverless::Function}",
        &[],
        &CommandOptions::default(),
        expect![[r#"
            aws cloudformation create-stack \
            --template-body file://template.yaml \
            --stack-name my-stack \
            --capabilities CAPABILITY_IAM CAPABILITY_AUTO_EXPAND
            note: CAPABILITY_IAM: the stack makes IAM resources, `Handler`.
            note: CAPABILITY_AUTO_EXPAND: the template is transformed by `AWS::Serverless-2016-10-31`.
        "#]],
    );
}

#[test]
fn what_nested_stacks_need_is_not_known() {
    let options = CommandOptions::default();
    let one = "
Resources:
  Network: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: network.yaml}}";
    check(
        one,
        &[],
        &options,
        expect![[r#"
        aws cloudformation create-stack \
        --template-body file://template.yaml \
        --stack-name my-stack
        note: `Network` is a nested stack of a template that is not known here: IAM resources there need CAPABILITY_IAM, with names of their own CAPABILITY_NAMED_IAM; macros there need CAPABILITY_AUTO_EXPAND.
    "#]],
    );
    let several = "
Transform: AWS::Serverless-2016-10-31
Conditions: {Never: !Equals [a, b]}
Resources:
  Role: {Type: AWS::IAM::Role}
  Shop: {Type: AWS::Serverless::Application, Properties: {Location: shop.yaml}}
  Network: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: network.yaml}}
  Gone: {Type: AWS::CloudFormation::Stack, Condition: Never, Properties: {TemplateURL: gone.yaml}}";
    check(
        several,
        &[],
        &options,
        expect![[r#"
        aws cloudformation create-stack \
        --template-body file://template.yaml \
        --stack-name my-stack \
        --capabilities CAPABILITY_IAM CAPABILITY_AUTO_EXPAND
        note: CAPABILITY_IAM: the stack makes IAM resources, `Role`.
        note: CAPABILITY_AUTO_EXPAND: the template is transformed by `AWS::Serverless-2016-10-31`.
        note: `Shop` and `Network` are nested stacks of templates that are not known here: IAM resources with names of their own there need CAPABILITY_NAMED_IAM.
    "#]],
    );
    let all_needed = several.replace("AWS::IAM::Role}", "AWS::IAM::Role, Properties: {RoleName: mine}}");
    check(
        &all_needed,
        &[],
        &options,
        expect![[r#"
        aws cloudformation create-stack \
        --template-body file://template.yaml \
        --stack-name my-stack \
        --capabilities CAPABILITY_NAMED_IAM CAPABILITY_AUTO_EXPAND
        note: CAPABILITY_NAMED_IAM: the stack makes IAM resources with names of their own, `Role`.
        note: CAPABILITY_AUTO_EXPAND: the template is transformed by `AWS::Serverless-2016-10-31`.
    "#]],
    );
    let none = "
Conditions: {Never: !Equals [a, b]}
Resources:
  Topic: {Type: AWS::SNS::Topic}
  Gone: {Type: AWS::CloudFormation::Stack, Condition: Never, Properties: {TemplateURL: gone.yaml}}";
    check(
        none,
        &[],
        &options,
        expect![[r#"
        aws cloudformation create-stack \
        --template-body file://template.yaml \
        --stack-name my-stack
    "#]],
    );
}
