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
    let mut painter = Painter {
        script,
        language,
        at: 0,
        next: Next::Command,
        behind_value: None,
        around: Vec::new(),
        texts: Vec::new(),
        parts: Vec::new(),
    };
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
const BEFORE_COMMANDS: [&str; 11] =
    ["if", "then", "else", "elif", "do", "while", "until", "time", "sudo", "exec", "!"];

/// Commands that are given variables, with or without a value each.
const BEFORE_VARIABLES: [&str; 6] = ["export", "local", "readonly", "declare", "typeset", "unset"];

/// The next word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    Command,
    Variable,
    Argument,
}

/// A walk through a script.
struct Painter<'s> {
    script: &'s str,
    language: Language,
    at: usize,
    next: Next,
    /// The next word behind the value that a variable is being set to.
    behind_value: Option<Next>,
    /// The same for each bracket that is open around this place.
    around: Vec<Option<Next>>,
    /// The words that end the texts which begin in the next line.
    texts: Vec<String>,
    parts: Vec<(Colour, Range<usize>)>,
}

impl Painter<'_> {
    fn token(&mut self) {
        let rest = &self.script[self.at..];
        let is_word_start =
            self.script[..self.at].ends_with([' ', '\t', '\n', ';', '(', '{', '|', '&']) || self.at == 0;
        let is_shell = self.language == Language::Shell;
        match rest.bytes().next().unwrap_or_default() {
            b'\n' => self.line_end(),
            b' ' | b'\t' | b'\r' => self.space(1),
            b'\\' if is_shell && rest[1..].starts_with('\n') => self.space(2),
            b'\\' if is_shell && rest[1..].starts_with("\r\n") => self.space(3),
            // `2>&1` and `&>`: no other command begins there.
            b'&' if rest[1..].starts_with('>') || self.script[..self.at].ends_with(['<', '>']) => {
                self.pass(1, Next::Argument)
            }
            b';' | b'|' | b'&' => self.command(1),
            b'(' | b'{' => self.open(1),
            b')' | b'}' => self.close(),
            b'#' if is_word_start => self.push(Colour::Comment, line_of(rest)),
            b'<' if !is_shell && rest.starts_with("<#") => {
                self.push(Colour::Comment, rest.find("#>").map_or(rest.len(), |end| end + 2));
            }
            b'<' if is_tag(rest) => {
                self.push(Colour::Tag, rest.find('>').map_or(rest.len(), |end| end + 1));
                self.next = Next::Command;
            }
            b'<' if is_shell && rest.starts_with("<<<") => self.pass(3, Next::Argument),
            b'<' if is_shell && rest.starts_with("<<") => self.here_document(rest),
            b'<' | b'>' => self.pass(1, Next::Argument),
            b'\\' if is_shell => self.pass(1 + letter(rest, 1), Next::Argument),
            b'`' if !is_shell => self.pass(1 + letter(rest, 1), Next::Argument),
            quote @ (b'"' | b'\'') => self.quoted(rest, quote),
            b'$' => self.variable(rest),
            b'-' if is_word_start => {
                self.push(Colour::Constant, word(rest));
                // `export -n A`, `declare -r A=1`
                if self.next == Next::Command {
                    self.next = Next::Argument;
                }
            }
            _ => self.word(rest),
        }
    }

    /// A word: the name of a command where one begins, a variable that is set, or anything else.
    fn word(&mut self, rest: &str) {
        let end = word(rest).max(letter(rest, 0));
        let text = &rest[..end];
        let set = text.find('=').filter(|at| {
            let name = text[..*at].strip_suffix('+').unwrap_or(&text[..*at]);
            self.next != Next::Argument && !name.is_empty() && name.bytes().all(is_of_name)
        });
        match (self.next, set) {
            (next, Some(set)) => {
                let name = text[..set].trim_end_matches('+').len();
                self.push(Colour::Tag, name);
                self.behind_value = Some(next);
                self.pass(set + 1 - name, Next::Argument);
            }
            (Next::Command, None) => {
                self.push(Colour::Key, end);
                self.next = match text {
                    text if BEFORE_COMMANDS.contains(&text) => Next::Command,
                    text if BEFORE_VARIABLES.contains(&text) => Next::Variable,
                    _ => Next::Argument,
                };
            }
            (Next::Variable, None) => self.push(Colour::Tag, end),
            (Next::Argument, None) if text.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.push(Colour::Constant, end)
            }
            (Next::Argument, None) => self.pass(end, Next::Argument),
        }
    }

    fn variable(&mut self, rest: &str) {
        let bytes = rest.as_bytes();
        let end = match bytes.get(1) {
            Some(b'{') => rest.find('}').map_or(rest.len(), |end| end + 1),
            Some(b'(') => return self.open(2),
            Some(byte) if is_of_name(*byte) => {
                let is_part =
                    |byte: &u8| is_of_name(*byte) || (self.language == Language::PowerShell && *byte == b':');
                1 + bytes[1..].iter().take_while(|byte| is_part(byte)).count()
            }
            Some(b'?' | b'@' | b'#' | b'*' | b'!' | b'$') => 2,
            _ => return self.pass(1, Next::Argument),
        };
        self.push(Colour::Tag, end);
        self.next = Next::Argument;
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
        self.next = Next::Argument;
    }

    /// Takes the word that ends the lines which a command is given: they begin below this one.
    fn here_document(&mut self, rest: &str) {
        let line = &rest[..line_of(rest)];
        let start = line.len() - line[2..].trim_start_matches('-').trim_start().len();
        let is_quote = |c| matches!(c, '\'' | '"' | '\\');
        let quoted = line[start..].trim_start_matches(is_quote);
        let end = quoted.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(quoted.len());
        if end == 0 {
            return self.pass(2, Next::Argument);
        }
        let behind = quoted[end..].trim_start_matches(is_quote);
        self.texts.push(quoted[..end].to_owned());
        self.push(Colour::Tag, line.len() - behind.len());
        self.next = Next::Argument;
    }

    /// The end of a line, and the texts that begin behind it.
    fn line_end(&mut self) {
        self.command(1);
        for name in std::mem::take(&mut self.texts) {
            let mut end = 0;
            for line in self.script[self.at..].split_inclusive('\n') {
                end += line.len();
                if line.trim() == name {
                    break;
                }
            }
            self.push(Colour::Text, end);
        }
    }

    /// Passes over what is between words. Behind a value comes what could have come before its variable.
    fn space(&mut self, bytes: usize) {
        let next = self.behind_value.take().unwrap_or(self.next);
        self.pass(bytes, next);
    }

    /// Passes over what ends a command.
    fn command(&mut self, bytes: usize) {
        self.behind_value = None;
        self.pass(bytes, Next::Command);
    }

    /// A bracket, in which a command begins; a value may go on behind it.
    fn open(&mut self, bytes: usize) {
        self.around.push(self.behind_value.take());
        self.pass(bytes, Next::Command);
    }

    fn close(&mut self) {
        self.behind_value = self.around.pop().flatten();
        let next = if self.behind_value.is_some() { Next::Argument } else { self.next };
        self.pass(1, next);
    }

    /// Passes over so many bytes.
    fn pass(&mut self, bytes: usize, next: Next) {
        self.at += bytes;
        self.next = next;
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
