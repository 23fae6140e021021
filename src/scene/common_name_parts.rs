//! What most names of a template hold, and what so tells none of them apart: the stack's name, an environment's.

use std::ops::Range;

use crate::eval::{Deferred, Marked, MarkedText, Stack, Value};
use crate::maps::IndexMap;
use crate::words::{is_joint, words};

use super::excerpt::marked;
use super::index::Index;
use super::name_properties::{name_tag, naming_property};

/// The stack's name as it reads before anybody chose it.
pub(super) const STACK_NAME: &str = "AWS::StackName";

/// Names hold these to be the only ones of the world.
const ALWAYS: [&str; 2] = [STACK_NAME, "AWS::AccountId"];

/// Fewer names do not show that it is the author's habit.
const FEWEST: usize = 3;

/// Real names hold one or two; hostile ones must not take for ever.
const MOST: usize = 16;

/// The names of environments; a name of such words alone says where something is and not what.
const ENVIRONMENTS: [&str; 26] = [
    "acc",
    "dev",
    "devel",
    "development",
    "env",
    "environment",
    "int",
    "integration",
    "live",
    "nonprod",
    "pre",
    "preprod",
    "prd",
    "prod",
    "production",
    "qa",
    "sandbox",
    "sbx",
    "stage",
    "staging",
    "stg",
    "test",
    "testing",
    "tst",
    "uat",
    "non",
];

/// Words of parameters that hold the name of an environment.
const OF_ENVIRONMENT: [&str; 3] = ["env", "environment", "stage"];

/// The parts of a template's names that tell none of them apart.
#[derive(Debug, Default)]
pub(super) struct CommonNameParts {
    /// The parts that only AWS or the reader knows and names hold to be the only ones of the world, then the parameters that nobody gave a
    /// value and that most names are made with.
    common: Vec<MarkedText>,
    /// The values of the pseudo parameters that everything in a drawing shares, where somebody said.
    known: Vec<(&'static str, String)>,
    /// The region and the environment as they read.
    places: Vec<MarkedText>,
}

impl CommonNameParts {
    /// Reads the names of all resources.
    pub fn read(index: &Index, stack: &Stack) -> Self {
        let known = [
            ("AWS::StackName", stack.stack_name.clone()),
            ("AWS::AccountId", stack.account_id.clone()),
            ("AWS::Region", Some(stack.region.clone())),
        ];
        let known =
            known.into_iter().filter_map(|(name, value)| Some((name, value.filter(|v| !v.is_empty())?)));
        let of_environment = stack.parameters.iter().filter(|(id, _)| is_of_environment(id.as_str()));
        let values = of_environment.flat_map(|(id, parameter)| {
            let value = parameter.value.as_ref().and_then(Value::as_text).map(MarkedText::from);
            std::iter::once(marked(&Deferred::Parameter(id.clone()))).chain(value)
        });
        let places =
            std::iter::once(stack.region.as_str().into()).chain(values).filter(|place| !place.is_empty());
        let always = ALWAYS.map(|name| marked(&Deferred::Pseudo(name.into())));
        let common = always.into_iter().chain(common(index)).collect();
        CommonNameParts { common, known: known.collect(), places: places.take(MOST).collect() }
    }

    /// `‹AWS::StackName›-web` → `web`: everything in the drawing is the stack's. What a pseudo parameter is known to be
    /// is only left out of names that are made of it.
    pub fn without(&self, text: Marked, is_made_of: impl Fn(&str) -> bool) -> MarkedText {
        let mut text = text.part(text.as_str().trim()).to_owned();
        for affix in &self.common {
            text = cut(text, affix);
        }
        for (pseudo, value) in &self.known {
            if text.contains(value.as_str()) && is_made_of(pseudo) {
                text = cut_word(text, &value.as_str().into(), 1);
            }
        }
        text
    }

