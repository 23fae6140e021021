//! What must hold for where a text's parts stand: each piece, read alone, says what the whole says there.

use cfn_explorer::yaml::{self, Document, Mark, Node, Span, Style};

/// How much a text may repeat, in bytes of pieces read alone.
const MOST: usize = 4_000_000;

/// Holds every part of a text against its piece of the text; returns how many scalars there were.
///
/// # Panics
/// When one is not what its piece says.
pub fn agree(document: &Document, what: &str) -> usize {
    let text: &str = document.text();
    let is_json = text.trim_start_matches('\u{feff}').trim_start().starts_with('{');
    let mut check = Check { text, what, is_json, scalars: 0, left: MOST };
    check.value(document.root(), document.mark(), Around { column: None, is_function: false });
    check.scalars
}

struct Check<'t> {
    text: &'t str,
    what: &'t str,
    is_json: bool,
    scalars: usize,
    left: usize,
}

/// What a value stands in.
#[derive(Clone, Copy)]
struct Around {
    /// The column of the innermost block, from 0.
    column: Option<usize>,
    /// Whether a short form holds it: a scalar is text.
    is_function: bool,
}

impl Check<'_> {
    fn value(&mut self, node: &Node, mark: &Mark, around: Around) {
        let piece = mark.span.of(self.text);
        assert!(mark.span.end() <= self.text.len(), "{}: {node:?} ends behind the text", self.what);
        match (mark.style, node) {
            (Style::ShortForm, Node::Map(map)) => {
                let (value, part) = (&map[0], &mark.parts()[0]);
                let key = part.key.expect("a short form has a tag").span.of(self.text);
                let name = map.keys().next().expect("a short form has one entry");
                assert!(key.starts_with('!') && name.ends_with(&key[1..]), "{}: {key} {name}", self.what);
                self.value(value, part, Around { is_function: true, ..around });
            }
            (Style::Flow, _) => {
                let (first, last) = (piece.chars().next(), piece.chars().last());
                let is_list = matches!(node, Node::List(_));
                let brackets = if is_list { (Some('['), Some(']')) } else { (Some('{'), Some('}')) };
                // `[a: b]` holds a mapping without brackets.
                let is_pair =
                    !is_list && first != Some('{') && node.as_map().is_some_and(|map| map.len() <= 1);
                assert!(is_pair || (first, last) == brackets, "{}: {piece:?} is no {node:?}", self.what);
                self.parts(node, mark, Around { is_function: false, ..around });
            }
            (Style::Block, _) => {
                let column = column(self.text, mark.span.start());
                let around = Around { column: Some(column), is_function: false };
                self.parts(node, mark, around);
            }
            (_, Node::List(_) | Node::Map(_)) => panic!("{}: {piece:?} is a {:?}", self.what, mark.style),
            _ => self.scalar(node, mark, around),
        }
    }

    fn parts(&mut self, node: &Node, mark: &Mark, around: Around) {
        let values: Vec<(Option<&str>, &Node)> = match node {
            Node::Map(map) => map.iter().map(|(key, value)| (Some(&**key), value)).collect(),
            Node::List(items) => items.iter().map(|value| (None, value)).collect(),
            _ => Vec::new(),
        };
        assert_eq!(values.len(), mark.parts().len(), "{}", self.what);
        for ((name, value), part) in values.into_iter().zip(mark.parts()) {
            assert_eq!(name.is_some(), part.key.is_some(), "{}: {name:?}", self.what);
            if let (Some(name), Some(key)) = (name, part.key) {
                let piece = key.span.of(self.text);
                if piece.starts_with('*') {
                    continue;
                }
                assert!(
                    self.takes(key.span) || self.reads_as_key(piece, name),
                    "{}: {piece:?} {name}",
                    self.what
                );
            }
            if part.alias.is_some_and(|alias| !alias.of(self.text).starts_with('*')) {
                panic!("{}: {:?} is no alias", self.what, part.alias);
            }
            // What an alias names is in another block.
            if part.alias.is_none() {
                self.value(value, part, around);
            }
        }
    }

    fn reads_as_key(&self, piece: &str, name: &str) -> bool {
        let alone = match self.is_json {
            true => vec![format!("{{{piece}: 1}}")],
            // A long one, or one of several lines, needs the mark of a key; one that ends with a colon bears none.
            false => vec![format!("{piece}: 1"), format!("? {piece}\n: 1")],
        };
        alone.iter().any(|alone| {
            let read = yaml::read(alone).map(|read| read.value.root().clone());
            read.is_ok_and(|read| read.as_map().is_some_and(|map| map.keys().map(|key| &**key).eq([name])))
        })
    }

    fn scalar(&mut self, node: &Node, mark: &Mark, around: Around) {
        self.scalars += 1;
        let piece = mark.whole().of(self.text);
        if self.takes(mark.whole()) {
            return;
        }
        assert_eq!(
            mark.style == Style::Absent,
            mark.span.of(self.text).is_empty(),
            "{}: {piece:?}",
            self.what
        );
        let function = if around.is_function { "!Sub " } else { "" };
        let alone = match (mark.style, around.column) {
            _ if self.is_json => format!("{{\"k\": {piece}}}"),
            // Below a key at the column of its block, for its lines are indented against that.
            (Style::Literal | Style::Folded, Some(column)) => {
                format!("{}k: {function}{piece}", " ".repeat(column))
            }
            _ => format!("--- {function}{piece}"),
        };
        let read = yaml::read(&alone).map(|read| read.value.root().clone());
        let is_entry = self.is_json || !alone.starts_with("---");
        let inner =
            read.as_ref().ok().and_then(|read| if is_entry { read.as_map()?.get("k") } else { Some(read) });
        let inner = match around.is_function && !self.is_json {
            true => inner.and_then(Node::as_map).and_then(|map| map.get("Fn::Sub")),
            false => inner,
        };
        assert_eq!(inner, Some(node), "{}: {piece:?} ({:?}) alone: {read:?}", self.what, mark.style);
    }

    /// Counts a piece; returns whether enough was read.
    fn takes(&mut self, span: Span) -> bool {
        self.left = self.left.saturating_sub(span.end() - span.start() + 1);
        self.left == 0
    }
}

/// The column of a byte, from 0, as libyaml counts.
fn column(text: &str, at: usize) -> usize {
    let before = &text[..at];
    let start = before
        .rfind(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'])
        .map_or(0, |i| i + before[i..].chars().next().map_or(0, char::len_utf8));
    before[start..].trim_start_matches('\u{feff}').chars().count()
}
