//! The parts of the explorer that the page fetches when a reader sees or uses them: a function for each that puts it in its
//! place, and whatever only these functions reach is in the part. In a build that is not in parts everything is there from the
//! start, and the functions are called for nothing.

use web_sys::Element;
use yew::prelude::*;

use super::glide::{self, Seen};
use super::map::{self, MapProps};
use super::panels::{self, About, Commands};
use super::save::{self, Format};
use super::search::{self, SearchProps};
use super::table::{self, TableProps};
use super::template_pane::{self, TemplatePaneProps};
use crate::facts::TypeFacts;
use crate::late::{Late, Need};
use crate::layout::{self, Rect};
use crate::scene;
use crate::session::{self, Action, Session};
use crate::svg::Theme;
use crate::template;
#[cfg(feature = "split")]
use wasm_split_helpers::wasm_split;

/// A part that shows something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The panels beside and below the picture.
    Panels,
    /// The template's text, and what changes it.
    Editing,
    /// The layout of the references lens.
    References,
    /// The picture in other forms: its map, the table of its resources, and what a change did to it.
    Forms,
    /// The search.
    Search,
    /// The part for something that a template needs to be drawn, and most do not.
    For(Need),
}

/// A part did not come: there is no connection, or the server has another release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missing;

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for Missing {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// Writes the picture of a session in a form, with the pictures of services that are in it.
pub type PictureWriter = fn(&Session, Format, Theme, Vec<(&'static str, String)>) -> String;

/// Sets what a change moved off from where it was, and returns where what went stood.
type Glide = fn(&Element, &Seen, &Seen, u32) -> Vec<Rect>;

static ABOUT: Late<fn(&About) -> Html> = Late::new(panels::about);
static COMMANDS: Late<fn(&Commands) -> Html> = Late::new(panels::commands);
static GLIDE: Late<Glide> = Late::new(glide::glide);
static MAP: Late<fn(MapProps) -> Html> = Late::new(map::map);
static TABLE: Late<fn(TableProps) -> Html> = Late::new(table::table);
static FOLLOW: Late<fn(&Element)> = Late::new(search::follow);
static SEARCH: Late<fn(SearchProps) -> Html> = Late::new(search::search);
static TEMPLATE_PANE: Late<fn(TemplatePaneProps) -> Html> = Late::new(template_pane::pane);

/// The answer of a function that `wasm_split` makes wait for its part.
macro_rules! waited {
    ($call:expr) => {{
        #[cfg(feature = "split")]
        let answer = $call.await;
        #[cfg(not(feature = "split"))]
        let answer = $call;
        answer
    }};
}

#[cfg_attr(feature = "split", wasm_split(panels, fallible))]
fn put_panels() -> Result<(), Missing> {
    session::panels_arrived();
    ABOUT.arrive(panels::about);
    COMMANDS.arrive(panels::commands);
    Ok(())
}

#[cfg_attr(feature = "split", wasm_split(editing, fallible))]
fn put_editing() -> Result<(), Missing> {
    session::editing_arrived();
    TEMPLATE_PANE.arrive(template_pane::pane);
    Ok(())
}

#[cfg_attr(feature = "split", wasm_split(references, fallible))]
fn put_references() -> Result<(), Missing> {
    layout::layers_arrived();
    Ok(())
}

#[cfg_attr(feature = "split", wasm_split(folding, fallible))]
fn put_folding() -> Result<(), Missing> {
    scene::folding_arrived();
    Ok(())
}

#[cfg_attr(feature = "split", wasm_split(loops, fallible))]
fn put_loops() -> Result<(), Missing> {
    template::loops_arrived();
    Ok(())
}

#[cfg_attr(feature = "split", wasm_split(forms, fallible))]
fn put_forms() -> Result<(), Missing> {
    session::words_arrived();
    GLIDE.arrive(glide::glide);
    MAP.arrive(map::map);
    TABLE.arrive(table::table);
    Ok(())
}

#[cfg_attr(feature = "split", wasm_split(search, fallible))]
fn put_search() -> Result<(), Missing> {
    session::search_arrived();
    FOLLOW.arrive(search::follow);
    SEARCH.arrive(search::search);
    Ok(())
}

#[cfg_attr(feature = "split", wasm_split(check, fallible))]
fn put_check(facts: String) -> Result<TypeFacts, Missing> {
    session::check_arrived();
    Ok(TypeFacts::parse(facts))
}

#[cfg_attr(feature = "split", wasm_split(export, fallible))]
fn put_export() -> Result<PictureWriter, Missing> {
    Ok(save::drawn)
}

#[cfg_attr(feature = "split", wasm_split(tools, fallible))]
fn put_tools() -> Result<PictureWriter, Missing> {
    Ok(save::worded)
}

impl Part {
    /// Returns true once it has come.
    pub fn is_there(self) -> bool {
        match self {
            Self::Panels => ABOUT.get().is_some(),
            Self::Editing => TEMPLATE_PANE.get().is_some(),
            Self::References => layout::has_layers(),
            Self::Forms => TABLE.get().is_some(),
            Self::Search => SEARCH.get().is_some(),
            // Asked for when it was missed.
            Self::For(_) => false,
        }
    }

    /// Fetches it, unless it is there.
    ///
    /// # Errors
    /// When it does not come. Another try may succeed.
    pub async fn get(self) -> Result<(), Missing> {
        match self {
            Self::Panels => waited!(put_panels()),
            Self::Editing => waited!(put_editing()),
            Self::References => waited!(put_references()),
            Self::Forms => waited!(put_forms()),
            Self::Search => waited!(put_search()),
            Self::For(Need::Folding) => waited!(put_folding()),
            Self::For(Need::Loops) => waited!(put_loops()),
        }
    }

    /// Its name as a sentence begins with it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Panels => "This panel",
            Self::Editing => "The template’s text",
            Self::References => "The references lens",
            Self::Forms => "The table of resources",
            Self::Search => "The search",
            Self::For(Need::Folding) => "What folds the picture",
            Self::For(Need::Loops) => "What unrolls the template’s loops",
        }
    }
}

/// Returns the part without which an action does nothing.
pub fn part_of(action: &Action) -> Option<Part> {
    match action {
        Action::Text(_) => Some(Part::Editing),
        Action::Fly(_) => Some(Part::Search),
        _ => None,
    }
}

/// Reads the facts about resource types, and fetches the check that holds templates against them.
///
/// # Errors
/// When that does not come.
pub async fn read_facts(text: String) -> Result<TypeFacts, Missing> {
    waited!(put_check(text))
}

/// Fetches what writes a picture in a form.
///
/// # Errors
/// When that does not come.
pub async fn picture_writer(format: Format) -> Result<PictureWriter, Missing> {
    match format {
        Format::Svg | Format::Png => waited!(put_export()),
        Format::Tool(_) => waited!(put_tools()),
    }
}

/// The panel beside the picture; `None` while its part is not there.
pub fn about(about: &About) -> Option<Html> {
    ABOUT.get().map(|show| show(about))
}

/// The commands; `None` while their part is not there.
pub fn commands(commands: &Commands) -> Option<Html> {
    COMMANDS.get().map(|show| show(commands))
}

/// The template's text; `None` while its part is not there.
pub fn template_pane(props: TemplatePaneProps) -> Option<Html> {
    TEMPLATE_PANE.get().map(|show| show(props))
}

/// The map of the picture; `None` while its part is not there.
pub fn map(props: MapProps) -> Option<Html> {
    MAP.get().map(|show| show(props))
}

/// The table of resources; `None` while its part is not there.
pub fn table(props: TableProps) -> Option<Html> {
    TABLE.get().map(|show| show(props))
}

/// Puts the focus into the search, and what it would lead to in sight.
pub fn follow_search(over: &Element) {
    if let Some(follow) = FOLLOW.get() {
        follow(over);
    }
}

/// The search over the picture; nothing while its part is not there.
pub fn search(props: SearchProps) -> Html {
    SEARCH.get().map(|show| show(props)).unwrap_or_default()
}

/// Sets off what a change moved, and returns where what is no more there stood; nothing while their part is not there.
pub fn glide(picture: &Element, old: &Seen, new: &Seen, turn: u32) -> Vec<Rect> {
    GLIDE.get().map(|glide| glide(picture, old, new, turn)).unwrap_or_default()
}
