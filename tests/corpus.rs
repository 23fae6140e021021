//! The language against real templates and cfn-lint's reading of them, where the corpus lies beside the project.
//!
//! `cargo test --test corpus -- --nocapture` prints the figures.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use cfn_explorer::diagnostic::Severity;
use cfn_explorer::eval::{self, Existence, Inputs};
use cfn_explorer::template::{self, ReferenceKind, Template};
use serde_json::Value as Json;

/// The corpus; tests pass without it.
fn corpus() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    folder.join("expected.jsonl").is_file().then_some(folder)
}

/// The good templates, each with what cfn-lint makes of it.
fn good() -> Vec<(String, String, Json)> {
    let Some(folder) = corpus() else { return Vec::new() };
    let expected = fs::read_to_string(folder.join("expected.jsonl")).unwrap_or_default();
    let mut found = Vec::new();
    for line in expected.lines() {
        let row: Json = serde_json::from_str(line).expect("a line of expected.jsonl is JSON");
        let name = row["file"].as_str().expect("a row has a file").to_owned();
        let text = fs::read_to_string(folder.join("good").join(&name)).expect("the template is there");
        found.push((name, text, row));
    }
    found
}

fn kind(kind: ReferenceKind) -> &'static str {
    match kind {
        ReferenceKind::Ref => "Ref",
        ReferenceKind::GetAtt => "GetAtt",
        ReferenceKind::Sub => "Sub",
        ReferenceKind::DependsOn => "DependsOn",
    }
}

fn edges(template: &Template) -> BTreeSet<[String; 3]> {
    template::references(template)
        .into_iter()
        .map(|edge| [edge.source.to_string(), edge.target.to_string(), kind(edge.kind).to_owned()])
        .collect()
}

fn texts(list: &Json) -> BTreeSet<String> {
    list.as_array().into_iter().flatten().filter_map(|item| item.as_str().map(str::to_owned)).collect()
}

#[test]
fn edges_are_cfn_lints() {
    let (mut same, mut all, mut differing) = (0, 0, Vec::new());
    for (name, text, row) in good() {
        all += 1;
        let parsed = template::parse(&text).unwrap_or_else(|errors| panic!("{name}: {errors:?}"));
        let ours = edges(&parsed.value);
        let theirs: BTreeSet<[String; 3]> = serde_json::from_value(row["edges"].clone()).expect("edges");
        if ours == theirs {
            same += 1;
        } else {
            let more: Vec<_> = ours.difference(&theirs).collect();
            let less: Vec<_> = theirs.difference(&ours).collect();
            differing.push(format!("{name}: too many {more:?}, missing {less:?}"));
        }
    }
    println!("edges equal to cfn-lint's: {same} of {all} templates");
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

#[test]
fn conditions_and_existence_under_defaults() {
    let (mut same, mut all, mut differing) = (0, 0, Vec::new());
    let inputs = Inputs { account_id: Some("123456789012".into()), ..Inputs::default() };
    for (name, text, row) in good() {
        let Ok(parsed) = template::parse(&text) else { continue };
        let stack = eval::evaluate(&parsed.value, &inputs).value;
        let expected = &row["defaults"];
        if !expected.is_object() {
            continue;
        }
        for (id, value) in expected["conditions"].as_object().into_iter().flatten() {
            all += 1;
            let ours = stack.conditions.get(id.as_str()).copied().flatten();
            if ours == value.as_bool() {
                same += 1;
            } else {
                differing.push(format!("{name}: condition {id} is {ours:?}, not {value}"));
            }
        }
        for (key, exists) in
            [("exists", Existence::Yes), ("absent", Existence::No), ("unknown", Existence::Unknown)]
        {
            for id in texts(&expected[key]) {
                all += 1;
                match stack.resources.get(id.as_str()) {
                    Some(resource) if resource.exists == exists => same += 1,
                    other => differing.push(format!(
                        "{name}: {id} is {:?}, not {key}",
                        other.map(|resource| &resource.exists)
                    )),
                }
            }
        }
    }
    println!("conditions and existence under defaults: {same} of {all}");
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

/// Good templates in which cfn-lint finds errors too, and with reason: `Fn::GetAZs` of nothing, a misspelt section,
/// a map without the key, a resource that is not there.
const FAULTY: [&str; 10] = [
    "aws--Config--Config.json",
    "aws--DMS--DMSAuroraToS3FullLoadAndOngoingReplication.json",
    "aws--ElasticLoadBalancing--ELBStickinessSample.json",
    "aws--ElasticLoadBalancing--ELB_Access_Logs_And_Connection_Draining.json",
    "aws--Solutions--CloudFormationEndpointSignals--cfn-endpoint-creationpolicy.json",
    "aws--Solutions--GitLab--GitLabServer.json",
    "aws--Solutions--GitLabAndVSCode--GitLabAndVSCode.json",
    "lint--good--custom--is-defined.yaml",
    "lint--good--functions_findinmap.yaml",
    "lint--integration--aws-ec2-launchtemplate.yaml",
];

#[test]
fn good_templates_have_no_errors() {
    let (mut clean, mut all, mut found) = (0, 0, Vec::new());
    for (name, text, _) in good() {
        all += 1;
        let before = found.len();
        let parsed = template::parse(&text).unwrap_or_else(|errors| panic!("{name}: {errors:?}"));
        let stack = eval::evaluate(&parsed.value, &Inputs::default());
        for diagnostic in parsed.diagnostics.iter().chain(&stack.diagnostics) {
            if diagnostic.severity == Severity::Error && !FAULTY.contains(&name.as_str()) {
                found.push(format!("{name}: {} {} {}", diagnostic.code, diagnostic.path, diagnostic.message));
            }
        }
        clean += usize::from(found.len() == before);
    }
    println!("good templates without an error: {clean} of {all}, but for {} that are faulty", FAULTY.len());
    assert!(found.is_empty(), "{}", found.join("\n"));
}
