//! The things that an explorer begins with, and its first picture.

use std::cell::RefCell;
use std::rc::Rc;

use super::parts::Part;
use super::store::Store;
use super::visit::Visit;
use crate::scene::{Lens, Start};
use crate::session::viewport::room_of;
use crate::session::{Action, Session, lens_of};
use crate::yaml::Text;

/// The things that the first picture of an explorer is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Begin {
    /// The template.
    pub source: SourceProp,
    /// The element's other attributes.
    pub settings: Settings,
    /// The width and height of the room that the picture will have, as far as that is known before it is there.
    pub room: Option<(f64, f64)>,
    /// The explorer as a link, or its reader before, made it.
    pub visit: Option<Visit>,
}

impl Begin {
    /// The lens that it is seen through.
    fn lens(&self) -> Lens {
        let visited = self.visit.as_ref().and_then(|visit| lens_of(&visit.pairs));
        visited.unwrap_or(self.settings.lens)
    }
}

/// Where the template comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum SourceProp {
    /// It is on its way.
    Waiting,
    /// File name and text.
    Text(Rc<str>, Text),
    /// It could not be fetched: why, in words for the reader.
    Failed(Rc<str>),
}

/// The page's settings for the stack.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Settings {
    /// `stack-name`.
    pub stack_name: Rc<str>,
    /// `region`.
    pub region: Option<Rc<str>>,
    /// Where the template is on the web: `template-url`, else its own address.
    pub template_url: Option<Rc<str>>,
    /// `lens`.
    pub lens: Lens,
    /// `ghosts`: whether what a false condition leaves out is drawn.
    pub ghosts: bool,
    /// `detail`: how much is folded.
    pub detail: Start,
}

thread_local! {
    /// The first picture that was drawn to see what it takes, and of what.
    static PREPARED: RefCell<Option<(Begin, Store)>> = const { RefCell::new(None) };
}

/// Draws the first picture of an explorer, and fetches what it takes besides the core.
///
/// # Errors
/// When that does not come: what was missed.
pub async fn prepare(begin: Begin) -> Result<(), Part> {
    if begin.lens() == Lens::References {
        // Where it does not come, the explorer says so, and shows the usual lens.
        let _ = Part::References.get().await;
    }
    loop {
        let store = first(&begin);
        let Some(waiting) = store.waiting.clone() else {
            PREPARED.replace(Some((begin, store)));
            return Ok(());
        };
        for need in waiting.needs.iter().copied() {
            let part = Part::For(need);
            part.get().await.map_err(|_| part)?;
        }
    }
}

/// The session that a new element starts with, drawn anew unless it was prepared.
pub(super) fn drawn_first(begin: &Begin) -> Store {
    let prepared = PREPARED.take().filter(|(prepared, _)| prepared == begin);
    prepared.map_or_else(|| first(begin), |(_, store)| store)
}

fn first(begin: &Begin) -> Store {
    let settings = &begin.settings;
    let room = begin.room.and_then(|(width, height)| room_of(width, height, 1.0));
    let url = settings.template_url.as_deref().map(str::to_owned);
    let actions = [
        Some(Action::SetLens(settings.lens)),
        Some(Action::SetGhosts(settings.ghosts)),
        Some(Action::FoldAll(settings.detail)),
        Some(Action::SetRegion(settings.region.as_deref().map(str::to_owned))),
        Some(Action::SetTemplateUrl(url)),
        room.map(Action::SetRoom),
        source_action(&begin.source),
        begin.visit.as_ref().map(visit_action),
    ];
    let start = Store::new(Rc::new(Session::new(&settings.stack_name)));
    actions.into_iter().flatten().fold(start, |store, action| store.after(action))
}

/// Takes what a link or the reader's last visit made of the explorer.
pub(super) fn visit_action(visit: &Visit) -> Action {
    let pairs = visit.pairs.clone();
    if visit.linked { Action::FollowLink(pairs) } else { Action::Resume(pairs) }
}

/// Loads the template, or says why there is none.
pub(super) fn source_action(source: &SourceProp) -> Option<Action> {
    match source {
        SourceProp::Waiting => None,
        SourceProp::Text(name, text) => Some(Action::Load(name.clone(), text.clone())),
        SourceProp::Failed(why) => Some(Action::LoadFailed(why.to_string())),
    }
}
