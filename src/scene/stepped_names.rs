//! Names that lead to something step by step: which of the steps tell it from others, and which say where it is.

use crate::eval::{Marked, MarkedText, Piece};
use crate::words::words;

/// The words that all such names end in: these words do not say what something is.
const GENERIC: [&str; 17] = [
    "arn",
    "arns",
    "endpoint",
    "export",
    "group",
    "id",
    "identifier",
    "ids",
    "list",
    "name",
    "names",
    "number",
    "output",
    "ref",
    "uri",
    "url",
    "value",
];

/// Words for what there are many of: by itself such a last step tells none of them.
const KINDS: [&str; 12] = [
    "bucket", "cluster", "key", "queue", "role", "sg", "stack", "subnet", "subnets", "table", "topic", "zone",
];

/// Real names have a handful of steps; of others none is told from the rest.
const MOST: usize = 32;

/// More letters than a title has room for beside where something is from.
const LONG: usize = 24;

/// A name and its steps.
#[derive(Debug, Clone)]
pub(super) struct SteppedName<'n> {
    name: Marked<'n>,
    steps: Vec<Step>,
}

/// Where a step begins and ends, and whether only AWS or the reader knows it.
#[derive(Debug, Clone, Copy)]
struct Step {
    start: usize,
    end: usize,
    is_unknown: bool,
}

impl<'n> SteppedName<'n> {
    /// The steps of a name, with such letters between them; what only AWS or the reader knows is a step.
    pub fn of(name: Marked<'n>, is_joint: impl Fn(char) -> bool) -> Self {
        let mut steps: Vec<Step> = Vec::new();
        let mut start = 0;
        for piece in name.pieces() {
            match piece {
                Piece::Unknown(text) => {
                    steps.push(Step { start, end: start + text.len(), is_unknown: true });
                    start += text.len();
                }
                Piece::Known(text) => {
                    for step in text.split_inclusive(&is_joint) {
                        let end = start + step.trim_end_matches(&is_joint).len();
                        steps.extend((end > start).then_some(Step { start, end, is_unknown: false }));
                        start += step.len();
                    }
                }
            }
        }
        if steps.len() > MOST {
            steps = vec![Step { start: 0, end: name.len(), is_unknown: false }];
        }
        SteppedName { name, steps }
    }

    fn step(&self, step: usize) -> Option<Marked<'n>> {
        self.steps.get(step).and_then(|step| self.name.get(step.start..step.end))
    }

    /// Where something is, and what tells it from others: mostly the last step.
    pub fn split(&self, others: &[SteppedName]) -> (Marked<'n>, Marked<'n>) {
        let wanted = self.natural().unwrap_or_else(|| self.common(others));
        let fits = |&step: &usize| {
            let tail = self.tail(step);
            is_telling(tail) && !others.iter().any(|other| other.name != self.name && other.ends_with(tail))
        };
        let step = (0..=wanted).rev().find(fits).unwrap_or(0);
        (self.before(step), if step == 0 { self.name } else { self.tail(step) })
    }

    /// The telling step with the one before it, where what follows says nothing: `…/vpc/Main/…` of
    /// `/network/vpc/Main/id`.
    pub fn middle(&self) -> Option<MarkedText> {
        let telling = (0..self.steps.len()).rev().find(|&step| self.step(step).is_some_and(is_telling))?;
        if telling + 1 == self.steps.len() {
            return None;
        }
        let first = telling.saturating_sub(1);
        let dots = if first > 0 { "…/" } else { "/" };
        let shown = (first..=telling).filter_map(|step| self.step(step)).flat_map(|step| [step, "/".into()]);
        Some(MarkedText::concat(&Vec::from_iter(
            std::iter::once(dots.into()).chain(shown).chain(["…".into()]),
        )))
    }

    /// The step behind the last that is not known yet, or behind the last strong joint; else, or where much follows, the
    /// last, when it is words by itself.
    fn natural(&self) -> Option<usize> {
        let last = self.steps.len().checked_sub(1)?;
        let open = self
            .steps
            .iter()
            .rposition(|step| step.is_unknown)
            .map(|step| step + 1)
            .filter(|&step| step <= last);
        let is_strong = |step: &usize| {
            self.steps
                .get(*step)
                .and_then(|step| self.name.get(0..step.start))
                .is_some_and(|before| before.ends_with([':', '/']))
        };
        let strong = (1..=last).rev().find(is_strong);
        let words = self
            .step(last)
            .filter(|text| text.contains(char::is_uppercase) && is_telling(*text))
            .map(|_| last);
        let behind = open.max(strong);
        let words = words.filter(|&step| step > 0);
        match behind {
            Some(step) if self.tail(step).len() > LONG => behind.max(words),
            Some(_) => behind,
            None => words,
        }
    }

    /// The step behind those that another name begins with, too; else the last.
    fn common(&self, others: &[SteppedName]) -> usize {
        let common = |other: &SteppedName| {
            let most = self.steps.len().min(other.steps.len());
            (0..most).take_while(|&step| self.step(step) == other.step(step)).count()
        };
        let last = self.steps.len().saturating_sub(1);
        let others = others.iter().filter(|other| other.name != self.name);
        let found = others.map(common).max().filter(|&common| common > 0 && common <= last).unwrap_or(last);
        let is_kind = KINDS.contains(&self.tail(found).to_ascii_lowercase().as_str());
        found.saturating_sub(is_kind.into())
    }

    fn tail(&self, step: usize) -> Marked<'n> {
        let tail = self.steps.get(step).and_then(|step| self.name.get(step.start..self.name.len()));
        tail.unwrap_or_else(|| "".into())
    }

    fn before(&self, step: usize) -> Marked<'n> {
        let end = step.checked_sub(1).and_then(|step| self.steps.get(step)).map_or(0, |step| step.end);
        self.name.get(0..end).unwrap_or_else(|| "".into())
    }

    /// Returns whether the last steps of a name read so.
    fn ends_with(&self, tail: Marked) -> bool {
        let start = self.name.len().saturating_sub(tail.len());
        self.name.get(start..self.name.len()) == Some(tail)
            && self.steps.iter().any(|step| step.start == start)
    }
}