    /// Returns whether a name says the region or another, the partition, the account or the environment, and nothing else.
    pub fn says_only_where(&self, name: Marked) -> bool {
        // Queues and topics that keep the order must be called so.
        let name = name.part(name.as_str().strip_suffix(".fifo").unwrap_or(name.as_str()));
        let rest = self.places.iter().fold(name.to_owned(), |rest, place| cut_word(rest, place, usize::MAX));
        let words: Vec<&str> = rest.split(is_joint).filter(|word| !word.is_empty()).collect();
        let is_account = |word: &str| word.len() == 12 && word.bytes().all(|byte| byte.is_ascii_digit());
        let is_environment = |word: &str| ENVIRONMENTS.contains(&word.to_ascii_lowercase().as_str());
        let mut left = words.as_slice();
        while let Some((word, behind)) = left.split_first() {
            left = match region_length(left) {
                Some(length) => &left[length..],
                None if is_account(word) || is_environment(word) || *word == "aws" => behind,
                None => return false,
            };
        }
        true
    }
}

/// Of how many words the region is that a name goes on with: `eu`, `central`, `1`. AWS opens new ones: a list of them would
/// be old.
fn region_length(words: &[&str]) -> Option<usize> {
    const SIDES: [&str; 4] = ["north", "south", "east", "west"];
    let is_area = |word: &str| {
        let is_short = word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_lowercase());
        is_short || word == "eusc"
    };
    let is_side = |word: &str| {
        let rest = SIDES.iter().find_map(|side| word.strip_prefix(side)).unwrap_or(word);
        word == "central" || rest != word && (rest.is_empty() || SIDES.contains(&rest))
    };
    let is_number = |word: &str| word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_digit());
    match words {
        [area, side, number, ..] if is_area(area) && is_side(side) && is_number(number) => Some(3),
        // `us-gov-west-1`, `us-isob-east-1`, `eusc-de-east-1`.
        [area, part, side, number, ..]
            if is_area(area)
                && (*part == "gov" || part.starts_with("iso") || is_area(part))
                && is_side(side)
                && is_number(number) =>
        {
            Some(4)
        }
        _ => None,
    }
}

/// The parameters without a value that most names are made with.
fn common(index: &Index) -> Vec<MarkedText> {
    let mut counts: IndexMap<MarkedText, usize> = IndexMap::new();
    let mut names = 0;
    for (_, resource) in index.present() {
        let Some(name) = name_tag(resource).or_else(|| naming_property(resource)) else {
            continue;
        };
        names += 1;
        let parts = match name {
            Value::Deferred(Deferred::Text(parts)) => parts.as_slice(),
            other => std::slice::from_ref(other),
        };
        for part in parts {
            if let Value::Deferred(Deferred::Parameter(_)) = part {
                *counts.entry(marked(part)).or_default() += 1;
            }
        }
    }
    let is_common = |count: usize| count >= FEWEST && count * 2 > names;
    counts.into_iter().filter(|(_, count)| is_common(*count)).map(|(text, _)| text).take(MOST).collect()
}

/// Returns whether a parameter is called so that its value is the name of an environment: `EnvironmentName`, `env`.
fn is_of_environment(id: &str) -> bool {
    let is_of_it =
        |word: &str| OF_ENVIRONMENT.iter().any(|of| word.trim_end_matches(is_joint).eq_ignore_ascii_case(of));
    words(id).into_iter().any(is_of_it)
}

/// A text without one of its parts, and without what joined it to the others.
fn cut(text: MarkedText, part: &MarkedText) -> MarkedText {
    let found: Vec<Range<usize>> = places(text.marked(), part.marked()).collect();
    without(text, &found)
}

/// The same, where the part is whole words, as often as told.
fn cut_word(text: MarkedText, word: &MarkedText, most: usize) -> MarkedText {
    let whole = text.marked();
    let is_word = |place: &Range<usize>| {
        let before = whole.get(0..place.start).and_then(|before| before.chars().next_back());
        let after = whole.get(place.end..whole.len()).and_then(|after| after.chars().next());
        before.is_none_or(is_joint) && after.is_none_or(is_joint)
    };
    let found: Vec<Range<usize>> = places(whole, word.marked()).filter(is_word).take(most).collect();
    without(text, &found)
}

