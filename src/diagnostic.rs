//! What a stage noticed: messages with a place in the template, and the value they came with.

mod trail;

use std::fmt;
use std::rc::Rc;

use crate::hidden::visible;
use crate::words;

pub use trail::Trail;

/// The best value a stage could give, and what it noticed on the way.
#[derive(Debug, Clone, PartialEq)]
pub struct Reported<T> {
    /// The value; parts that could not be read are left out of it.
    pub value: T,
    /// The findings, in the order of the template.
    pub diagnostics: Vec<Diagnostic>,
}

/// The longest message or hint, in characters: they quote names and values, which are as long as a template may be.
const LONGEST_MESSAGE: usize = 1_000;

/// The longest key of a path that is shown whole, in characters: CloudFormation takes no longer name.
const LONGEST_KEY: usize = 255;

/// One finding: what is wrong, where, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its severity.
    pub severity: Severity,
    /// cfn-lint's code where it has the same rule (`E1012`), else one of ours (`X…`).
    pub code: &'static str,
    /// The part of the template that it is about.
    pub path: Path,
    /// Where that part stands in the text; looked up from `path` in the text as it was read ([`crate::yaml::Document::place`]).
    pub position: Option<Position>,
    /// The fault: lower case, no final dot; what a template hides in it is written out, so it is for readers only.
    pub message: String,
    /// Advice on what to do, one sentence each, in the same way.
    pub hints: Vec<String>,
}

/// The severity of a [`Diagnostic`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// CloudFormation would refuse the template or the parameters.
    Error,
    /// It would be accepted, and is probably not meant.
    Warning,
    /// Worth knowing.
    Info,
}

/// A place in the text, as editors count: both from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// The way from the top of the template to one part of it: `Resources/Ec2WebHost/Properties/SubnetId`.
///
/// Steps name keys in their long form (`Fn::Sub`, never `!Sub`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Path(Vec<Step>);

/// One step of a [`Path`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Into a mapping, by key.
    Key(Rc<str>),
    /// Into a list, by position from 0.
    Index(usize),
}

/// The longest name that is compared with others, in characters: no name that AWS takes is longer.
const LONGEST_NAME: usize = 255;

/// The most pairs of letters that are compared in search of one name: enough for 500 names of 22 letters each.
const MOST_PAIRS: usize = 250_000;

/// The name that is most like `name`, when one is like enough to have been meant. The search ends after a number of
/// comparisons that no real template needs; the best name until then counts.
pub fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    if name.len() > 4 * LONGEST_NAME {
        return None;
    }
    let letters: Vec<char> = name.chars().map(words::small).collect();
    if letters.len() > LONGEST_NAME {
        return None;
    }
    // One slip in a short name, a third of a long one; any letter is one slip from any other.
    let mut most = if letters.len() < 2 { 0 } else { (letters.len() / 3).max(1) };
    let mut pairs = MOST_PAIRS;
    let mut best = None;
    for other in known {
        if let Some(found) = distance(&letters, other, most, &mut pairs) {
            best = Some(other);
            // Of names that are equally near the first counts.
            let Some(nearer) = found.checked_sub(1) else { break };
            most = nearer;
        }
        if pairs == 0 {
            break;
        }
    }
    best
}

/// Returns how many letters differ (inserted, left out, replaced), case counting nothing; `None` above `most`, or when there
/// are no `pairs` of letters left to compare.
fn distance(a: &[char], b: &str, most: usize, pairs: &mut usize) -> Option<usize> {
    *pairs = pairs.saturating_sub(b.len() + 1);
    // A letter has one to four bytes.
    if b.len() > 4 * (a.len() + most) || b.len() + most < a.len() {
        return None;
    }
    if b.is_ascii() && a.len().abs_diff(b.len()) > most {
        return None;
    }
    let b: Vec<char> = b.chars().map(words::small).collect();
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        *pairs = pairs.saturating_sub(b.len());
        if *pairs == 0 {
            return None;
        }
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = (diagonal + usize::from(*x != *y)).min(above + 1).min(row[j] + 1);
            diagonal = above;
        }
        // Distances only grow from row to row.
        if row.iter().all(|&distance| distance > most) {
            return None;
        }
    }
    row.last().copied().filter(|&distance| distance <= most)
}

impl Diagnostic {
    /// An error: CloudFormation would refuse this.
    pub fn error(code: &'static str, path: Path, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, path, message.into())
    }

    /// A warning: accepted, and probably not meant.
    pub fn warning(code: &'static str, path: Path, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, path, message.into())
    }

    /// A remark.
    pub fn info(code: &'static str, path: Path, message: impl Into<String>) -> Self {
        Self::new(Severity::Info, code, path, message.into())
    }

