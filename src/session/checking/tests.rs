//! When the facts are wanted, and what they change.

use std::rc::Rc;

use super::Check;
use crate::facts::TypeFacts;
use crate::session::{Action, Session};

const FACTS: &str = "\
AWS::EC2::Instance
 properties: ImageId SubnetId
AWS::SNS::Topic
 properties: TopicName
";

const TYPO: &str = "\
Parameters:
  Title: {Type: String, Default: demo}
Resources:
  Host:
    Type: AWS::EC2::Instance
    Properties:
      SubnetIdd: subnet-1
  Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: !Ref Title}}
";

const GOOD: &str = "Resources: {Topic: {Type: AWS::SNS::Topic}}";

#[test]
fn nothing_is_wanted_until_the_reader_asks() {
    let session = after(&[load(TYPO), set("Title", "other")]);
    assert_eq!((&session.check, codes(&session)), (&Check::Unwanted, vec![]));
    let asked = session.apply(Action::Check);
    assert_eq!(asked.check, Check::Waiting);
    assert!(Rc::ptr_eq(&asked, &asked.clone().apply(Action::Check)), "it is on its way");
}

#[test]
fn a_template_with_errors_is_checked_unasked() {
    let dangling = "Resources: {Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: !Ref Missing}}}";
    assert_eq!(after(&[load(dangling)]).check, Check::Waiting);
    // A value that does not fit is the reader's, and a text that cannot be read cannot be checked.
    let sized = "
Parameters: {Size: {Type: String, Default: small, AllowedValues: [small, large]}}
Resources: {Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: !Ref Size}}}";
    let session = after(&[load(sized), set("Size", "huge")]);
    assert_eq!((&session.check, codes(&session)), (&Check::Unwanted, vec!["X0101"]));
    assert_eq!(after(&[load("Resources: [")]).check, Check::Unwanted);
}

#[test]
fn what_is_found_stands_among_the_problems_with_its_line() {
    let before = after(&[load(TYPO), Action::Check]);
    let session = before.clone().apply(facts());
    assert_eq!(session.check, Check::Done(1));
    let [found] = &session.diagnostics[..] else { panic!("{:?}", session.diagnostics) };
    assert_eq!((found.code, found.position.map(|at| at.line)), ("E3002", Some(7)));
    assert_eq!(found.hints, ["did you mean `SubnetId`?"]);
    let drawn = |session: &Session| {
        session.model.as_ref().map(|model| model.picture.figure.clone()).expect("a drawing")
    };
    assert!(Rc::ptr_eq(&drawn(&before), &drawn(&session)), "the picture is not drawn anew");
    let command = session.model.as_ref().map(|model| model.commands.command().problems.clone());
    assert_eq!(command, Some(vec!["The template has an error for which AWS may refuse it.".into()]));
    let typed = session.apply(set("Title", "other"));
    assert_eq!(codes(&typed), ["E3002"], "a parameter changes nothing about it");
}

#[test]
fn each_next_template_is_checked_too() {
    let session = after(&[load(TYPO), Action::Check, facts(), load(GOOD)]);
    assert_eq!((&session.check, codes(&session)), (&Check::Done(0), vec![]));
    let session = session.apply(load(TYPO));
    assert_eq!((&session.check, codes(&session)), (&Check::Done(1), vec!["E3002"]));
}

#[test]
fn facts_may_come_after_the_text_was_broken() {
    let broken = after(&[load(TYPO), Action::Check, load("Resources: ["), facts()]);
    assert!(broken.stale);
    assert!(!codes(&broken).contains(&"E3002"), "the old text's findings are not those of the new");
    assert_eq!(codes(&broken.apply(load(TYPO))), ["E3002"]);
    let early = after(&[facts(), load(TYPO)]);
    assert_eq!(codes(&early), ["E3002"]);
}

#[test]
fn a_failure_can_be_tried_again() {
    let failed = Action::FactsFailed("there is no connection".into());
    let unasked = after(&[load(TYPO), failed.clone()]);
    assert_eq!(unasked.check, Check::Unwanted);
    let session = after(&[load(TYPO), Action::Check, failed]);
    assert_eq!(session.check, Check::Failed("there is no connection".into()));
    // Another text with errors does not try by itself what has just failed.
    let session = session.apply(load("Resources: {A: {Type: AWS::SNS::Topic, DependsOn: B}}"));
    assert!(matches!(session.check, Check::Failed(_)));
    let session = session.apply(load(TYPO)).apply(Action::Check);
    assert_eq!(session.check, Check::Waiting);
    assert_eq!(session.apply(facts()).check, Check::Done(1));
}

fn load(text: &str) -> Action {
    Action::Load("demo.yaml".into(), text.into())
}

fn set(id: &str, value: &str) -> Action {
    Action::SetParameter(id.into(), value.into())
}

fn facts() -> Action {
    Action::FactsLoaded(Rc::new(TypeFacts::parse(FACTS)))
}

fn after(actions: &[Action]) -> Rc<Session> {
    actions.iter().fold(Rc::new(Session::new("demo")), |session, action| session.apply(action.clone()))
}

fn codes(session: &Session) -> Vec<&'static str> {
    session.diagnostics.iter().map(|found| found.code).collect()
}
