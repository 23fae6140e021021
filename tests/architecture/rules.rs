//! What each module may name.

use crate::names::{Name, NameKind, names};

/// Each module with those right below it: it may import these, and what these may.
pub const MODULES: &[(&str, &[&str])] = &[
    ("sorting", &[]),
    ("maps", &[]),
    ("hidden", &[]),
    ("words", &[]),
    ("late", &[]),
    ("ink", &[]),
    ("logical_id", &[]),
    ("marked_text", &["logical_id", "maps"]),
    ("diagnostic", &["sorting", "maps", "hidden", "words", "late", "marked_text"]),
    ("yaml", &["diagnostic"]),
    ("edit", &["yaml"]),
    ("template", &["yaml"]),
    ("facts", &["sorting", "maps"]),
    ("check", &["template", "facts"]),
    ("eval", &["template"]),
    ("graph", &["eval", LEAF]),
    ("scene", &["graph", LEAF, "ink"]),
    ("layout", &["scene"]),
    ("svg", &["layout"]),
    ("export", &["svg"]),
    ("command", &["eval"]),
    ("pipeline", &["svg", "command", "check"]),
    ("session", &["pipeline", "edit", "export"]),
    ("view", &["session"]),
    ("embed", &["view"]),
    ("bin", &["session"]),
    (LEAF, &["maps", "words", "ink"]),
];

/// Facts as tables, for those alone that name it above: what stands on them must not ask it.
const LEAF: &str = "catalog";

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
    ("wasm_split_helpers", &["view"]),
    ("cfn_explorer_layout", &["lib", "scene"]),
];

/// Parts of the standard library that only the command line may name: what the core needs of the world is handed in.
const OUTSIDE: &[&str] = &["fs", "time", "env", "process", "thread"];

/// Everything that the file `name`, a path inside src/, does against the rules.
pub fn violations(name: &str, source: &str) -> Vec<String> {
    let mut found = Vec::new();
    if !source.starts_with("//!") {
        found.push("does not start with a `//!` line".to_owned());
    }
    let module = module_of(name);
    let known = MODULES.iter().any(|(other, _)| *other == module);
    if !known && module != "lib" {
        found.push(format!("`{module}` has no place among the modules of tests/architecture/rules.rs"));
    }
    for used in names(name, source) {
        found.extend(blame(module, &used));
    }
    found
}

/// The module that a file belongs to: its folder under src/, or its own name.
fn module_of(name: &str) -> &str {
    name.split('/').next().unwrap_or(name).trim_end_matches(".rs")
}

/// Whether `module` may import `other`.
fn may_import(module: &str, other: &str) -> bool {
    let below = MODULES.iter().find(|(name, _)| *name == module).map_or(&[][..], |(_, below)| *below);
    module == "lib"
        || module == other
        || below.contains(&other)
        || (other != LEAF && below.iter().any(|lower| may_import(lower, other)))
}

fn blame(module: &str, used: &Name) -> Option<String> {
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
            (known && !may_import(module, second))
                .then(|| format!("names {}, against the direction", used.path.join("::")))
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
