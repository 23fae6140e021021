//! Commands as text: template, values and options in, what to paste out.

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
fn an_untouched_template_gets_the_shortest_command() {
    check(
        TEMPLATE,
        &[],
        &CommandOptions { template_file: "ec2_website.yaml".into(), ..CommandOptions::default() },
        expect![[r#"
            aws cloudformation create-stack \
            --template-body file://ec2_website.yaml \
            --stack-name my-stack
        "#]],
    );
}

#[test]
fn changed_parameters_follow_one_a_line_in_template_order() {
    check(
        TEMPLATE,
        &[("Title", "Demo"), ("AdminIp", "203.0.113.7/32"), ("KeyName", "my-key")],
        &CommandOptions::default(),
        expect![[r#"
            aws cloudformation create-stack \
            --template-body file://template.yaml \
            --stack-name my-stack \
            --parameters \
            ParameterKey=KeyName,ParameterValue=my-key \
            ParameterKey=AdminIp,ParameterValue=203.0.113.7/32
        "#]],
    );
}

#[test]
fn blanks_stay_in_the_shorthand() {
    check(
        TEMPLATE,
        &[("Title", "my demo"), ("AdminIp", "10.0.0.0/8")],
        &CommandOptions::default(),
        expect![[r#"
            aws cloudformation create-stack \
            --template-body file://template.yaml \
            --stack-name my-stack \
            --parameters \
            ParameterKey=AdminIp,ParameterValue=10.0.0.0/8 \
            'ParameterKey=Title,ParameterValue=my demo'
        "#]],
    );
}

#[test]
fn one_value_that_shorthand_damages_makes_json_of_all() {
    check(
        TEMPLATE,
        &[("Title", "it's \"5\u{202e}\n€\""), ("Zones", "a,b,c"), ("KeyName", "my-key")],
        &CommandOptions::default(),
        expect![[r#"
            aws cloudformation create-stack \
            --template-body file://template.yaml \
            --stack-name my-stack \
            --parameters '[{"ParameterKey":"KeyName","ParameterValue":"my-key"},{"ParameterKey":"Title","ParameterValue":"it'\''s \"5\u202e\n\u20ac\""},{"ParameterKey":"Zones","ParameterValue":"a,b,c"}]'
            note: `Title` has characters that cannot be seen: `it's "5\u{202e}\n€"`. They are escaped in the command.
        "#]],
    );
}

#[test]
fn update_is_like_create() {
    check(
        TEMPLATE,
        &[("KeyName", "my-key")],
        &CommandOptions {
            action: Action::UpdateStack,
            stack_name: "mine".into(),
            region: Some("eu-west-1".into()),
            profile: Some("work account".into()),
            ..CommandOptions::default()
        },
        expect![[r#"
            aws cloudformation update-stack \
            --template-body file://template.yaml \
            --stack-name mine \
            --parameters \
            ParameterKey=KeyName,ParameterValue=my-key \
            --region eu-west-1 \
            --profile 'work account'
        "#]],
    );
}

#[test]
fn outputs_prints_the_first_output() {
    check(
        TEMPLATE,
        &[],
        &CommandOptions { action: Action::Outputs, ..CommandOptions::default() },
        expect![[r#"
            aws cloudformation describe-stacks \
            --stack-name my-stack \
            --query "Stacks[0].Outputs[?OutputKey=='WebAddress'].OutputValue" \
            --output text
        "#]],
    );
}

#[test]
fn powershell_and_cmd_continue_and_quote_in_their_way() {
    let values = [("KeyName", "my-key"), ("Title", "my demo")];
    let shell = |shell| CommandOptions { shell, ..CommandOptions::default() };
    check(
        TEMPLATE,
        &values,
        &shell(Shell::PowerShell),
        expect![[r#"
            aws cloudformation create-stack `
            --template-body file://template.yaml `
            --stack-name my-stack `
            --parameters `
            'ParameterKey=KeyName,ParameterValue=my-key' `
            'ParameterKey=Title,ParameterValue=my demo'
        "#]],
    );
    check(
        TEMPLATE,
        &values,
        &shell(Shell::Cmd),
        expect![[r#"
            aws cloudformation create-stack ^
             --template-body file://template.yaml ^
             --stack-name my-stack ^
             --parameters ^
             "ParameterKey=KeyName,ParameterValue=my-key" ^
             "ParameterKey=Title,ParameterValue=my demo"
        "#]],
    );
}

#[test]
fn json_for_windows_has_nothing_to_expand() {
    let values = [("Title", "50% \"off\" & $more`")];
    let shell = |shell| CommandOptions { shell, ..CommandOptions::default() };
    check(
        TEMPLATE,
        &values,
        &shell(Shell::PowerShell),
        expect![[r#"
            & {
            $PSNativeCommandArgumentPassing = 'Legacy'
            aws cloudformation create-stack `
            --template-body file://template.yaml `
            --stack-name my-stack `
            --parameters '[{\"ParameterKey\":\"Title\",\"ParameterValue\":\"50\u0025\u0020\u0022off\u0022\u0020\u0026\u0020\u0024more\u0060\"}]'
            }
        "#]],
    );
    check(
        TEMPLATE,
        &values,
        &shell(Shell::Cmd),
        expect![[r#"
            aws cloudformation create-stack ^
             --template-body file://template.yaml ^
             --stack-name my-stack ^
             --parameters "[{\"ParameterKey\":\"Title\",\"ParameterValue\":\"50\u0025\u0020\u0022off\u0022\u0020\u0026\u0020\u0024more\u0060\"}]"
        "#]],
    );
}

#[test]
fn a_secret_is_asked_for_and_never_written() {
    check(
        "
Parameters: {DbPassword: {Type: String, NoEcho: true}}
Resources: {Topic: {Type: AWS::SNS::Topic}}",
        &[("DbPassword", "hunter2")],
        &CommandOptions::default(),
        expect![[r#"
            printf '%s: ' 'DbPassword' && IFS= read -rs secret_1 && echo && \
            secret_1=$(printf '%s' "$secret_1" | sed 's/[\\"]/\\&/g') && \
            aws cloudformation create-stack \
            --template-body file://template.yaml \
            --stack-name my-stack \
            --parameters '[{"ParameterKey":"DbPassword","ParameterValue":"'"$secret_1"'"}]'
            note: The command asks for `DbPassword`: its value is a secret.
        "#]],
    );
}

#[test]
fn a_required_parameter_without_a_value_is_a_problem() {
    check(
        "
Parameters: {A: {Type: String}, B: {Type: String}}
Resources: {Topic: {Type: AWS::SNS::Topic}}",
        &[("A", "a")],
        &CommandOptions::default(),
        expect![[r#"
            aws cloudformation create-stack \
            --template-body file://template.yaml \
            --stack-name my-stack \
            --parameters \
            ParameterKey=A,ParameterValue=a
            problem: `B` has no default: fill in a value.
        "#]],
    );
}

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

#[test]
fn express_mode_is_in_the_commands_that_have_it() {
    let with = |action, express, on_failure| CommandOptions {
        action,
        express: Some(express),
        on_failure,
        disable_validation: true,
        ..CommandOptions::default()
    };
    let create = |express, on_failure| with(Action::CreateStack, express, on_failure);
    check(
        TEMPLATE,
        &[],
        &create(Express::Keep, None),
        expect![[r#"
            aws cloudformation create-stack \
            --template-body file://template.yaml \
            --stack-name my-stack \
            --deployment-config Mode=EXPRESS \
            --disable-validation
            note: In Express mode the stack counts as complete once everything is configured; some of it may not be ready. What fails stays as it is, and the next update has to do without a rollback, too.
        "#]],
    );
    check(
        TEMPLATE,
        &[],
        &create(Express::RollBack, Some(OnFailure::Rollback)),
        expect![[r#"
        aws cloudformation create-stack \
        --template-body file://template.yaml \
        --stack-name my-stack \
        --deployment-config Mode=EXPRESS,DisableRollback=false \
        --disable-validation
        note: In Express mode the stack counts as complete once everything is configured; some of it may not be ready.
    "#]],
    );
    check(
        TEMPLATE,
        &[],
        &create(Express::RollBack, Some(OnFailure::Delete)),
        expect![[r#"
        aws cloudformation create-stack \
        --template-body file://template.yaml \
        --stack-name my-stack \
        --deployment-config Mode=EXPRESS,DisableRollback=false \
        --disable-validation
        problem: In Express mode there is no `--on-failure DELETE`: what was made stays, or is rolled back where the mode is told to.
        note: In Express mode the stack counts as complete once everything is configured; some of it may not be ready.
    "#]],
    );
    check(
        TEMPLATE,
        &[],
        &with(Action::UpdateStack, Express::RollBack, None),
        expect![[r#"
        aws cloudformation update-stack \
        --template-body file://template.yaml \
        --stack-name my-stack \
        --deployment-config Mode=EXPRESS,DisableRollback=false \
        --disable-validation
        note: In Express mode the stack counts as complete once everything is configured; some of it may not be ready.
    "#]],
    );
    check(
        TEMPLATE,
        &[],
        &with(Action::UpdateStack, Express::Keep, None),
        expect![[r#"
        aws cloudformation update-stack \
        --template-body file://template.yaml \
        --stack-name my-stack \
        --deployment-config Mode=EXPRESS \
        --disable-validation
        note: In Express mode the stack counts as complete once everything is configured; some of it may not be ready. What fails stays as it is, and the next update has to do without a rollback, too. An update that would replace a resource may be refused.
    "#]],
    );
    check(
        TEMPLATE,
        &[],
        &with(Action::DeleteStack, Express::RollBack, None),
        expect![[r#"
        aws cloudformation delete-stack \
        --stack-name my-stack \
        --deployment-config Mode=EXPRESS
        note: In Express mode the stack counts as deleted while some of it is still going.
        note: Deletes the stack and, unless they are retained, its resources.
    "#]],
    );
    check(
        TEMPLATE,
        &[],
        &with(Action::Deploy, Express::Keep, None),
        expect![[r#"
        aws cloudformation deploy \
        --template-file template.yaml \
        --stack-name my-stack
        problem: `deploy` has no Express mode: `create-stack`, `update-stack` and change sets have it.
        problem: `deploy` cannot do without the validation: `create-stack`, `update-stack` and change sets can.
    "#]],
    );
    check(
        TEMPLATE,
        &[],
        &with(Action::ExecuteChangeSet, Express::Keep, None),
        expect![[r#"
        aws cloudformation execute-change-set \
        --stack-name my-stack \
        --change-set-name cfn-explorer
    "#]],
    );
}

#[test]
fn a_change_set_for_a_stack_that_is_there_can_undo_drift() {
    let set = |makes_stack| CommandOptions {
        action: Action::CreateChangeSet,
        change_set_makes_stack: makes_stack,
        revert_drift: true,
        ..CommandOptions::default()
    };
    check(
        TEMPLATE,
        &[],
        &set(false),
        expect![[r#"
        aws cloudformation create-change-set \
        --template-body file://template.yaml \
        --stack-name my-stack \
        --change-set-name cfn-explorer \
        --change-set-type UPDATE \
        --deployment-mode REVERT_DRIFT
    "#]],
    );
    check(
        TEMPLATE,
        &[],
        &set(true),
        expect![[r#"
        aws cloudformation create-change-set \
        --template-body file://template.yaml \
        --stack-name my-stack \
        --change-set-name cfn-explorer \
        --change-set-type CREATE
    "#]],
    );
}

#[test]
fn what_failed_is_asked_for_last_and_by_no_script() {
    let template = parse(TEMPLATE).expect("a readable template").value;
    let inputs = Inputs::default();
    let stack = evaluate(&template, &inputs).value;
    for (_, action) in Action::ALL {
        let options = CommandOptions { action, ..CommandOptions::default() };
        let asks = |text: &str| text.contains("describe-events");
        let steps = steps(&template, &stack, &inputs, &options);
        let whole = script(&template, &stack, &inputs, &options);
        let asked: Vec<_> = steps.iter().map(|step| asks(&step.text)).collect();
        let itself = action == Action::FailedEvents;
        let changes = action.makes_or_changes()
            || matches!(action, Action::DeleteStack | Action::ExecuteChangeSet)
            || itself;
        assert_eq!(asked.iter().position(|asks| *asks), changes.then(|| steps.len() - 1), "{action:?}");
        assert_eq!(asks(&whole.text), itself, "{action:?}");
    }
}

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
fn a_value_that_starts_with_a_hyphen_is_no_option() {
    let odd = CommandOptions {
        stack_name: "--x".into(),
        template_file: "-x.yaml".into(),
        region: Some("-x".into()),
        profile: Some("-x".into()),
        tags: vec![("--x".into(), "y".into())],
        role_arn: Some("--x".into()),
        notification_arns: vec!["--x".into()],
        ..CommandOptions::default()
    };
    check(
        TEMPLATE,
        &[],
        &odd,
        expect![[r#"
        aws cloudformation create-stack \
        --template-body file://-x.yaml \
        --tags \
        Key=--x,Value=y \
        --notification-arns '["--x"]' \
        --cli-input-json '{"StackName":"--x","RoleARN":"--x"}' \
        --region=-x \
        --profile=-x
        problem: A stack name starts with a letter and has only letters, digits and hyphens.
        problem: `--x` is no ARN of a role: they read like `arn:aws:iam::123456789012:role/deployer`.
        problem: `--x` is no ARN of a topic: they read like `arn:aws:sns:eu-west-1:123456789012:news`.
        problem: No region is called `-x`: they read like `eu-west-1`.
    "#]],
    );
    check(
        TEMPLATE,
        &[],
        &CommandOptions { action: Action::Deploy, template_bytes: 60_000, bucket: Some("--x".into()), ..odd },
        expect![[r#"
            aws cloudformation deploy \
            --template-file ./-x.yaml \
            --s3-bucket amzn-s3-demo-bucket \
            --stack-name=--x \
            --tags '["--x=y"]' \
            --role-arn=--x \
            --notification-arns '["--x"]' \
            --region=-x \
            --profile=-x
            problem: No bucket is called `--x`: their names have 3 to 63 lower-case letters, digits, hyphens and dots.
            problem: The template has more than 51200 bytes: put the name of a bucket of yours in place of `amzn-s3-demo-bucket`.
            problem: A stack name starts with a letter and has only letters, digits and hyphens.
            problem: `--x` is no ARN of a role: they read like `arn:aws:iam::123456789012:role/deployer`.
            problem: `--x` is no ARN of a topic: they read like `arn:aws:sns:eu-west-1:123456789012:news`.
            problem: No region is called `-x`: they read like `eu-west-1`.
        "#]],
    );
}

#[test]
fn a_value_that_the_aws_cli_would_load_is_text_or_refused() {
    let odd = CommandOptions {
        stack_name: "file:///etc/passwd".into(),
        template_file: "$HOME.yaml".into(),
        region: Some("https://evil.example/".into()),
        profile: Some("fileb://x".into()),
        tags: vec![("file://x".into(), "https://evil.example".into())],
        role_arn: Some("http://evil.example/".into()),
        notification_arns: vec!["file:///etc/passwd".into()],
        ..CommandOptions::default()
    };
    check(
        TEMPLATE,
        &[],
        &odd,
        expect![[r#"
        aws cloudformation create-stack \
        --template-body file://template.yaml \
        --tags \
        Key=file://x,Value=https://evil.example \
        --notification-arns '["file:///etc/passwd"]' \
        --cli-input-json '{"StackName":"file:///etc/passwd","RoleARN":"http://evil.example/"}' \
        --region REGION \
        --profile PROFILE
        problem: The shell or the AWS CLI may take the file name `$HOME.yaml` for something else: rename the file to `template.yaml`, as in the command.
        problem: A stack name starts with a letter and has only letters, digits and hyphens.
        problem: `http://evil.example/` is no ARN of a role: they read like `arn:aws:iam::123456789012:role/deployer`.
        problem: `file:///etc/passwd` is no ARN of a topic: they read like `arn:aws:sns:eu-west-1:123456789012:news`.
        problem: No region is called `https://evil.example/`: they read like `eu-west-1`.
        problem: The shell or the AWS CLI may take `https://evil.example/` for something else: the command has `REGION` in its place.
        problem: The shell or the AWS CLI may take `fileb://x` for something else: the command has `PROFILE` in its place.
    "#]],
    );
    check(
        TEMPLATE,
        &[],
        &CommandOptions { action: Action::Deploy, ..odd },
        expect![[r#"
        aws cloudformation deploy \
        --template-file '$HOME.yaml' \
        --stack-name STACK_NAME \
        --tags '["file://x=https://evil.example"]' \
        --role-arn ROLE_ARN \
        --notification-arns '["file:///etc/passwd"]' \
        --region REGION \
        --profile PROFILE
        problem: The shell or the AWS CLI may take `file:///etc/passwd` for something else: the command has `STACK_NAME` in its place.
        problem: A stack name starts with a letter and has only letters, digits and hyphens.
        problem: The shell or the AWS CLI may take `http://evil.example/` for something else: the command has `ROLE_ARN` in its place.
        problem: `http://evil.example/` is no ARN of a role: they read like `arn:aws:iam::123456789012:role/deployer`.
        problem: `file:///etc/passwd` is no ARN of a topic: they read like `arn:aws:sns:eu-west-1:123456789012:news`.
        problem: No region is called `https://evil.example/`: they read like `eu-west-1`.
        problem: The shell or the AWS CLI may take `https://evil.example/` for something else: the command has `REGION` in its place.
        problem: The shell or the AWS CLI may take `fileb://x` for something else: the command has `PROFILE` in its place.
    "#]],
    );
}

#[test]
fn what_cannot_be_seen_in_a_name_is_written_so_that_every_shell_reads_it_alike() {
    check(
        TEMPLATE,
        &[],
        &CommandOptions {
            stack_name: "a\u{202e}".into(),
            template_file: "50%\u{202e}!.yaml".into(),
            region: Some("eu\u{200b}".into()),
            action: Action::Deploy,
            ..CommandOptions::default()
        },
        expect![[r#"
            aws cloudformation deploy \
            --template-file "$(printf '50%%\342\200\256\041.yaml')" \
            --stack-name STACK_NAME \
            --region REGION
            problem: The shell or the AWS CLI may take `a\u{202e}` for something else: the command has `STACK_NAME` in its place.
            problem: A stack name starts with a letter and has only letters, digits and hyphens.
            problem: No region is called `eu\u{200b}`: they read like `eu-west-1`.
            problem: The shell or the AWS CLI may take `eu\u{200b}` for something else: the command has `REGION` in its place.
            note: The file name `50%\u{202e}!.yaml` has characters that cannot be seen. They are escaped in the command.
        "#]],
    );
}

#[test]
fn windows_gets_only_what_is_safe_however_often_it_is_read() {
    let odd = CommandOptions {
        stack_name: "a&calc".into(),
        template_file: "a&calc.yaml".into(),
        template_url: Some("https://b.s3.amazonaws.com/a%20b?x&calc".into()),
        profile: Some("100%".into()),
        action: Action::CreateChangeSet,
        change_set: "!PATH!".into(),
        ..CommandOptions::default()
    };
    check(
        TEMPLATE,
        &[],
        &CommandOptions { shell: Shell::Cmd, ..odd.clone() },
        expect![[r#"
        aws cloudformation create-change-set ^
         --change-set-type CREATE ^
         --cli-input-json "{\"TemplateURL\":\"https://b.s3.amazonaws.com/a\u002520b\u003fx\u0026calc\",\"StackName\":\"a\u0026calc\",\"ChangeSetName\":\"\u0021PATH\u0021\"}" ^
         --profile PROFILE
        problem: A stack name starts with a letter and has only letters, digits and hyphens.
        problem: A change set name starts with a letter and has only letters, digits and hyphens.
        problem: No profile is called `100%`.
        problem: The shell or the AWS CLI may take `100%` for something else: the command has `PROFILE` in its place.
    "#]],
    );
    check(
        TEMPLATE,
        &[],
        &CommandOptions { shell: Shell::PowerShell, template_url: None, ..odd },
        expect![[r#"
            & {
            $PSNativeCommandArgumentPassing = 'Legacy'
            aws cloudformation create-change-set `
            --template-body file://template.yaml `
            --change-set-type CREATE `
            --cli-input-json '{\"StackName\":\"a\u0026calc\",\"ChangeSetName\":\"\u0021PATH\u0021\"}' `
            --profile PROFILE
            }
            problem: The shell or the AWS CLI may take the file name `a&calc.yaml` for something else: rename the file to `template.yaml`, as in the command.
            problem: A stack name starts with a letter and has only letters, digits and hyphens.
            problem: A change set name starts with a letter and has only letters, digits and hyphens.
            problem: No profile is called `100%`.
            problem: The shell or the AWS CLI may take `100%` for something else: the command has `PROFILE` in its place.
        "#]],
    );
}

#[test]
fn an_output_that_cannot_be_is_not_asked_for() {
    check(
        TEMPLATE,
        &[],
        &CommandOptions {
            action: Action::Outputs,
            output: Some("a' || '".into()),
            ..CommandOptions::default()
        },
        expect![[r#"
            aws cloudformation describe-stacks \
            --stack-name my-stack \
            --query 'Stacks[0].Outputs' \
            --output table
            problem: No output is called `a' || '`: their names have letters and digits only. The command prints all outputs.
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
    for note in &command.notes {
        let kind = if command.problems.contains(note) { "problem" } else { "note" };
        text.push_str(&format!("{kind}: {note}\n"));
    }
    expected.assert_eq(&text);
}
