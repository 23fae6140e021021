//! The options' form: settings in, what it shows and the command out.

use std::rc::Rc;

use expect_test::{Expect, expect};

use super::super::{Action, Session};
use super::{Form, NOT_TAKEN, Setting, TextField};
use crate::command::{Action as CommandAction, Express, OnFailure};

const TEMPLATE: &str = "
Parameters:
  KeyName: {Type: String, Default: ''}
  Word: {Type: String, NoEcho: true, Default: unset}
Resources:
  Topic: {Type: AWS::SNS::Topic}
Outputs:
  First: {Value: !Ref Topic}
  Second: {Value: !Ref Topic}
";

#[test]
fn what_is_set_is_in_the_command_with_its_reason() {
    check(
        &[
            Action::SetStackName("mine".into()),
            text(TextField::Region, "eu-west-1"),
            text(TextField::Profile, "work"),
            text(TextField::Role, "arn:aws:iam::123456789012:role/deployer"),
            text(
                TextField::Topics,
                " arn:aws:sns:eu-west-1:123456789012:a,\narn:aws:sns:eu-west-1:123456789012:b ",
            ),
            text(TextField::Timeout, "30"),
            option(Setting::OnFailure(Some(OnFailure::Delete))),
            option(Setting::TerminationProtection(true)),
            option(Setting::AddTag),
            option(Setting::TagKey(0, "Team".into())),
            option(Setting::TagValue(0, "web".into())),
        ],
        expect![[r#"
            8 set
            Region = 'eu-west-1'
            Profile = 'work'
            Role = 'arn:aws:iam::123456789012:role/deployer'
            Topics to notify = ' arn:aws:sns:eu-west-1:123456789012:a,
            arn:aws:sns:eu-west-1:123456789012:b '
            Timeout = '30'
            tag 'Team' = 'web'
            aws cloudformation create-stack \
            --template-body file://demo.yaml \
            --stack-name mine \
            --tags \
            Key=Team,Value=web \
            --on-failure DELETE \
            --timeout-in-minutes 30 \
            --enable-termination-protection \
            --role-arn arn:aws:iam::123456789012:role/deployer \
            --notification-arns arn:aws:sns:eu-west-1:123456789012:a arn:aws:sns:eu-west-1:123456789012:b \
            --region eu-west-1 \
            --profile work
            chosen mine: the stack's name: mine instead of demo
            chosen Key=Team,Value=web: the tag Team: web
            chosen DELETE: what becomes of a stack that could not be made
            chosen 30: a stack that is not made by then, in minutes, counts as failed
            chosen --enable-termination-protection: the stack cannot be deleted until its protection is taken off
            chosen arn:aws:iam::123456789012:role/deployer: CloudFormation acts in this role, not with your own rights
            chosen arn:aws:sns:eu-west-1:123456789012:a: a topic that hears about the stack
            chosen arn:aws:sns:eu-west-1:123456789012:b: a topic that hears about the stack
            chosen eu-west-1: this region, not that of your AWS CLI
            chosen work: this profile of your AWS CLI, not its default
        "#]],
    );
}

#[test]
fn what_aws_refuses_is_said_beside_the_field() {
    check(
        &[
            Action::SetStackName("1".into()),
            text(TextField::Region, "eu west"),
            text(TextField::Role, "deployer"),
            text(TextField::Topics, "news"),
            text(TextField::Timeout, "soon"),
            option(Setting::AddTag),
            option(Setting::TagKey(0, "aws:x".into())),
            option(Setting::AddTag),
            option(Setting::AddTag),
            option(Setting::TagKey(2, "aws:x".into())),
        ],
        expect![[r#"
            6 set
              ! A stack name starts with a letter and has only letters, digits and hyphens.
            Region = 'eu west'
              ! No region is called `eu west`: they read like `eu-west-1`.
            Profile = ''
            Role = 'deployer'
              ! `deployer` is no ARN of a role: they read like `arn:aws:iam::123456789012:role/deployer`.
            Topics to notify = 'news'
              ! `news` is no ARN of a topic: they read like `arn:aws:sns:eu-west-1:123456789012:news`.
            Timeout = 'soon'
              ! `soon` is no timeout: a whole number of minutes, at least 1.
            tag 'aws:x' = ''
              ! The tag `aws:x` is refused: a key has 1 to 128 characters and does not start with `aws:`, a value has 1 to 256.
            tag '' = ''
            tag 'aws:x' = ''
              ! The tag `aws:x` is refused: a key has 1 to 128 characters and does not start with `aws:`, a value has 1 to 256.
              ! The tag `aws:x` is there twice.
            aws cloudformation create-stack \
            --template-body file://demo.yaml \
            --stack-name 1 \
            --tags '[{"Key":"aws:x","Value":""},{"Key":"aws:x","Value":""}]' \
            --role-arn deployer \
            --notification-arns news \
            --region 'eu west'
            problem: A stack name starts with a letter and has only letters, digits and hyphens.
            problem: The tag `aws:x` is there twice.
            problem: The tag `aws:x` is refused: a key has 1 to 128 characters and does not start with `aws:`, a value has 1 to 256.
            problem: The tag `aws:x` is refused: a key has 1 to 128 characters and does not start with `aws:`, a value has 1 to 256.
            problem: `deployer` is no ARN of a role: they read like `arn:aws:iam::123456789012:role/deployer`.
            problem: `news` is no ARN of a topic: they read like `arn:aws:sns:eu-west-1:123456789012:news`.
            problem: `soon` is no timeout: a whole number of minutes, at least 1.
            problem: No region is called `eu west`: they read like `eu-west-1`.
            chosen 1: the stack's name: 1 instead of demo
            chosen '[{"Key":"aws:x","Value":""},{"Key":"aws:x","Value":""}]': the tag aws:x: ; the tag aws:x: 
            chosen deployer: CloudFormation acts in this role, not with your own rights
            chosen news: a topic that hears about the stack
            chosen 'eu west': this region, not that of your AWS CLI
        "#]],
    );
}

#[test]
fn an_action_takes_what_the_aws_cli_has_for_it() {
    let all = [
        Action::SetAction(CommandAction::DeleteStack),
        text(TextField::Role, "arn:aws:iam::123456789012:role/deployer"),
        text(TextField::Topics, "arn:aws:sns:eu-west-1:123456789012:a"),
        text(TextField::Timeout, "30"),
        option(Setting::OnFailure(Some(OnFailure::Delete))),
    ];
    check(
        &all,
        expect![[r#"
        4 set
        Region = ''
        Profile = ''
        Role = 'arn:aws:iam::123456789012:role/deployer'
        Topics to notify = 'arn:aws:sns:eu-west-1:123456789012:a' (not taken)
        Timeout = '30' (not taken)
        aws cloudformation delete-stack \
        --stack-name demo \
        --role-arn arn:aws:iam::123456789012:role/deployer
        chosen arn:aws:iam::123456789012:role/deployer: CloudFormation acts in this role, not with your own rights
    "#]],
    );
    check(
        &[
            Action::SetAction(CommandAction::CreateChangeSet),
            text(TextField::ChangeSet, "try-it"),
            option(Setting::ChangeSetMakesStack(false)),
            option(Setting::UsePreviousValues(true)),
        ],
        expect![[r#"
            2 set
            Change set = 'try-it'
            Region = ''
            Profile = ''
            Role = ''
            Topics to notify = ''
            Timeout = '' (not taken)
            aws cloudformation create-change-set \
            --template-body file://demo.yaml \
            --stack-name demo \
            --change-set-name try-it \
            --change-set-type UPDATE \
            --parameters \
            ParameterKey=KeyName,UsePreviousValue=true \
            ParameterKey=Word,UsePreviousValue=true
            chosen ParameterKey=KeyName,UsePreviousValue=true: KeyName: as it was
            chosen ParameterKey=Word,UsePreviousValue=true: Word: as it was
        "#]],
    );
}

#[test]
fn ways_to_deploy_are_in_the_command_or_said_not_to_be() {
    let express = option(Setting::Express(Some(Express::RollBack)));
    let all = [express, option(Setting::DisableValidation(true)), option(Setting::RevertDrift(true))];
    let session = after(&all);
    let form = form_of(&session);
    assert_eq!((form.set, form.validation_help, form.can_revert), (3, "", false));
    assert_eq!(form.on_failure_help, "In Express mode the choice below decides.");
    assert!(
        command(&session)
            .ends_with("--deployment-config Mode=EXPRESS,DisableRollback=false \\\n--disable-validation")
    );
    let deploy = session.clone().apply(Action::SetAction(CommandAction::Deploy));
    let form = form_of(&deploy);
    assert_eq!((form.on_failure_help, form.validation_help), (NOT_TAKEN, NOT_TAKEN));
    assert!(form.express_help.starts_with("Not taken by `deploy`") && !command(&deploy).contains("EXPRESS"));
    let change_set = session.apply(Action::SetAction(CommandAction::CreateChangeSet));
    assert!(!form_of(&change_set).can_revert, "it makes a stack");
    let change_set = change_set.apply(option(Setting::ChangeSetMakesStack(false)));
    assert!(
        form_of(&change_set).can_revert && command(&change_set).contains("--deployment-mode REVERT_DRIFT")
    );
}

#[test]
fn parameters_go_to_a_file_and_secrets_do_not() {
    let key = Action::SetParameter("KeyName".into(), "ä\u{202e}\"b\"".into());
    let in_file = after(&[key.clone(), option(Setting::ParameterFile(true))]);
    let (name, text) = file(&in_file).expect("there is a file to save");
    assert_eq!(name, "params.json");
    assert_eq!(
        &*text,
        "[\n  {\n    \"ParameterKey\": \"KeyName\",\n    \"ParameterValue\": \"\\u00e4\\u202e\\\"b\\\"\"\n  }\n]\n"
    );
    assert!(command(&in_file).ends_with("--parameters file://params.json"));
    let deploy = in_file.clone().apply(Action::SetAction(CommandAction::Deploy));
    assert_eq!(&*file(&deploy).expect("a file").1, "[\n  \"KeyName=\\u00e4\\u202e\\\"b\\\"\"\n]\n");
    let secret = in_file.apply(Action::SetParameter("Word".into(), "hunter2".into()));
    assert!(file(&secret).is_none() && command(&secret).contains("--parameters '[{"));
    let public: Vec<_> = secret.public_parameters().map(|(id, _)| id.as_str()).collect();
    assert_eq!(public, ["KeyName"], "a page that keeps what it is told keeps no secret");
    assert!(file(&after(&[option(Setting::ParameterFile(true))])).is_none(), "nothing was changed");
}

#[test]
fn rows_of_tags_come_and_go() {
    let session = after(&[
        option(Setting::AddTag),
        option(Setting::AddTag),
        option(Setting::TagKey(1, "b".into())),
        option(Setting::TagValue(1, "2".into())),
        option(Setting::RemoveTag(0)),
    ]);
    assert_eq!(session.options.tags, [("b".to_owned(), "2".to_owned())]);
    assert_eq!(form_of(&session).tags.len(), 1);
    for nowhere in [Setting::RemoveTag(7), Setting::TagKey(7, "x".into()), Setting::TagValue(7, "x".into())] {
        assert!(Rc::ptr_eq(&session, &session.clone().apply(option(nowhere))));
    }
}

#[test]
fn a_region_counts_once_it_is_one() {
    let session = after(&[text(TextField::Region, "eu-w")]);
    assert_eq!(
        (session.inputs.region.as_str(), session.options.region.as_deref()),
        ("us-east-1", Some("eu-w"))
    );
    let session = session.apply(text(TextField::Region, "eu-west-1"));
    assert_eq!(session.inputs.region, "eu-west-1");
    assert_eq!(session.compose_options().region.as_deref(), Some("eu-west-1"));
    let session = session.apply(text(TextField::Region, ""));
    assert_eq!(session.compose_options().region, None);
    assert_eq!((session.inputs.region.as_str(), &session.options.region), ("us-east-1", &None));
}

#[test]
fn a_public_template_can_be_launched_and_named_by_its_url() {
    let url = "https://b.s3.eu-west-1.amazonaws.com/demo.yaml";
    let session = after(&[Action::SetTemplateUrl(Some(url.into()))]);
    let model = session.model.as_ref().expect("a template was loaded");
    assert!(
        model
            .commands
            .quick_create_link()
            .as_deref()
            .is_some_and(|link| link.contains("templateURL=https%3A%2F%2Fb.s3"))
    );
    assert!(form_of(&session).has_url && command(&session).contains("file://demo.yaml"));
    let by_url = session.apply(option(Setting::FromUrl(true)));
    assert!(command(&by_url).contains(&format!("--template-url {url}")));
    let gone = by_url.apply(Action::SetTemplateUrl(Some("https://example.com/demo.yaml".into())));
    assert!(!form_of(&gone).has_url && command(&gone).contains("file://demo.yaml"), "AWS reads S3 alone");
}

#[test]
fn one_output_of_several_is_printed() {
    let session = after(&[option(Setting::Output(Some("Second".into())))]);
    let model = session.model.as_ref().expect("a template was loaded");
    assert!(model.commands.outputs().as_ref().is_some_and(|command| command.text.contains("'Second'")));
}

fn text(field: TextField, text: &str) -> Action {
    option(Setting::Text(field, text.into()))
}

fn option(setting: Setting) -> Action {
    Action::SetOption(setting)
}

fn after(actions: &[Action]) -> Rc<Session> {
    let session = Rc::new(Session::new("demo")).apply(Action::Load("demo.yaml".into(), TEMPLATE.into()));
    actions.iter().fold(session, |session, action| session.apply(action.clone()))
}

fn command(session: &Session) -> String {
    session.model.as_ref().map(|model| model.commands.command().text.clone()).unwrap_or_default()
}

fn form_of(session: &Session) -> &Form {
    &session.model.as_ref().expect("a template was loaded").form
}

fn file(session: &Session) -> Option<(&str, String)> {
    session.model.as_ref()?.commands.file_to_save()
}

/// The form and the command after the actions.
fn check(actions: &[Action], expected: Expect) {
    let session = after(actions);
    let form = form_of(&session);
    let mut out = format!("{} set\n", form.set);
    let wrong = |out: &mut String, problems: &mut dyn Iterator<Item = &String>| {
        for problem in problems {
            out.push_str(&format!("  ! {problem}\n"));
        }
    };
    wrong(&mut out, &mut form.name_problem.iter());
    for field in &form.fields {
        let taken = if field.taken { "" } else { " (not taken)" };
        out.push_str(&format!("{} = '{}'{taken}\n", field.label, field.text));
        wrong(&mut out, &mut field.problems.iter());
    }
    for tag in &form.tags {
        out.push_str(&format!("tag '{}' = '{}'\n", tag.key, tag.value));
        wrong(&mut out, &mut tag.problem.iter());
    }
    wrong(&mut out, &mut form.tags_problem.iter());
    out.push_str(&command(&session));
    out.push('\n');
    if let Some(model) = &session.model {
        for problem in &model.commands.command().problems {
            out.push_str(&format!("problem: {problem}\n"));
        }
        for reason in &model.commands.command().reasons {
            let text = &model.commands.command().text[reason.part.clone()];
            let mark = if reason.chosen { "chosen" } else { "inferred" };
            out.push_str(&format!("{mark} {text}: {}\n", reason.why));
        }
    }
    expected.assert_eq(&out);
}
