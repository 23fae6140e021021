//! The reducer: actions in, state out.

mod runs;

use std::rc::Rc;

use expect_test::{Expect, expect};

use super::{Action, Session, Setting, TextField};
use crate::command::{Action as CommandAction, Shell};
use crate::diagnostic::Severity;
use crate::scene::{Lens, Start};
use crate::svg::Mark;
use crate::template::LogicalId;

const TEMPLATE: &str = "
Metadata:
  AWS::CloudFormation::Interface:
    ParameterGroups:
      - Label: {default: Access}
        Parameters: [KeyName, Missing]
    ParameterLabels:
      KeyName: {default: Key pair}
Parameters:
  Title: {Type: String, Default: Demo, Description: What it is called}
  KeyName: {Type: String, Default: ''}
  Size: {Type: String, AllowedValues: [small, large]}
Conditions:
  HasKey: !Not [!Equals [!Ref KeyName, '']]
Resources:
  Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: !Ref Title}}
  Second: {Type: AWS::SNS::Topic, Condition: HasKey, Properties: {TopicName: !Ref Size}}
Outputs:
  Address: {Value: !Sub 'https://${Topic}/${Title}', Description: Where it is}
  Key: {Value: !Ref KeyName, Condition: HasKey}
";

#[test]
fn a_loaded_template_shows_its_parameters_outputs_and_command() {
    check(
        &[load(TEMPLATE)],
        expect![[r#"
        Access:
          Key pair = ''
        Other parameters:
          Title = 'Demo' (What it is called)
          Size = '' of ["small", "large"] ! a value is required: there is no default
        output Address = https://‹Topic›/Demo Yes
        output Key =  No
        aws cloudformation create-stack \
        --template-body file://demo.yaml \
        --stack-name demo
        problem: `Size` has no default: fill in a value.
        aws cloudformation describe-stacks \
        --stack-name demo \
        --query "Stacks[0].Outputs[?OutputKey=='Address'].OutputValue" \
        --output text
    "#]],
    );
}

#[test]
fn a_typed_value_changes_what_hangs_on_it() {
    check(
        &[load(TEMPLATE), set("KeyName", "my-key"), set("Size", "large"), set("Title", "Demo")],
        expect![[r#"
            Access:
              Key pair = 'my-key' typed changed
            Other parameters:
              Title = 'Demo' typed (What it is called)
              Size = 'large' typed changed of ["small", "large"]
            output Address = https://‹Topic›/Demo Yes
            output Key = my-key Yes
            aws cloudformation create-stack \
            --template-body file://demo.yaml \
            --stack-name demo \
            --parameters \
            ParameterKey=KeyName,ParameterValue=my-key \
            ParameterKey=Size,ParameterValue=large
            aws cloudformation describe-stacks \
            --stack-name demo \
            --query "Stacks[0].Outputs[?OutputKey=='Address'].OutputValue" \
            --output text
        "#]],
    );
}

#[test]
fn an_emptied_field_without_a_default_is_not_filled_in() {
    let session = after(&[load(TEMPLATE), set("Size", "large"), set("Size", ""), set("Title", "")]);
    assert_eq!(session.inputs.parameters.keys().map(LogicalId::as_str).collect::<Vec<_>>(), ["Title"]);
}

#[test]
fn a_broken_text_keeps_the_last_good_model_and_says_where() {
    let good = after(&[load(TEMPLATE), set("KeyName", "my-key")]);
    let broken = good.clone().apply(load("Resources:\n  A: [\n"));
    assert!(broken.stale);
    assert!(Rc::ptr_eq(model(&good), model(&broken)));
    assert!(broken.diagnostics.iter().any(|found| found.position.is_some()), "{:?}", broken.diagnostics);
    // The old picture still answers to the reader.
    let typed = broken.apply(set("Title", "Other"));
    assert!(typed.stale);
    assert!(!Rc::ptr_eq(model(&good), model(&typed)));
    let mended = typed.apply(load(TEMPLATE));
    let errors = mended.diagnostics.iter().filter(|found| found.severity == Severity::Error).count();
    assert!(!mended.stale && errors == 0, "{:?}", mended.diagnostics);
    assert_eq!(mended.inputs.parameters.len(), 2);
}

#[test]
fn what_could_not_be_fetched_is_said() {
    let good = after(&[load(TEMPLATE)]);
    let failed = good.clone().apply(Action::LoadFailed("the server says 404".into()));
    assert!(failed.stale && Rc::ptr_eq(model(&good), model(&failed)));
    assert_eq!(failed.diagnostics[0].message, "the server says 404");
    // The same text again is good news now.
    assert!(!failed.apply(load(TEMPLATE)).stale);
}

#[test]
fn inputs_survive_a_reload_and_values_of_other_parameters_wait() {
    let session = after(&[load(TEMPLATE), set("KeyName", "my-key")]);
    let without = session.apply(load("Resources: {Topic: {Type: AWS::SNS::Topic}}"));
    assert!(!model(&without).commands.command().text.contains("my-key"));
    let again = without.apply(load(TEMPLATE));
    assert!(model(&again).commands.command().text.contains("ParameterKey=KeyName,ParameterValue=my-key"));
}

#[test]
fn nothing_changed_is_the_same_state() {
    let session =
        after(&[load(TEMPLATE), set("KeyName", "my-key"), Action::SetRegion(Some("eu-west-1".into()))]);
    for action in [
        load(TEMPLATE),
        set("KeyName", "my-key"),
        set("Size", ""),
        Action::ResetParameter("Title".into()),
        Action::SetAction(CommandAction::CreateStack),
        Action::SetShell(Shell::Bash),
        Action::SetStackName("demo".into()),
        Action::SetRegion(Some("eu-west-1".into())),
        Action::SetOption(Setting::Text(TextField::Profile, String::new())),
        Action::SetLens(Lens::Architecture),
        Action::SetGhosts(true),
        Action::Select(None),
    ] {
        assert!(Rc::ptr_eq(&session, &session.clone().apply(action.clone())), "{action:?}");
    }
    let fresh = after(&[load(TEMPLATE)]);
    assert!(Rc::ptr_eq(&fresh, &fresh.clone().apply(Action::ResetAll)));
}

#[test]
fn a_reset_goes_back_to_the_defaults() {
    let start = after(&[load(TEMPLATE)]);
    let typed = after(&[load(TEMPLATE), set("KeyName", "a"), set("Title", "b")]);
    let one = typed.apply(Action::ResetParameter("KeyName".into()));
    assert_eq!(one.inputs.parameters.len(), 1);
    let all = one.apply(Action::ResetAll);
    assert_eq!(model(&all).panel, model(&start).panel);
    assert_eq!(model(&all).commands.command(), model(&start).commands.command());
}

#[test]
fn a_region_is_evaluated_and_in_the_command() {
    let template = "
Resources: {Topic: {Type: AWS::SNS::Topic}}
Outputs: {Region: {Value: !Ref 'AWS::Region'}}";
    let session = after(&[load(template), Action::SetRegion(Some("eu-west-1".into()))]);
    assert_eq!(model(&session).panel.outputs[0].text, "eu-west-1".into());
    assert!(model(&session).commands.command().text.ends_with("--region eu-west-1"));
    let back = session.apply(Action::SetRegion(None));
    assert_eq!(model(&back).panel.outputs[0].text, "us-east-1".into());
    assert!(!model(&back).commands.command().text.contains("--region"));
}

#[test]
fn labels_leave_out_the_name_of_the_stack_as_it_is_typed() {
    let template = "
Resources:
  Jobs: {Type: AWS::SQS::Queue, Properties: {QueueName: !Sub '${AWS::StackName}-jobs'}}
  Mail: {Type: AWS::SQS::Queue, Properties: {QueueName: !Join ['-', [!Ref 'AWS::StackName', !Ref 'AWS::Region']]}}
  Shop: {Type: AWS::SQS::Queue, Properties: {QueueName: demo-shop}}
  Home: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, Tags: [{Key: Name, Value: !Sub '${AWS::StackName}/net'}]}}";
    let labels = |session: &Session| -> Vec<String> {
        let labels = model(session).picture.drawing.scene.nodes.iter().filter_map(|node| node.label.as_ref());
        labels.map(|label| label.text.to_string()).collect()
    };
    let session = after(&[load(template)]);
    let expected = ["net", "jobs", "Mail", "demo-shop"];
    assert_eq!(labels(&session), expected);
    for name in ["shop", "jobs", "net"] {
        assert_eq!(labels(&session.clone().apply(Action::SetStackName(name.into()))), expected, "{name}");
    }
    assert_eq!(labels(&session.apply(Action::SetRegion(Some("eu-west-1".into())))), expected);
}

#[test]
fn a_template_with_errors_is_drawn_and_its_command_says_so() {
    let session =
        after(&[load("Resources: {Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: !Ref Nobody}}}")]);
    assert!(!model(&session).picture.drawing.nodes.is_empty());
    assert_eq!(
        model(&session).commands.command().problems,
        ["The template has an error for which AWS may refuse it."]
    );
    assert_eq!(session.diagnostics.len(), 1);
}

#[test]
fn options_change_the_commands_alone() {
    let session = after(&[load(TEMPLATE), set("Size", "large"), set("KeyName", "a,b")]);
    let options = [
        Action::SetAction(CommandAction::Deploy),
        Action::SetOption(Setting::AddTag),
        Action::SetOption(Setting::TagKey(0, "Team".into())),
        Action::SetOption(Setting::TagValue(0, "web".into())),
    ];
    let next = options.into_iter().fold(session.clone(), Session::apply);
    assert!(Rc::ptr_eq(&model(&session).deployment.stack, &model(&next).deployment.stack));
    assert_eq!(
        model(&next).commands.steps().iter().map(|step| step.title).collect::<Vec<_>>(),
        ["Create or update the stack, and wait", "Print its output", "If it failed, see what went wrong"]
    );
    assert!(
        model(&next)
            .commands
            .command()
            .text
            .starts_with("aws cloudformation deploy \\\n--template-file demo.yaml")
    );
    assert!(model(&next).commands.script().text.contains(" && \\\naws cloudformation describe-stacks"));
    assert_eq!(
        model(&next).commands.parameter_file().as_deref(),
        Some("[\n  \"KeyName=a,b\",\n  \"Size=large\"\n]\n")
    );
    let command = model(&next).commands.command();
    let reasons: Vec<_> = command.reasons.iter().map(|reason| reason.why.as_str()).collect();
    assert_eq!(
        reasons,
        ["KeyName: a,b instead of nothing; Size: large as there is no default", "the tag Team: web"]
    );
    let same = Action::SetAction(CommandAction::Deploy);
    assert!(Rc::ptr_eq(&next, &next.clone().apply(same)));
}

#[test]
fn a_secret_is_in_nothing_to_copy() {
    let template = "
Parameters: {Word: {Type: String, NoEcho: true, AllowedPattern: '[0-9]+'}}
Resources: {Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: !Ref Word}}}";
    let url = Some("https://b.s3.amazonaws.com/demo.yaml".to_owned());
    let session = after(&[load(template), Action::SetTemplateUrl(url), set("Word", "hunter2")]);
    let model = model(&session);
    assert!(model.commands.quick_create_link().is_some() && model.commands.parameter_file().is_none());
    for (what, shown) in [
        ("command", format!("{:?}", model.commands.command())),
        ("steps", format!("{:?}", model.commands.steps())),
        ("script", format!("{:?}", model.commands.script())),
        ("link", format!("{:?}", model.commands.quick_create_link())),
        ("messages", format!("{:?}", session.diagnostics)),
    ] {
        assert!(!shown.contains("hunter2"), "{what}: {shown}");
    }
}

