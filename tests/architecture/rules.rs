//! What each module may name.

use crate::names::{Name, NameKind, names};

/// Each module with those it may import, besides itself.
pub const MODULES: &[(&str, &[&str])] = &[
    ("diagnostic", &[]),
    ("yaml", &["diagnostic"]),
    ("template", &["yaml", "diagnostic"]),
    ("eval", &["template", "yaml", "diagnostic"]),
    ("catalog", &[]),
    ("graph", &["catalog", "eval", "template", "yaml", "diagnostic"]),
    ("scene", &["catalog", "graph", "eval", "template", "yaml", "diagnostic"]),
    ("layout", &["scene", "graph", "eval", "template", "yaml", "diagnostic"]),
    ("svg", &["layout", "scene", "graph", "eval", "template", "yaml", "diagnostic"]),
    ("command", &["eval", "template", "yaml", "diagnostic"]),
    ("session", CORE),
    (
        "view",
        &["session", "svg", "command", "layout", "scene", "graph", "eval", "template", "yaml", "diagnostic"],
    ),
    (
        "embed",
        &["view", "session", "svg", "layout", "scene", "graph", "eval", "template", "yaml", "diagnostic"],
    ),
    (
        "bin",
        &["session", "svg", "command", "layout", "scene", "graph", "eval", "template", "yaml", "diagnostic"],
    ),
];

/// What a user interface may build on: every stage. The catalog is a leaf for the graph and the scene.
const CORE: &[&str] =
    &["svg", "command", "layout", "scene", "graph", "eval", "template", "yaml", "diagnostic"];

/// Packages that only some modules may name.
const PACKAGES: &[(&str, &[&str])] = &[
    ("serde_yaml", &["yaml"]),
    ("petgraph", &["graph"]),
    ("clap", &["bin"]),
    ("yew", &["view", "embed"]),
    ("gloo", &["view", "embed"]),
    ("web_sys", &["view", "embed"]),
    ("js_sys", &["view", "embed"]),
    ("wasm_bindgen", &["view", "embed"]),
    ("wasm_bindgen_futures", &["view", "embed"]),
];

/// Parts of the standard library that only the command line may name: what the core needs of the world is handed in.
const OUTSIDE: &[&str] = &["fs", "time", "env", "net", "process", "thread"];

/// Everything that the file `name`, a path inside src/, does against the rules.
pub fn violations(name: &str, source: &str) -> Vec<String> {
    let mut found = Vec::new();
    if !source.starts_with("//!") {
        found.push("does not start with a `//!` line".to_owned());
    }
    let module = module_of(name);
    let place = MODULES.iter().find(|(other, _)| *other == module);
    if place.is_none() && module != "lib" {
        found.push(format!("`{module}` has no place among the modules of tests/architecture/rules.rs"));
    }
    for used in names(name, source) {
        found.extend(blame(module, place.map(|(_, may)| *may), &used));
    }
    found
}

/// The module that a file belongs to: its folder under src/, or its own name.
fn module_of(name: &str) -> &str {
    name.split('/').next().unwrap_or(name).trim_end_matches(".rs")
}

fn blame(module: &str, may: Option<&[&str]>, used: &Name) -> Option<String> {
    let first = used.path.first().map(String::as_str).unwrap_or_default();
    let second = used.path.get(1).map(String::as_str).unwrap_or_default();
    match used.kind {
        NameKind::CrateRenamed => Some("renames the crate, which hides what it imports".to_owned()),
        NameKind::Text => {
            let hidden = matches!(module, "layout" | "svg") && !used.in_test && first.contains("AWS::");
            hidden.then(|| format!("knows AWS: {first}"))
        }
        NameKind::Path if first == "crate" => {
            let known = MODULES.iter().any(|(other, _)| *other == second);
            let allowed = second == module || may.is_none_or(|may| may.contains(&second));
            (known && !allowed).then(|| format!("names {}, against the direction", used.path.join("::")))
        }
        NameKind::Path if first == "std" => {
            let hidden = OUTSIDE.contains(&second) && !matches!(module, "bin" | "lib") && !used.in_test;
            hidden.then(|| format!("names {}, which only the command line may", used.path.join("::")))
        }
        NameKind::Path => {
            let (package, places) = PACKAGES.iter().find(|(package, _)| *package == first)?;
            let allowed = places.contains(&module);
            (!allowed).then(|| format!("names {package}, which is for {}", places.join(" and ")))
        }
    }
}
