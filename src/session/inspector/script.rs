//! The script that hosts start with, as the template puts it together.

use std::ops::Range;

use crate::eval::{Inquiry, MarkedText};
use crate::session::listed::{shown, shown_marked};
use crate::session::script_colours::script_colours;
use crate::session::source_lines::Colour;
use crate::template::{Expr, Resource, SubPart, Template};

/// The most pieces of one script.
const MOST: usize = 2_000;

/// The depth to which texts are looked for in texts.
const DEEPEST: usize = 12;

/// Where resources have their script.
const PATHS: [&[&str]; 2] = [&["UserData"], &["LaunchTemplateData", "UserData"]];

/// A piece of a script.
#[derive(Debug, Clone, PartialEq)]
pub struct ScriptPiece {
    /// Its text.
    pub text: MarkedText,
    /// Where it comes from, where it is put in: `KeyName`, `Database.Endpoint.Address`.
    pub from: Option<String>,
    /// The parts of its letters that have a colour, in order; none of what is put in.
    pub colours: Vec<(Colour, Range<usize>)>,
}

/// Returns the script of a resource; empty where it has none.
pub(super) fn pieces(ask: &mut Inquiry<'_>, template: &Template, resource: &Resource) -> Vec<ScriptPiece> {
    let at = |path: &[&str]| path.iter().try_fold(&resource.properties, |expr, key| expr.get(key));
    let mut found = Vec::new();
    if let Some(script) = PATHS.iter().find_map(|path| at(path)) {
        Walk { template, found: &mut found }.text(ask, script, 0);
    }
    paint(&mut found);
    found
}

/// Colours a script. What is put in stands for a word: nobody knows whether it would be more.
fn paint(pieces: &mut [ScriptPiece]) {
    let letters = |piece: &ScriptPiece| match &piece.from {
        Some(_) => "x".repeat(piece.text.len()),
        None => piece.text.to_string(),
    };
    let script: String = pieces.iter().map(letters).collect();
    let parts = script_colours(&script);
    let (mut next, mut start) = (0, 0);
    for piece in pieces {
        let end = start + piece.text.len();
        while let Some((colour, range)) = parts.get(next).filter(|(_, range)| range.start < end) {
            if piece.from.is_none() {
                piece.colours.push((*colour, range.start.max(start) - start..range.end.min(end) - start));
            }
            if range.end > end {
                break; // It goes on in the next piece.
            }
            next += 1;
        }
        start = end;
    }
}

struct Walk<'w> {
    template: &'w Template,
    found: &'w mut Vec<ScriptPiece>,
}

impl Walk<'_> {
    fn text(&mut self, ask: &mut Inquiry<'_>, expr: &Expr, depth: usize) {
        match expr {
            _ if depth > DEEPEST => self.put_in(ask, expr),
            Expr::Base64(inner) => self.text(ask, inner, depth + 1),
            Expr::String(text) => {
                let is_whole = depth == 0;
                match decoded(text).filter(|_| is_whole) {
                    Some(script) => self.push(shown(&script).as_str().into(), None),
                    None => self.push(shown(text).as_str().into(), None),
                }
            }
            Expr::If(condition, then, otherwise) => match ask.truth(&Expr::Condition(condition.clone())) {
                Some(true) => self.text(ask, then, depth + 1),
                Some(false) => self.text(ask, otherwise, depth + 1),
                None => self.put_in(ask, expr),
            },
            Expr::Sub(parts, variables) => {
                for part in parts {
                    match part {
                        SubPart::Text(text) => self.push(shown(text).as_str().into(), None),
                        SubPart::Name(name) => match variables.get(name.as_str()) {
                            Some(variable) => self.put_in(ask, variable),
                            None => self.put_in(ask, &Expr::Ref(name.clone())),
                        },
                        SubPart::Attribute(id, attribute) => {
                            let attribute = Expr::String(attribute.clone());
                            self.put_in(ask, &Expr::GetAtt(id.clone(), Box::new(attribute)));
                        }
                    }
                }
            }
            Expr::Join(delimiter, list) => match (&**delimiter, &**list) {
                (Expr::String(delimiter), Expr::List(items)) => {
                    for (at, item) in items.iter().enumerate() {
                        if at > 0 {
                            self.push(shown(delimiter).as_str().into(), None);
                        }
                        self.text(ask, item, depth + 1);
                    }
                }
                _ => self.put_in(ask, expr),
            },
            _ => self.put_in(ask, expr),
        }
    }

    fn put_in(&mut self, ask: &mut Inquiry<'_>, expr: &Expr) {
        if let Some(value) = ask.value(expr) {
            let from = match expr {
                Expr::Ref(id) if self.template.parameters.contains_key(id) => {
                    format!("parameter {}", shown(id.as_str()))
                }
                other => origin(other),
            };
            self.push(shown_marked(&value), Some(from));
        }
    }

    /// Adds a piece: all that the template writes in one go is one.
    fn push(&mut self, text: MarkedText, from: Option<String>) {
        let has_room = self.found.len() < MOST;
        match self.found.last_mut() {
            Some(ScriptPiece { text: last, from: None, .. }) if from.is_none() => {
                *last = MarkedText::concat(&[last.marked(), text.marked()]);
            }
            _ if has_room && !text.is_empty() => {
                self.found.push(ScriptPiece { text, from, colours: Vec::new() })
            }
            _ => {}
        }
    }
}

