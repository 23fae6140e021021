//! Steps forth and back, what is merged, and what is refused.

use std::rc::Rc;

use super::{Edit, Session};
use crate::command::Action as CommandAction;
use crate::diagnostic::Path;
use crate::session::{Action, Setting, TextAction};
use crate::yaml::Text;

const TEMPLATE: &str = "\
Parameters:
  Size: {Type: String, Default: t3.micro} # small
Resources:
  Host:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: 'ami-1'
      InstanceType: !Ref Size
      Monitoring: true
  Topic: {Type: AWS::SNS::Topic}
";

#[test]
fn an_edit_changes_its_scalar_alone_and_can_be_taken_back() {
    let session = after(&[set("ImageId", "ami-2")]);
    assert_eq!(text(&session), TEMPLATE.replace("ami-1", "ami-2"));
    assert_eq!(session.undo_words(), Some("ImageId of Host"));
    assert!(session.is_edited() && session.is_unsaved());
    let back = session.apply(Action::Text(TextAction::Undo));
    assert_eq!(text(&back), TEMPLATE);
    assert!(!back.is_edited());
    assert_eq!((back.undo_words(), back.redo_words()), (None, Some("ImageId of Host")));
    let again = back.apply(Action::Text(TextAction::Redo));
    assert_eq!(text(&again), TEMPLATE.replace("ami-1", "ami-2"));
    assert_eq!(again.redo_words(), None);
}

#[test]
fn a_new_edit_forgets_what_was_taken_back() {
    let session = after(&[set("ImageId", "ami-2"), Action::Text(TextAction::Undo), set("ImageId", "ami-3")]);
    assert_eq!(session.redo_words(), None);
    assert_eq!(text(&session.apply(Action::Text(TextAction::Undo))), TEMPLATE);
}

#[test]
fn what_is_typed_in_one_line_is_one_step() {
    let typed =
        ["S", "Su", "Sub", "Sub\n", "Sub\nX", "Sub\nXY"].map(|end| write(&format!("{TEMPLATE}#{end}")));
    let session = after(&typed);
    let texts = |mut session: Rc<Session>| {
        let mut ends = Vec::new();
        while session.undo_words().is_some() {
            session = session.apply(Action::Text(TextAction::Undo));
            ends.push(text(&session)[TEMPLATE.len()..].to_owned());
        }
        ends
    };
    assert_eq!(texts(session), ["#Sub\n", "#Sub", ""]);
}

#[test]
fn the_field_s_own_undo_is_an_undo() {
    let session = after(&[write(&format!("{TEMPLATE}#")), write(TEMPLATE)]);
    assert_eq!((session.undo_words(), session.redo_words()), (None, Some("typing")));
    assert!(!session.is_edited());
}

#[test]
fn a_broken_text_keeps_the_picture_and_what_was_typed() {
    let broken = format!("{TEMPLATE}  - [");
    let session = after(&[write(&broken)]);
    assert_eq!(text(&session), broken);
    assert!(session.stale);
    assert!(session.model.as_ref().is_some_and(|model| model.deployment.stack.resources.len() == 2));
    let refused = session.apply(set("ImageId", "ami-2"));
    assert_eq!(text(&refused), broken);
    assert_eq!(
        why(&refused),
        "the text cannot be read as it is: mend it in the Template tab first, or undo what was typed"
    );
    assert!(!refused.apply(Action::Text(TextAction::Undo)).stale);
}

#[test]
fn the_page_s_text_comes_back_as_a_step() {
    let session =
        after(&[set("ImageId", "ami-2"), set("Monitoring", "false"), Action::Text(TextAction::Restore)]);
    assert_eq!(text(&session), TEMPLATE);
    let session = session.apply(Action::Text(TextAction::Undo));
    assert_eq!(text(&session), TEMPLATE.replace("ami-1", "ami-2").replace("true", "false"));
}

#[test]
fn the_page_s_next_text_begins_anew_and_the_same_one_changes_nothing() {
    let session = after(&[set("ImageId", "ami-2")]);
    let same = session.clone().apply(load(TEMPLATE));
    assert!(Rc::ptr_eq(&same, &session), "what the reader changed stays");
    let next = session.apply(load("Resources: {Topic: {Type: AWS::SNS::Topic}}"));
    assert!(!next.is_edited());
    assert_eq!(next.undo_words(), None);
}

