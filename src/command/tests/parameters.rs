//! How parameters are passed on.

use super::*;

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
