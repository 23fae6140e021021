//! The colours of a script that hosts start with, for shells of Linux and PowerShell. As with the template's text, nothing is
//! refused: what is not understood is plain, and so is cloud-config, which is no script.

#[cfg(test)]
mod tests;

use std::ops::Range;

use super::source_lines::Colour;

/// The bytes of a script that are coloured: longer ones are no text that somebody reads here.
const MOST_COLOURED: usize = 40_000;

/// The languages that scripts are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Language {
    Shell,
    PowerShell,
}

/// Returns the parts of a script that have a colour, in order.
pub(super) fn script_colours(script: &str) -> Vec<(Colour, Range<usize>)> {
    let Some(language) = language(script) else { return Vec::new() };
    let mut painter = Painter { script, language, at: 0, begins: true, parts: Vec::new() };
    while painter.at < script.len().min(MOST_COLOURED) {
        painter.token();
    }
    painter.parts
}

fn language(script: &str) -> Option<Language> {
    let start = script.trim_start();
    let has_tag = |tag: &str| start.lines().any(|line| begins_with(line.trim_start(), tag));
    if start.starts_with("#cloud-config") {
        None
    } else if has_tag("<powershell>") || has_tag("#ps1") {
        Some(Language::PowerShell)
    } else {
        Some(Language::Shell)
    }
}

fn begins_with(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|text| text.eq_ignore_ascii_case(start))
}

/// Words after which another command begins.
const BEFORE_COMMANDS: [&str; 12] =
    ["if", "then", "else", "elif", "do", "while", "until", "time", "sudo", "exec", "export", "local"];

/// A walk through a script.
struct Painter<'s> {
    script: &'s str,
    language: Language,
    at: usize,
    /// True where a command begins.
    begins: bool,
    parts: Vec<(Colour, Range<usize>)>,
}