#[test]
fn a_selection_shows_what_there_is_to_know() {
    let template = "
Parameters: {Range: {Type: String, Default: 10.0.0.0/16}, Spare: {Type: String, Default: a}}
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: !Ref Range}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
  Host: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref Subnet}}";
    let session = after(&[load(template), Action::Select(Some("Subnet".into()))]);
    let details = session.details.as_deref().expect("the subnet is in the picture");
    assert_eq!(details.type_name.as_deref(), Some("AWS::EC2::Subnet"));
    assert_eq!(details.position.map(|position| position.line), Some(5));
    assert!(!details.inside.is_empty());
    let relations = |relations: &[super::Relation]| -> Vec<String> {
        relations.iter().map(|one| format!("{:?} {}", one.other, one.property)).collect()
    };
    assert_eq!(relations(&details.refers_to), [r#"Resource(LogicalId("Vpc")) Properties/VpcId/Ref"#]);
    assert_eq!(relations(&details.referred_by), [r#"Resource(LogicalId("Host")) Properties/SubnetId/Ref"#]);
    let parameters = details.properties.iter().find(|detail| detail.name == "Parameters");
    assert_eq!(parameters.map(|detail| &*detail.value), Some("Range"));
    // What is no longer there is no longer selected.
    let other = session.apply(load("Resources: {Topic: {Type: AWS::SNS::Topic}}"));
    assert_eq!((&other.selection, &other.details), (&None, &None));
}

const NETWORK: &str = "
Parameters: {Range: {Type: String, Default: 10.0.0.0/16}}
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: !Ref Range}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
  Host: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref Subnet}}
  Jobs1: {Type: AWS::SQS::Queue}
  Jobs2: {Type: AWS::SQS::Queue}
  Jobs3: {Type: AWS::SQS::Queue}
  Jobs4: {Type: AWS::SQS::Queue}";

