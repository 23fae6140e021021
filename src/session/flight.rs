//! The way to something that a reader chose by its name, and back to where they were.

use std::rc::Rc;

use super::search::Search;
use super::{Model, Session, details};
use crate::eval::Existence;
use crate::scene::{Extent, Folding, Node, Scene};
use crate::template::{Element, LogicalId};

/// The most boxes and stacks that are opened for one thing: no drawing nests deeper.
const MOST_OPENED: usize = 16;

/// The actions that lead a reader somewhere.
#[derive(Debug, Clone, PartialEq)]
pub enum FlightAction {
    /// The reader searches for this, or no more.
    Search(Option<Rc<str>>),
    /// The hit at this place is the one that the reader would go to.
    Choose(usize),
    /// The reader chose a part of the template by its name: it is selected, and what is folded opens for it.
    To(Element),
    /// The reader goes back to where they were before.
    Back,
    /// The reader stays, and needs no way back.
    Stay,
}

/// A reader who was led to something.
#[derive(Debug, Clone, PartialEq)]
pub struct Flight {
    /// The thing.
    pub to: Element,
    /// Where the picture has it.
    pub place: Place,
    before: Before,
}

/// The part of the session that the way there changes.
#[derive(Debug, Clone, PartialEq)]
struct Before {
    selection: Option<Rc<str>>,
    inspected: Option<LogicalId>,
    focus: Option<Element>,
    folding: Folding,
    ghosts: bool,
}

/// The place of a part of the template in the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// It has a box or an icon of its own.
    Own,
    /// It is in a box or a stack that is folded: what that is called.
    Folded(String),
    /// It is a part of something that is drawn: what that is called.
    PartOf(String),
    /// A line is drawn for it: what that joins.
    Line(String),
    /// Its condition is false, and what is left out is not shown.
    LeftOut,
    /// The picture does not have it.
    Nowhere,
    /// It is no resource: what hangs on it is marked.
    Marked,
}

impl Session {
    /// Leads the reader somewhere.
    pub(super) fn fly(&mut self, action: FlightAction) -> bool {
        match action {
            FlightAction::Search(None) => self.search.take().is_some(),
            FlightAction::Search(Some(typed)) => {
                self.search = Some(Rc::new(Search::of(self, &typed)));
                true
            }
            FlightAction::Choose(at) => {
                self.search = self.search.as_deref().map(|search| Rc::new(search.choosing(at)));
                self.search.is_some()
            }
            FlightAction::To(element) => self.fly_to(element),
            FlightAction::Back => self.fly_back(),
            FlightAction::Stay => self.flight.take().is_some(),
        }
    }

    /// Selects what shows a part of the template, and opens for that what is folded. Where it has no box of its own, what it is
    /// a part of is selected.
    fn fly_to(&mut self, to: Element) -> bool {
        let before = Before {
            selection: self.selection.clone(),
            inspected: self.inspected.clone(),
            focus: self.focus.clone(),
            folding: self.folding.clone(),
            ghosts: self.ghosts,
        };
        self.search = None;
        self.inspected = None;
        self.selection = None;
        self.focus = None;
        match &to {
            Element::Resource(id) => {
                self.open_to(id);
                let scene = self.model.as_ref().map(|model| &model.picture.drawing.scene);
                self.selection = scene.and_then(|scene| details::shown_as(scene, id));
            }
            Element::Parameter(id) => self.inspected = Some(id.clone()),
            other => self.focus = Some(other.clone()),
        }
        self.mark();
        self.select();
        let place = self.model.as_ref().map_or(Place::Nowhere, |model| place(model, &to));
        self.flight = Some(Rc::new(Flight { to, place, before }));
        true
    }

    /// Goes back to where the reader was before they were led elsewhere.
    fn fly_back(&mut self) -> bool {
        let Some(flight) = self.flight.take() else { return false };
        let Before { selection, inspected, focus, folding, ghosts } = flight.before.clone();
        let is_redrawn = (&folding, ghosts) != (&self.folding, self.ghosts);
        (self.inspected, self.focus, self.folding, self.ghosts) = (inspected, focus, folding, ghosts);
        self.selection = selection;
        if is_redrawn {
            self.renew();
        }
        self.reselect();
        self.returns += 1;
        true
    }

    /// Opens what is folded until a resource has a box of its own, or none can be opened for it.
    fn open_to(&mut self, id: &LogicalId) {
        let is_left_out = |model: &Rc<Model>| place(model, &Element::Resource(id.clone())) == Place::LeftOut;
        if self.model.as_ref().is_some_and(is_left_out) {
            self.ghosts = true;
            self.renew();
        }
        for _ in 0..MOST_OPENED {
            let scene = self.model.as_ref().map(|model| &model.picture.drawing.scene);
            let Some(Held::Folded(_, opens)) = scene.and_then(|scene| held(scene, id)) else { break };
            if !self.folding.expand(&opens) {
                break;
            }
            self.renew();
        }
    }
}

/// Returns where the picture has a part of the template.
pub(super) fn place(model: &Model, element: &Element) -> Place {
    let Element::Resource(id) = element else { return Place::Marked };
    let scene = &model.picture.drawing.scene;
    let is_left_out = || {
        let resource = model.deployment.stack.resources.get(id);
        resource.is_some_and(|resource| resource.exists == Existence::No)
    };
    match held(scene, id) {
        Some(Held::Own) => Place::Own,
        Some(Held::Folded(node, _)) => Place::Folded(details::node_title(node)),
        Some(Held::Within(node)) => Place::PartOf(details::node_title(node)),
        None => match scene.links.iter().find(|link| link.folded.contains(id)) {
            Some(link) => {
                let end = |at: usize| {
                    let node = scene.nodes.get(at);
                    let label = node.and_then(|node| node.label.as_ref());
                    label
                        .map(|label| label.text.to_string())
                        .or(node.map(details::node_title))
                        .unwrap_or_default()
                };
                Place::Line(format!("{} → {}", end(link.source), end(link.target)))
            }
            None if is_left_out() => Place::LeftOut,
            None => Place::Nowhere,
        },
    }
}

/// The node that shows a resource.
enum Held<'s> {
    /// Its own.
    Own,
    /// The node that it is folded into, and the id that opens that.
    Folded(&'s Node, Rc<str>),
    /// The node that it is a part of.
    Within(&'s Node),
}

fn held<'s>(scene: &'s Scene, id: &LogicalId) -> Option<Held<'s>> {
    if scene.nodes.iter().any(|node| node.resource.as_ref() == Some(id) && !is_stack(node)) {
        return Some(Held::Own);
    }
    let node =
        scene.nodes.iter().find(|node| node.folded.contains(id) || node.resource.as_ref() == Some(id))?;
    Some(match &node.extent {
        Extent::Collapsed(_) => Held::Folded(node, node.id.clone()),
        Extent::Stack(_, opens) => Held::Folded(node, opens.clone()),
        Extent::Whole | Extent::Expanded | Extent::Loose(_) => Held::Within(node),
    })
}

/// Returns true for a node that stands for several: none of them has it for its own.
fn is_stack(node: &Node) -> bool {
    matches!(node.extent, Extent::Stack(..))
}
