//! `Fn::ForEach`: loops of `AWS::LanguageExtensions`, unrolled before anything else is read.
//!
//! A collection may hang on parameters, so a deployment with other values is unrolled anew. Of a loop whose collection is
//! not known, or has nothing in it, one turn is made in which the variable has no value: what it makes stands for all that
//! the loop makes.

mod known;
mod mentions;
mod pattern;

use std::rc::Rc;

use crate::diagnostic::{Diagnostic, Path, Step};
use crate::maps::{IndexMap, IndexSet};
use crate::yaml::{Map, Node};

use super::findings::Findings;
use super::parameter;
use super::{StandIn, UnknownLoop};

pub(super) use mentions::{Mentions, Names};
pub(super) use pattern::{has_hole, matches};

/// The most values that all loops of a template may make.
const MAX_VALUES: usize = 50_000;

/// The most bytes of text that they may make.
const MAX_BYTES: usize = 4_000_000;

/// A template without loops.
pub(super) struct Expanded {
    /// The template.
    pub(super) node: Node,
    /// Where in the text the parts that loops made come from.
    pub(super) origins: Origins,
    /// The parameters and pseudo parameters that collections hang on.
    pub(super) needs: IndexSet<Rc<str>>,
    /// The mappings that collections are found in.
    pub(super) maps: IndexSet<Rc<str>>,
    /// The variables that have no value somewhere.
    pub(super) variables: IndexSet<Rc<str>>,
    /// The resources and outputs that stand for all that a loop makes.
    pub(super) stand_ins: IndexMap<Rc<str>, StandIn>,
    /// The loops whose collections are not known.
    pub(super) unknown: IndexSet<UnknownLoop>,
}

/// The parts that loops made, each with the part of the text that it was made from.
pub(super) type Origins = IndexMap<Path, Path>;

/// Returns true if there is a loop anywhere.
pub(super) fn has_loops(node: &Node) -> bool {
    match node {
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => false,
        Node::List(items) => items.iter().any(has_loops),
        Node::Map(map) => map.iter().any(|(key, value)| is_loop(key) || has_loops(value)),
    }
}

/// Unrolls every loop; `value` gives parameters and pseudo parameters as text. A template without the language
/// `extensions` is told that it needs them.
pub(super) fn expand(
    root: &Node,
    value: &dyn Fn(&str) -> Option<Rc<str>>,
    extensions: bool,
    findings: &mut Findings,
) -> Expanded {
    let nothing = Map::new();
    let mut expansion = Expansion {
        root: root.as_map().unwrap_or(&nothing),
        secret: None,
        value,
        findings,
        origins: Origins::new(),
        needs: IndexSet::new(),
        maps: IndexSet::new(),
        variables: IndexSet::new(),
        stand_ins: IndexMap::new(),
        unknown: IndexSet::new(),
        conditions: IndexMap::new(),
        depth: 0,
        values: MAX_VALUES,
        bytes: MAX_BYTES,
        needs_extensions: !extensions,
    };
    let node = expansion.node(root, &[], &Path::root(), &Path::root());
    Expanded {
        node,
        origins: expansion.origins,
        needs: expansion.needs,
        maps: expansion.maps,
        variables: expansion.variables,
        stand_ins: expansion.stand_ins,
        unknown: expansion.unknown,
    }
}

/// The part of the text that `path` was made from; the path itself outside loops.
pub(super) fn written(origins: &Origins, path: &Path) -> Path {
    let longest_first = (1..=path.steps().len()).rev();
    let from = longest_first.into_iter().find_map(|length| {
        let (start, rest) = path.steps().split_at(length);
        Some((origins.get(&extend(Path::root(), start))?, rest))
    });
    match from {
        Some((written, rest)) => extend(written.clone(), rest),
        None => path.clone(),
    }
}

fn extend(path: Path, steps: &[Step]) -> Path {
    steps.iter().fold(path, |path, step| match step {
        Step::Key(key) => path.key(key.clone()),
        Step::Index(index) => path.index(*index),
    })
}

fn is_loop(key: &str) -> bool {
    key.starts_with("Fn::ForEach::")
}

/// A variable of a loop with its value in this turn; with none where the collection is not known.
type Variable = (Rc<str>, Option<Rc<str>>);

