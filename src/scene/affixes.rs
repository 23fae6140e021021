//! What most names of a template hold, and what so tells none of them apart: the stack's name, an environment's.

use indexmap::IndexMap;

use crate::eval::{Deferred, Value};

use super::excerpt::excerpt;
use super::world::{World, name_tag, naming_property};

/// How the stack's name reads before anybody chose it.
pub(super) const STACK_NAME: &str = "‹AWS::StackName›";

/// Names hold these to be the only ones of the world.
const ALWAYS: [&str; 2] = [STACK_NAME, "‹AWS::AccountId›"];

/// Fewer names do not show that it is the author's habit.
const FEWEST: usize = 3;

/// Real names hold one or two; hostile ones must not take for ever.
const MOST: usize = 16;

/// The parameters that nobody gave a value and that most names are made with, as they read: `‹Environment›`.
pub(super) fn read(world: &World) -> Vec<String> {
    let mut counts: IndexMap<String, usize> = IndexMap::new();
    let mut names = 0;
    for (_, resource) in world.present() {
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
                *counts.entry(excerpt(part)).or_default() += 1;
            }
        }
    }
    let is_common = |count: usize| count >= FEWEST && count * 2 > names;
    counts.into_iter().filter(|(_, count)| is_common(*count)).map(|(text, _)| text).take(MOST).collect()
}

/// `‹AWS::StackName›-web` → `web`: everything in the drawing is the stack's.
pub(super) fn without(text: &str, affixes: &[String]) -> String {
    let mut text = text.trim().to_owned();
    for affix in ALWAYS.into_iter().chain(affixes.iter().map(String::as_str)) {
        if text.contains(affix) {
            let parts = text.split(affix).map(|part| part.trim_matches(is_joint));
            let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
            text = parts.join("-");
        }
    }
    text
}

fn is_joint(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '_' | '/' | '.' | ':' | '|')
}
