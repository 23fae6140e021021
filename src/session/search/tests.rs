//! What is found, in which order, and where it leads.

use std::rc::Rc;

use expect_test::{Expect, expect};

use super::{Found, Index, Piece};
use crate::session::{Action, FlightAction, Session, TextAction};
use crate::template::Element;

const TEMPLATE: &str = "\
# Orders come in here
Parameters:
  Stage: {Type: String, Default: prod, Description: Where orders go}
  Password: {Type: String, NoEcho: true}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Mappings:
  Sizes: {prod: {Memory: 512}}
Resources:
  OrderQueue:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: !Sub '${Stage}-orders'
      VisibilityTimeout: 45
  Reorders:
    Type: AWS::SQS::Queue
    Condition: IsProd
  Policy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref OrderQueue]
      PolicyDocument: {Statement: [{Effect: Allow, Principal: '*', Action: 'sqs:SendMessage'}]}
  Database:
    Type: AWS::RDS::DBInstance
    Properties: {MasterUserPassword: !Ref Password}
Outputs:
  Address: {Value: !GetAtt OrderQueue.QueueUrl}
";

#[test]
fn names_come_before_values_and_each_says_what_matched() {
    check(
        "order",
        expect![[r#"
            Resources
              [Order]Queue AWS::SQS::Queue @10
              Re[order]s AWS::SQS::Queue @15
              Policy AWS::SQS::QueuePolicy (Queues: [Order]Queue) part of prod-orders: SQS queue OrderQueue @21
            Outputs
              Address (Value: [Order]Queue.QueueUrl) marked @27
            Parameters
              Stage (Description: Where [order]s go) marked @3
            Lines of the template
              # [Order]s come in here @1
              QueueName: !Sub '${Stage}-[order]s' @13
        "#]],
    );
}

#[test]
fn a_value_is_found_as_it_evaluates_and_as_it_is_written() {
    check(
        "prod-orders",
        expect![[r#"
        Resources
          OrderQueue AWS::SQS::Queue (In the picture: [prod-orders]) @10
    "#]],
    );
    check(
        "stage}-",
        expect![[r#"
        Resources
          OrderQueue AWS::SQS::Queue (QueueName: ${[Stage}-]orders) @13
    "#]],
    );
}

#[test]
fn types_services_and_what_things_are_in_words_are_found() {
    check(
        "rds",
        expect![[r#"
            Resources
              Database AWS::[RDS]::DBInstance @23
            Lines of the template
              Type: AWS::[RDS]::DBInstance @24
        "#]],
    );
    check(
        "queue POLICY",
        expect![[r#"
            Resources
              [Policy] AWS::SQS::[Queue][Policy] part of prod-orders: SQS queue OrderQueue @18
        "#]],
    );
    check(
        "memory",
        expect![[r#"
            Mappings
              Sizes (prod.[Memory]: 512) marked @8
        "#]],
    );
}

#[test]
fn all_words_must_be_there() {
    check(
        "order 45",
        expect![[r#"
        Resources
          [Order]Queue AWS::SQS::Queue (VisibilityTimeout: [45]) @14
    "#]],
    );
    check("order 46", expect![""]);
    check("  ", expect![""]);
}

#[test]
fn a_secret_is_not_found_by_its_value() {
    let session = loaded().apply(Action::SetParameter("Password".into(), "hunter22".into()));
    assert_eq!(Index::of(&session).find("hunter22"), Found::default());
}

#[test]
fn more_than_a_list_shows_is_counted() {
    let queues: String = (0..70).map(|at| format!("  Queue{at}: {{Type: AWS::SQS::Queue}}\n")).collect();
    let session = load(&format!("Resources:\n{queues}"));
    let found = Index::of(&session).find("queue");
    assert_eq!((found.groups[0].hits.len(), found.groups[0].hits.left_out), (20, 50));
    assert_eq!(found.count(), 70 + 70 - 20);
}

#[test]
fn the_text_is_searched_while_it_is_broken() {
    let session = loaded().apply(Action::Text(TextAction::Write(format!("{TEMPLATE}Broken: [\n").into())));
    let found = Index::of(&session).find("broken");
    let lines: Vec<_> = found.hits().map(|hit| (hit.line, hit.element.clone())).collect();
    assert_eq!(lines, [(Some(28), None)]);
    assert!(Index::of(&session).find("OrderQueue").hits().next().is_some_and(|hit| hit.line.is_none()));
}

#[test]
fn letters_of_any_script_are_found_whatever_their_case() {
    let session = load(
        "Description: ÄPFEL und Öl\nResources: {Apfel: {Type: AWS::SQS::Queue, Properties: {QueueName: äpfel}}}\n",
    );
    let found = Index::of(&session).find("ÄPFEL");
    let texts: Vec<_> = found
        .hits()
        .map(|hit| written(&hit.matched.as_ref().map_or(hit.name.clone(), |(_, text)| text.clone())))
        .collect();
    assert_eq!(texts, ["[äpfel]", "Description: [ÄPFEL] und Öl"]);
}

#[test]
fn who_flies_to_a_thing_has_it_selected_and_goes_back_to_where_they_were() {
    let session = loaded().apply(Action::Select(Some("Database".into())));
    let there = session.clone().apply(Action::Fly(FlightAction::To(Element::Resource("Policy".into()))));
    assert_eq!(there.selection.as_deref(), Some("OrderQueue"));
    assert_eq!(
        there.flight.as_ref().map(|flight| flight.place.clone()),
        Some(super::Whereabouts::PartOf("prod-orders: SQS queue OrderQueue".into()))
    );
    let back = there.clone().apply(Action::Fly(FlightAction::Back));
    assert_eq!((back.selection.as_deref(), back.flight.is_none(), back.returns), (Some("Database"), true, 1));
    // Who selects something else stays there.
    let elsewhere = there.apply(Action::Select(Some("Reorders".into())));
    assert!(Rc::ptr_eq(&elsewhere.clone().apply(Action::Fly(FlightAction::Back)), &elsewhere));
    let parameter = back.apply(Action::Fly(FlightAction::To(Element::Parameter("Stage".into()))));
    assert_eq!(parameter.inspected.as_ref().map(|id| id.as_str()), Some("Stage"));
    assert!(parameter.related.iter().any(|id| &**id == "OrderQueue"));
}

#[test]
fn a_line_has_a_way_back_too_whatever_it_is_in() {
    let session = loaded().apply(Action::Select(Some("Database".into())));
    let queue = Element::Resource("OrderQueue".into());
    for (line, element, selection) in [(1, None, None), (12, Some(queue), Some("OrderQueue"))] {
        let there = session.clone().apply(Action::Fly(FlightAction::ToLine(line, element.clone())));
        let flight = there.flight.clone().expect("the reader was led there");
        assert_eq!((&flight.to, flight.line), (&element, Some(line)));
        assert_eq!(there.selection.as_deref(), selection);
        let back = there.apply(Action::Fly(FlightAction::Back));
        assert_eq!((back.selection.as_deref(), back.flight.is_none()), (Some("Database"), true));
    }
}

#[test]
fn a_search_begins_with_what_is_typed_and_ends_where_it_leads() {
    let typed = |session: Rc<Session>, text: &str| {
        session.apply(Action::Fly(FlightAction::Search(Some(text.into()))))
    };
    let session = typed(typed(loaded(), ""), "order");
    let at = |session: &Session| session.search.as_ref().map(|search| (search.found.count(), search.at));
    assert_eq!(at(&session), Some((7, 0)));
    let session = session.apply(Action::Fly(FlightAction::Choose(2)));
    assert_eq!(at(&session), Some((7, 2)));
    assert_eq!(at(&typed(session.clone(), "orders")).map(|(_, at)| at), Some(0));
    // What comes while somebody searches is found, too.
    let more = session.apply(Action::Text(TextAction::Write(format!("{TEMPLATE}# order\n").into())));
    assert_eq!(at(&typed(more.clone(), "order")), Some((8, 0)));
    let there = more.clone().apply(Action::Fly(FlightAction::To(Element::Condition("IsProd".into()))));
    assert_eq!(at(&there), None);
    assert_eq!(at(&more.apply(Action::Fly(FlightAction::Search(None)))), None);
}

#[test]
fn what_is_folded_opens_for_what_is_in_it() {
    let session = load(
        "
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
  Host: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref Subnet}}
",
    );
    let closed = session.apply(Action::Collapse("Vpc".into()));
    let hit = Index::of(&closed).find("Host").hits().next().cloned();
    assert_eq!(hit.and_then(|hit| hit.place), Some(super::Whereabouts::Folded("VPC Vpc".into())));
    let there = closed.clone().apply(Action::Fly(FlightAction::To(Element::Resource("Host".into()))));
    assert_eq!(there.selection.as_deref(), Some("Host"));
    assert_eq!(there.flight.as_ref().map(|flight| flight.place.clone()), Some(super::Whereabouts::Own));
    let back = there.apply(Action::Fly(FlightAction::Back));
    assert_eq!(back.folding, closed.folding);
}

#[test]
fn what_a_condition_leaves_out_is_shown_for_who_looks_for_it() {
    let session =
        loaded().apply(Action::SetParameter("Stage".into(), "test".into())).apply(Action::SetGhosts(false));
    let there = session.apply(Action::Fly(FlightAction::To(Element::Resource("Reorders".into()))));
    assert_eq!((there.ghosts, there.selection.as_deref()), (true, Some("Reorders")));
    assert!(!there.apply(Action::Fly(FlightAction::Back)).ghosts);
}

fn loaded() -> Rc<Session> {
    load(TEMPLATE)
}

fn load(text: &str) -> Rc<Session> {
    Rc::new(Session::new("demo")).apply(Action::Load("demo.yaml".into(), text.into()))
}

fn check(typed: &str, expected: Expect) {
    let mut told = String::new();
    for group in Index::of(&loaded()).find(typed).groups {
        told += &format!("{}\n", group.title);
        for hit in &group.hits {
            told += &format!("  {}", written(&hit.name));
            if !hit.type_name.is_empty() {
                told += &format!(" {}", written(&hit.type_name));
            }
            if let Some((name, text)) = &hit.matched {
                told += &format!(" ({}: {})", written(name), written(text));
            }
            match &hit.place {
                Some(super::Whereabouts::PartOf(owner)) => told += &format!(" part of {owner}"),
                Some(super::Whereabouts::Marked) => told += " marked",
                _ => {}
            }
            told += &hit.line.map(|line| format!(" @{line}\n")).unwrap_or_else(|| "\n".to_owned());
        }
    }
    expected.assert_eq(&told);
}

fn written(pieces: &[Piece]) -> String {
    let piece = |piece: &Piece| if piece.is_match { format!("[{}]", piece.text) } else { piece.text.clone() };
    pieces.iter().map(piece).collect()
}
