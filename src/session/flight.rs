//! The way to something that a reader chose by its name, and back to where they were.

use std::rc::Rc;

use super::in_picture::{Held, Whereabouts, held, place};
use super::search::Search;
use super::{Model, Session, details};
use crate::scene::Folding;
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
    /// The reader chose a line of the text, counted from 1, and what it is in.
    ToLine(usize, Option<Element>),
    /// The reader goes back to where they were before.
    Back,
    /// The reader stays, and needs no way back.
    Stay,
}

/// A reader who was led to something.
#[derive(Debug, Clone, PartialEq)]
pub struct Flight {
    /// The thing; none for a line that is in no named part.
    pub to: Option<Element>,
    /// The line that they chose.
    pub line: Option<usize>,
    /// Where the picture has the thing.
    pub place: Whereabouts,
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
            FlightAction::To(element) => self.fly_to(Some(element), None),
            FlightAction::ToLine(line, element) => self.fly_to(element, Some(line)),
            FlightAction::Back => self.fly_back(),
            FlightAction::Stay => self.flight.take().is_some(),
        }
    }

    /// Selects what shows a part of the template, and opens for that what is folded. Where it has no box of its own, what it is
    /// a part of is selected.
    fn fly_to(&mut self, to: Option<Element>, line: Option<usize>) -> bool {
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
            Some(Element::Resource(id)) => {
                self.open_to(id);
                let scene = self.model.as_ref().map(|model| &model.picture.drawing.scene);
                self.selection = scene.and_then(|scene| details::shown_as(scene, id));
            }
            Some(Element::Parameter(id)) => self.inspected = Some(id.clone()),
            other => self.focus = other.clone(),
        }
        self.mark();
        self.select();
        let place = self
            .model
            .as_deref()
            .zip(to.as_ref())
            .map_or(Whereabouts::Nowhere, |(model, to)| place(model, to));
        self.flight = Some(Rc::new(Flight { to, line, place, before }));
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
        let is_left_out =
            |model: &Rc<Model>| place(model, &Element::Resource(id.clone())) == Whereabouts::LeftOut;
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