impl Painter<'_> {
    fn token(&mut self) {
        let rest = &self.script[self.at..];
        let is_word_start =
            self.script[..self.at].ends_with([' ', '\t', '\n', ';', '(', '{', '|', '&']) || self.at == 0;
        let is_shell = self.language == Language::Shell;
        match rest.bytes().next().unwrap_or_default() {
            b'\n' => self.next(1, true),
            b';' | b'|' | b'&' | b'(' | b'{' => self.next(1, true),
            b' ' | b'\t' | b'\r' | b')' | b'}' => self.next(1, self.begins),
            b'#' if is_word_start => self.push(Colour::Comment, line_of(rest)),
            b'<' if !is_shell && rest.starts_with("<#") => {
                self.push(Colour::Comment, rest.find("#>").map_or(rest.len(), |end| end + 2));
            }
            b'<' if is_tag(rest) => {
                self.push(Colour::Tag, rest.find('>').map_or(rest.len(), |end| end + 1));
                self.begins = true;
            }
            b'<' if is_shell && rest.starts_with("<<") && !rest.starts_with("<<<") => {
                self.here_document(rest)
            }
            b'\\' if is_shell => self.next(1 + letter(rest, 1), false),
            b'`' if !is_shell => self.next(1 + letter(rest, 1), false),
            quote @ (b'"' | b'\'') => self.quoted(rest, quote),
            b'$' => self.variable(rest),
            b'-' if is_word_start => {
                self.push(Colour::Constant, word(rest));
                self.begins = false;
            }
            _ => self.word(rest),
        }
    }

    /// A word: the name of a command where one begins, a variable that is set, or anything else.
    fn word(&mut self, rest: &str) {
        let end = word(rest).max(letter(rest, 0));
        let text = &rest[..end];
        let set = text.find('=').filter(|at| self.begins && text[..*at].bytes().all(is_of_name) && *at > 0);
        if let Some(set) = set {
            self.push(Colour::Tag, set);
            return self.next(1, false);
        }
        let begins = std::mem::take(&mut self.begins);
        if begins {
            self.push(Colour::Key, end);
            self.begins = BEFORE_COMMANDS.contains(&text);
        } else if text.bytes().all(|byte| byte.is_ascii_digit()) {
            self.push(Colour::Constant, end);
        } else {
            self.next(end, false);
        }
    }

    fn variable(&mut self, rest: &str) {
        let bytes = rest.as_bytes();
        let end = match bytes.get(1) {
            Some(b'{') => rest.find('}').map_or(rest.len(), |end| end + 1),
            Some(b'(') => return self.next(2, true),
            Some(byte) if is_of_name(*byte) => {
                let is_part =
                    |byte: &u8| is_of_name(*byte) || (self.language == Language::PowerShell && *byte == b':');
                1 + bytes[1..].iter().take_while(|byte| is_part(byte)).count()
            }
            Some(b'?' | b'@' | b'#' | b'*' | b'!' | b'$') => 2,
            _ => return self.next(1, false),
        };
        self.push(Colour::Tag, end);
        self.begins = false;
    }

    /// A quoted text; the variables in it have their own colour.
    fn quoted(&mut self, rest: &str, quote: u8) {
        let escape = match (self.language, quote) {
            (_, b'\'') => 0,
            (Language::PowerShell, _) => b'`',
            _ => b'\\',
        };
        let bytes = rest.as_bytes();
        let (start, mut at) = (self.at, 1);
        let mut from = start;
        while let Some(byte) = bytes.get(at) {
            match *byte {
                byte if byte == quote => {
                    at += 1;
                    break;
                }
                byte if byte == escape && escape != 0 => at += 1 + letter(rest, at + 1),
                b'$' if quote == b'"'
                    && bytes.get(at + 1).is_some_and(|next| is_of_name(*next) || *next == b'{') =>
                {
                    self.at = from;
                    self.push(Colour::Text, start + at - from);
                    self.variable(&rest[at..]);
                    at = self.at - start;
                    from = self.at;
                }
                _ => at += letter(rest, at),
            }
        }
        self.at = from;
        self.push(Colour::Text, start + at.min(rest.len()) - from);
        self.begins = false;
    }

    /// The lines that a command is given, up to the one that ends them.
    fn here_document(&mut self, rest: &str) {
        let line = line_of(rest);
        let name = rest[2..line].trim_start_matches('-').trim_start();
        let name: String = name
            .chars()
            .skip_while(|c| matches!(c, '\'' | '"' | '\\'))
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect();
        if name.is_empty() {
            return self.next(2, false);
        }
        self.push(Colour::Tag, line);
        let mut end = 0;
        for line in rest[line..].split_inclusive('\n') {
            end += line.len();
            if line.trim() == name {
                break;
            }
        }
        self.push(Colour::Text, end);
        self.begins = true;
    }

    /// Passes over so many bytes.
    fn next(&mut self, bytes: usize, begins: bool) {
        self.at += bytes;
        self.begins = begins;
    }

    fn push(&mut self, colour: Colour, bytes: usize) {
        if bytes > 0 {
            self.parts.push((colour, self.at..self.at + bytes));
        }
        self.at += bytes;
    }
}

/// Returns the bytes of the letter at a place; none behind the end.
fn letter(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|text| text.chars().next()).map_or(0, char::len_utf8)
}

fn line_of(text: &str) -> usize {
    text.find('\n').unwrap_or(text.len())
}

fn word(text: &str) -> usize {
    text.find([' ', '\t', '\r', '\n', ';', '|', '&', '(', ')', '{', '}', '"', '\'', '$', '<', '>', '`'])
        .unwrap_or(text.len())
}

fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Returns true for what begins or ends a script among others.
fn is_tag(text: &str) -> bool {
    ["<powershell>", "</powershell>", "<script>", "</script>", "<persist>", "</persist>"]
        .iter()
        .any(|tag| begins_with(text, tag))
}