/// Where a text holds another.
fn places<'t>(text: Marked<'t>, part: Marked<'t>) -> impl Iterator<Item = Range<usize>> {
    let found = text.as_str().match_indices(part.as_str()).map(move |(at, _)| at..at + part.len());
    found.filter(move |place| text.get(place.clone()) == Some(part))
}

/// Returns what is left of a name, with the joint before each part that followed what was cut out.
fn without(text: MarkedText, places: &[Range<usize>]) -> MarkedText {
    if places.is_empty() {
        return text;
    }
    let whole = text.marked();
    let starts = std::iter::once(0).chain(places.iter().map(|place| place.end));
    let ends = places.iter().map(|place| place.start).chain([whole.len()]);
    let mut left: Vec<Marked> = Vec::new();
    for part in starts.zip(ends).filter_map(|(start, end)| whole.get(start..end)) {
        let bare = part.part(part.as_str().trim_matches(is_joint));
        if !left.is_empty() && !bare.is_empty() {
            let first = part.as_str().chars().next().filter(|&c| is_joint(c));
            left.push(first.and_then(|first| part.get(0..first.len_utf8())).unwrap_or_else(|| "-".into()));
        }
        left.extend((!bare.is_empty()).then_some(bare));
    }
    MarkedText::concat(&left)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn common_name_parts() -> CommonNameParts {
        CommonNameParts {
            common: ["‹AWS::StackName›", "‹AWS::AccountId›", "‹Project›"]
                .map(MarkedText::with_brackets)
                .into(),
            known: vec![("AWS::StackName", "my-stack".into()), ("AWS::Region", "us-east-1".into())],
            places: ["us-east-1", "‹EnvName›", "blue-green"].map(MarkedText::with_brackets).into(),
        }
    }

    #[test]
    fn what_all_names_share_is_left_out_where_they_are_made_of_it() {
        let without = |text: &str, made_of: &[&str]| {
            let text = MarkedText::with_brackets(text);
            common_name_parts().without(text.marked(), |name| made_of.contains(&name)).to_string()
        };
        assert_eq!(without("‹AWS::StackName›-web", &[]), "web");
        assert_eq!(without("web-‹AWS::AccountId›-‹Project›", &[]), "web");
        assert_eq!(without("my-stack-web-us-east-1", &["AWS::StackName", "AWS::Region"]), "web");
        assert_eq!(without("my-stack-web-us-east-1", &["AWS::StackName"]), "web-us-east-1");
        assert_eq!(without("my-stackweb", &["AWS::StackName"]), "my-stackweb");
        assert_eq!(without("us-east-1a", &["AWS::Region"]), "us-east-1a");
        assert_eq!(without("my-stack/web us-east-1.fifo", &["AWS::StackName", "AWS::Region"]), "web.fifo");
        assert_eq!(without("my-stack-my-stack", &["AWS::StackName"]), "my-stack");
    }

    #[test]
    fn where_something_is_says_not_what_it_is() {
        let only = [
            "us-east-1",
            "prod",
            "Prod/us-east-1",
            "‹EnvName›",
            "123456789012",
            "blue-green_test",
            "dev.fifo",
            "eu-central-1",
            "ap-southeast-2-prod",
            "test.us-gov-west-1",
            "eusc-de-east-1",
            "us-east-1.aws",
        ];
        for name in only {
            assert!(common_name_parts().says_only_where(MarkedText::with_brackets(name).marked()), "{name}");
        }
        for name in [
            "us-west",
            "us-east-1a",
            "my-east-wing-1",
            "prod-web",
            "eu-west-1-web",
            "‹EnvName›-web",
            "green",
            "12345",
        ] {
            assert!(!common_name_parts().says_only_where(MarkedText::with_brackets(name).marked()), "{name}");
        }
    }

    #[test]
    fn parameters_are_of_an_environment_by_their_words() {
        for id in ["Env", "EnvironmentName", "pStage", "TargetEnv", "environment"] {
            assert!(is_of_environment(id), "{id}");
        }
        for id in ["Envelope", "Backstage", "Name"] {
            assert!(!is_of_environment(id), "{id}");
        }
    }
}
