//! How a scalar can be written.

use crate::yaml::{Node, Style};

/// Where a scalar stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct ScalarPlace<'t> {
    /// The style that it is written in now, or would be by default where nothing stands yet.
    pub style: Style,
    /// In brackets, or in JSON.
    pub in_flow: bool,
    pub is_json: bool,
    /// The column of the lines of a block scalar.
    pub indent: usize,
    /// The line ending in use here.
    pub line_end: &'t str,
    /// The text that stands there now.
    pub now: &'t str,
    /// True if nothing follows on the line.
    pub ends_line: bool,
}

/// Returns the ways to write a scalar, best first: in the style that it has now, else plain, else in quotes. Some may not be
/// right where they would stand.
pub(super) fn spellings(node: &Node, place: ScalarPlace<'_>) -> Vec<String> {
    let text = match node {
        Node::String(text) => text,
        Node::Number(text) => return vec![text.to_string()],
        Node::Bool(value) => return vec![value.to_string()],
        Node::Null => return vec!["null".to_owned()],
        Node::List(_) | Node::Map(_) => return Vec::new(),
    };
    if place.is_json {
        return vec![double_quoted(text)];
    }
    let several_lines = text.contains('\n');
    let mut styles = match place.style {
        Style::Plain | Style::Absent if several_lines => vec![Style::Literal],
        Style::Literal | Style::Folded if !several_lines => vec![place.style, Style::Plain],
        style => vec![style],
    };
    styles.extend([Style::Plain, Style::SingleQuoted, Style::Literal, Style::DoubleQuoted]);
    styles.into_iter().filter_map(|style| spelling(text, style, place)).collect()
}

fn spelling(text: &str, style: Style, place: ScalarPlace<'_>) -> Option<String> {
    let was_block = matches!(place.style, Style::Literal | Style::Folded);
    let in_line = match style {
        Style::Plain | Style::Absent => may_be_bare(text).then(|| text.to_owned()),
        Style::SingleQuoted => {
            text.chars().all(is_printed).then(|| format!("'{}'", text.replace('\'', "''")))
        }
        Style::DoubleQuoted => Some(double_quoted(text)),
        Style::Literal | Style::Folded => return block(text, style, place),
        Style::Block | Style::Flow | Style::ShortForm => None,
    }?;
    // A block scalar takes the end of its last line with it.
    let end = if was_block && place.now.ends_with(['\n', '\r']) { place.line_end } else { "" };
    Some(in_line + end)
}

/// A `|` or `>` with its lines.
fn block(text: &str, style: Style, place: ScalarPlace<'_>) -> Option<String> {
    let was_block = matches!(place.style, Style::Literal | Style::Folded);
    if place.in_flow || !text.chars().all(|c| c == '\n' || is_printed(c)) {
        return None;
    }
    let content = text.trim_end_matches('\n');
    let ends = text.len() - content.len();
    if content.is_empty() || (!was_block && (ends > 1 || !place.ends_line)) {
        return None;
    }
    let chomping = ["-", "", "+"][ends.min(2)];
    let indicator = if style == Style::Folded { '>' } else { '|' };
    let header = place.now.lines().next().filter(|_| was_block).unwrap_or_default();
    let comment = header.find('#').map_or(String::new(), |at| format!(" {}", header[at..].trim_end()));
    let mut out = format!("{indicator}{chomping}{comment}");
    let indent = " ".repeat(place.indent);
    for (i, line) in content.split('\n').enumerate() {
        // A break between folded lines is written as an empty line.
        let breaks = if style == Style::Folded && i > 0 { 2 } else { 1 };
        out.extend(std::iter::repeat_n(place.line_end, breaks));
        if !line.is_empty() {
            out.push_str(&indent);
            out.push_str(line);
        }
    }
    if was_block && place.now.ends_with(['\n', '\r']) {
        out.extend(std::iter::repeat_n(place.line_end, ends.max(1)));
    }
    Some(out)
}

/// A text in double quotes, for YAML and JSON alike.
pub(super) fn double_quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_printed(c) => out.push(c),
            c => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    out.push_str(&format!("\\u{unit:04x}"));
                }
            }
        }
    }
    out.push('"');
    out
}

/// Returns whether a text may be tried without quotes; reading it again decides.
fn may_be_bare(text: &str) -> bool {
    !text.is_empty() && text.trim() == text && text.chars().all(is_printed)
}

/// Characters that can stand in a text as they are, on any line: what YAML allows there. Not whether readers see them
/// (`crate::hidden`): a zero-width joiner that a template has must stay one.
fn is_printed(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{feff}' | '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}')
}
