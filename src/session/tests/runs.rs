//! What each action runs: no stage that has nothing new to work on. A zoom is no action: the view alone knows of it.

use std::rc::Rc;

use expect_test::expect;

use crate::command::{Action as CommandAction, Shell};
use crate::facts::TypeFacts;
use crate::pipeline::runs::taken;
use crate::scene::{Lens, Start};
use crate::session::{Action, Session, Setting, TextField};
use crate::svg::Theme;

/// It names neither its stack nor its region; `Days` is in the details of a node, `Spare` is in nothing.
const TEMPLATE: &str = "
Parameters:
  Title: {Type: String, Default: jobs}
  Days: {Type: Number, Default: 4}
  Spare: {Type: String, Default: a}
Resources:
  Net: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Part: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Net, CidrBlock: 10.0.0.0/24}}
  Host: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref Part}}
  Jobs: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref Title, MessageRetentionPeriod: !Ref Days}}
  Work:
    Type: AWS::Lambda::Function
    DependsOn: Jobs
    Properties: {Role: arn:aws:iam::1:role/a, Environment: {Variables: {Queue: !Ref Jobs}}}
Outputs:
  Address: {Value: !Ref Jobs}
";

#[test]
fn an_action_runs_only_what_it_changes() {
    let named = TEMPLATE.replace("!Ref Title", "!Sub '${AWS::StackName}-${AWS::Region}-x'");
    let looped = TEMPLATE.replace("Resources:", "Transform: AWS::LanguageExtensions\nResources:\n  Fn::ForEach::Each: [Turn, [!Ref Title], {'Topic${Turn}': {Type: AWS::SNS::Topic}}]");
    let start = Rc::new(Session::new("demo")).apply(load(TEMPLATE)).apply(Action::SetLens(Lens::References));
    let of = |text: &str| start.clone().apply(load(text));
    let selected = start.clone().apply(Action::Select(Some("Jobs".into())));
    let checked = start.clone().apply(Action::Check).apply(facts());
    let rows: [(&str, &Rc<Session>, Action); 35] = [
        ("another text", &start, load(&named)),
        ("the same text", &start, load(TEMPLATE)),
        ("a comment more", &start, load(&format!("{TEMPLATE}# done\n"))),
        ("a text that is none", &start, load("[")),
        ("a value that nothing has", &start, set("Spare", "b")),
        ("a value that is the default", &start, set("Spare", "a")),
        ("a value that is there", &start.clone().apply(set("Spare", "b")), set("Spare", "b")),
        ("a value of a detail", &start, set("Days", "7")),
        ("a value of the picture", &start, set("Title", "mail")),
        ("a value of a loop", &of(&looped), set("Title", "mail")),
        (
            "a value goes back",
            &start.clone().apply(set("Title", "mail")),
            Action::ResetParameter("Title".into()),
        ),
        ("the stack's name", &start, Action::SetStackName("shop".into())),
        ("the stack's name, shown", &of(&named), Action::SetStackName("shop".into())),
        ("the region", &start, region("eu-west-1")),
        ("the region, shown", &of(&named), region("eu-west-1")),
        ("a region in the making", &start, region("eu-w")),
        ("the profile", &start, Action::SetOption(Setting::Text(TextField::Profile, "me".into()))),
        ("a tag", &start, Action::SetOption(Setting::AddTag)),
        ("the shell", &start, Action::SetShell(Shell::Cmd)),
        ("the command", &start, Action::SetAction(CommandAction::UpdateStack)),
        ("the same command", &start, Action::SetAction(CommandAction::CreateStack)),
        ("an address", &start, Action::SetTemplateUrl(Some("https://b.s3.amazonaws.com/a.yaml".into()))),
        ("a lens", &start, Action::SetLens(Lens::Architecture)),
        ("the same lens", &start, Action::SetLens(Lens::References)),
        ("ghosts, where there are none", &start, Action::SetGhosts(false)),
        ("a box", &start.clone().apply(Action::SetLens(Lens::Architecture)), Action::Collapse("Net".into())),
        ("everything, where all is open", &start, Action::FoldAll(Start::Everything)),
        ("a selection", &start, Action::Select(Some("Jobs".into()))),
        ("the same selection", &selected, Action::Select(Some("Jobs".into()))),
        ("no selection", &selected, Action::Select(None)),
        ("a lens, with a selection", &selected, Action::SetLens(Lens::AllResources)),
        ("the shell, with a selection", &selected, Action::SetShell(Shell::Cmd)),
        ("a pointer over a link", &start, Action::Point(Some("Work→Jobs".into()))),
        ("facts by which something is wrong", &start.clone().apply(Action::Check), facts()),
        ("a value, checked", &checked, set("Spare", "b")),
    ];
    let mut table = String::new();
    for (what, session, action) in rows {
        show(session);
        let _ = taken();
        show(&session.clone().apply(action));
        table.push_str(&format!("{what}: {}\n", taken()));
    }
    expect![[r#"
        another text: read, evaluate, graph, scene, layout, figure, panel, form, words 2
        the same text: 
        a comment more: read, evaluate, graph, scene, panel, form, words 2
        a text that is none: read
        a value that nothing has: evaluate, scene, panel, words 2
        a value that is the default: evaluate, panel, words 2
        a value that is there: 
        a value of a detail: evaluate, graph, scene, figure, panel, words 2
        a value of the picture: evaluate, graph, scene, layout, figure, panel, words 2
        a value of a loop: evaluate, graph, scene, layout, figure, panel, words 2
        a value goes back: evaluate, graph, scene, layout, figure, panel, words 2
        the stack's name: form, words 2
        the stack's name, shown: evaluate, graph, scene, figure, panel, form, words 2
        the region: scene, panel, form, words 2
        the region, shown: evaluate, graph, scene, figure, panel, form, words 2
        a region in the making: form, words 2
        the profile: form, words 2
        a tag: form
        the shell: form, words 2
        the command: form, words 2
        the same command: 
        an address: form, words 2
        a lens: scene, layout, figure
        the same lens: 
        ghosts, where there are none: scene
        a box: scene, layout, figure
        everything, where all is open: scene
        a selection: details, labels
        the same selection: 
        no selection: 
        a lens, with a selection: scene, layout, figure, details, labels
        the shell, with a selection: form, words 2
        a pointer over a link: labels
        facts by which something is wrong: check, words 2
        a value, checked: evaluate, scene, panel, words 2
    "#]]
    .assert_eq(&table);
}

#[test]
fn a_selection_leaves_all_but_its_details_and_labels() {
    let session =
        Rc::new(Session::new("demo")).apply(load(TEMPLATE)).apply(Action::SetLens(Lens::References));
    let selected = session.clone().apply(Action::Select(Some("Work".into())));
    assert!(selected.details.is_some() && session.details.is_none());
    assert!(share_what_is_shown(&session, &selected));
}

#[test]
fn a_pointer_leaves_all_but_labels() {
    let session = Rc::new(Session::new("demo")).apply(load(LABELLED));
    let session =
        session.apply(Action::SetLens(Lens::References)).apply(Action::Select(Some("Topic".into())));
    let pointed = session.clone().apply(Action::Point(Some("Other→Queue".into())));
    assert_ne!(session.labels, pointed.labels);
    assert!(share_what_is_shown(&session, &pointed) && same(&session.details, &pointed.details));
    let elsewhere = session.clone().apply(Action::Point(Some("nothing has this id".into())));
    assert!(Rc::ptr_eq(&session.labels, &elsewhere.labels));
}

#[test]
fn a_detail_changes_the_group_of_its_node_alone() {
    let session = Rc::new(Session::new("demo")).apply(load(TEMPLATE));
    let groups = |session: &Session| session.model.as_ref().map(|model| model.picture.figure.groups.clone());
    let (before, after) = (groups(&session), groups(&session.clone().apply(set("Days", "7"))));
    let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
    assert_eq!(before.len(), after.len());
    let changed: Vec<&str> =
        before.iter().zip(&after).filter(|(a, b)| a != b).map(|(group, _)| &*group.id).collect();
    assert_eq!(changed, ["Jobs"]);
}

/// Returns whether two sessions have the same model and findings, so that no part of a page that shows these is rendered.
fn share_what_is_shown(before: &Session, after: &Session) -> bool {
    same(&before.model, &after.model) && Rc::ptr_eq(&before.diagnostics, &after.diagnostics)
}

fn same<T>(before: &Option<Rc<T>>, after: &Option<Rc<T>>) -> bool {
    matches!((before, after), (Some(before), Some(after)) if Rc::ptr_eq(before, after))
}

/// The links of its picture have room for labels.
const LABELLED: &str = "
Resources:
  Topic: {Type: AWS::SNS::Topic}
  Other: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref Topic, Protocol: sqs, Endpoint: !GetAtt Queue.Arn}}
  Queue: {Type: AWS::SQS::Queue}";

