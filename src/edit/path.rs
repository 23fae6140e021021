//! Paths as people write them.

use crate::diagnostic::{Path, Step};
use crate::yaml::{Document, Node};

/// Returns the path that a text names: keys with slashes between them, `~1` for a slash within a key and `~0` for a tilde. A
/// step of digits is an index where the text has a list.
pub fn parse_path(document: &Document, text: &str) -> Path {
    let mut path = Path::root();
    for step in text.split('/').filter(|step| !step.is_empty()) {
        let is_list = document.find(&path).is_some_and(|(node, _)| matches!(node, Node::List(_)));
        path = match step.parse() {
            Ok(index) if is_list => path.index(index),
            _ => path.key(step.replace("~1", "/").replace("~0", "~")),
        };
    }
    path
}

/// Returns the text that [`parse_path`] takes for this path.
pub fn path_text(path: &Path) -> String {
    let steps = path.steps().iter().map(|step| match step {
        Step::Key(key) => key.replace('~', "~0").replace('/', "~1"),
        Step::Index(index) => index.to_string(),
    });
    steps.collect::<Vec<_>>().join("/")
}

/// Returns what stands at a path, in words: `SubnetId of Ec2WebHost`.
pub(super) fn in_words(path: &Path) -> String {
    let name = |step: Option<&Step>| step.map_or_else(|| "the template".to_owned(), Step::to_string);
    let steps = path.steps();
    let last =
        steps.iter().rposition(|step| matches!(step, Step::Key(key) if !is_function(key))).unwrap_or(0);
    let what = name(steps.get(last));
    match steps {
        [Step::Key(_), owner, ..] if last > 1 => format!("{what} of {owner}"),
        _ => what,
    }
}

/// Returns whether a key is an intrinsic function.
pub(super) fn is_function(key: &str) -> bool {
    key == "Ref" || key == "Condition" || key.starts_with("Fn::")
}
