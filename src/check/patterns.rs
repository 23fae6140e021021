//! The patterns of the facts, each compiled once, all within bounds.

use regex_lite::{Regex, RegexBuilder};

use crate::facts::TypeFacts;
use crate::maps::IndexMap;

/// The largest compiled pattern, in bytes; matching takes time in proportion.
const MAX_SIZE: usize = 1 << 15;

/// The longest text that is matched, in bytes.
const MAX_TEXT: usize = 2048;

/// The effort that compiling and matching may take together, in bytes of text: about a tenth of a second.
const MAX_EFFORT: usize = 200_000;

/// The effort of compiling one pattern, in bytes of text matched.
const COMPILING: usize = 100;

/// The patterns that were asked for.
pub(super) struct Patterns<'f> {
    facts: &'f TypeFacts,
    compiled: IndexMap<usize, Option<Regex>>,
    effort: usize,
}

impl<'f> Patterns<'f> {
    pub(super) fn new(facts: &'f TypeFacts) -> Self {
        Self { facts, compiled: IndexMap::new(), effort: MAX_EFFORT }
    }

    /// Code and pattern of the first that the text does not match.
    pub(super) fn mismatch(&mut self, numbers: &[usize], text: &str) -> Option<(&'static str, &'f str)> {
        // In other scripts the classes `\w` and `\d` of cfn-lint hold more than ours; its `$` ignores a last line end.
        if !text.is_ascii() || text.ends_with('\n') || text.len() > MAX_TEXT {
            return None;
        }
        numbers.iter().find_map(|&number| {
            let (code, pattern) = self.facts.pattern(number)?;
            let code = CODES.iter().find(|known| **known == code)?;
            (!self.matches(number, pattern, text)).then_some((*code, pattern))
        })
    }

    fn matches(&mut self, number: usize, pattern: &str, text: &str) -> bool {
        let compile = if self.compiled.contains_key(&number) { 0 } else { COMPILING };
        let Some(left) = self.effort.checked_sub(compile + text.len() + 1) else { return true };
        self.effort = left;
        let regex = self
            .compiled
            .entry(number)
            .or_insert_with(|| RegexBuilder::new(pattern).size_limit(MAX_SIZE).build().ok());
        regex.as_ref().is_none_or(|regex| regex.is_match(text))
    }
}

/// cfn-lint's rules whose patterns the facts bring.
const CODES: [&str; 15] = [
    "E1150", "E1151", "E1152", "E1153", "E1154", "E1155", "E1156", "E1157", "E1158", "E1159", "E1160",
    "E1162", "E1163", "E1164", "E3031",
];
