//! Values: every intrinsic function, evaluated as far as it can be.

use std::rc::Rc;

use crate::diagnostic::{Diagnostic, Path, Step, Trail, nearest};
use crate::maps::IndexMap;
use crate::template::{Expr, LogicalId, SubPart};

use super::context::{Context, too_much};
use super::{Deferred, Value, cidr, json, rule, text};

impl Context<'_> {
    /// The value of an expression; `None` when it is `AWS::NoValue`.
    pub(super) fn value(&mut self, expr: &Expr, path: &Trail<'_>) -> Option<Value> {
        if !self.spend(text::VALUE + written(expr), path) {
            return Some(too_much());
        }
        Some(match expr {
            Expr::Null => Value::Null,
            Expr::Bool(value) => Value::Bool(*value),
            Expr::Number(text) => Value::Number(text.clone()),
            Expr::String(text) => Value::String(text.clone()),
            Expr::List(items) => Value::List(self.values(items, path)),
            Expr::Map(map) => Value::Map(self.map(map, path)),
            Expr::Ref(name) if name.as_str() == "AWS::NoValue" => return None,
            Expr::Ref(name) => self.reference(name, path),
            Expr::GetAtt(resource, attribute) => self.attribute(resource, attribute, path),
            Expr::Sub(parts, variables) => self.sub(parts, variables, path),
            Expr::If(condition, yes, no) => return self.branch(condition, yes, no, path),
            Expr::Equals(..)
            | Expr::Not(_)
            | Expr::And(_)
            | Expr::Or(_)
            | Expr::Condition(_)
            | Expr::Contains(..)
            | Expr::EachMemberEquals(..)
            | Expr::EachMemberIn(..) => match self.truth(expr, path) {
                Some(value) => Value::Bool(value),
                None => function(expr, Vec::new()),
            },
            Expr::Select(index, list) => self.select(index, list, &path.key("Fn::Select")),
            Expr::GetAzs(region) => {
                let region = self.region(region, &path.key("Fn::GetAZs"));
                Value::Deferred(Deferred::Function("Fn::GetAZs".into(), vec![region]))
            }
            Expr::Base64(inner) => {
                let inner = self.required(inner, &path.key("Fn::Base64"));
                self.afford(Value::Deferred(Deferred::Function("Fn::Base64".into(), vec![inner])), path)
            }
            Expr::Join(delimiter, list) => self.join(delimiter, list, &path.key("Fn::Join")),
            Expr::Split(delimiter, text) => self.split(delimiter, text, &path.key("Fn::Split")),
            Expr::FindInMap(map, top, second, default) => {
                return self.find_in_map([map, top, second], default.as_deref(), path);
            }
            Expr::ImportValue(name) => {
                let name = self.required(name, &path.key("Fn::ImportValue"));
                Value::Deferred(Deferred::Function("Fn::ImportValue".into(), vec![name]))
            }
            Expr::Cidr(block, count, bits) => self.cidr(block, count, bits.as_deref(), &path.key("Fn::Cidr")),
            Expr::Length(list) => match self.required(list, &path.key("Fn::Length")) {
                Value::List(items) => Value::Number(items.len().to_string().into()),
                other => function(expr, vec![other]),
            },
            Expr::ToJsonString(inner) => {
                let inner = self.required(inner, &path.key("Fn::ToJsonString"));
                if !self.spend(text::size(&inner), path) {
                    return Some(too_much());
                }
                match json::written(&inner) {
                    Some(json) => self.afford(Value::String(json.into()), path),
                    None => function(expr, vec![inner]),
                }
            }
            Expr::Other(name, argument) => self.other(name, argument, path)?,
        })
    }

    fn values(&mut self, items: &[Expr], path: &Trail<'_>) -> Vec<Value> {
        items.iter().enumerate().filter_map(|(i, item)| self.value(item, &path.index(i))).collect()
    }

    fn map(&mut self, map: &IndexMap<Rc<str>, Expr>, path: &Trail<'_>) -> IndexMap<Rc<str>, Value> {
        map.iter()
            .filter(|(key, _)| !is_unknown_loop(key))
            .filter_map(|(key, part)| Some((key.clone(), self.value(part, &path.key(key))?)))
            .collect()
    }

    /// A function that is kept as it is, or whose name is computed (`Ref: !Sub …`, with the language extensions).
    fn other(&mut self, name: &Rc<str>, argument: &Expr, path: &Trail<'_>) -> Option<Value> {
        if is_unknown_loop(name) {
            return None;
        }
        let value = self.value(argument, &path.key(name));
        match (&**name, &value) {
            ("Ref", Some(value)) => match value.as_text() {
                Some(text) if &*text == "AWS::NoValue" => return None,
                Some(text) => return Some(self.reference(&LogicalId::new(text), path)),
                None => {}
            },
            ("Fn::GetAtt", Some(Value::List(items))) => {
                if let [resource, attribute] = items.as_slice()
                    && let (Some(resource), Some(attribute)) = (resource.as_text(), attribute.as_text())
                {
                    return Some(Value::Deferred(Deferred::Attribute(LogicalId::new(resource), attribute)));
                }
            }
            ("Fn::RefAll", Some(value)) => {
                if let Some(values) = rule::type_name(value).and_then(|name| self.ref_all(&name, path)) {
                    return Some(Value::List(values));
                }
            }
            _ => {}
        }
        Some(Value::Deferred(Deferred::Function(name.clone(), value.into_iter().collect())))
    }

    /// An argument that must have a value: CloudFormation refuses `AWS::NoValue` there.
    fn required(&mut self, expr: &Expr, path: &Trail<'_>) -> Value {
        self.value(expr, path).unwrap_or_else(|| {
            self.no_value(expr, path);
            Value::Null
        })
    }

    /// Reports `AWS::NoValue` where there must be a value. What a condition chooses under the defaults is a warning, for
    /// the defaults may be there to be changed.
    pub(super) fn no_value(&mut self, expr: &Expr, path: &Trail<'_>) {
        let is_function =
            |step: &&Step| matches!(step, Step::Key(key) if key.starts_with("Fn::") && &**key != "Fn::If");
        let path = path.to_path();
        let function = path.steps().iter().rev().find(is_function).map_or(String::new(), ToString::to_string);
        let (code, message) = match &*function {
            "" => ("E6101", "an output must have a value, and has none: `AWS::NoValue`".to_owned()),
            _ => {
                (code_of(&function), format!("`{function}` needs a value here, and has none: `AWS::NoValue`"))
            }
        };
        let diagnostic = match expr {
            Expr::If(..) if self.given.is_empty() => Diagnostic::warning(code, path, message),
            _ => Diagnostic::error(code, path, message),
        };
        self.find(diagnostic.hint("give a text, such as `''`"));
    }

    /// The value of `Ref`.
    fn reference(&mut self, name: &LogicalId, path: &Trail<'_>) -> Value {
        if let Some(value) = self.parameter(name) {
            return self.afford(value, path);
        }
        if let Some(value) = self.given.pseudo(name.as_str()) {
            return Value::String(value);
        }
        Value::Deferred(if name.is_pseudo() {
            Deferred::Pseudo(name.as_str().into())
        } else if self.template.is_loop_variable(name) {
            Deferred::Parameter(name.clone())
        } else {
            Deferred::Resource(name.clone())
        })
    }

    fn attribute(&mut self, resource: &LogicalId, attribute: &Expr, path: &Trail<'_>) -> Value {
        let value = self.required(attribute, &path.key("Fn::GetAtt").index(1));
        match value.as_text() {
            Some(name) => Value::Deferred(Deferred::Attribute(resource.clone(), name)),
            None => Value::Deferred(Deferred::Function(
                "Fn::GetAtt".into(),
                vec![Value::Deferred(Deferred::Resource(resource.clone())), value],
            )),
        }
    }

    fn sub(&mut self, parts: &[SubPart], variables: &IndexMap<Rc<str>, Expr>, path: &Trail<'_>) -> Value {
        let path = path.key("Fn::Sub");
        let variables = {
            let path = path.index(1);
            let mut values = IndexMap::new();
            for (key, part) in variables {
                values.insert(key.clone(), self.required(part, &path.key(key)));
            }
            values
        };
        let mut found = Vec::with_capacity(parts.len());
        for part in parts {
            let value = match part {
                SubPart::Text(text) => Value::String(text.clone()),
                SubPart::Name(name) => match variables.get(name.as_str().trim()) {
                    Some(value) => value.clone(),
                    None => match name.as_str().trim() {
                        "AWS::NoValue" => continue,
                        trimmed => self.reference(&LogicalId::from(trimmed), &path),
                    },
                },
                SubPart::Attribute(resource, attribute) => {
                    match variables.get(format!("{resource}.{attribute}").trim()) {
                        Some(value) => value.clone(),
                        None => Value::Deferred(Deferred::Attribute(
                            resource.as_str().trim().into(),
                            attribute.trim().into(),
                        )),
                    }
                }
            };
            if !self.spend(text::size(&value), &path) {
                return too_much();
            }
            found.push(match value {
                Value::List(items) => text::join(",", &items),
                other => other,
            });
        }
        text::concat(found)
    }

    fn branch(&mut self, condition: &LogicalId, yes: &Expr, no: &Expr, path: &Trail<'_>) -> Option<Value> {
        let path = path.key("Fn::If");
        match self.condition(condition) {
            Some(true) => self.value(yes, &path.index(1)),
            Some(false) => self.value(no, &path.index(2)),
            None => {
                let no_value = || Value::Deferred(Deferred::Pseudo("AWS::NoValue".into()));
                let yes = self.value(yes, &path.index(1)).unwrap_or_else(no_value);
                let no = self.value(no, &path.index(2)).unwrap_or_else(no_value);
                Some(if yes == no {
                    yes
                } else {
                    Value::Deferred(Deferred::Either(condition.clone(), Box::new(yes), Box::new(no)))
                })
            }
        }
    }

    fn select(&mut self, index: &Expr, list: &Expr, path: &Trail<'_>) -> Value {
        let index = self.required(index, &path.index(0));
        let list = self.required(list, &path.index(1));
        let position = index.as_text().map(|text| text.trim().parse::<usize>());
        match (&list, position) {
            (Value::List(items), Some(Ok(position))) => match items.get(position) {
                Some(item) => return item.clone(),
                None => {
                    let message =
                        format!("`Fn::Select` asks for item {position} of a list that has {}", items.len());
                    self.error("E1017", path, message);
                }
            },
            (Value::Deferred(Deferred::Function(name, arguments)), Some(Ok(position)))
                if &**name == "Fn::GetAZs" =>
            {
                if let Some(region) = arguments.first().and_then(Value::as_text) {
                    return Value::Deferred(Deferred::Zone(region, position));
                }
            }
            (_, Some(Err(_))) => {
                self.error("E1017", path, format!("`Fn::Select` takes an index from 0, not `{index}`"));
            }
            _ => {}
        }
        Value::Deferred(Deferred::Function("Fn::Select".into(), vec![index, list]))
    }

    /// The region of `Fn::GetAZs`: empty for the stack's own, however it is written.
    fn region(&mut self, expr: &Expr, path: &Trail<'_>) -> Value {
        let region = match self.required(expr, path) {
            Value::List(items) if items.len() == 1 => items.into_iter().next().unwrap_or(Value::Null),
            other => other,
        };
        match region.as_text() {
            Some(name) if *name == *self.given.region() => Value::String("".into()),
            Some(_) => region,
            None if region == Value::Null => Value::String("".into()),
            None => region,
        }
    }

    fn join(&mut self, delimiter: &Expr, list: &Expr, path: &Trail<'_>) -> Value {
        let delimiter = self.required(delimiter, &path.index(0));
        let list = self.required(list, &path.index(1));
        match (delimiter.as_text(), &list) {
            (Some(delimiter), Value::List(items)) => {
                // Deferred lists among the items would have to be spread first.
                if items.iter().any(|item| matches!(item, Value::Map(_))) {
                    self.error("E1022", path, "`Fn::Join` joins texts, and an item is a mapping");
                }
                let flat = items.iter().flat_map(|item| match item {
                    Value::List(inner) => inner.clone(),
                    other => vec![other.clone()],
                });
                let flat: Vec<Value> = flat.collect();
                let delimiters = delimiter.len().saturating_mul(flat.len());
                if !self.spend(text::size(&list).saturating_add(delimiters), path) {
                    return too_much();
                }
                text::join(&delimiter, &flat)
            }
            _ => Value::Deferred(Deferred::Function("Fn::Join".into(), vec![delimiter, list])),
        }
    }

    fn split(&mut self, delimiter: &Expr, text: &Expr, path: &Trail<'_>) -> Value {
        let delimiter = self.required(delimiter, &path.index(0));
        let source = self.required(text, &path.index(1));
        match (delimiter.as_text(), source.as_text()) {
            (Some(delimiter), Some(text)) if !delimiter.is_empty() => {
                let parts = text.matches(&*delimiter).count() + 1;
                if !self.spend(text.len() + parts * text::VALUE, path) {
                    return too_much();
                }
                Value::List(text.split(&*delimiter).map(|part| Value::String(part.into())).collect())
            }
            _ => Value::Deferred(Deferred::Function("Fn::Split".into(), vec![delimiter, source])),
        }
    }

    fn find_in_map(&mut self, names: [&Expr; 3], default: Option<&Expr>, path: &Trail<'_>) -> Option<Value> {
        let path = path.key("Fn::FindInMap");
        let mut keys = Vec::new();
        for (i, name) in names.into_iter().enumerate() {
            keys.push(self.required(name, &path.index(i)));
        }
        let template = self.template;
        let texts: Option<Vec<Rc<str>>> = keys.iter().map(Value::as_text).collect();
        let Some(texts) = texts else {
            return Some(Value::Deferred(Deferred::Function("Fn::FindInMap".into(), keys)));
        };
        let [map_name, top, second] = [&*texts[0], &*texts[1], &*texts[2]];
        let map = template.mappings.get(map_name);
        let found = map.and_then(|map| map.get(top)).and_then(|row| row.get(second));
        if let Some(found) = found {
            let path = Path::root().key("Mappings").key(map_name).key(top).key(second);
            return self.value(found, &path.trail());
        }
        if let Some(default) = default {
            return self.value(default, &path.index(3).key("DefaultValue"));
        }
        let (index, name, known): (usize, &str, Vec<&str>) = match map {
            None => (0, map_name, template.mappings.keys().map(LogicalId::as_str).collect()),
            Some(Expr::Map(rows)) if !rows.contains_key(top) => {
                (1, top, rows.keys().map(AsRef::as_ref).collect())
            }
            Some(map) => {
                let row = map.get(top).and_then(Expr::as_map);
                (2, second, row.into_iter().flat_map(IndexMap::keys).map(AsRef::as_ref).collect())
            }
        };
        if self.is_full() {
            return Some(Value::Deferred(Deferred::Function("Fn::FindInMap".into(), keys)));
        }
        let message = match index {
            0 => format!("no mapping is named `{name}`"),
            1 => format!("the mapping `{map_name}` has no key `{name}`"),
            _ => format!("`{top}` of the mapping `{map_name}` has no key `{name}`"),
        };
        let mut diagnostic = if template.has_unknown_macros() {
            Diagnostic::warning("E1011", path.index(index).to_path(), message)
                .hint("the template's macro may make it")
        } else {
            Diagnostic::error("E1011", path.index(index).to_path(), message)
        };
        if let Some(near) = nearest(name, known) {
            diagnostic = diagnostic.hint(format!("did you mean `{near}`?"));
        }
        self.find(diagnostic);
        Some(Value::Deferred(Deferred::Function("Fn::FindInMap".into(), keys)))
    }

    /// The attribute `CidrBlock` is what the property of that name says.
    fn block_of(&mut self, value: Value) -> Value {
        let Value::Deferred(Deferred::Attribute(id, attribute)) = &value else {
            return value;
        };
        let template = self.template;
        let property = template.resources.get(id).and_then(|resource| resource.properties.get("CidrBlock"));
        // Anything deeper could lead back here.
        let is_plain = |expr: &&Expr| match expr {
            Expr::Sub(_, variables) => variables.is_empty(),
            expr => matches!(expr, Expr::String(_) | Expr::Ref(_)),
        };
        match property.filter(is_plain) {
            Some(expr) if &**attribute == "CidrBlock" => {
                let known = self.quietly(true, |context| context.value(expr, &Path::root().trail()));
                known.filter(|known| known.as_text().is_some()).unwrap_or(value)
            }
            _ => value,
        }
    }

    fn cidr(&mut self, block: &Expr, count: &Expr, bits: Option<&Expr>, path: &Trail<'_>) -> Value {
        let block = self.required(block, &path.index(0));
        let block = self.block_of(block);
        let count = self.required(count, &path.index(1));
        let bits = bits.map(|bits| self.required(bits, &path.index(2)));
        let number = |value: &Value| value.as_text().and_then(|text| text.trim().parse::<u32>().ok());
        let width = bits.as_ref().map_or(Some(8), number);
        if let (Some(text), Some(count), Some(width)) = (block.as_text(), number(&count), width) {
            match cidr::blocks(&text, count, width) {
                Ok(blocks) => {
                    self.spend(blocks.len() * 20, path);
                    return Value::List(blocks.into_iter().map(Value::String).collect());
                }
                Err(message) => self.error("E1024", path, message),
            }
        }
        let mut arguments = vec![block, count];
        arguments.extend(bits);
        Value::Deferred(Deferred::Function("Fn::Cidr".into(), arguments))
    }
}

