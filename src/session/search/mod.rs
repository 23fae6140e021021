//! The search: everything of a template that has a name or a text, found by what the reader types.

mod entries;
mod matching;
#[cfg(test)]
mod tests;

use std::rc::Rc;

use super::in_picture::{Whereabouts, place};
use super::listed::Listed;
use super::{Model, Session, places};
use crate::template::Element;
use entries::{Entry, entries};
use matching::{Matching, Query, line_excerpt};

pub use matching::Piece;

/// The most hits of one kind that are shown; the others are only counted.
const MOST: usize = 20;

/// A search of the reader's.
#[derive(Debug, Clone)]
pub struct Search {
    /// The text that they typed.
    pub typed: Rc<str>,
    /// The hits.
    pub found: Found,
    /// The one that they would go to, by its place among those that are shown.
    pub at: usize,
    index: Rc<Index>,
}

impl Search {
    /// Searches for this; what can be found is collected once, until something changes.
    pub(super) fn of(session: &Session, typed: &str) -> Self {
        let before = session.search.as_ref().map(|search| &search.index);
        let index = before.filter(|index| index.is_of(session)).cloned();
        let index = index.unwrap_or_else(|| Rc::new(Index::of(session)));
        Self { typed: typed.into(), found: index.find(typed), at: 0, index }
    }

    /// The same with another hit chosen.
    pub(super) fn choosing(&self, at: usize) -> Self {
        Self { at, ..self.clone() }
    }
}

/// All that can be found in one state of a session.
#[derive(Debug)]
pub struct Index {
    model: Option<Rc<Model>>,
    entries: Vec<Entry>,
    /// The newest text.
    text: Rc<str>,
    /// True if the model is of an older text: nobody knows the lines of its parts then.
    stale: bool,
}

/// The answer to a search, the best first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Found {
    /// The hits by kind.
    pub groups: Vec<Group>,
}

/// The hits of one kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The kind, in the plural.
    pub title: &'static str,
    /// The hits, the best first.
    pub hits: Listed<Hit>,
}

/// One thing that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The part of the template; none for a line that is in no named part.
    pub element: Option<Element>,
    /// Its name, or the line.
    pub name: Vec<Piece>,
    /// Its type, for a resource.
    pub type_name: Vec<Piece>,
    /// The text that matched, where it is not the name: what it is the text of, and the text.
    pub matched: Option<(Vec<Piece>, Vec<Piece>)>,
    /// True for a line of the text, which is no name.
    pub is_line: bool,
    /// The place in the picture, but for a line.
    pub place: Option<Whereabouts>,
    /// The line of the text, counted from 1.
    pub line: Option<usize>,
}

impl Found {
    /// Returns the hits that are shown, in their order.
    pub fn hits(&self) -> impl Iterator<Item = &Hit> {
        self.groups.iter().flat_map(|group| group.hits.iter())
    }

    /// Returns how many there are, those that are not shown among them.
    pub fn count(&self) -> usize {
        self.groups.iter().map(|group| group.hits.len() + group.hits.left_out).sum()
    }
}

impl Index {
    /// Collects all that can be found.
    pub fn of(session: &Session) -> Self {
        Self {
            entries: session.model.as_deref().map_or_else(Vec::new, entries),
            model: session.model.clone(),
            text: session.text().cloned().unwrap_or_default(),
            stale: session.stale,
        }
    }

    fn is_of(&self, session: &Session) -> bool {
        let is_same = |(one, other): (&Rc<Model>, &Rc<Model>)| Rc::ptr_eq(one, other);
        self.model.as_ref().zip(session.model.as_ref()).is_some_and(is_same)
            && session.text() == Some(&self.text)
    }

    /// Finds what the reader typed: each of its words somewhere in a part of the template, or all of it in a line.
    pub fn find(&self, typed: &str) -> Found {
        let query = Query::of(typed);
        let Some(model) = self.model.as_deref().filter(|_| !query.is_empty()) else {
            return Found::default();
        };
        let matches = self.entries.iter().filter_map(|entry| Some((entry, query.matching(entry)?)));
        let matches: Vec<(&Entry, Matching<'_>)> = matches.collect();
        let mut groups: Vec<(&'static str, Vec<(&Entry, &Matching<'_>)>)> = Vec::new();
        // Costs are few and small; the order of the template breaks ties.
        for cost in 0..=matches.iter().map(|(_, matching)| matching.cost).max().unwrap_or_default() {
            for (entry, matching) in matches.iter().filter(|(_, matching)| matching.cost == cost) {
                let title = title(&entry.element);
                match groups.iter_mut().find(|(known, _)| *known == title) {
                    Some((_, hits)) => hits.push((entry, matching)),
                    None => groups.push((title, vec![(entry, matching)])),
                }
            }
        }
        let mut groups: Vec<Group> = groups
            .into_iter()
            .map(|(title, hits)| {
                let hit = |(entry, matching)| self.hit(model, &query, entry, matching);
                Group { title, hits: Listed::most(MOST, hits, hit) }
            })
            .collect();
        let shown: Vec<usize> =
            groups.iter().flat_map(|group| group.hits.iter()).filter_map(|hit| hit.line).collect();
        let lines = self.lines(model, &query, &shown);
        if !lines.is_empty() {
            groups.push(Group { title: "Lines of the template", hits: lines });
        }
        Found { groups }
    }

    fn hit(&self, model: &Model, query: &Query, entry: &Entry, matching: &Matching<'_>) -> Hit {
        let document = &model.source.document;
        let path = matching.field.map_or(&entry.path, |field| &field.path);
        let is_written = !self.stale && document.find(&entry.path).is_some();
        Hit {
            element: Some(entry.element.clone()),
            name: query.marked(&entry.name),
            type_name: query.marked(&entry.type_name),
            matched: matching.field.map(|field| (query.marked(&field.name), query.excerpt(&field.text))),
            is_line: false,
            place: Some(place(model, &entry.element)),
            line: is_written.then(|| document.position(path).line),
        }
    }

    /// Returns the lines that have all of it, but for those that a hit leads to.
    fn lines(&self, model: &Model, query: &Query, shown: &[usize]) -> Listed<Hit> {
        let mut at = 0;
        let lines = self.text.split_inclusive('\n').enumerate().map(|(number, line)| {
            let start = at;
            at += line.len();
            (number + 1, start, line.trim_end())
        });
        let found = lines.filter(|(number, _, line)| !shown.contains(number) && query.is_in_line(line));
        Listed::most(MOST, found, |(number, start, line)| {
            let indent = line.len() - line.trim_start().len();
            let document = &model.source.document;
            let element = (!self.stale).then(|| places::element_at(document, start + indent)).flatten();
            Hit {
                place: None,
                element,
                name: line_excerpt(query, line),
                type_name: Vec::new(),
                matched: None,
                is_line: true,
                line: Some(number),
            }
        })
    }
}

/// Returns what is above the hits of a kind.
fn title(element: &Element) -> &'static str {
    match element {
        Element::Parameter(_) => "Parameters",
        Element::Mapping(_) | Element::Mappings => "Mappings",
        Element::Condition(_) => "Conditions",
        Element::Rule(_) => "Rules",
        Element::Globals(_) => "Globals",
        Element::Resource(_) => "Resources",
        Element::Output(_) => "Outputs",
    }
}