#[test]
fn a_collapsed_box_stays_collapsed_when_parameters_change() {
    let session = after(&[load(NETWORK), Action::Collapse("Vpc".into())]);
    assert_eq!(shown(&session), ["Vpc", "Jobs1", "Jobs2", "Jobs3", "Jobs4"]);
    let typed = session.clone().apply(set("Range", "10.1.0.0/16"));
    assert_eq!(shown(&typed), shown(&session));
    assert!(Rc::ptr_eq(&typed, &typed.clone().apply(Action::Collapse("Vpc".into()))));
    let open = typed.apply(Action::Expand("Vpc".into()));
    assert_eq!(shown(&open), ["Vpc", "Subnet", "Host", "Jobs1", "Jobs2", "Jobs3", "Jobs4"]);
}

#[test]
fn everything_is_collapsed_or_expanded_at_once() {
    let session = after(&[load(NETWORK), Action::FoldAll(Start::Overview)]);
    assert_eq!(shown(&session), ["Vpc", "Jobs1/stack"]);
    let open = session.clone().apply(Action::Expand("Jobs1/stack".into()));
    assert_eq!(shown(&open), ["Vpc", "Jobs1", "Jobs2", "Jobs3", "Jobs4"]);
    let again = open.apply(Action::Collapse("Jobs1/stack".into()));
    assert_eq!(shown(&again), shown(&session));
    let all = again.apply(Action::FoldAll(Start::Everything));
    assert_eq!(shown(&all).len(), 7);
    assert!(Rc::ptr_eq(&all, &all.clone().apply(Action::FoldAll(Start::Everything))));
}

