//! The third step: what everything is called, once every resource has its role.

use std::ops::Deref;
use std::rc::Rc;

use crate::catalog::Role;
use crate::eval::{MarkedText, Stack};
use crate::maps::IndexMap;
use crate::template::LogicalId;

use super::cdk;
use super::common_name_parts::CommonNameParts;
use super::given_names::{self, Words};
use super::id_lists::Lists;
use super::index::Index;
use super::readings::{Origin, Reading, Readings};

/// The resources and their names.
pub(super) struct Named<'a> {
    index: Index<'a>,
    words: Words<'a>,
    lists: Lists,
    /// The names that the template gives, and those that it gives what exists already.
    given: IndexMap<&'a LogicalId, MarkedText>,
}

impl<'a> Named<'a> {
    /// Reads the names of all resources.
    pub fn read(index: Index<'a>, stack: &Stack) -> Self {
        let words = Words {
            cdk: cdk::names(&index.own().collect()),
            common_name_parts: CommonNameParts::read(&index, stack),
            readings: Readings::read(&index, stack),
        };
        let lists = Lists::read(&index, &words.readings);
        let mut given = given_names::read(&index, &words);
        given.extend(index.existing().map(|(id, thing)| {
            let readings = &words.readings;
            let whole = thing.value.as_ref().map(|value| readings.spoken(value));
            (id, whole.unwrap_or_else(|| readings.spoken_text(thing.name.marked())))
        }));
        Named { index, words, lists, given }
    }

    /// Gives resources a role in which they are drawn, once it is known what they stand between.
    pub fn bring_forward(&mut self, role: Role, ids: impl IntoIterator<Item = &'a LogicalId>) {
        self.index.bring_forward(role, ids);
    }

    /// Returns how something is called that another stack exports.
    pub fn import(&self, id: &LogicalId) -> Option<&Reading> {
        let reading = self.readings().of(self.index.existing_value(id)?)?;
        matches!(reading.origin, Origin::Import(_)).then_some(reading)
    }

    /// Returns the lists of ids that exist already.
    pub fn lists(&self) -> &Lists {
        &self.lists
    }

    /// Returns how what is made elsewhere reads.
    pub fn readings(&self) -> &Readings {
        &self.words.readings
    }

    /// Returns what names are made of.
    pub fn words(&self) -> &Words<'a> {
        &self.words
    }

    /// Returns the name that the template gives a resource, where it tells one from others.
    pub fn given_name(&self, id: &LogicalId) -> Option<MarkedText> {
        self.given.get(id).cloned()
    }

    /// Returns what to call a resource that has no name: its logical ID, of a CDK template the telling part of it.
    pub fn logical_name(&self, id: &LogicalId) -> Rc<str> {
        let known = self.words.cdk.as_ref().and_then(|names| names.get(id)).cloned();
        known.unwrap_or_else(|| id.as_str().into())
    }
}

/// Whoever knows the names knows the resources.
impl<'a> Deref for Named<'a> {
    type Target = Index<'a>;

    fn deref(&self) -> &Index<'a> {
        &self.index
    }
}