    /// Returns the message and its first hint in one line: `no such group: name one of the template`.
    pub fn in_one_line(&self) -> String {
        match self.hints.first() {
            Some(hint) => format!("{}: {hint}", self.message),
            None => self.message.clone(),
        }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(shown(hint.into()));
        self
    }

    /// Says where it is, when the reader of the text knows.
    #[must_use]
    pub fn at(mut self, position: Position) -> Self {
        self.position = Some(position);
        self
    }

    #[inline(never)]
    fn new(severity: Severity, code: &'static str, path: Path, message: String) -> Self {
        let code = if path.is_value_of_output() { code_in_outputs(code) } else { code };
        Self { severity, code, path, position: None, message: shown(message), hints: Vec::new() }
    }
}

/// A message as it is shown, whatever it quotes.
#[inline(never)]
fn shown(message: String) -> String {
    visible(&shortened(message)).into_owned()
}

/// A message that quotes a long text, with an ellipsis for what is left out.
fn shortened(message: String) -> String {
    match message.char_indices().nth(LONGEST_MESSAGE) {
        Some((end, _)) => format!("{}…", &message[..end]),
        None => message,
    }
}

/// cfn-lint has one rule for whatever is wrong in the value of an output.
fn code_in_outputs(code: &'static str) -> &'static str {
    match code {
        "E1010" | "E1019" | "E1020" | "E1022" => "E6101",
        other => other,
    }
}

impl Severity {
    /// `error`, `warning` or `info`, as the JSON output spells it.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        }
    }
}

impl Path {
    /// The whole template.
    pub fn root() -> Self {
        Self::default()
    }

    /// One step down into a mapping.
    #[must_use]
    pub fn key(&self, key: impl Into<Rc<str>>) -> Self {
        self.step(Step::Key(key.into()))
    }

    /// One step down into a list.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        self.step(Step::Index(index))
    }

    /// Returns the beginning of a walk from here.
    pub fn trail(&self) -> Trail<'_> {
        Trail::from(self)
    }

    /// Goes these steps further.
    pub(crate) fn extend(&mut self, steps: &[Step]) {
        self.0.extend_from_slice(steps);
    }

    /// Goes this many steps back.
    pub(crate) fn shorten(&mut self, steps: usize) {
        self.0.truncate(self.0.len().saturating_sub(steps));
    }

    /// The steps from the top.
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// Returns true if it is in the value of an output.
    fn is_value_of_output(&self) -> bool {
        match self.steps() {
            [Step::Key(section), Step::Key(_), Step::Key(key), ..] => {
                &**section == "Outputs" && &**key == "Value"
            }
            _ => false,
        }
    }

    #[inline(never)]
    fn step(&self, step: Step) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, step) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str("/")?;
            }
            fmt::Display::fmt(step, f)?;
        }
        Ok(())
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Step::Key(key) => match key.char_indices().nth(LONGEST_KEY) {
                Some((end, _)) => write!(f, "{}…", &key[..end]),
                None => f.write_str(key),
            },
            Step::Index(index) => write!(f, "{index}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_the_first_of_those_with_the_fewest_slips() {
        assert_eq!(nearest("SubnetID", ["Subnet", "SubnetId", "subnetid"]), Some("SubnetId"));
        assert_eq!(nearest("Vpc", ["Queue", "Vpn", "Vpcs"]), Some("Vpn"));
        assert_eq!(nearest("a", ["b"]), None);
        assert_eq!(nearest("Straße", ["Strasse"]), Some("Strasse"));
    }

    #[test]
    fn the_search_for_a_near_name_is_bounded() {
        let name = "n".repeat(255);
        let known: Vec<String> = (0..2_000).map(|i| format!("{}{i:05}", "n".repeat(200))).collect();
        let all = known.iter().map(String::as_str);
        // Something is found among the first, and the last, which is nearer, is not looked at any more.
        let found = nearest(&name, all.chain([name.as_str()]));
        assert!(found.is_some_and(|found| found != name), "{found:?}");
        assert_eq!(nearest(&"n".repeat(256), ["n"]), None);
    }

    #[test]
    fn what_quotes_a_long_text_is_cut() {
        let found = Diagnostic::error("E0000", Path::root().key("k".repeat(300)), "é".repeat(5_000));
        assert_eq!(found.message, "é".repeat(1_000) + "…");
        assert_eq!(found.clone().hint("h".repeat(5_000)).hints, ["h".repeat(1_000) + "…"]);
        assert_eq!(found.path.to_string(), "k".repeat(255) + "…");
        assert_eq!(found.path.steps(), [Step::Key("k".repeat(300).into())]);
    }
}
