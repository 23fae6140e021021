//! Where the parts of a template stand in its text, and which parts of the picture hang on them.

use std::ops::Range;
use std::rc::Rc;

use super::editing::before_field;
use super::{Model, Session, details};
use crate::diagnostic::Path;
use crate::graph::Branches;
use crate::template::{Element, LogicalId, resource_path};
use crate::yaml::{Document, Mark, Node};

impl Session {
    /// Returns the bytes of the newest text that what the reader is at is written in: the selected resource, else a parameter, a
    /// condition, an output and so on.
    pub fn selected_bytes(&self) -> Option<Range<usize>> {
        let model = self.model.as_ref().filter(|_| !self.stale)?;
        let resource = self.details.as_ref().and_then(|details| {
            details.resource.as_ref().or_else(|| details.folded.first().map(|one| &one.id))
        });
        let path = match (resource, &self.focus, &self.inspected) {
            (Some(id), ..) => resource_path(id),
            (None, Some(element), _) => path_of(element)?,
            (None, None, id) => path_of(&Element::Parameter(id.clone()?))?,
        };
        bytes(&model.source.document, &path)
    }

    /// Returns where a byte of the newest text is in a field, where each line end is one byte.
    pub fn byte_in_field(&self, byte: usize) -> usize {
        let before = self.text().and_then(|text| text.get(..byte)).unwrap_or_default();
        byte - before.matches("\r\n").count()
    }

    /// Takes the place of the caret in a field with the newest text: what is written there is selected, or what hangs on it is marked.
    pub(super) fn put_caret(&mut self, byte: usize) -> bool {
        let Some(model) = self.model.clone().filter(|_| !self.stale) else { return false };
        let byte = before_field(model.source.document.text(), byte);
        let element = element_at(&model.source.document, byte);
        let selection = match &element {
            Some(Element::Resource(id)) => details::shown_as(&model.picture.drawing.scene, id),
            _ => None,
        };
        let focused = self.focus(element.filter(|element| !matches!(element, Element::Resource(_))));
        let selected = self.selection != selection;
        self.selection = selection;
        (selected && self.select()) || focused
    }

    /// Takes the part of the template that the reader is at, other than a resource: what hangs on it is marked in the picture.
    pub(super) fn focus(&mut self, element: Option<Element>) -> bool {
        let changed = self.focus != element;
        self.focus = element;
        changed && {
            self.mark();
            true
        }
    }

    /// Marks what hangs on the part of the template that the reader is at.
    pub(super) fn mark(&mut self) {
        let inspected = self.inspected.clone().map(Element::Parameter);
        let related = match (&self.model, self.focus.as_ref().or(inspected.as_ref())) {
            (Some(model), Some(element)) => related(model, element),
            _ => Vec::new(),
        };
        if *self.related != related {
            self.related = Rc::new(related);
        }
    }
}

/// Returns the nodes and links that show what hangs on an element; for an output, what it is computed from.
fn related(model: &Model, element: &Element) -> Vec<Rc<str>> {
    let graph = &model.deployment.graph;
    let mut found: Vec<Rc<str>> = Vec::new();
    let mut add = |id: &LogicalId| {
        for shown in details::all_shown_as(&model.picture.drawing.scene, id) {
            if !found.contains(&shown) {
                found.push(shown);
            }
        }
    };
    match element {
        Element::Output(_) => graph.named_by(element).into_iter().for_each(add),
        element => {
            for reached in graph.reached_by(element, Branches::Every) {
                if let Element::Resource(id) = reached {
                    add(&id);
                }
            }
        }
    }
    found
}

/// Makes the element of a section that has this name.
type MakeElement = fn(LogicalId) -> Element;

/// Returns the part of the template that a byte of its text is in.
pub(super) fn element_at(document: &Document, byte: usize) -> Option<Element> {
    let text = document.text();
    let line = text.get(..byte)?.rfind('\n').map_or(0, |at| at + 1);
    let line_end = text.get(line..)?.find('\n').map_or(text.len(), |at| line + at);
    let sections: [(&str, MakeElement); 6] = [
        ("Parameters", Element::Parameter),
        ("Mappings", Element::Mapping),
        ("Conditions", Element::Condition),
        ("Rules", Element::Rule),
        ("Resources", Element::Resource),
        ("Outputs", Element::Output),
    ];
    for (section, element) in sections {
        let Some((Node::Map(map), mark)) = document.find(&Path::root().key(section)) else { continue };
        for (key, mark) in map.keys().zip(mark.parts()) {
            let Range { start, end } = span(mark);
            // In one line there may be several; then the place in it decides.
            let is_here = if text.get(start..end).is_some_and(|written| written.contains('\n')) {
                start <= line_end && line < end
            } else {
                (start..=end).contains(&byte)
                    || (start >= line && end <= line_end && !shares_line(text, start, end))
            };
            if is_here {
                return Some(element(key.clone().into()));
            }
        }
    }
    None
}