#[test]
fn a_value_that_cannot_be_there_is_refused_with_why() {
    let session = after(&[Action::Text(TextAction::Edit(Edit::Duplicate("Topic".into(), "Host".into())))]);
    assert_eq!(text(&session), TEMPLATE);
    assert!(why(&session).contains("Host"), "{}", why(&session));
    // The next edit that is made forgets it.
    assert!(session.apply(set("ImageId", "ami-2")).refused().is_none());
}

#[test]
fn what_was_typed_for_a_parameter_becomes_its_default() {
    let typed = Action::SetParameter("Size".into(), "t3.small".into());
    let session = after(&[typed, Action::Text(TextAction::Edit(Edit::KeepAsDefault("Size".into())))]);
    assert_eq!(text(&session), TEMPLATE.replace("t3.micro", "t3.small"));
    assert!(session.inputs.parameters.is_empty());
}

#[test]
fn a_literal_becomes_a_parameter() {
    let session =
        after(&[Action::Text(TextAction::Edit(Edit::MakeParameter(property("ImageId"), "Image".into())))]);
    assert!(text(&session).contains("ImageId: !Ref Image"));
    assert!(
        session.model.as_ref().is_some_and(|model| model.source.template.parameters.contains_key("Image"))
    );
}

#[test]
fn an_edited_template_is_never_deployed_from_the_web() {
    let url = "https://bucket.s3.amazonaws.com/demo.yaml";
    let command = |actions: &[Action]| {
        let given = [Action::SetTemplateUrl(Some(url.into())), Action::SetOption(Setting::FromUrl(true))];
        let session = after(&[&given, actions].concat());
        let model = session.model.clone().expect("there is a model");
        (
            model.commands.command().text.contains(url),
            model.commands.quick_create_link().is_some(),
            session.options.action,
        )
    };
    assert_eq!(command(&[]), (true, true, CommandAction::CreateStack));
    assert_eq!(command(&[set("ImageId", "ami-2")]), (false, false, CommandAction::CreateStack));
    assert_eq!(
        command(&[set("ImageId", "ami-2"), Action::Text(TextAction::Undo)]),
        (true, true, CommandAction::CreateStack)
    );
    assert!(!command(&[write(&format!("{TEMPLATE}["))]).0, "nor one that cannot be read");
}

#[test]
fn a_saved_text_is_edited_still_and_no_more_unsaved() {
    let session = after(&[set("ImageId", "ami-2"), Action::Text(TextAction::Saved)]);
    assert!(session.is_edited() && !session.is_unsaved());
    assert!(session.apply(set("ImageId", "ami-3")).is_unsaved());
}

#[test]
fn typing_keeps_the_line_ends_of_the_file() {
    let old = TEMPLATE.replace('\n', "\r\n");
    let start = Rc::new(Session::new("demo")).apply(load(&old));
    let typed = start.apply(write(&TEMPLATE.replace("ami-1", "ami-2\n      # é")));
    assert_eq!(text(&typed), old.replace("ami-1", "ami-2\r\n      # é"));
    assert_eq!(typed.changed_lines().len(), 1);
    assert_eq!(text(&typed.apply(Action::Text(TextAction::Undo))), old);
}

#[test]
fn a_range_or_a_port_that_is_none_is_refused_where_it_is_typed() {
    let template = "
Resources:
  Net: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
";
    let session = Rc::new(Session::new("demo")).apply(load(template));
    let path = Path::root().key("Resources").key("Net").key("Properties").key("CidrBlock");
    let typed = |text: &str| {
        session.clone().apply(Action::Text(TextAction::Edit(Edit::Set(path.clone(), text.into()))))
    };
    let refused = typed("10.0.0.0/99");
    assert!(refused.refused().is_some_and(|no| no.why.contains("is no range of addresses")));
    assert_eq!(text(&refused), template);
    assert_eq!(text(&typed("10.1.0.0/16")), template.replace("10.0.0.0", "10.1.0.0"));
}

#[test]
fn a_file_of_the_readers_takes_the_place_of_the_pages_and_is_a_step() {
    let session = after(&[Action::Text(TextAction::Open(
        "mine.yaml".into(),
        "Resources:\n  Q: {Type: AWS::SQS::Queue}\n".into(),
    ))]);
    assert_eq!(session.options.template_file, "mine.yaml");
    assert!(session.is_edited() && !session.is_unsaved(), "the reader has it");
    assert_eq!(session.undo_words(), Some("opening mine.yaml"));
    let typed = session
        .clone()
        .apply(Action::Text(TextAction::Write("Resources:\n  T: {Type: AWS::SNS::Topic}\n".into())));
    assert!(typed.is_unsaved());
    let back = typed.apply(Action::Text(TextAction::Undo)).apply(Action::Text(TextAction::Undo));
    assert_eq!((text(&back), &*back.options.template_file), (TEMPLATE, "demo.yaml"));
    let again = back.apply(Action::Text(TextAction::Redo));
    assert_eq!(again.options.template_file, "mine.yaml");
    let page = again.apply(Action::Text(TextAction::Restore));
    assert_eq!((text(&page), &*page.options.template_file), (TEMPLATE, "demo.yaml"));
    let mine = page.apply(Action::Text(TextAction::Undo));
    assert_eq!(mine.options.template_file, "mine.yaml");
}

