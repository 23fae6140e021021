//! Changes of texts, over all templates that are at hand: exact, taken back to the byte, and never the end of a good template.

use std::path::Path;

use cfn_explorer::diagnostic::{self, Step};
use cfn_explorer::edit::{self, Change};
use cfn_explorer::yaml::{self, Document, Mark, Node, Style, Text};

#[path = "support/templates.rs"]
mod templates;

use templates::files_below;

/// What is written over scalars, in turn: each needs something else of the style that it meets.
const VALUES: [&str; 10] = [
    "t3.small",
    "it's \"here\"",
    "a: b #c",
    "",
    "12",
    "0755",
    "true",
    "- one, {two}",
    "first\n\n  second\n",
    " \u{e9}\u{1f600}\\",
];

/// Scalars of one file that are changed; the first, and others in equal steps.
const MOST_PER_FILE: usize = 15;

#[test]
fn scalars_of_our_templates_change_alone() {
    let files = [files_below("www"), files_below("tests/scenes"), files_below("tests/graphs")].concat();
    assert!(files.len() > 100, "our templates are not there");
    let count: usize = files.iter().map(|file| all_scalars(file)).sum();
    println!("{count} changes of {} files", files.len());
    assert!(count > 2_000);
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs the templates of ../shared")]
fn scalars_of_the_corpus_change_alone() {
    let files = files_below("../shared/corpus");
    let count: usize = files.iter().map(|file| all_scalars(file)).sum();
    println!("{count} changes of {} files", files.len());
    assert!(count > 5_000);
}

#[test]
fn sequences_of_changes_never_break_a_template_and_can_be_taken_back() {
    let mut count = 0;
    for (seed, file) in files_below("www/templates").iter().chain(&files_below("tests/graphs")).enumerate() {
        for text in both_line_ends(file) {
            count += sequence(&text, seed as u64 + 1, file);
        }
    }
    println!("{count} changes in sequences");
    assert!(count > 500);
}

/// Changes scalars of a file, each by itself; returns how many changed.
fn all_scalars(file: &Path) -> usize {
    both_line_ends(file).iter().map(|text| scalars_of(text, file)).sum()
}

fn scalars_of(text: &str, file: &Path) -> usize {
    let Ok(read) = yaml::read(text) else { return 0 };
    let document = read.value;
    let scalars = scalars(&document);
    let step = scalars.len().div_ceil(MOST_PER_FILE).max(1);
    let mut changed = 0;
    for (i, path) in scalars.iter().enumerate().step_by(step) {
        let what = format!("{} {path}", file.display());
        let (node, mark) = document.find(path).expect("a path of this document");
        let own = node.as_text().map(|own| edit::set(&document, path, &own));
        if let Some(Ok(change)) = own {
            assert!(change.is_nothing(), "{what}: its own value");
        }
        let value = VALUES[i / step % VALUES.len()];
        let Ok(change) = edit::set(&document, path, value) else {
            // Aliases, and scalars that merge keys or duplicates bring elsewhere, too.
            assert!(repeats(text), "{what}: {value:?} is refused");
            continue;
        };
        if change.is_nothing() {
            continue;
        }
        let [piece] = change.pieces.as_slice() else { panic!("{what}: {change:?}") };
        let span = mark.whole();
        assert!(span.start() <= piece.span.start && piece.span.end <= span.end(), "{what}: {piece:?}");
        let after = change.apply(text);
        assert_eq!(change.inverse(text).apply(&after), text, "{what}: taken back");
        let after = yaml::read(&after).unwrap_or_else(|problem| panic!("{what}: {problem:?}")).value;
        let (now, _) = after.find(path).expect("it is still there");
        assert_eq!(now.as_text().as_deref().unwrap_or_default(), value, "{what}");
        let mut elsewhere = scalars.iter().filter(|other| *other != path);
        assert!(
            elsewhere.all(|other| document.find(other).map(|f| f.0) == after.find(other).map(|f| f.0)),
            "{what}"
        );
        changed += 1;
    }
    changed
}

/// Changes at random, one after the other, and all of them taken back.
fn sequence(text: &str, seed: u64, file: &Path) -> usize {
    let mut random = Random(seed);
    let mut steps: Vec<(String, Change)> = Vec::new();
    let mut now = text.to_owned();
    for _ in 0..12 {
        let Ok(read) = yaml::read(&now) else {
            let last = steps.last().map(|(_, change)| change.what.as_str());
            assert_eq!(last, None, "{}: broken\n{now}", file.display());
            return 0;
        };
        let Some(change) = any_change(&read.value, &mut random) else { continue };
        let after = change.apply(&now);
        steps.push((std::mem::replace(&mut now, after), change));
    }
    assert!(yaml::read(&now).is_ok(), "{}", file.display());
    let count = steps.len();
    for (before, change) in steps.into_iter().rev() {
        now = change.inverse(&before).apply(&now);
        assert_eq!(now, before, "{}: {}", file.display(), change.what);
    }
    count
}

fn any_change(document: &Document, random: &mut Random) -> Option<Change> {
    let scalars = scalars(document);
    let path = scalars.get(random.below(scalars.len())?)?;
    let value = VALUES[random.below(VALUES.len())?];
    let resources = document.root().as_map()?.get("Resources")?.as_map()?;
    let (id, _) = resources.get_index(random.below(resources.len())?)?;
    let name = format!("New{}", random.below(100_000)?);
    match random.below(5)? {
        0 => edit::set(document, path, value).ok(),
        1 => edit::remove(document, path).ok(),
        2 => edit::duplicate(document, id, &name).ok(),
        3 => edit::to_parameter(document, path, &name).ok(),
        _ => {
            let properties = diagnostic::Path::root().key("Resources").key(id.clone()).key("Properties");
            edit::set(document, &properties.key(name.as_str()), value).ok()
        }
    }
}

/// xorshift64: the same numbers everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> Option<usize> {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit).ok().filter(|&limit| limit > 0)?).ok()
    }
}

/// Returns whether a text says one thing for several places.
fn repeats(text: &str) -> bool {
    text.contains(" *") || text.contains(" &") || text.contains("<<:") || has_double_keys(text)
}

fn has_double_keys(text: &str) -> bool {
    yaml::read(text).is_ok_and(|read| read.diagnostics.iter().any(|found| found.message.contains("twice")))
}

/// The paths of all scalars that are written as values.
fn scalars(document: &Document) -> Vec<diagnostic::Path> {
    let mut found = Vec::new();
    walk(document.root(), document.mark(), &diagnostic::Path::root(), &mut found);
    found
}

fn walk(node: &Node, mark: &Mark, path: &diagnostic::Path, found: &mut Vec<diagnostic::Path>) {
    let parts: Vec<(Step, &Node)> = match node {
        Node::Map(map) => map.iter().map(|(key, value)| (Step::Key(key.clone()), value)).collect(),
        Node::List(items) => items.iter().enumerate().map(|(i, item)| (Step::Index(i), item)).collect(),
        _ if mark.style == Style::Absent => return,
        _ => {
            found.push(path.clone());
            return;
        }
    };
    for ((step, node), mark) in parts.into_iter().zip(mark.parts()) {
        let path = match step {
            Step::Key(key) => path.key(key),
            Step::Index(index) => path.index(index),
        };
        walk(node, mark, &path, found);
    }
}

/// A file's text, and the same as Windows saves it.
fn both_line_ends(file: &Path) -> [String; 2] {
    let text = Text::decode(&std::fs::read(file).expect("a template can be read")).as_str().to_owned();
    let windows = text.replace("\r\n", "\n").replace('\n', "\r\n");
    [text, windows]
}