/// Returns where a part of the template is written; `None` where that is no one place.
fn path_of(element: &Element) -> Option<Path> {
    let (section, id) = match element {
        Element::Parameter(id) => ("Parameters", id),
        Element::Mapping(id) => ("Mappings", id),
        Element::Condition(id) => ("Conditions", id),
        Element::Rule(id) => ("Rules", id),
        Element::Globals(id) => ("Globals", id),
        Element::Resource(id) => ("Resources", id),
        Element::Output(id) => ("Outputs", id),
        Element::Mappings => return None,
    };
    Some(Path::root().key(section).key(id.as_str()))
}

/// Returns true if there is more in the line of these bytes than an entry and what may stand around it.
fn shares_line(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].rsplit('\n').next().unwrap_or_default();
    let after = text[end..].split('\n').next().unwrap_or_default();
    let is_free = |text: &str| text.trim_matches([' ', '\t', '\r', ',']).is_empty();
    !is_free(before) || !(is_free(after) || after.trim_start().starts_with('#'))
}

fn bytes(document: &Document, path: &Path) -> Option<Range<usize>> {
    let (_, mark) = document.find(path)?;
    Some(span(mark))
}

/// Returns an entry from its key to the end of its value.
fn span(mark: &Mark) -> Range<usize> {
    let whole = mark.whole();
    let value = mark.alias.unwrap_or(whole);
    let start = mark.key.map_or(value.start(), |key| key.span.start());
    start..value.end().max(start)
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use crate::session::{Action, FlightAction, Session, TextAction};
    use crate::template::Element;

    const TEMPLATE: &str = "\
Parameters:
  Size: {Type: String, Default: a}
Conditions: {Big: !Equals [!Ref Size, b], Other: !Equals [a, a]}
Resources:
  # The first.
  Topic:
    Type: AWS::SNS::Topic
    Properties:
      TopicName: !Ref Size
  Queue:
    Type: AWS::SQS::Queue
    Condition: Big
  Table: {Type: AWS::DynamoDB::Table}
Outputs:
  Name:
    Value: !Ref Topic
";

    #[test]
    fn the_caret_selects_the_resource_of_its_line() {
        assert_eq!(at("TopicName"), (Some("Topic".into()), vec![]));
        assert_eq!(at("Condition: Big"), (Some("Queue".into()), vec![]));
        assert_eq!(at("Table: {"), (Some("Table".into()), vec![]));
        assert_eq!(at("Resources:"), (None, vec![]));
    }

    #[test]
    fn the_caret_marks_what_hangs_on_a_parameter_a_condition_or_an_output() {
        assert_eq!(at("Size: {"), (None, vec!["Topic".into(), "Queue".into()]));
        assert_eq!(at("Big: !Eq"), (None, vec!["Queue".into()]));
        assert_eq!(at("Other: !Eq"), (None, vec![]));
        assert_eq!(at("Value: !Ref"), (None, vec!["Topic".into()]));
    }

    #[test]
    fn of_what_stands_in_several_places_every_icon_is_marked() {
        let text = include_str!("../../www/templates/fargate_website.yaml");
        let session = Rc::new(Session::new("demo"))
            .apply(Action::Load("a.yaml".into(), text.into()))
            .apply(Action::Focus(Some(Element::Parameter("TaskCount".into()))));
        let related: Vec<&str> = session.related.iter().map(|id| &**id).collect();
        assert_eq!(related, ["WebsiteService/PublicSubnetA", "WebsiteService/PublicSubnetB"]);
    }

    #[test]
    fn a_selection_has_the_bytes_of_its_resource() {
        let session = loaded().apply(Action::Select(Some("Queue".into())));
        let bytes = session.selected_bytes().unwrap_or_default();
        assert_eq!(&TEMPLATE[bytes], "Queue:\n    Type: AWS::SQS::Queue\n    Condition: Big");
    }

    #[test]
    fn a_parameter_a_condition_and_an_output_have_their_bytes_too() {
        let lines = |action: Action| {
            let session = loaded().apply(action);
            session.selected_bytes().map(|bytes| TEMPLATE[bytes].to_owned())
        };
        assert_eq!(
            lines(Action::Inspect("Size".into())).as_deref(),
            Some("Size: {Type: String, Default: a}")
        );
        let go = |to: Element| lines(Action::Fly(FlightAction::To(to)));
        assert_eq!(go(Element::Condition("Big".into())).as_deref(), Some("Big: !Equals [!Ref Size, b]"));
        assert_eq!(go(Element::Output("Name".into())).as_deref(), Some("Name:\n    Value: !Ref Topic"));
        assert_eq!(go(Element::Output("None".into())), None);
    }

    fn loaded() -> Rc<Session> {
        Rc::new(Session::new("demo")).apply(Action::Load("demo.yaml".into(), TEMPLATE.into()))
    }

    fn at(what: &str) -> (Option<String>, Vec<String>) {
        let session =
            loaded().apply(Action::Text(TextAction::PutCaret(TEMPLATE.find(what).unwrap_or_default())));
        let related = session.related.iter().map(ToString::to_string).collect();
        (session.selection.as_ref().map(ToString::to_string), related)
    }
}
