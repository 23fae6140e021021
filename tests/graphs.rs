//! Small templates of ours beside their graphs: what the language can say, what is said of mistakes, what cannot be read.
//!
//! Each line of an expectation is a resource, a reference, a circle, or a finding with its place in the text.

use std::fmt::Write as _;

use cfn_explorer::diagnostic::Diagnostic;
use cfn_explorer::eval::Inputs;
use cfn_explorer::pipeline;
use cfn_explorer::yaml::Text;
use expect_test::expect_file;

#[path = "support/spans.rs"]
mod spans;
#[path = "support/mod.rs"]
mod support;

/// How many templates there are at least.
const LEAST: usize = 40;

#[test]
fn templates_have_the_graphs_beside_them() {
    let files = support::files_in("tests/graphs");
    let templates = files.iter().filter(|file| file.extension().is_some_and(|kind| kind != "graph"));
    let mut count = 0;
    for file in templates {
        let text = Text::decode(&std::fs::read(file).expect("a template of ours"));
        expect_file![file.with_extension("graph")].assert_eq(&shown(text, &file.display().to_string()));
        count += 1;
    }
    assert!(count >= LEAST, "{count} templates");
}

fn shown(text: Text, what: &str) -> String {
    let mut out = String::new();
    match pipeline::read(text) {
        Ok(source) => {
            spans::agree(&source.document, what);
            let graph = pipeline::deploy(&source, &Inputs::default()).graph;
            for (id, type_name) in graph.resources() {
                let _ = writeln!(out, "{id}: {type_name}");
            }
            for found in graph.references() {
                let steps: Vec<String> = found.path.steps().iter().skip(2).map(ToString::to_string).collect();
                let (kind, at) = (found.kind.name(), steps.join("/"));
                let _ = writeln!(out, "{} → {} {kind} {at}", found.source, found.target);
            }
            for circle in graph.cycles() {
                let names: Vec<&str> = circle.iter().map(|id| id.as_str()).collect();
                let _ = writeln!(out, "circle {}", names.join(" "));
            }
            let order: Vec<&str> = graph.creation_order().iter().map(|id| id.as_str()).collect();
            if !order.is_empty() {
                let _ = writeln!(out, "made in the order {}", order.join(" "));
            }
            findings(&source.diagnostics, &mut out);
        }
        Err(why) => findings(&why, &mut out),
    }
    out
}

fn findings(found: &[Diagnostic], out: &mut String) {
    for found in found {
        let at = found.position.map_or("nowhere".to_owned(), |at| format!("{}:{}", at.line, at.column));
        let _ = writeln!(out, "{} {at} {} {}", found.severity.name(), found.code, found.message);
    }
}