/// Asks for the commands that a page always shows.
fn show(session: &Session) {
    let commands = &session.model.as_ref().expect("a template was loaded").commands;
    let _ = (commands.command(), commands.outputs());
}

#[test]
fn words_are_made_when_they_are_shown_and_once() {
    let session = Rc::new(Session::new("demo")).apply(load(TEMPLATE));
    let commands = &session.model.as_ref().expect("a template was loaded").commands;
    let _ = taken();
    let _ = commands.command();
    assert_eq!(taken(), "words");
    let _ = (commands.command(), commands.command());
    assert_eq!(taken(), "");
    let _ = commands.outputs();
    assert_eq!(taken(), "words");
    // Create, wait, print, see what failed: two of them are there.
    assert_eq!(commands.steps().len(), 4);
    assert_eq!(taken(), "words 2");
    let _ = (commands.script(), commands.steps(), commands.script());
    assert_eq!(taken(), "");
}

#[test]
fn a_picture_is_labelled_without_being_placed_anew() {
    let session = Rc::new(Session::new("demo")).apply(load(LABELLED));
    let session =
        session.apply(Action::SetLens(Lens::References)).apply(Action::Select(Some("Other".into())));
    let _ = taken();
    // Labels of links have a rim, no other text has.
    assert!(session.picture_svg(Theme::Light, Vec::new()).contains("paint-order"));
    assert_eq!(taken(), "figure");
}

fn load(text: &str) -> Action {
    Action::Load("demo.yaml".into(), text.into())
}

fn set(id: &str, value: &str) -> Action {
    Action::SetParameter(id.into(), value.into())
}

fn region(name: &str) -> Action {
    Action::SetRegion(Some(name.into()))
}

fn facts() -> Action {
    Action::FactsLoaded(Rc::new(TypeFacts::parse("")))
}