#[test]
fn a_file_that_cannot_be_read_keeps_the_picture_and_its_own_text() {
    let session = after(&[Action::Text(TextAction::Open("mine.yaml".into(), "Resources: [\n".into()))]);
    assert!(session.stale && session.model.is_some());
    assert_eq!(text(&session), "Resources: [\n");
    assert_eq!(text(&session.apply(Action::Text(TextAction::Undo))), TEMPLATE);
}

#[test]
fn a_text_that_cannot_be_read_has_its_own_name_and_the_picture_that_of_its_file() {
    let open = Action::Text(TextAction::Open("mine.yaml".into(), "Resources: [\n".into()));
    let given = Action::Load("https://example.com/mine.yaml".into(), "Resources: [\n".into());
    for action in [open, given] {
        let session = after(&[action]);
        let command = |session: &Session| {
            session.model.as_ref().map(|model| model.commands.options().template_file.clone())
        };
        assert_eq!(session.file(), "mine.yaml");
        assert_eq!(command(&session).as_deref(), Some("mine.yaml"));
        assert_eq!(session.options.template_file, "demo.yaml", "the picture is of the last one");
        let back = session.apply(load(TEMPLATE)).apply(Action::Text(TextAction::Undo));
        assert_eq!((back.file(), command(&back).as_deref()), ("demo.yaml".to_owned(), Some("demo.yaml")));
    }
}

#[test]
fn a_file_with_bytes_that_are_no_text_is_shown_and_never_written() {
    let broken = Text::decode(b"Resources:\n  Q: {Type: AWS::SQS::Queue} # \xff\n");
    let session =
        after(&[set("ImageId", "ami-2"), Action::Text(TextAction::Open("mine.yaml".into(), broken))]);
    assert!(!session.can_edit());
    assert_eq!(session.undo_words(), None);
    let page = session.apply(Action::Text(TextAction::Restore));
    assert_eq!((text(&page), page.can_edit()), (TEMPLATE, true));
}

#[test]
fn lines_that_differ_from_the_pages_can_be_taken_back_one_by_one() {
    let session = after(&[
        set("ImageId", "ami-2"),
        Action::Text(TextAction::Write("".into())),
        Action::Text(TextAction::Undo),
    ]);
    let both = session.apply(Action::Text(TextAction::Write(
        TEMPLATE.replace("ami-1", "ami-2").replace("true", "false").into(),
    )));
    let changes = both.changed_lines();
    assert_eq!(changes.iter().map(|change| change.new.clone()).collect::<Vec<_>>(), [6..7, 8..9]);
    let one = both.apply(Action::Text(TextAction::TakeLinesBack(changes[1].clone())));
    assert_eq!(text(&one), TEMPLATE.replace("ami-1", "ami-2"));
    assert_eq!(one.undo_words(), Some("the change in line 9"));
    // What is no change any more changes nothing.
    let same = one.clone().apply(Action::Text(TextAction::TakeLinesBack(changes[1].clone())));
    assert!(Rc::ptr_eq(&one, &same));
}

fn after(actions: &[Action]) -> Rc<Session> {
    let start = Rc::new(Session::new("demo")).apply(load(TEMPLATE));
    actions.iter().fold(start, |session, action| session.apply(action.clone()))
}

fn load(text: &str) -> Action {
    Action::Load("demo.yaml".into(), text.into())
}

fn write(text: &str) -> Action {
    Action::Text(TextAction::Write(text.into()))
}

fn set(name: &str, text: &str) -> Action {
    Action::Text(TextAction::Edit(Edit::Set(property(name), text.into())))
}

fn property(name: &str) -> Path {
    Path::root().key("Resources").key("Host").key("Properties").key(name)
}

fn text(session: &Session) -> &str {
    session.text().map(|text| &**text).unwrap_or_default()
}

fn why(session: &Session) -> &str {
    session.refused().map(|refused| &*refused.why).unwrap_or_default()
}
