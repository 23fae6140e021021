//! Fails on an import that points the wrong way, on a file that does not say what it is for, and on a doc comment that is no
//! statement.
//!
//! The directions are those of `ARCHITECTURE.md`. A module that is new has to be given its place in [`rules::MODULES`].

#[path = "architecture/circles.rs"]
mod circles;
#[path = "architecture/docs.rs"]
mod docs;
#[path = "architecture/lengths.rs"]
mod lengths;
#[path = "architecture/names.rs"]
mod names;
#[path = "architecture/rules.rs"]
mod rules;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use circles::circles;
use docs::riddles;
use lengths::long;
use rules::violations;

#[test]
fn no_file_breaks_the_rules() {
    let mut found = Vec::new();
    for (name, source) in sources() {
        found.extend(violations(&name, &source).into_iter().map(|what| format!("src/{name}: {what}")));
    }
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn no_files_of_a_folder_import_each_other() {
    let found = circles(&sources());
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn a_circle_of_imports_is_found() {
    let file = |name: &str, source: &str| (name.to_owned(), format!("//! What it is for.\n{source}"));
    let found = |files: &[(String, String)]| {
        let found = circles(files).into_iter().filter(|found| found.contains("has a circle"));
        found.collect::<Vec<_>>()
    };
    let direct = [file("scene/a.rs", "use super::b::B;"), file("scene/b.rs", "fn f() { super::a::f(); }")];
    assert_eq!(found(&direct), ["src/scene has a circle of imports: a imports b; b imports a"]);
    let around = [
        file("svg/a/deep.rs", "use crate::svg::b;"),
        file("svg/b.rs", "use super::{c::{C, D}, e};"),
        file("svg/c.rs", "use super::a;"),
        file("svg/e.rs", ""),
    ];
    assert_eq!(found(&around), ["src/svg has a circle of imports: a imports b; b imports c; c imports a"]);
    let in_tests = [
        file("scene/a.rs", "use super::b::B;"),
        file("scene/b.rs", "#[cfg(test)] mod tests { use super::super::a; }"),
    ];
    assert!(found(&in_tests).is_empty());
    let of_the_folder =
        [file("scene/a.rs", "use super::{Scene, b};"), file("scene/b.rs", "use super::Scene;")];
    assert!(found(&of_the_folder).is_empty());
}

#[test]
fn doc_comments_are_statements() {
    let found = riddles(&sources());
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn a_doc_comment_that_is_no_statement_is_found() {
    let found = |source: &str| {
        let found = riddles(&[("svg/a.rs".to_owned(), source.to_owned())]).into_iter();
        found.filter(|found| found.contains("statement")).collect::<Vec<_>>()
    };
    assert_eq!(found("    /// Whether it is."), ["src/svg/a.rs:1: say it as a statement: Whether it is."]);
    assert_eq!(found("\n/// What is drawn.\n/// What more is.\n").len(), 1);
    assert!(found("/// Returns true if it is.\n/// Whether or not.\n// What for.").is_empty());
}

#[test]
fn functions_fit_on_a_page() {
    let found = long(&sources());
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn a_function_that_fits_on_no_page_is_found() {
    let found = |lines: usize| {
        let body = "    let x = 1;\n".repeat(lines);
        let source =
            format!("impl A {{\n    fn short() {{\n    }}\n}}\n\npub(super) fn long<'a>() {{\n{body}}}\n");
        let found = long(&[("svg/a.rs".to_owned(), source)]).into_iter();
        found.filter(|found| found.contains("lines")).collect::<Vec<_>>()
    };
    assert_eq!(found(70), ["src/svg/a.rs:6: long has 72 lines"]);
    assert!(found(68).is_empty());
}

#[test]
fn an_import_against_the_direction_is_found() {
    check("yaml/mod.rs", "use crate::template::Template;", &["names crate::template::Template"]);
    check("scene/links.rs", "use crate::layout;", &["names crate::layout"]);
    check("svg/mod.rs", "use crate::command::quote;", &["names crate::command::quote"]);
}

#[test]
fn an_import_with_the_direction_passes() {
    check("template/mod.rs", "use crate::yaml::Node; use crate::template::Expr;", &[]);
    check("scene/mod.rs", "use crate::{catalog::Role, graph::ResourceGraph, eval};", &[]);
    check("view/mod.rs", "use yew::prelude::*; use crate::session::Session;", &[]);
}

#[test]
fn wrong_imports_are_found_in_groups_code_and_macros() {
    check(
        "eval/mod.rs",
        "use crate::{yaml::Node, graph::{self, Edge}};",
        &["crate::graph", "crate::graph::Edge"],
    );
    check("eval/mod.rs", "fn f() { let x = crate::svg::write(); }", &["crate::svg::write"]);
    check("eval/mod.rs", "fn f() { println!(\"{}\", crate::svg::write()); }", &["crate::svg::write"]);
    check("eval/value.rs", "use super::super::session::Session;", &["crate::session::Session"]);
    check("eval/mod.rs", "mod inner { use super::super::view; }", &["crate::view"]);
    check("eval/mod.rs", "use crate as everything;", &["renames the crate"]);
    check("bin/cfn-explorer.rs", "use cfn_explorer::embed;", &["crate::embed"]);
}

#[test]
fn packages_stay_where_they_belong() {
    check("template/mod.rs", "use serde_yaml::Value;", &["serde_yaml"]);
    check("scene/mod.rs", "fn f(g: &petgraph::Graph<(), ()>) {}", &["petgraph"]);
    check("session/mod.rs", "use web_sys::Element; use yew::Callback;", &["web_sys", "yew"]);
    check("yaml/mod.rs", "use serde_yaml::Value;", &[]);
    check("lib.rs", "use wasm_bindgen::prelude::*;", &["wasm_bindgen"]);
}

#[test]
fn the_core_has_no_file_clock_or_environment() {
    check("eval/mod.rs", "use std::{fs, rc::Rc};", &["std::fs"]);
    check("command/mod.rs", "fn f() { std::env::var(\"HOME\"); }", &["std::env::var"]);
    check("svg/mod.rs", "use std::time::Instant;", &["std::time"]);
    check("bin/cfn-explorer.rs", "use std::fs;", &[]);
    check("eval/tests.rs", "use std::fs;", &[]);
    check("eval/mod.rs", "#[cfg(test)] mod tests { use std::fs; }", &[]);
    check(
        "eval/mod.rs",
        "#[cfg(test)] fn f() { std::fs::read(); } fn g() { std::fs::write(); }",
        &["std::fs::write"],
    );
}

#[test]
fn layout_and_svg_know_no_aws() {
    check("layout/mod.rs", "const VPC: &str = \"AWS::EC2::VPC\";", &["\"AWS::EC2::VPC\""]);
    check("svg/mod.rs", "use crate::catalog::Role;", &["crate::catalog::Role"]);
    check("layout/mod.rs", "/// Not for `AWS::EC2::VPC`.\nfn f() {}", &[]);
    check("scene/mod.rs", "const VPC: &str = \"AWS::EC2::VPC\";", &[]);
    check("layout/mod.rs", "#[cfg(test)] mod tests { const VPC: &str = \"AWS::EC2::VPC\"; }", &[]);
}

#[test]
fn the_way_of_one_value_passes_functions_that_are_there_and_none_twice() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let way = std::fs::read_to_string(root.join("docs/one-value.md")).expect("the page can be read");
    let mut passed = BTreeSet::new();
    for name in way.split('`').filter(|part| part.contains("::") && !part.contains(' ')) {
        let (module, function) = name.rsplit_once("::").expect("it has one");
        let module = module.replace("::", "/");
        let files = [format!("src/{module}.rs"), format!("src/{module}/mod.rs")];
        let source = files.iter().find_map(|file| std::fs::read_to_string(root.join(file)).ok());
        let source = source.unwrap_or_else(|| panic!("{name}: there is no such module"));
        let is_there = ["(", "<"].iter().any(|next| source.contains(&format!("fn {function}{next}")));
        assert!(is_there, "{name}: there is no such function");
        assert!(passed.insert(name.to_owned()), "{name}: passed twice");
    }
    assert!(passed.len() > 40, "{passed:?}");
}

#[test]
fn every_file_says_what_it_is_for() {
    assert_eq!(violations("eval/mod.rs", "use std::rc::Rc;\n"), ["does not start with a `//!` line"]);
}

#[test]
fn a_module_without_a_place_is_found() {
    check("zebra/mod.rs", "", &["has no place"]);
}

/// Checks that `source`, as the file `name` of src/, is blamed once for each of `expected`, in their order.
fn check(name: &str, source: &str, expected: &[&str]) {
    let found = violations(name, &format!("//! What it is for.\n{source}"));
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.contains(expected), "{found:?} does not tell of {expected:?}");
    }
}

/// Every source file: its path inside src/, and what it holds.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&root, &mut files);
    assert!(files.len() > 10, "the sources were not found");
    let read = |file: PathBuf| {
        let inside = file.strip_prefix(&root).expect("it was found under src");
        let source = std::fs::read_to_string(&file).expect("a source file can be read");
        (inside.to_string_lossy().replace('\\', "/"), source)
    };
    files.into_iter().map(read).collect()
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder)
        .expect("a source folder can be read")
        .map(|entry| entry.expect("an entry of it too").path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}