/// Returns what a value comes from, by name.
pub(super) fn origin(expr: &Expr) -> String {
    match expr {
        Expr::Ref(id) => shown(id.as_str()),
        Expr::GetAtt(id, attribute) => match attribute.as_text() {
            Some(attribute) => shown(&format!("{}.{attribute}", id.as_str())),
            None => format!("an attribute of {}", shown(id.as_str())),
        },
        Expr::FindInMap(map, ..) => match map.as_text() {
            Some(map) => format!("the mapping {}", shown(map)),
            None => "a mapping".to_owned(),
        },
        Expr::ImportValue(name) => match name.as_text() {
            Some(name) => format!("the export {}", shown(name)),
            None => "an export of another stack".to_owned(),
        },
        Expr::If(condition, ..) => format!("the choice by {}", shown(condition.as_str())),
        Expr::Select(index, list) => match index.as_text().and_then(|index| index.parse::<usize>().ok()) {
            Some(index) => format!("item {} of {}", index.saturating_add(1), origin_of_list(list)),
            None => format!("an item of {}", origin_of_list(list)),
        },
        other => other.function().map_or_else(|| "a value".to_owned(), |name| format!("a value of {name}")),
    }
}

/// Lists of lists are named by what is innermost no further down.
fn origin_of_list(list: &Expr) -> String {
    match list {
        Expr::Ref(id) => shown(id.as_str()),
        Expr::Split(_, text) => match &**text {
            Expr::Ref(id) => shown(id.as_str()),
            _ => "a list".to_owned(),
        },
        _ => "a list".to_owned(),
    }
}

/// Returns what a text says in Base64, where it is that and says plain text.
fn decoded(text: &str) -> Option<String> {
    const SHORTEST: usize = 16;
    let letters: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    if letters.len() < SHORTEST || !letters.len().is_multiple_of(4) {
        return None;
    }
    let mut bytes = Vec::with_capacity(letters.len() / 4 * 3);
    for four in letters.chunks(4) {
        let fill = four.iter().rev().take_while(|byte| **byte == b'=').count();
        let mut bits = 0u32;
        for byte in &four[..4 - fill.min(2)] {
            bits = bits << 6 | u32::from(digit(*byte)?);
        }
        bits <<= 6 * fill.min(2) as u32;
        bytes.extend(bits.to_be_bytes().into_iter().skip(1).take(3 - fill.min(2)));
    }
    let script = String::from_utf8(bytes).ok()?;
    // Bytes that are a program or a picture have controls; what is only hidden is text, and shown written out.
    let is_text = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t');
    script.chars().all(is_text).then_some(script)
}

fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}
