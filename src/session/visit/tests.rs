//! What goes into a link and comes out of it again, and what a link may not do.

use std::rc::Rc;

use super::super::{Action, Edit, Session, TextAction};
use super::Pairs;
use crate::command::{Action as CommandAction, Shell};
use crate::diagnostic::Path;
use crate::scene::Lens;

const TEMPLATE: &str = "\
Parameters:
  Size: {Type: String, Default: t3.micro}
  Password: {Type: String, NoEcho: true, Default: ''}
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Host: {Type: AWS::EC2::Instance, Properties: {InstanceType: !Ref Size, ImageId: ami-1}}
";

#[test]
fn what_one_explorer_tells_another_shows() {
    let made = after(&[
        Action::SetParameter("Size".into(), "t3.large".into()),
        Action::SetRegion(Some("eu-west-1".into())),
        Action::SetLens(Lens::AllResources),
        Action::SetGhosts(false),
        Action::Collapse("Vpc".into()),
        Action::Text(TextAction::Edit(Edit::Set(
            Path::root().key("Resources").key("Host").key("Properties").key("ImageId"),
            "ami-2".into(),
        ))),
        Action::Select(Some("Host".into())),
    ]);
    let again = after(&[]).apply(Action::Resume(Rc::new(made.visit())));
    assert_eq!(again.visit(), made.visit());
    assert_eq!(again.text(), made.text());
    assert!(again.is_unsaved() && again.linked.is_none());
    assert_eq!(
        again.details.as_ref().map(|details| details.title.clone()),
        made.details.as_ref().map(|details| details.title.clone())
    );
    let command =
        |session: &Session| session.model.as_ref().map(|model| model.commands.command().text.clone());
    assert_eq!(command(&again), command(&made));
}

#[test]
fn the_options_of_the_command_are_kept_for_the_visit_and_taken_from_no_link() {
    let made = after(&[
        Action::SetStackName("mine".into()),
        Action::SetShell(Shell::PowerShell),
        Action::SetAction(CommandAction::DeleteStack),
    ]);
    let again = after(&[]).apply(Action::Resume(Rc::new(made.visit())));
    assert_eq!(again.options, made.options);
    assert_eq!(again.visit(), made.visit());
    let linked = after(&[]).apply(Action::FollowLink(Rc::new(made.visit())));
    assert_eq!(linked.options, after(&[]).options);
    // The page's name for the stack may change before the reader comes back.
    assert!(!after(&[]).visit().iter().any(|(name, _)| name == "stack"));
}

#[test]
fn a_secret_is_neither_told_nor_taken() {
    let made = after(&[Action::SetParameter("Password".into(), "hunter2".into())]);
    assert!(!format!("{:?}", made.visit()).contains("hunter2"));
    let taken = after(&[follow(&[("p.Password", "theirs")])]);
    assert!(taken.inputs.parameters.is_empty());
    assert_eq!(taken.linked, None);
}

#[test]
fn a_link_says_what_it_changed_and_goes_away_without_a_trace() {
    let before = after(&[Action::SetParameter("Size".into(), "t3.small".into())]);
    let text = TEMPLATE.replace("ami-1", "ami-evil");
    let linked =
        before.clone().apply(follow(&[("p.Size", "t3.large"), ("region", "eu-west-1"), ("text", &text)]));
    let told = linked.linked.clone().expect("it is told");
    assert!(told.template);
    assert_eq!(told.values, [("Size".into(), "t3.large".into()), ("region".into(), "eu-west-1".into())]);
    let left = linked.clone().apply(Action::LeaveLink);
    assert_eq!((left.text(), &left.inputs, left.linked.is_none()), (before.text(), &before.inputs, true));
    let kept = linked.apply(Action::KeepLink);
    assert_eq!((kept.linked.is_none(), kept.inputs.region.as_str()), (true, "eu-west-1"));
}

#[test]
fn a_secret_that_was_forgotten_under_a_link_does_not_come_back() {
    let typed = after(&[Action::SetParameter("Password".into(), "hunter2".into())]);
    let linked = typed.apply(follow(&[("p.Size", "t3.large")]));
    let open = TEMPLATE.replace(", NoEcho: true", "");
    let left = linked.apply(Action::Text(TextAction::Write(open.as_str().into()))).apply(Action::LeaveLink);
    assert!(!format!("{:?}", left.visit()).contains("hunter2"));
    assert!(left.inputs.parameters.is_empty());
}

#[test]
fn who_looks_at_a_link_again_is_told_again_until_they_keep_it() {
    let linked = after(&[follow(&[("p.Size", "t3.large"), ("text", &TEMPLATE.replace("ami-1", "ami-2"))])]);
    let again = after(&[Action::Resume(Rc::new(linked.visit()))]);
    let told = again.linked.clone().expect("it is told");
    assert!(told.template && told.values == [("Size".into(), "t3.large".into())]);
    let left = again.clone().apply(Action::LeaveLink);
    assert_eq!((left.text().map(|text| &**text), left.inputs.parameters.is_empty()), (Some(TEMPLATE), true));
    let kept = after(&[Action::Resume(Rc::new(again.apply(Action::KeepLink).visit()))]);
    assert!(kept.linked.is_none());
}

#[test]
fn the_authors_region_is_there_after_a_link() {
    let region = |name: &str| Action::SetRegion(Some(name.into()));
    let left = |pairs| after(&[region("us-east-1"), follow(pairs), Action::LeaveLink]).options.region.clone();
    assert_eq!(left(&[("p.Size", "t3.large")]).as_deref(), Some("us-east-1"));
    assert_eq!(left(&[("region", "eu-west-1")]).as_deref(), Some("us-east-1"));
}

#[test]
fn a_link_that_changes_nothing_says_nothing() {
    assert_eq!(after(&[follow(&[("lens", "references"), ("selected", "Host")])]).linked, None);
    assert_eq!(after(&[follow(&[("text", TEMPLATE)])]).linked, None);
}

#[test]
fn a_hostile_link_is_read_as_far_as_it_makes_sense() {
    let many: Pairs = (0..100_000).map(|at| (format!("p.{at}"), "x".into())).collect();
    let session = after(&[
        Action::FollowLink(Rc::new(many)),
        follow(&[
            ("lens", "none"),
            ("detail", ""),
            ("selected", "Nothing"),
            ("closed", "‹›"),
            ("p.", "x"),
            ("", ""),
        ]),
    ]);
    assert!(session.inputs.parameters.is_empty() && session.selection.is_none());
    let broken = after(&[follow(&[("text", "Resources: [")])]);
    assert!(broken.stale && broken.linked.is_some());
    assert_eq!(broken.apply(Action::LeaveLink).text().map(|text| &**text), Some(TEMPLATE));
}

fn after(actions: &[Action]) -> Rc<Session> {
    let start = Rc::new(Session::new("demo")).apply(Action::Load("demo.yaml".into(), TEMPLATE.into()));
    actions.iter().fold(start, |session, action| session.apply(action.clone()))
}

fn follow(pairs: &[(&str, &str)]) -> Action {
    Action::FollowLink(Rc::new(
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).into())).collect(),
    ))
}
