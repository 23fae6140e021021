//! What `cfn-init` does on a host, in its order.

use std::rc::Rc;

use crate::eval::{MarkedText, Stack, Value};
use crate::maps::{IndexMap, IndexSet};
use crate::session::listed::{Listed, shown, shown_marked};
use crate::template::LogicalId;

/// The depth to which sets of configurations name each other.
const DEEPEST: usize = 8;

/// The most steps that are worded.
const MOST: usize = 1_000;

/// A step of `cfn-init`.
#[derive(Debug, Clone, PartialEq)]
pub struct InitStep {
    /// The configuration that it is of.
    pub config: String,
    /// Its kind: 'Package', 'File', …
    pub kind: &'static str,
    /// The name of what is made, run or started.
    pub name: String,
    /// More about it.
    pub detail: MarkedText,
}

/// Returns the steps of a resource's `AWS::CloudFormation::Init`: of all sets of configurations, each configuration once.
pub(super) fn steps(stack: &Stack, id: &LogicalId) -> Listed<InitStep> {
    let Some(Value::Map(init)) = stack.resources.get(id).and_then(|resource| resource.init.as_ref()) else {
        return Listed::default();
    };
    let mut steps = Vec::new();
    for name in configs(init) {
        if let Some(config) = init.get(name) {
            of_config(name, config, &mut steps);
        }
        if steps.len() > MOST {
            break;
        }
    }
    Listed::of(steps, |step| step)
}

/// Returns the names of the configurations in the order of their sets; without sets, of the text.
fn configs(init: &IndexMap<Rc<str>, Value>) -> Vec<&str> {
    let mut names: IndexSet<&str> = IndexSet::new();
    match init.get("configSets") {
        Some(Value::Map(sets)) => {
            for set in sets.values() {
                of_set(set, sets, &mut names, 0);
            }
        }
        _ => names = init.keys().map(|name| &**name).collect(),
    }
    names.iter().copied().collect()
}

fn of_set<'v>(
    set: &'v Value,
    sets: &'v IndexMap<Rc<str>, Value>,
    names: &mut IndexSet<&'v str>,
    depth: usize,
) {
    match set {
        Value::List(items) => items.iter().for_each(|item| of_set(item, sets, names, depth)),
        Value::String(name) => {
            names.insert(name);
        }
        Value::Map(other) if depth < DEEPEST => {
            if let Some(Value::String(name)) = other.get("ConfigSet")
                && let Some(set) = sets.get(name)
            {
                of_set(set, sets, names, depth + 1);
            }
        }
        _ => {}
    }
}

fn of_config(config: &str, written: &Value, steps: &mut Vec<InitStep>) {
    let mut step = |kind, name: &str, detail: MarkedText| {
        steps.push(InitStep { config: shown(config), kind, name: shown(name), detail });
    };
    let section = |key: &str| match written.get(key) {
        Some(Value::Map(entries)) => entries.iter().collect(),
        _ => Vec::new(),
    };
    for (manager, packages) in section("packages") {
        for (name, versions) in entries(packages) {
            let (version, by) = (text(versions), format!("by {}", shown(manager)));
            let between = if version.is_empty() { "" } else { ": " };
            let detail = MarkedText::concat(&[by.as_str().into(), between.into(), version.marked()]);
            step("Package", name, detail);
        }
    }
    for (kind, key) in [("Group", "groups"), ("User", "users"), ("Source", "sources")] {
        for (name, value) in section(key) {
            step(kind, name, text(value));
        }
    }
    for (name, file) in section("files") {
        let content = file.get("content").or_else(|| file.get("source")).map(text).unwrap_or_default();
        step("File", name, content);
    }
    // It runs commands by their names, not in the order of the text.
    let mut commands: Vec<(&Rc<str>, &Value)> = section("commands");
    crate::sorting::by_key(&mut commands, |(name, _)| (*name).clone());
    for (name, command) in commands {
        step("Command", name, command.get("command").map(text).unwrap_or_default());
    }
    for (_, services) in section("services") {
        for (name, service) in entries(services) {
            let is =
                |key: &str| service.get(key).and_then(Value::as_text).is_some_and(|text| &*text == "true");
            let detail = match (is("ensureRunning"), is("enabled")) {
                (true, true) => "runs, and starts with the host",
                (true, false) => "runs",
                (false, true) => "starts with the host",
                (false, false) => "is stopped",
            };
            step("Service", name, detail.into());
        }
    }
}

fn entries(value: &Value) -> Vec<(&Rc<str>, &Value)> {
    match value {
        Value::Map(entries) => entries.iter().collect(),
        _ => Vec::new(),
    }
}

/// Returns a value in one text: words of a list with blanks between them, entries with their names.
fn text(value: &Value) -> MarkedText {
    match value {
        Value::List(items) => joined(" ", items.iter().map(text)),
        Value::Map(entries) => {
            let entry = |(key, value): (&Rc<str>, &Value)| {
                let key = format!("{} ", shown(key));
                MarkedText::concat(&[key.as_str().into(), shown_marked(value).marked()])
            };
            joined(", ", entries.iter().map(entry))
        }
        value => shown_marked(value),
    }
}

fn joined(between: &str, parts: impl Iterator<Item = MarkedText>) -> MarkedText {
    parts.fold(MarkedText::default(), |all, part| match all.is_empty() {
        true => part,
        false => MarkedText::concat(&[all.marked(), between.into(), part.marked()]),
    })
}