#[test]
fn what_is_folded_away_is_selected_as_what_it_is_in() {
    let session =
        after(&[load(NETWORK), Action::Select(Some("Host".into())), Action::Collapse("Vpc".into())]);
    assert_eq!(session.selection.as_deref(), Some("Vpc"));
    let details = session.details.as_deref().expect("the VPC is in the picture");
    let folded: Vec<&str> = details.folded.iter().map(|resource| resource.id.as_str()).collect();
    assert_eq!(folded, ["Subnet", "Host"]);
    let session =
        after(&[load(NETWORK), Action::Select(Some("Jobs3".into())), Action::FoldAll(Start::Overview)]);
    assert_eq!(session.selection.as_deref(), Some("Jobs1/stack"));
}

#[test]
fn links_say_by_which_property_when_they_are_asked() {
    let written = |session: &Session| -> Vec<String> {
        let texts = session.labels.iter().filter_map(|mark| match mark {
            Mark::Text { text, .. } => Some(text.clone()),
            Mark::Path { .. } | Mark::Image { .. } => None,
        });
        texts.collect()
    };
    let template = "
Resources:
  Role: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {}}}
  Jobs: {Type: AWS::SQS::Queue}
  Work: {Type: AWS::Lambda::Function, DependsOn: Jobs, Properties: {Role: !GetAtt Role.Arn, Code: {ZipFile: x}}}";
    let session = after(&[load(template), Action::SetLens(Lens::References)]);
    assert_eq!(written(&session), [""; 0]);
    let selected = session.clone().apply(Action::Select(Some("Work".into())));
    assert_eq!(written(&selected), ["DependsOn", "Role"]);
    let pointed = session.clone().apply(Action::Point(Some("Work→Role".into())));
    assert_eq!(written(&pointed), ["Role"]);
    assert_eq!(written(&pointed.apply(Action::Point(None))), [""; 0]);
    assert!(Rc::ptr_eq(&session, &session.clone().apply(Action::Point(None))));
}