/// Returns whether one of the words of a text that are known says what something is.
pub(super) fn is_telling(text: Marked) -> bool {
    let known = text.pieces().into_iter().filter_map(|piece| match piece {
        Piece::Known(text) => Some(text),
        Piece::Unknown(_) => None,
    });
    known.flat_map(words).any(|word| {
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
        letters > 1 && !GENERIC.contains(&word.as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::is_joint;

    /// Where the first of some names is split beside the others.
    fn check(names: &[&str], expected: (&str, &str)) {
        let names: Vec<MarkedText> = names.iter().map(|name| MarkedText::with_brackets(name)).collect();
        let ways: Vec<SteppedName> =
            names.iter().map(|name| SteppedName::of(name.marked(), is_joint)).collect();
        let (place, name) = ways[0].split(&ways);
        assert_eq!((place.as_str(), name.as_str()), expected);
    }

    #[test]
    fn steps_end_at_joints_and_at_what_is_not_known_yet() {
        let texts = |name: &str| {
            let name = MarkedText::with_brackets(name);
            let way = SteppedName::of(name.marked(), is_joint);
            way.steps.iter().map(|step| name[step.start..step.end].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(texts("‹Parent-Stack›-Subnet_A"), ["‹Parent-Stack›", "Subnet", "A"]);
        assert_eq!(texts("/a//b/"), ["a", "b"]);
        assert_eq!(texts("net‹Name ‹X›-1›Vpc"), ["net", "‹Name ‹X›-1›", "Vpc"]);
        assert!(texts("").is_empty());
    }

    #[test]
    fn what_follows_an_unknown_stack_tells_what_it_is() {
        check(&["‹Parent›-VPC"], ("‹Parent›", "VPC"));
        check(&["‹Parent›-private-subnet-a"], ("‹Parent›", "private-subnet-a"));
        check(&["vpc-‹Parent›"], ("", "vpc-‹Parent›"));
    }

    #[test]
    fn so_does_what_follows_a_colon_or_a_slash_or_is_words_by_itself() {
        check(&["my-network:vpc-id"], ("my-network", "vpc-id"));
        check(&["my-network-PrivateSubnetOne"], ("my-network", "PrivateSubnetOne"));
        check(&["PrivateSubnetOne"], ("", "PrivateSubnetOne"));
    }

    #[test]
    fn where_much_follows_the_last_step_tells() {
        check(
            &["‹C›-vpc-of-all-private-nodes-SubnetsPrivate"],
            ("‹C›-vpc-of-all-private-nodes", "SubnetsPrivate"),
        );
        check(&["‹C›-all-Private-Subnets"], ("‹C›", "all-Private-Subnets"));
    }

    #[test]
    fn what_others_begin_with_is_where_it_is() {
        let names = ["prod-network-subnet-a", "prod-network-vpc-id"];
        check(&names, ("prod-network", "subnet-a"));
        check(&["prod-network-subnet-1", "prod-network-subnet-2"], ("prod-network", "subnet-1"));
    }

    #[test]
    fn what_says_nothing_or_not_enough_is_not_alone() {
        check(&["network-vpc-id"], ("network", "vpc-id"));
        check(&["us-east-1-network-public-subnet"], ("us-east-1-network", "public-subnet"));
        check(&["‹A›-Web-GroupId", "‹A›-Db-GroupId"], ("‹A›", "Web-GroupId"));
        check(&["‹A›-VpcId", "‹B›-VpcId"], ("", "‹A›-VpcId"));
        check(&["net-private-subnet-1", "net-public-subnet-1"], ("net", "private-subnet-1"));
    }

    #[test]
    fn the_middle_tells_where_the_end_does_not() {
        let middle = |name: &str| SteppedName::of(name.into(), |c| c == '/').middle();
        assert_eq!(middle("/network/vpc/Main/id").as_deref(), Some("…/vpc/Main/…"));
        assert_eq!(middle("/vpc/Main/id").as_deref(), Some("/vpc/Main/…"));
        assert_eq!(middle("/network/vpc-id"), None);
    }

    #[test]
    fn ids_and_names_tell_nothing() {
        let is_telling = |name: &str| is_telling(MarkedText::with_brackets(name).marked());
        assert!(["vpc", "VpcId", "web-1", "SubnetAPublic"].into_iter().all(is_telling));
        assert!(!["id", "Id", "GroupId", "1", "a-1", "‹Name›", ""].into_iter().any(is_telling));
    }
}