/// A loop, and where it stands.
struct Loop<'n> {
    key: &'n Rc<str>,
    variable: &'n Rc<str>,
    collection: &'n Node,
    body: &'n Map,
    /// The loops around it.
    turn: &'n [Variable],
    /// Where what it makes stands.
    made: &'n Path,
    /// Where it is written.
    from: &'n Path,
}

struct Expansion<'a> {
    root: &'a Map,
    /// The secret for which the last collection is not known.
    secret: Option<Rc<str>>,
    value: &'a dyn Fn(&str) -> Option<Rc<str>>,
    findings: &'a mut Findings,
    origins: Origins,
    needs: IndexSet<Rc<str>>,
    maps: IndexSet<Rc<str>>,
    variables: IndexSet<Rc<str>>,
    stand_ins: IndexMap<Rc<str>, StandIn>,
    unknown: IndexSet<UnknownLoop>,
    /// The conditions that collections hang on, as far as they are decided.
    conditions: IndexMap<Rc<str>, Option<bool>>,
    /// The depth in functions and conditions at which a collection is evaluated.
    depth: usize,
    values: usize,
    bytes: usize,
    /// True if the template must still be told that it cannot have loops.
    needs_extensions: bool,
}

impl Expansion<'_> {
    fn node(&mut self, node: &Node, turn: &[Variable], made: &Path, written: &Path) -> Node {
        if !turn.is_empty() && !self.spend(1, 0, written) {
            return Node::Null;
        }
        match node {
            Node::Null | Node::Bool(_) | Node::Number(_) => node.clone(),
            Node::String(text) => self.text(text, turn, written),
            Node::List(items) => Node::List(
                items
                    .iter()
                    .enumerate()
                    .map(|(i, item)| self.node(item, turn, &made.index(i), &written.index(i)))
                    .collect(),
            ),
            Node::Map(map) => self.map(map, turn, made, written),
        }
    }

    fn map(&mut self, map: &Map, turn: &[Variable], made: &Path, written: &Path) -> Node {
        if let (1, Some((key, argument)), false) = (map.len(), map.first(), turn.is_empty()) {
            let whole = |argument| Node::Map(Map::from_iter([(key.clone(), argument)]));
            match (&**key, argument) {
                ("Ref", Node::String(name)) => match turn.iter().rev().find(|(variable, _)| variable == name)
                {
                    Some((_, Some(value))) => return Node::String(value.clone()),
                    // The variable itself, which has no value.
                    Some((_, None)) => return Node::Map(map.clone()),
                    None => return whole(Node::String(self.name(name, turn, written))),
                },
                ("Fn::GetAtt" | "Condition", argument) => {
                    let (made, written) = (made.key(key.clone()), written.key(key.clone()));
                    return whole(self.names(argument, turn, &made, &written));
                }
                ("Fn::Sub", Node::String(text)) => {
                    let replaced = self.template(text, turn, written);
                    // Nothing is left to substitute: plain text, which may also stand where names stand.
                    let is_text = !replaced.contains("${");
                    return if is_text { Node::String(replaced) } else { whole(Node::String(replaced)) };
                }
                ("Fn::Sub", Node::List(parts)) if matches!(parts.first(), Some(Node::String(_))) => {
                    let (made, written) = (made.key(key.clone()), written.key(key.clone()));
                    let mut expanded = Vec::new();
                    for (i, part) in parts.iter().enumerate() {
                        expanded.push(match part {
                            Node::String(text) if i == 0 => Node::String(self.template(text, turn, &written)),
                            part => self.node(part, turn, &made.index(i), &written.index(i)),
                        });
                    }
                    return whole(Node::List(expanded));
                }
                // CloudFormation leaves the name of the condition alone.
                ("Fn::If", Node::List(parts)) if parts.len() == 3 => {
                    let (made, written) = (made.key(key.clone()), written.key(key.clone()));
                    let mut expanded = vec![parts[0].clone()];
                    for (i, part) in parts.iter().enumerate().skip(1) {
                        expanded.push(self.node(part, turn, &made.index(i), &written.index(i)));
                    }
                    return whole(Node::List(expanded));
                }
                _ => {}
            }
        }
        let mut out = Map::new();
        self.entries(map, turn, made, written, &mut out);
        Node::Map(out)
    }

    fn entries(&mut self, map: &Map, turn: &[Variable], made: &Path, written: &Path, out: &mut Map) {
        for (key, value) in map {
            let from = written.key(key.clone());
            if is_loop(key) {
                self.turns(key, value, turn, made, &from, out);
                continue;
            }
            let new_key = self.name(key, turn, &from);
            let to = made.key(new_key.clone());
            if !turn.is_empty() && to != from {
                self.origins.insert(to.clone(), from.clone());
            }
            let is_entry = !turn.is_empty() && made.steps().len() == 2;
            let value = match &**key {
                // What stands here is a name.
                "Condition" | "DependsOn" | "Type" if is_entry => self.names(value, turn, &to, &from),
                _ => self.node(value, turn, &to, &from),
            };
            if has_hole(&new_key, &self.variables) && out.contains_key(&new_key) {
                // One that stands for all is enough.
            } else if out.contains_key(&new_key) {
                let message = format!("the loop makes `{new_key}` twice");
                let hint = "put the loop's variable into the name, as `${Name}`";
                self.findings.add(Diagnostic::error("E0001", from, message).hint(hint));
            } else {
                out.insert(new_key, value);
            }
        }
    }

    fn turns(
        &mut self,
        key: &Rc<str>,
        node: &Node,
        turn: &[Variable],
        made: &Path,
        from: &Path,
        out: &mut Map,
    ) {
        if std::mem::take(&mut self.needs_extensions) {
            let message = "loops need the language extensions";
            let hint = "add `Transform: AWS::LanguageExtensions`";
            self.findings.add(Diagnostic::error("E1032", from.clone(), message).hint(hint));
        }
        let Some([Node::String(variable), collection, Node::Map(body)]) = node.as_list() else {
            let message =
                format!("`{key}` takes a variable, a list of its values, and what to make for each");
            self.findings.add(Diagnostic::error("E0001", from.clone(), message));
            return;
        };
        if !matches!(collection, Node::List(_) | Node::Map(_)) {
            let message = format!("what `{key}` loops over is {}, and must be a list", collection.kind());
            self.findings.add(Diagnostic::error("E0001", from.index(1), message));
            return;
        }
        let each = Loop { key, variable, collection, body, turn, made, from };
        self.secret = None;
        match self.collection(collection, turn) {
            Some(values) if !values.is_empty() => {
                for value in values {
                    if !self.turn(&each, Some(value), out) {
                        return;
                    }
                }
            }
            Some(_) => self.stand_in(&each, StandIn::Nothing, out),
            None => {
                let secret = self.secret.take();
                self.unknown.insert(UnknownLoop { name: key.clone(), path: from.index(1), secret });
                self.stand_in(&each, StandIn::Several, out);
                self.keep(&each, out);
            }
        }
    }

    /// One turn; false when nothing more may be made.
    fn turn(&mut self, each: &Loop<'_>, value: Option<Rc<str>>, out: &mut Map) -> bool {
        let mut inner = each.turn.to_vec();
        inner.push((each.variable.clone(), value));
        let spent = self.spend(1, 0, each.from);
        if spent {
            self.entries(each.body, &inner, each.made, &each.from.index(2), out);
        }
        spent
    }

    /// Makes one turn in place of all, of a loop over what is shown: resources, and outputs when there will be any.
    fn stand_in(&mut self, each: &Loop<'_>, what: StandIn, out: &mut Map) {
        let is_shown = match each.made.steps() {
            [Step::Key(section)] => match &**section {
                "Resources" => true,
                "Outputs" => what == StandIn::Several,
                _ => false,
            },
            _ => false,
        };
        if !is_shown {
            return;
        }
        self.variables.insert(each.variable.clone());
        let before = out.len();
        self.turn(each, None, out);
        for name in out.keys().skip(before) {
            // Where the loop around it makes nothing, one inside makes nothing either.
            if what == StandIn::Nothing || !self.stand_ins.contains_key(name) {
                self.stand_ins.insert(name.clone(), what);
            }
        }
    }

    /// Leaves a loop inside something as it is: what it makes there is not known, and may be what is needed.
    fn keep(&mut self, each: &Loop<'_>, out: &mut Map) {
        if each.made.steps().len() < 2 {
            return;
        }
        let mut inner = each.turn.to_vec();
        inner.push((each.variable.clone(), None));
        self.variables.insert(each.variable.clone());
        let (made, from) = (each.made.key(each.key.clone()), each.from);
        let collection = self.node(each.collection, each.turn, &made.index(1), &from.index(1));
        let body = self.map(each.body, &inner, &made.index(2), &from.index(2));
        out.insert(each.key.clone(), Node::List(vec![Node::String(each.variable.clone()), collection, body]));
    }

    /// A part in which texts are names.
    fn names(&mut self, node: &Node, turn: &[Variable], made: &Path, written: &Path) -> Node {
        match node {
            Node::String(text) => Node::String(self.name(text, turn, written)),
            Node::List(items) => {
                let items = items.iter().enumerate();
                let names = items.map(|(i, item)| self.names(item, turn, &made.index(i), &written.index(i)));
                Node::List(names.collect())
            }
            Node::Map(map) => self.map(map, turn, made, written),
            Node::Null | Node::Bool(_) | Node::Number(_) => node.clone(),
        }
    }

    /// A text with the loops' variables put in, where it need be no name: what has no value is left to be substituted.
    fn text(&mut self, text: &Rc<str>, turn: &[Variable], written: &Path) -> Node {
        if pattern::names_unknown(text, turn) {
            // Whatever else looks like a variable is text here.
            let escaped: Rc<str> = pattern::escaped(text, turn).into();
            let replaced = self.template(&escaped, turn, written);
            return Node::Map(Map::from_iter([("Fn::Sub".into(), Node::String(replaced))]));
        }
        Node::String(self.name(text, turn, written))
    }

    /// A text with the loops' variables put in, when all of them have values.
    fn known_text(&mut self, text: &Rc<str>, turn: &[Variable]) -> Option<Rc<str>> {
        (!pattern::names_unknown(text, turn)).then(|| self.name(text, turn, &Path::root()))
    }

    /// A name with the loops' variables put in; a hole, `‹Name›`, for one that has no value.
    fn name(&mut self, text: &Rc<str>, turn: &[Variable], written: &Path) -> Rc<str> {
        self.replaced(text, turn, written, |variable, value| match value {
            Some(value) => value.to_owned(),
            None => pattern::hole(variable),
        })
    }

    /// The text of an `Fn::Sub` with the loops' variables put in; one that has no value stays a variable, and is a hole
    /// in the name of another.
    fn template(&mut self, text: &Rc<str>, turn: &[Variable], written: &Path) -> Rc<str> {
        let holes: Rc<str> = match pattern::names_unknown(text, turn) {
            true => pattern::with_holes(text, turn).into(),
            false => text.clone(),
        };
        self.replaced(&holes, turn, written, |variable, value| match value {
            Some(value) => value.to_owned(),
            None => format!("${{{variable}}}"),
        })
    }

    /// Replaces `${Name}`, and `&{Name}`, which stands for the letters and digits of the value.
    fn replaced(
        &mut self,
        text: &Rc<str>,
        turn: &[Variable],
        written: &Path,
        value_of: impl Fn(&str, Option<&str>) -> String,
    ) -> Rc<str> {
        if turn.is_empty() || !text.contains('{') {
            return text.clone();
        }
        let mut out = text.to_string();
        for (variable, value) in turn {
            let shown = value_of(variable, value.as_deref());
            out = out.replace(&format!("${{{variable}}}"), &shown);
            if out.contains("&{") {
                let letters = match value {
                    Some(value) => value.chars().filter(char::is_ascii_alphanumeric).collect(),
                    None => shown,
                };
                out = out.replace(&format!("&{{{variable}}}"), &letters);
            }
            if !self.spend(0, out.len(), written) {
                return text.clone();
            }
        }
        out.into()
    }

    fn is_secret(&self, name: &str) -> bool {
        let declared = self.root.get("Parameters").and_then(|parameters| parameters.as_map()?.get(name));
        declared.and_then(Node::as_map).is_some_and(parameter::is_secret)
    }

    /// Takes from what loops may make; false when it is used up.
    fn spend(&mut self, values: usize, bytes: usize, written: &Path) -> bool {
        match (self.values.checked_sub(values), self.bytes.checked_sub(bytes)) {
            (Some(values), Some(bytes)) => {
                (self.values, self.bytes) = (values, bytes);
                true
            }
            _ => {
                if self.values > 0 || self.bytes > 0 {
                    let message = "the loops make more than can be shown; the rest is left out";
                    self.findings.add(Diagnostic::error("X0002", written.clone(), message));
                }
                (self.values, self.bytes) = (0, 0);
                false
            }
        }
    }
}
