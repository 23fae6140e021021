//! Entries of `Parameters`.

use std::rc::Rc;

use crate::diagnostic::{Diagnostic, Path};
use crate::yaml::{Map, Node};

use super::parameter_type::{Existing, PLAIN};
use super::reader::Reader;
use super::{Parameter, ParameterType, Shape};

/// The keys that a parameter may have.
const KEYS: [&str; 11] = [
    "AllowedPattern",
    "AllowedValues",
    "ConstraintDescription",
    "Default",
    "Description",
    "MaxLength",
    "MaxValue",
    "MinLength",
    "MinValue",
    "NoEcho",
    "Type",
];

/// The longest text a parameter takes, in bytes.
const MAX_VALUE: usize = 4096;

/// The longest description, in bytes.
const MAX_DESCRIPTION: usize = 4000;

impl Reader<'_> {
    pub(super) fn parameter(&mut self, node: &Node, path: &Path) -> Parameter {
        let Some(map) = self.map(node, path, "E2001") else {
            return Parameter::default();
        };
        self.known_keys(map, &KEYS, path, "E2001");
        self.parameter_shapes(map, path);
        let value_type = self.parameter_type(map, path);
        self.parameter_constraints(map, path, &value_type);
        let text = |key: &str| map.get(key).and_then(Node::as_text);
        let number = |key: &str| text(key).and_then(|text| text.parse::<f64>().ok());
        let length = |key: &str| text(key).and_then(|text| text.parse::<u64>().ok());
        Parameter {
            value_type,
            default: map.get("Default").and_then(default_text),
            description: text("Description"),
            allowed_values: match map.get("AllowedValues") {
                Some(Node::List(values)) => values.iter().filter_map(Node::as_text).collect(),
                _ => Vec::new(),
            },
            allowed_pattern: text("AllowedPattern"),
            constraint_description: text("ConstraintDescription"),
            min_length: length("MinLength"),
            max_length: length("MaxLength"),
            min_value: number("MinValue"),
            max_value: number("MaxValue"),
            no_echo: is_secret(map),
        }
    }

    fn parameter_type(&mut self, map: &Map, path: &Path) -> ParameterType {
        match map.get("Type") {
            Some(Node::String(name)) => {
                let read = ParameterType::new(name.clone());
                if !read.is_known() {
                    let message = format!("`{name}` is no type of a parameter");
                    let diagnostic = Diagnostic::error("E2002", path.key("Type"), message);
                    let existing = Existing::ALL.map(|(name, _)| name);
                    self.findings.add_near(diagnostic, name, PLAIN.into_iter().chain(existing));
                }
                read
            }
            Some(other) => {
                let message = format!("`Type` is {}, and must be text", other.kind());
                self.findings.add(Diagnostic::error("E2001", path.key("Type"), message));
                ParameterType::default()
            }
            None => {
                let message = "the parameter has no `Type`";
                let hint = "most parameters are of type `String`";
                self.findings.add(Diagnostic::error("E2001", path.clone(), message).hint(hint));
                ParameterType::default()
            }
        }
    }

    /// Reports each attribute that is not text, a number or a list as it must be.
    fn parameter_shapes(&mut self, map: &Map, path: &Path) {
        for (key, value) in map {
            let path = path.key(key.clone());
            let text = value.as_text();
            let problem = match (&**key, value) {
                ("AllowedValues", Node::List(values)) => {
                    values.iter().any(|value| value.as_text().is_none()).then_some("a list of texts")
                }
                ("AllowedValues", _) => Some("a list of texts"),
                ("MinLength" | "MaxLength", _) => {
                    text.as_ref().is_none_or(|text| text.parse::<u64>().is_err()).then_some("a whole number")
                }
                ("MinValue" | "MaxValue", _) => {
                    text.as_ref().is_none_or(|text| text.parse::<f64>().is_err()).then_some("a number")
                }
                ("NoEcho", _) => text
                    .as_ref()
                    .is_none_or(|text| !matches!(text.to_ascii_lowercase().as_str(), "true" | "false"))
                    .then_some("`true` or `false`"),
                ("AllowedPattern" | "ConstraintDescription" | "Default" | "Description", _) => {
                    text.is_none().then_some("text")
                }
                _ => None,
            };
            if let Some(takes) = problem {
                let message = format!("`{key}` takes {takes}, not {}", value.kind());
                self.findings.add(Diagnostic::error("E2001", path.clone(), message));
            }
            if &**key == "Default" && text.is_some_and(|text| text.len() > MAX_VALUE) {
                let message = format!("a parameter's value has at most {MAX_VALUE} bytes");
                self.findings.add(Diagnostic::error("E2001", path.clone(), message));
            }
            if &**key == "Description" && value.as_text().is_some_and(|text| text.len() > MAX_DESCRIPTION) {
                let message = format!("the description of a parameter has at most {MAX_DESCRIPTION} bytes");
                self.findings.add(Diagnostic::error("E2011", path, message));
            }
        }
    }

    /// Constraints that don't go with the type: lengths of a number, a range of a text.
    fn parameter_constraints(&mut self, map: &Map, path: &Path, value_type: &ParameterType) {
        let foreign: &[&str] = match value_type.shape() {
            Shape::Number | Shape::NumberList => &["MinLength", "MaxLength", "AllowedPattern"],
            Shape::Text | Shape::TextList | Shape::Existing | Shape::ExistingList | Shape::LookedUp => {
                &["MinValue", "MaxValue"]
            }
        };
        for key in foreign.iter().filter(|key| map.contains_key(**key)) {
            let message = format!("a parameter of type `{}` has no `{key}`", value_type.name());
            self.findings.add(Diagnostic::error("E2001", path.key(*key), message));
        }
    }
}

/// Returns true if a parameter's value must not be shown. A slip in what says so shows nothing either.
pub(super) fn is_secret(parameter: &Map) -> bool {
    let is_false = |node: &Node| node.as_text().is_some_and(|text| text.eq_ignore_ascii_case("false"));
    parameter.get("NoEcho").is_some_and(|no_echo| !is_false(no_echo))
}

/// A default as text; a list, which CloudFormation refuses, as its items with commas.
fn default_text(node: &Node) -> Option<Rc<str>> {
    match node {
        Node::List(items) => {
            let items: Option<Vec<Rc<str>>> = items.iter().map(Node::as_text).collect();
            Some(items?.join(",").into())
        }
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) | Node::Map(_) => node.as_text(),
    }
}
