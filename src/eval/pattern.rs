//! `AllowedPattern`: Java's regular expressions, matched in linear time.
//!
//! An engine that matches in linear time has no lookahead and no backreferences; a pattern that needs them is left
//! to CloudFormation. The rest is the same language but for the character classes, which are written anew here.

use std::fmt::Write as _;

use regex_lite::{Regex, RegexBuilder};

use crate::late::Late;

/// Finds the first of some values that a pattern does not match.
pub(super) type Mismatch =
    for<'v> fn(&str, &[&'v str], &mut Effort) -> Result<Option<&'v str>, LeftToDeployment>;

/// [`mismatch`], which comes with the form whose fields it checks.
pub(super) static MISMATCH: Late<Mismatch> = Late::new(mismatch);

/// Patterns can be matched from now on.
pub fn arrived() {
    MISMATCH.arrive(mismatch);
}

/// Compiled sizes to try, in bytes. A counted repetition (`.{1,1000}`) is large, and matching takes time in
/// proportion to the size and to the length of the value.
const SIZES: [usize; 3] = [1 << 14, 1 << 17, 1 << 19];

/// The effort that all patterns of one template may take together, in bytes of pattern times characters of value: about a
/// quarter of a second.
const MAX_EFFORT: usize = 1_200_000_000;

/// The effort of compiling, in characters matched.
const COMPILING: usize = 16;

/// The effort that is left for the patterns of one template.
pub(super) struct Effort(usize);

impl Effort {
    pub(super) fn new() -> Self {
        Self(MAX_EFFORT)
    }

    fn spend(&mut self, amount: usize) -> Result<(), LeftToDeployment> {
        self.0 = self.0.checked_sub(amount).ok_or(LeftToDeployment)?;
        Ok(())
    }
}

/// The first value that does not match as a whole; an error for a pattern that only CloudFormation can match.
pub(super) fn mismatch<'v>(
    java: &str,
    values: &[&'v str],
    effort: &mut Effort,
) -> Result<Option<&'v str>, LeftToDeployment> {
    let translated = Translation { rest: java, out: String::new() }.pattern().ok_or(LeftToDeployment)?;
    let whole = format!("^(?:{translated})$");
    let (regex, size) = compile(&whole, effort)?;
    effort.spend(size * values.iter().map(|value| value.len()).sum::<usize>())?;
    Ok(values.iter().find(|value| !regex.is_match(value)).copied())
}

fn compile(pattern: &str, effort: &mut Effort) -> Result<(Regex, usize), LeftToDeployment> {
    for size in SIZES {
        effort.spend(size * COMPILING)?;
        if let Ok(regex) = RegexBuilder::new(pattern).size_limit(size).build() {
            return Ok((regex, size));
        }
    }
    Err(LeftToDeployment)
}

/// The pattern needs what no engine with linear time has, or is too large.
pub(super) struct LeftToDeployment;

struct Translation<'p> {
    rest: &'p str,
    out: String,
}

impl Translation<'_> {
    fn pattern(mut self) -> Option<String> {
        while let Some(c) = self.next() {
            match c {
                '\\' => {
                    let escape = self.escape(false)?;
                    self.out.push_str(&escape);
                }
                '[' => self.class()?,
                '*' | '+' | '?' | '}' => {
                    self.out.push(c);
                    // A possessive quantifier gives nothing back, which changes what matches.
                    if self.rest.starts_with('+') {
                        return None;
                    }
                }
                _ => self.out.push(c),
            }
        }
        Some(self.out)
    }

    fn next(&mut self) -> Option<char> {
        let c = self.rest.chars().next()?;
        self.rest = &self.rest[c.len_utf8()..];
        Some(c)
    }

    /// Returns what follows a backslash.
    fn escape(&mut self, in_class: bool) -> Option<String> {
        match self.next()? {
            c @ ('d' | 'D' | 'w' | 'W' | 's' | 'S') => Some(format!("\\{c}")),
            c @ ('b' | 'B') if !in_class => Some(format!("\\{c}")),
            c @ ('n' | 't' | 'r' | 'f') => Some(format!("\\{c}")),
            'x' => self.hexadecimal(2),
            'u' => self.hexadecimal(4),
            // Classes by name, quotes, backreferences, the ends of the text.
            c if c.is_ascii_alphanumeric() => None,
            c => Some(literal(c)),
        }
    }

    fn hexadecimal(&mut self, digits: usize) -> Option<String> {
        let code = u32::from_str_radix(self.rest.get(..digits)?, 16).ok()?;
        self.rest = &self.rest[digits..];
        char::from_u32(code).map(literal)
    }

    /// A character class: Java takes a hyphen for itself wherever it makes no range, and nests and intersects
    /// classes, which is left to CloudFormation.
    fn class(&mut self) -> Option<()> {
        self.out.push('[');
        if self.rest.starts_with('^') {
            self.next();
            self.out.push('^');
        }
        let mut first = true;
        loop {
            let item = match self.next()? {
                ']' if !first => {
                    self.out.push(']');
                    return Some(());
                }
                '[' => return None,
                '&' if self.rest.starts_with('&') => return None,
                '\\' => self.escape(true)?,
                c => literal(c),
            };
            first = false;
            self.out.push_str(&item);
            let is_set = item.len() == 2 && !item.starts_with("\\x");
            let mut ahead = self.rest.chars();
            if !is_set && ahead.next() == Some('-') && !matches!(ahead.next(), Some(']' | '[') | None) {
                self.next();
                let end = match self.next()? {
                    '\\' => self.escape(true)?,
                    c => literal(c),
                };
                if end.len() == 2 && !end.starts_with("\\x") {
                    // `[a-\d]`: no range.
                    write!(self.out, "{}{end}", literal('-')).ok()?;
                } else {
                    write!(self.out, "-{end}").ok()?;
                }
            }
        }
    }
}

/// A character that stands for itself, however it would be read.
fn literal(c: char) -> String {
    if c.is_ascii_alphanumeric() { c.to_string() } else { format!("\\x{{{:X}}}", u32::from(c)) }
}
