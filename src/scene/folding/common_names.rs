//! What siblings that are alike are called together.

use std::rc::Rc;

use crate::maps::SortedMap;
use crate::scene::{NodeIndex, Scene};
use crate::sorting;
use crate::words::{is_joint, words};

/// The shapes of all names of a scene, by node: the same for names that differ in numbers and single letters only.
pub(super) struct Shapes {
    numbers: Vec<usize>,
}

impl Shapes {
    /// Reads every name once: groups are formed many times.
    pub fn of(scene: &Scene) -> Self {
        let mut known: SortedMap<Vec<Part>, usize> = SortedMap::new();
        let numbers = (0..scene.nodes.len()).map(|node| {
            let next = known.len();
            let shape = parts(&name(scene, node)).into_iter().map(Part::shape).collect();
            *known.entry(shape).or_insert(next)
        });
        Self { numbers: numbers.collect() }
    }

    /// Members of a group by the shapes of their names.
    pub fn divide(&self, group: &[NodeIndex]) -> Vec<Vec<NodeIndex>> {
        let mut named: SortedMap<usize, Vec<NodeIndex>> = SortedMap::new();
        for &node in group {
            named.entry(self.numbers.get(node).copied().unwrap_or_default()).or_default().push(node);
        }
        let mut named: Vec<Vec<NodeIndex>> = named.into_values().collect();
        sorting::plain(&mut named);
        named
    }

    /// Returns whether the names of a group have one shape.
    pub fn are_one(&self, group: &[NodeIndex]) -> bool {
        self.divide(group).len() == 1
    }
}

/// Returns what names that differ in numbers and single letters have in common: `Worker` of `Worker1`, `Worker2`.
pub(super) fn common_name(scene: &Scene, group: &[NodeIndex]) -> String {
    let mut names = group.iter().map(|&node| parts(&name(scene, node)));
    let Some(mut common) = names.next() else {
        return String::new();
    };
    for name in names {
        for (part, other) in common.iter_mut().zip(name) {
            if *part != other {
                *part = Part::Varies(String::new());
            }
        }
    }
    let text: String = common.iter().map(Part::text).collect();
    let mut tidy = String::new();
    for c in text.chars() {
        if !(is_joint(c) && tidy.chars().last().is_none_or(is_joint)) {
            tidy.push(c);
        }
    }
    tidy.trim_end_matches(is_joint).to_owned()
}

/// The words that names end or begin with alike: `DeadLetterQueue` of `OrdersDeadLetterQueue`, `BillingDeadLetterQueue`.
pub(super) fn common_words(scene: &Scene, group: &[NodeIndex]) -> String {
    let names: Vec<Rc<str>> = group.iter().map(|&node| name(scene, node)).collect();
    let names: Vec<Vec<&str>> = names.iter().map(|name| words(name)).collect();
    let Some((first, others)) = names.split_first() else {
        return String::new();
    };
    let alike = |count: usize, at: fn(&[&str], usize) -> Option<String>| {
        (0..count).take_while(|&i| others.iter().all(|other| at(other, i) == at(first, i))).count()
    };
    let at_end = alike(first.len(), |words, i| words.iter().rev().nth(i).map(ToString::to_string));
    let at_start = alike(first.len(), |words, i| words.get(i).map(ToString::to_string));
    let words = if at_end > 0 { &first[first.len() - at_end..] } else { &first[..at_start] };
    words.concat().trim_matches(is_joint).to_owned()
}

/// A part of a name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// The text that alike names have in common.
    Same(String),
    /// A number, or a letter on its own.
    Varies(String),
}

impl Part {
    fn shape(self) -> Self {
        match self {
            Part::Same(text) => Part::Same(text),
            Part::Varies(_) => Part::Varies(String::new()),
        }
    }

    fn text(&self) -> &str {
        let (Part::Same(text) | Part::Varies(text)) = self;
        text
    }
}

/// `WorkerA` → `Worker`, `A`; `queue-12-dlq` → `queue-`, `12`, `-dlq`.
/// This is not where words begin (`crate::words`): what varies may stand within a word, and `DeadLetter` stays in one part.
fn parts(name: &str) -> Vec<Part> {
    let characters: Vec<char> = name.chars().collect();
    let mut parts: Vec<Part> = Vec::new();
    for (i, &c) in characters.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|i| characters.get(i)).copied();
        let after = characters.get(i + 1).copied();
        let ends = after.is_none_or(|c| !c.is_alphabetic());
        // In `WorkerA` and `worker-a` a letter stands on its own; in `Web` and `SQS` none does.
        let alone = c.is_alphabetic()
            && ends
            && before.is_some_and(|b| !b.is_alphabetic() || c.is_uppercase() && b.is_lowercase());
        match parts.last_mut() {
            Some(Part::Varies(text)) if c.is_numeric() && before.is_some_and(char::is_numeric) => {
                text.push(c)
            }
            Some(Part::Same(text)) if !c.is_numeric() && !alone => text.push(c),
            _ if c.is_numeric() || alone => parts.push(Part::Varies(c.into())),
            _ => parts.push(Part::Same(c.into())),
        }
    }
    parts
}

fn name(scene: &Scene, node: NodeIndex) -> Rc<str> {
    let node = scene.nodes.get(node);
    node.and_then(|node| node.label.as_ref()).map_or_else(|| "".into(), |label| label.text.letters())
}