/// The ids of what is drawn.
fn shown(session: &Session) -> Vec<&str> {
    model(session).picture.drawing.scene.nodes.iter().map(|node| &*node.id).collect()
}

fn load(text: &str) -> Action {
    Action::Load("https://example.com/posts/demo.yaml?v=2".into(), text.into())
}

fn set(id: &str, value: &str) -> Action {
    Action::SetParameter(id.into(), value.into())
}

fn after(actions: &[Action]) -> Rc<Session> {
    actions.iter().fold(Rc::new(Session::new("demo")), |session, action| session.apply(action.clone()))
}

fn model(session: &Session) -> &Rc<super::Model> {
    session.model.as_ref().expect("a template was loaded")
}

/// Checks what the panel shows after the actions.
fn check(actions: &[Action], expected: Expect) {
    let session = after(actions);
    let model = model(&session);
    let mut text = String::new();
    for group in &model.panel.groups {
        text.push_str(&format!("{}:\n", group.label.as_deref().unwrap_or("parameters")));
        for parameter in &group.parameters {
            let mut marks = String::new();
            for (mark, set) in
                [("typed", parameter.typed), ("changed", parameter.changed), ("secret", parameter.secret)]
            {
                if set {
                    marks.push_str(&format!(" {mark}"));
                }
            }
            text.push_str(&format!("  {} = '{}'{marks}", parameter.label, parameter.text));
            if let Some(description) = &parameter.description {
                text.push_str(&format!(" ({description})"));
            }
            if !parameter.choices.is_empty() {
                text.push_str(&format!(" of {:?}", parameter.choices));
            }
            for problem in &parameter.problems {
                text.push_str(&format!(" ! {problem}"));
            }
            text.push('\n');
        }
    }
    for output in &model.panel.outputs {
        text.push_str(&format!("output {} = {} {:?}\n", output.id, output.text, output.exists));
    }
    text.push_str(&model.commands.command().text);
    text.push('\n');
    for problem in &model.commands.command().problems {
        text.push_str(&format!("problem: {problem}\n"));
    }
    if let Some(outputs) = &model.commands.outputs() {
        text.push_str(&outputs.text);
        text.push('\n');
    }
    expected.assert_eq(&text);
}
