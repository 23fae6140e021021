//! What exists already and a template only names: a queue by a parameter, a bucket by its name in a policy. Each is a
//! resource of the world that has a type and a name and nothing else, and is one, however it is named.

use crate::eval::{Deferred, Existence, Marked, MarkedText, StackResource, Value};
use crate::maps::{IndexMap, IndexSet};
use crate::template::LogicalId;

use super::addresses;
use super::bounds::MOST_EXISTING;
use super::excerpt::whole;
use super::{NodeKind, Scene};

/// The things that a template names and does not make.
#[derive(Debug, Default)]
pub(super) struct Things {
    all: IndexMap<LogicalId, Thing>,
    /// The thing that each text names wherever it stands: an ARN, an address, a parameter.
    by_text: IndexMap<MarkedText, LogicalId>,
    /// The thing that a plain name names where a property says of which type it is.
    by_name: IndexMap<&'static str, IndexMap<MarkedText, LogicalId>>,
    /// The thing that names kept elsewhere are of which differ in no more than what they give of one thing: `base-LakeArn`,
    /// `base-Lake`.
    by_stem: IndexMap<(&'static str, Elsewhere), LogicalId>,
    /// Each by its own name, and by what the parameter is about that is all of that.
    by_own: IndexMap<(&'static str, MarkedText), LogicalId>,
    by_parameter: IndexMap<(&'static str, String), LogicalId>,
    /// True if there are more.
    pub is_cut: bool,
}

/// Something that exists already.
#[derive(Debug)]
pub(super) struct Thing {
    pub resource: StackResource,
    /// As it is named first.
    pub name: MarkedText,
    /// The value that this name is, where it is a whole one.
    pub value: Option<Value>,
    /// The resources that name it.
    pub users: IndexSet<LogicalId>,
}

impl Things {
    /// Each, with what it is called in ids.
    pub fn iter(&self) -> impl Iterator<Item = (&LogicalId, &Thing)> {
        self.all.iter()
    }

    /// Returns whether something is one of them.
    pub fn contains(&self, id: &LogicalId) -> bool {
        self.all.contains_key(id)
    }

    /// The value that one is named by first.
    pub fn value(&self, id: &LogicalId) -> Option<&Value> {
        self.all.get(id)?.value.as_ref()
    }

    /// Returns what a text names, where one of these types (without `AWS::`) may be meant.
    pub fn named(&self, text: Marked, types: &[&'static str]) -> Option<&LogicalId> {
        let of_type = || types.iter().find_map(|short| self.by_name.get(short)?.get(&text));
        let found = self.by_text.get(&text).or_else(of_type)?;
        self.all.get_key_value(found).map(|(id, _)| id)
    }

    /// Returns what a text names wherever it stands.
    pub fn by_text(&self, text: Marked) -> Option<&Thing> {
        self.all.get(self.by_text.get(&text)?)
    }

    /// Forgets some of them.
    pub fn remove(&mut self, ids: &IndexSet<LogicalId>) {
        self.all.retain(|id, _| !ids.contains(id));
    }

    /// Adds what a text names, which may be a whole value: its type without `AWS::`, its name, and the text.
    pub fn insert(
        &mut self,
        user: &LogicalId,
        value: Option<&Value>,
        (short, name, text): (&'static str, Marked, Marked),
        kept: Option<Elsewhere>,
        types: &[&'static str],
    ) {
        let is_apart = NONE.iter().any(|none| short.starts_with(none)) && !types.contains(&short);
        if is_apart {
            return;
        }
        let is_kept = matches!(kept, Some(Elsewhere::Parameter(_)));
        let stem = kept.map(|kept| (short, kept.stem()));
        let known = stem.as_ref().and_then(|stem| self.by_stem.get(stem)).cloned();
        let id = known.or_else(|| self.same(short, name)).unwrap_or_else(|| self.new_id(short, name));
        if !self.all.contains_key(&id) && self.all.len() >= MOST_EXISTING {
            self.is_cut = true;
            return;
        }
        let thing = self.all.entry(id.clone()).or_insert_with(|| Thing {
            resource: StackResource {
                type_name: format!("AWS::{short}").into(),
                exists: Existence::Yes,
                properties: Value::Map(IndexMap::new()),
                init: None,
            },
            name: name.to_owned(),
            value: value.filter(|value| whole(*value).is_some_and(|whole| whole.marked() == name)).cloned(),
            users: IndexSet::new(),
        });
        thing.users.insert(user.clone());
        if let Some(stem) = stem {
            self.by_stem.entry(stem).or_insert_with(|| id.clone());
        }
        self.by_own.entry((short, name.to_owned())).or_insert_with(|| id.clone());
        if let Some(about) = parameter_of(name).or_else(|| parameter(name)) {
            self.by_parameter.entry((short, about.to_owned())).or_insert_with(|| id.clone());
        }
        let by_name = self.by_name.entry(short).or_default();
        by_name.insert(name.to_owned(), id.clone());
        by_name.insert(text.to_owned(), id.clone());
        let is_deferred =
            matches!(value, Some(Value::Deferred(deferred)) if !matches!(deferred, Deferred::Existing(..)));
        if is_deferred || is_kept || text.contains("://") || addresses::read(text).is_some() {
            self.by_text.insert(text.to_owned(), id);
        }
    }

    /// Returns the thing that has a name, or that another parameter names, where the two differ in what they hold of it.
    fn same(&self, short: &'static str, name: Marked) -> Option<LogicalId> {
        let of_parameter = |about: &str| self.by_parameter.get(&(short, about.to_owned()));
        let known = parameter_of(name).or_else(|| parameter(name)).and_then(of_parameter);
        known.or_else(|| self.by_own.get(&(short, name.to_owned()))).cloned()
    }

    /// Returns what a thing is called in ids.
    fn new_id(&self, short: &str, name: Marked) -> LogicalId {
        let mut id = format!("existing/{short}/{}", name.as_str());
        // A name that a template writes may read as what only AWS will know.
        while self.all.contains_key(id.as_str()) {
            id.push('\'');
        }
        LogicalId::from(id.as_str())
    }
}

/// The types that nothing flows to or from, unless a property says that something does: it is a part of something else, or watches.
const NONE: [&str; 4] = ["Events::Rule", "IAM::", "Logs::LogGroup", "Logs::LogStream"];

/// A place that keeps a name which a template only looks up.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Elsewhere {
    /// Another stack exports it under this name.
    Export(MarkedText),
    /// SSM has it under this name.
    Parameter(MarkedText),
}

impl Elsewhere {
    /// The same without the word for what it gives of a thing: `base-Lake` of `base-LakeArn`, `/lake` of `/lake/arn`.
    fn stem(self) -> Self {
        const OF_IT: [&str; 4] = ["arn", "id", "name", "url"];
        let stem = |name: &MarkedText, is_any_case: bool| {
            let text: &str = name;
            let found = OF_IT.iter().find_map(|word| {
                let (about, end) = text.split_at_checked(text.len().checked_sub(word.len())?)?;
                let is_word = is_any_case || end.starts_with(|c: char| c.is_ascii_uppercase());
                (is_word && end.eq_ignore_ascii_case(word)).then_some(about)
            });
            let about = found.map(|about| match is_any_case {
                true => about.trim_end_matches(['-', '_', '.', '/']),
                false => about,
            });
            let about = about.filter(|about| about.ends_with(char::is_alphanumeric));
            about.map_or_else(|| name.clone(), |about| name.marked().part(about).to_owned())
        };
        match self {
            Elsewhere::Export(name) => Elsewhere::Export(stem(&name, false)),
            Elsewhere::Parameter(name) => Elsewhere::Parameter(stem(&name, true)),
        }
    }
}

/// The type of what may be of several kinds.
pub(super) const ANY: &str = "AWS::Any::Resource";

/// The name of the export that a value imports.
pub(super) fn exported(value: &Value) -> Option<MarkedText> {
    match value {
        Value::Deferred(Deferred::Function(function, arguments)) if &**function == "Fn::ImportValue" => {
            arguments.first().and_then(|name| whole(name))
        }
        _ => None,
    }
}

/// The things that a scene shows with neither a link nor something that belongs to them.
pub(super) fn loose(scene: &Scene) -> IndexSet<LogicalId> {
    let mut held: IndexSet<usize> = scene.links.iter().flat_map(|link| [link.source, link.target]).collect();
    held.extend(scene.nodes.iter().filter_map(|node| node.parent));
    let nodes = scene.nodes.iter().enumerate().filter(|(_, node)| node.kind == NodeKind::Existing);
    let loose = nodes
        .filter(|(index, node)| !held.contains(index) && node.members.is_empty() && node.folded.is_empty());
    loose.map(|(_, node)| LogicalId::from(node.id.as_ref())).collect()
}

/// Returns the parameter that is all of a name.
fn parameter(name: Marked<'_>) -> Option<&str> {
    let parameter = name.bare();
    name.only_unknown()?.of.as_ref().filter(|of| of.as_str() == parameter)?;
    Some(parameter)
}

/// Returns what a parameter is about of which a name holds nothing else, whatever it holds of that: of `‹OrdersArn›` and of
/// `‹OrdersName›` the orders.
fn parameter_of(name: Marked<'_>) -> Option<&str> {
    const HELD: [&str; 4] = ["arn", "id", "name", "url"];
    let parameter = parameter(name)?;
    let held = HELD.iter().find_map(|held| {
        let at = parameter.len().checked_sub(held.len())?;
        let (about, end) = parameter.split_at_checked(at)?;
        // A word begins with a capital letter, or behind a joint.
        let is_word = end.starts_with(|c: char| c.is_ascii_uppercase()) || about.ends_with(['-', '_']);
        (is_word && end.eq_ignore_ascii_case(held)).then_some(about)
    })?;
    Some(held.trim_end_matches(['-', '_'])).filter(|about| !about.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_that_hold_two_things_of_one_are_about_it() {
        for name in
            ["‹OrdersArn›", "‹OrdersName›", "‹OrdersId›", "‹OrdersURL›", "‹Orders-url›", "‹Orders_name›"]
        {
            let name = MarkedText::with_brackets(name);
            assert_eq!(parameter_of(name.marked()), Some("Orders"), "{name}");
        }
        for name in [
            "‹Orders›",
            "orders-arn",
            "‹Username›",
            "‹Paid›",
            "‹Name›",
            "‹Orders.Arn›",
            "‹Stage›-‹OrdersArn›",
        ] {
            let name = MarkedText::with_brackets(name);
            assert_eq!(parameter_of(name.marked()), None, "{name}");
        }
    }
}