/// cfn-lint's code for what is wrong with a function.
fn code_of(function: &str) -> &'static str {
    match function {
        "Fn::Base64" => "E1021",
        "Fn::Cidr" => "E1024",
        "Fn::FindInMap" => "E1011",
        "Fn::GetAZs" => "E1015",
        "Fn::GetAtt" => "E1010",
        "Fn::ImportValue" => "E1016",
        "Fn::Join" => "E1022",
        "Fn::Length" => "E1030",
        "Fn::Select" => "E1017",
        "Fn::Split" => "E1018",
        "Fn::ToJsonString" => "E1031",
        _ => "E1019",
    }
}

/// Returns true if a key is that of a loop that could not be unrolled: what it makes is left out.
fn is_unknown_loop(key: &str) -> bool {
    key.starts_with("Fn::ForEach::")
}

/// Returns how many bytes of text an expression brings in itself.
fn written(expr: &Expr) -> usize {
    match expr {
        Expr::String(text) | Expr::Number(text) => text.len(),
        Expr::Ref(name) => name.as_str().len(),
        Expr::GetAtt(resource, _) => resource.as_str().len(),
        Expr::Map(map) => map.keys().map(|key| key.len()).sum(),
        _ => 0,
    }
}

fn function(expr: &Expr, arguments: Vec<Value>) -> Value {
    Value::Deferred(Deferred::Function(expr.function().unwrap_or("Fn").into(), arguments))
}
