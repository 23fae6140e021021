//! A command in coloured parts: what a reader has to see first is its options and the values they typed.

use crate::command::Reason;
use crate::sorting;

/// What one part of a command is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token {
    /// The program, `aws`, and its subcommands.
    Program,
    /// `--parameters`.
    Option,
    /// `ParameterKey=`, and the name after it belongs to [`Token::Plain`].
    Key,
    /// Quoted text.
    Quoted,
    /// The sign that the command goes on in the next line.
    Continuation,
    /// Everything else, blanks among it.
    Plain,
}

/// Splits a command into parts; put together they are exactly `text`.
pub fn highlight(text: &str) -> Vec<(Token, &str)> {
    let mut parts = Vec::new();
    let mut rest = text;
    let mut in_options = false;
    while let Some(first) = rest.chars().next() {
        let (token, length) = if first.is_whitespace() {
            (Token::Plain, run(rest, char::is_whitespace))
        } else if is_continuation(rest, first) {
            (Token::Continuation, first.len_utf8())
        } else {
            let length = word(rest);
            let written = &rest[..length];
            if written.starts_with("--") {
                in_options = true;
                (Token::Option, length)
            } else if written == "&&" {
                // The next command of a script.
                in_options = false;
                (Token::Plain, length)
            } else if !in_options {
                (Token::Program, length)
            } else {
                split_word(written, &mut parts);
                rest = &rest[length..];
                continue;
            }
        };
        parts.push((token, &rest[..length]));
        rest = &rest[length..];
    }
    parts
}

/// [`highlight`], cut where a reason begins or ends: each part with the position of the reason that covers it.
pub fn explained<'a>(text: &'a str, reasons: &[Reason]) -> Vec<(Token, &'a str, Option<usize>)> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (token, part) in highlight(text) {
        let end = start + part.len();
        let mut cuts: Vec<usize> = reasons
            .iter()
            .flat_map(|reason| [reason.part.start, reason.part.end])
            .filter(|cut| start < *cut && *cut < end && text.is_char_boundary(*cut))
            .collect();
        cuts.extend([start, end]);
        sorting::plain(&mut cuts);
        cuts.dedup();
        for pair in cuts.windows(2) {
            let &[from, to] = pair else { continue };
            let covering =
                reasons.iter().position(|reason| reason.part.start <= from && to <= reason.part.end);
            parts.push((token, &text[from..to], covering));
        }
        start = end;
    }
    parts
}

/// A value: `ParameterKey=KeyName,ParameterValue='a b'` has names, quoted and plain parts.
fn split_word<'a>(word: &'a str, parts: &mut Vec<(Token, &'a str)>) {
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let key = ["ParameterKey=", "ParameterValue=", "UsePreviousValue="]
            .iter()
            .find(|key| rest.starts_with(**key));
        let (token, length) = if let Some(key) = key {
            (Token::Key, key.len())
        } else if matches!(first, '\'' | '"') {
            (Token::Quoted, quoted(rest, first))
        } else {
            let length = rest
                .char_indices()
                .skip(1)
                .find(|(i, c)| matches!(c, '\'' | '"') || rest[*i..].starts_with("ParameterValue="))
                .map_or(rest.len(), |(i, _)| i);
            (Token::Plain, length)
        };
        parts.push((token, &rest[..length]));
        rest = &rest[length..];
    }
}

/// `\`, `` ` `` or `^` at the end of a line.
fn is_continuation(rest: &str, first: char) -> bool {
    matches!(first, '\\' | '`' | '^') && rest[first.len_utf8()..].starts_with(['\n', '\r'])
}

/// The length of a shell word, quoted parts and escaped characters within.
fn word(rest: &str) -> usize {
    let mut at = 0;
    while let Some(c) = rest[at..].chars().next() {
        if c.is_whitespace() {
            break;
        }
        at += match c {
            '\'' | '"' => quoted(&rest[at..], c),
            '\\' => rest[at..].chars().take(2).map(char::len_utf8).sum(),
            _ => c.len_utf8(),
        };
    }
    at
}

/// The length of a quoted part with both its quotes; to the end when the second is missing.
fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (i, c) in rest.char_indices().skip(1) {
        if escaped {
            escaped = false;
        } else if quote == '"' && c == '\\' {
            escaped = true;
        } else if c == quote {
            return i + quote.len_utf8();
        }
    }
    rest.len()
}

fn run(rest: &str, test: impl Fn(char) -> bool) -> usize {
    rest.find(|c| !test(c)).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(text: &str, expected: Expect) {
        let parts = highlight(text);
        assert_eq!(parts.iter().map(|(_, part)| *part).collect::<String>(), text, "nothing is lost");
        let shown = parts
            .iter()
            .filter(|(_, part)| !part.trim().is_empty())
            .map(|(token, part)| format!("{token:?} {part}\n"))
            .collect::<String>();
        expected.assert_eq(&shown);
    }

    #[test]
    fn options_values_and_line_ends_are_told_apart() {
        check(
            "aws cloudformation create-stack \\\n--stack-name demo \\\n--parameters \\\nParameterKey=A,ParameterValue='b c'",
            expect![[r#"
                Program aws
                Program cloudformation
                Program create-stack
                Continuation \
                Option --stack-name
                Plain demo
                Continuation \
                Option --parameters
                Continuation \
                Key ParameterKey=
                Plain A,
                Key ParameterValue=
                Quoted 'b c'
            "#]],
        );
    }

    #[test]
    fn quotes_hide_blanks_options_and_other_quotes() {
        check(
            r#"aws x --parameters '[{"a": "--b \" c"}]' "d \" e" f\ g"#,
            expect![[r#"
                Program aws
                Program x
                Option --parameters
                Quoted '[{"a": "--b \" c"}]'
                Quoted "d \" e"
                Plain f\ g
            "#]],
        );
    }

    #[test]
    fn parts_with_a_reason_are_cut_out() {
        let reason = |part| Reason { part, why: "because".into(), chosen: true };
        let text = "aws x --a key=välue,b";
        let parts = explained(text, &[reason(14..20), reason(15..16), reason(90..99)]);
        assert_eq!(parts.iter().map(|(_, part, _)| *part).collect::<String>(), text, "nothing is lost");
        let covered: String =
            parts.iter().filter(|(.., why)| *why == Some(0)).map(|(_, part, _)| *part).collect();
        assert_eq!(covered, "välue");
    }

    #[test]
    fn an_open_quote_and_other_alphabets_are_no_problem() {
        check(
            "aws x --a 'ünfertig 日本",
            expect![[r#"
                Program aws
                Program x
                Option --a
                Quoted 'ünfertig 日本
            "#]],
        );
        check("", expect![""]);
    }
}
