//! The graph against cfn-lint's edges, over real templates where they lie beside the repository.

use std::collections::BTreeSet;
use std::path::Path;

use cfn_explorer::eval::Stack;
use cfn_explorer::{graph, template};

#[test]
#[cfg_attr(not(has_shared), ignore = "needs the templates of ../shared")]
fn edges_of_real_templates_are_those_that_cfn_lint_finds() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let expected =
        std::fs::read_to_string(corpus.join("expected.jsonl")).expect("the corpus has expectations");
    let (mut templates, mut edges, mut wrong) = (0, 0, Vec::new());
    for line in expected.lines() {
        let line: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
        let file = line["file"].as_str().expect("a line names its file");
        let text = std::fs::read_to_string(corpus.join("good").join(file))
            .unwrap_or_else(|problem| panic!("{file}: {problem}"));
        templates += 1;
        let Ok(report) = template::parse(&text) else {
            wrong.push(format!("{file}: cannot be read"));
            continue;
        };
        let graph = graph::build(&graph::written(&report.value), &Stack::default());
        let ours: BTreeSet<(String, String, String)> = graph
            .references()
            .iter()
            // cfn-lint leaves out what has no type, such as a module that only rain knows.
            .filter(|found| line["resources"].get(found.source.as_str()).is_some())
            .map(|found| (found.source.to_string(), found.target.to_string(), found.kind.name().to_owned()))
            .collect();
        let theirs: BTreeSet<(String, String, String)> = line["edges"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|edge| (text_at(edge, 0), text_at(edge, 1), text_at(edge, 2)))
            .collect();
        let cycles = line["cycles"].as_array().map_or(0, Vec::len);
        edges += theirs.len();
        if ours != theirs || graph.cycles().len() != cycles {
            let missing: Vec<_> = theirs.difference(&ours).collect();
            let extra: Vec<_> = ours.difference(&theirs).collect();
            wrong.push(format!("{file}: missing {missing:?}, extra {extra:?}, cycles {:?}", graph.cycles()));
        }
    }
    println!("{templates} templates, {edges} edges, {} templates differ", wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn text_at(edge: &serde_json::Value, index: usize) -> String {
    edge[index].as_str().unwrap_or_default().to_owned()
}
