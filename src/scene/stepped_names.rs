//! Names that lead to something step by step: which of the steps tell it from others, and which say where it is.

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
    name: &'n str,
    /// Where each step begins and ends.
    steps: Vec<(usize, usize)>,
}

impl<'n> SteppedName<'n> {
    /// The steps of a name, with such letters between them; what only AWS or the reader knows is a step.
    pub fn of(name: &'n str, is_joint: impl Fn(char) -> bool) -> Self {
        let mut steps: Vec<(usize, usize)> = Vec::new();
        let mut start = None;
        let mut depth = 0usize;
        for (at, c) in name.char_indices() {
            let ends = match c {
                '‹' => {
                    depth += 1;
                    depth == 1
                }
                _ => depth == 0 && is_joint(c),
            };
            if ends && let Some(start) = start.take() {
                steps.push((start, at));
            }
            if depth > 0 || !is_joint(c) {
                start = start.or(Some(at));
            }
            if c == '›' {
                depth = depth.saturating_sub(1);
                if depth == 0
                    && let Some(start) = start.take()
                {
                    steps.push((start, at + c.len_utf8()));
                }
            }
        }
        steps.extend(start.map(|start| (start, name.len())));
        if steps.len() > MOST {
            steps = vec![(0, name.len())];
        }
        SteppedName { name, steps }
    }

    /// Where something is, and what tells it from others: mostly the last step.
    pub fn split(&self, others: &[SteppedName]) -> (&'n str, &'n str) {
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
    pub fn middle(&self) -> Option<String> {
        let step = |index: usize| self.steps.get(index).and_then(|&(start, end)| self.name.get(start..end));
        let telling = (0..self.steps.len()).rev().find(|&index| step(index).is_some_and(is_telling))?;
        if telling + 1 == self.steps.len() {
            return None;
        }
        let first = telling.saturating_sub(1);
        let dots = if first > 0 { "…/" } else { "/" };
        let shown: Vec<&str> = (first..=telling).filter_map(step).collect();
        Some(format!("{dots}{}/…", shown.join("/")))
    }

    /// The step behind the last that is not known yet, or behind the last strong joint; else, or where much follows, the
    /// last, when it is words by itself.
    fn natural(&self) -> Option<usize> {
        let last = self.steps.len().checked_sub(1)?;
        let text = |step: usize| self.steps.get(step).and_then(|&(start, end)| self.name.get(start..end));
        let is_open = |step: &usize| text(*step).is_some_and(|text| text.starts_with('‹'));
        let open = (0..=last).rev().find(is_open).map(|step| step + 1).filter(|&step| step <= last);
        let is_strong = |step: &usize| {
            self.steps
                .get(*step)
                .and_then(|&(start, _)| self.name.get(..start))
                .is_some_and(|before| before.ends_with([':', '/']))
        };
        let strong = (1..=last).rev().find(is_strong);
        let words =
            text(last).filter(|text| text.contains(char::is_uppercase) && is_telling(text)).map(|_| last);
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
            let pairs = self.steps.iter().zip(&other.steps);
            pairs.take_while(|(one, its)| self.name.get(one.0..one.1) == other.name.get(its.0..its.1)).count()
        };
        let last = self.steps.len().saturating_sub(1);
        let others = others.iter().filter(|other| other.name != self.name);
        let found = others.map(common).max().filter(|&common| common > 0 && common <= last).unwrap_or(last);
        let is_kind = KINDS.contains(&self.tail(found).to_lowercase().as_str());
        found.saturating_sub(is_kind.into())
    }

    fn tail(&self, step: usize) -> &'n str {
        self.steps.get(step).and_then(|&(start, _)| self.name.get(start..)).unwrap_or_default()
    }

    fn before(&self, step: usize) -> &'n str {
        let end = step.checked_sub(1).and_then(|step| self.steps.get(step)).map_or(0, |&(_, end)| end);
        self.name.get(..end).unwrap_or_default()
    }

    /// Returns whether the last steps of a name read so.
    fn ends_with(&self, tail: &str) -> bool {
        let start = self.name.len().saturating_sub(tail.len());
        self.name.ends_with(tail) && self.steps.iter().any(|step| step.0 == start)
    }
}

/// Returns whether one of the words of a text says what something is.
pub(super) fn is_telling(text: &str) -> bool {
    let mut depth = 0usize;
    let known = text.chars().map(|c| {
        depth = match c {
            '‹' => depth + 1,
            '›' => depth.saturating_sub(1),
            _ => depth,
        };
        if depth == 0 { c } else { ' ' }
    });
    words(&known.collect::<String>()).into_iter().any(|word| {
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        letters > 1 && !GENERIC.contains(&word.as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::is_joint;

    /// Where the first of some names is split beside the others.
    fn check(names: &[&str], expected: (&str, &str)) {
        let ways: Vec<SteppedName> = names.iter().map(|name| SteppedName::of(name, is_joint)).collect();
        assert_eq!(ways[0].split(&ways), expected);
    }

    #[test]
    fn steps_end_at_joints_and_at_what_is_not_known_yet() {
        let texts = |name: &str| {
            let way = SteppedName::of(name, is_joint);
            way.steps.iter().map(|&(start, end)| name[start..end].to_owned()).collect::<Vec<_>>()
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
        let middle = |name: &str| SteppedName::of(name, |c| c == '/').middle();
        assert_eq!(middle("/network/vpc/Main/id").as_deref(), Some("…/vpc/Main/…"));
        assert_eq!(middle("/vpc/Main/id").as_deref(), Some("/vpc/Main/…"));
        assert_eq!(middle("/network/vpc-id"), None);
    }

    #[test]
    fn ids_and_names_tell_nothing() {
        assert!(["vpc", "VpcId", "web-1", "SubnetAPublic"].into_iter().all(is_telling));
        assert!(!["id", "Id", "GroupId", "1", "a-1", "‹Name›", ""].into_iter().any(is_telling));
    }
}
