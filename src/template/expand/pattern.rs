//! Names with holes: what a loop makes whose variable has no value is called `Queue‹Colour›`.

use std::rc::Rc;

use super::Variable;
use crate::maps::IndexSet;

/// The characters that a hole begins and ends with; no name of CloudFormation has either.
const MARKS: [char; 2] = ['‹', '›'];

/// The hole that a variable leaves in a name.
pub(super) fn hole(variable: &str) -> String {
    let [open, close] = MARKS;
    format!("{open}{variable}{close}")
}

/// Returns true if a name has a hole that one of these variables left; others may be the template's own text.
pub(in crate::template) fn has_hole(name: &str, variables: &IndexSet<Rc<str>>) -> bool {
    name.contains(MARKS) && variables.iter().any(|variable| name.contains(&hole(variable)))
}

/// Returns true if a name is one that the holes of another can be filled to.
pub(in crate::template) fn matches(with_holes: &str, name: &str) -> bool {
    let [open, close] = MARKS;
    let behind_hole = |piece: &str| piece.find(close).map_or(0, |end| end + close.len_utf8());
    let mut pieces = with_holes.split(open).map(|piece| &piece[behind_hole(piece)..]);
    let Some(mut rest) = name.strip_prefix(pieces.next().unwrap_or_default()) else { return false };
    let Some(last) = pieces.next_back() else { return rest.is_empty() };
    for piece in pieces {
        match rest.split_once(piece) {
            Some((_, behind)) => rest = behind,
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// Returns true if a text has a variable that has no value in this turn.
pub(super) fn names_unknown(text: &str, turn: &[Variable]) -> bool {
    text.contains('{')
        && turn.iter().any(|(variable, value)| {
            value.is_none()
                && (text.contains(&format!("${{{variable}}}")) || text.contains(&format!("&{{{variable}}}")))
        })
}

/// A text whose `${…}` are text, but for the loops' variables.
pub(super) fn escaped(text: &str, turn: &[Variable]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("${") {
        let (before, from) = rest.split_at(start);
        out.push_str(before);
        let inner = &from[2..];
        out.push_str(if begins_with_variable(inner, turn).is_some() || inner.starts_with('!') {
            "${"
        } else {
            "${!"
        });
        rest = inner;
    }
    out + rest
}

/// The text of an `Fn::Sub` whose names have holes for variables without a value: `${Queue${Colour}.Arn}`.
pub(super) fn with_holes(text: &str, turn: &[Variable]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut is_in_name = false;
    while let Some(next) = rest.find(['$', '&', '}']) {
        let (before, from) = rest.split_at(next);
        out.push_str(before);
        let inner = from.strip_prefix("${").or_else(|| from.strip_prefix("&{"));
        match inner.and_then(|inner| begins_with_variable(inner, turn)) {
            Some((variable, None)) if is_in_name => {
                out.push_str(&hole(variable));
                rest = &from[3 + variable.len()..];
            }
            // One with a value is put in later, and ends no name.
            Some((variable, _)) => {
                let (whole, behind) = from.split_at(3 + variable.len());
                out.push_str(whole);
                rest = behind;
            }
            None => {
                is_in_name = from.starts_with("${") || (is_in_name && !from.starts_with('}'));
                let (mark, behind) = from.split_at(1);
                out.push_str(mark);
                rest = behind;
            }
        }
    }
    out + rest
}

/// The variable of a loop that a text begins with, before its closing brace.
fn begins_with_variable<'v>(inner: &str, turn: &'v [Variable]) -> Option<(&'v str, Option<&'v Rc<str>>)> {
    let (name, _) = inner.split_once('}')?;
    let (variable, value) = turn.iter().rev().find(|(variable, _)| &**variable == name)?;
    Some((variable, value.as_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fill_holes() {
        assert!(matches("Queue‹Colour›", "Queuered"));
        assert!(matches("‹A›Queue‹B›x", "aQueuebx"));
        assert!(!matches("Queue‹Colour›", "Topicred"));
        assert!(!matches("Queue‹Colour›x", "Queuered"));
        assert!(matches("Queue", "Queue") && !matches("Queue", "Queues"));
    }

    #[test]
    fn variables_without_a_value_are_holes_in_names_alone() {
        let turn = [("A".into(), None), ("B".into(), Some("b".into()))];
        assert_eq!(
            with_holes("${A}-${Queue${A}.Arn}-${B}-${Q${B}${A}}-&{A}-${X}", &turn),
            "${A}-${Queue‹A›.Arn}-${B}-${Q${B}‹A›}-&{A}-${X}"
        );
        assert_eq!(escaped("${A} ${X} ${!Y} $ {", &turn), "${A} ${!X} ${!Y} $ {");
        assert!(
            names_unknown("x${A}", &turn)
                && names_unknown("&{A}", &turn)
                && !names_unknown("${B}${C}", &turn)
        );
    }
}
