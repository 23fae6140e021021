//! The language against real templates and cfn-lint's reading of them, where the corpus lies beside the project.
//!
//! `cargo test --test corpus -- --nocapture` prints the figures.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use cfn_explorer::diagnostic::Severity;
use cfn_explorer::eval::{self, Existence, Inputs};
use cfn_explorer::pipeline;
use cfn_explorer::template::{self, ReferenceKind, Template};
use cfn_explorer::yaml::{self, Node, Text};
use expect_test::expect_file;
use serde_json::Value as Json;

/// The corpus.
fn corpus() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus")
}

/// The good templates, each with what cfn-lint makes of it.
fn good() -> Vec<(String, String, Json)> {
    let folder = corpus();
    let expected = fs::read_to_string(folder.join("expected.jsonl")).expect("the corpus has expectations");
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
#[cfg_attr(not(has_shared), ignore = "needs the templates of ../shared")]
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
#[cfg_attr(not(has_shared), ignore = "needs the templates of ../shared")]
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

/// Faults of `bad/` by kind, each with the code and the lines that cfn-lint gives them; of those, ours is one.
const FAULTS: [(&str, &str, &[usize]); 15] = [
    ("lint--bad--core--config_invalid_json.json", "E0000", &[8]),
    // cfn-lint's E0000, at the first of them too; CloudFormation takes the last.
    ("lint--bad--duplicate.json", "X0003", &[17, 23]),
    ("lint--bad--duplicate.yaml", "X0003", &[9, 13]),
    ("lint--bad--json_parse.json", "E0000", &[5]),
    ("lint--bad--template.yaml", "E0000", &[12]),
    ("lint--bad--core--conditions_list.yaml", "E1001", &[6]),
    ("lint--bad--empty_file.yaml", "E1001", &[1]),
    ("lint--bad--functions_base64.yaml", "E3004", &[6]),
    ("lint--bad--functions_getaz.yaml", "E3004", &[10]),
    ("lint--bad--functions_ref.yaml", "E3004", &[8, 20]),
    ("lint--bad--resources_circular_dependency.yaml", "E3004", &[23, 33, 41, 96, 145, 153]),
    ("lint--bad--resources_circular_dependency_2.yaml", "E3004", &[2, 7, 12, 17, 22, 27, 32, 37, 42]),
    ("lint--bad--generic.yaml", "E1020", &[52, 120, 128]),
    // The line of the reference itself; cfn-lint gives that of the list around it.
    ("lint--bad--issues.yaml", "E1020", &[12]),
    ("lint--bad--resources--lambda--function_property_value_limits.yaml", "E1010", &[11, 21, 32]),
];

#[test]
#[cfg_attr(not(has_shared), ignore = "needs the templates of ../shared")]
fn faults_are_reported_where_they_stand() {
    let folder = corpus();
    let mut wrong = Vec::new();
    for (name, code, lines) in FAULTS {
        let text = fs::read_to_string(folder.join("bad").join(name)).expect("the template is there");
        let found = match pipeline::read(text.into()) {
            Ok(source) => source.diagnostics,
            Err(diagnostics) => diagnostics,
        };
        let ours: BTreeSet<usize> = found
            .iter()
            .filter(|found| found.code == code)
            .filter_map(|found| Some(found.position?.line))
            .collect();
        // What stops the reader is reported once, what does not, wherever it is.
        let enough = match code {
            "E0000" | "E3004" => ours.iter().any(|line| lines.contains(line)),
            _ => lines.iter().all(|line| ours.contains(line)),
        };
        if !enough || (code == "E0000" && !ours.iter().all(|line| lines.contains(line))) {
            wrong.push(format!("{name}: {code} at {ours:?}, not {lines:?}"));
        }
    }
    println!("faults reported where they stand: {} of {}", FAULTS.len() - wrong.len(), FAULTS.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs the templates of ../shared")]
fn nothing_in_the_corpus_breaks_anything() {
    let folder = corpus();
    let mut read = 0;
    for part in ["good", "bad", "quirks"] {
        for entry in fs::read_dir(folder.join(part)).expect("the folder is there").flatten() {
            let Ok(text) = fs::read_to_string(entry.path()) else { continue };
            if let Ok(source) = pipeline::read(text.into()) {
                pipeline::deploy(&source, &Inputs::default());
                read += 1;
            }
        }
    }
    println!("templates read and evaluated: {read}");
}

/// Two that are no twins: the one refers with `Ref` where the other does with `Fn::GetAtt`.
const NO_TWINS: &str = "aws--ECS--EC2LaunchType--clusters--public-vpc.json";

#[test]
#[cfg_attr(not(has_shared), ignore = "needs the templates of ../shared")]
fn json_and_yaml_twins_are_one_template() {
    let templates = good();
    let (mut same, mut all, mut differing) = (0, 0, Vec::new());
    for (name, text, _) in &templates {
        let Some(stem) = name.strip_suffix(".json").filter(|_| name != NO_TWINS) else { continue };
        let Some((_, twin, _)) = templates
            .iter()
            .find(|(other, ..)| other.strip_suffix(".yaml").or(other.strip_suffix(".yml")) == Some(stem))
        else {
            continue;
        };
        all += 1;
        let (Ok(json), Ok(yaml)) = (template::parse(text), template::parse(twin)) else { continue };
        if edges(&json.value) == edges(&yaml.value)
            && json.value.resources.len() == yaml.value.resources.len()
        {
            same += 1;
        } else {
            differing.push(name.clone());
        }
    }
    println!("JSON and YAML twins with the same graph: {same} of {all}");
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

/// The quirks that are not decoded as cfn-lint decodes them, and why.
const DEVIATIONS: [(&str, &str); 10] = [
    ("date_plain", "a date stays text, as CloudFormation has it"),
    ("duplicate_property", "of keys that are there twice the last counts, as CloudFormation has it"),
    ("duplicate_resource", "the same"),
    ("duplicate_section", "the same"),
    ("json_duplicate", "the same"),
    ("tag_unknown", "a tag that CloudFormation does not know is refused"),
    ("json_trailing_comma", "what starts with a brace is JSON, and JSON has no trailing commas"),
    ("json_comment", "nor comments"),
    ("json_escapes", "surrogate pairs are JSON, and are read; cfn-lint reads JSON as YAML and refuses them"),
    ("empty_file", "nothing is no mapping"),
];

#[test]
#[cfg_attr(not(has_shared), ignore = "needs the templates of ../shared")]
fn quirks_are_decoded_as_documented() {
    let folder = corpus();
    let mut names: Vec<PathBuf> = fs::read_dir(folder.join("quirks"))
        .expect("the folder is there")
        .flatten()
        .map(|entry| entry.path())
        .collect();
    names.sort();
    let mut out = String::new();
    for path in &names {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let text = Text::decode(&fs::read(path).expect("the quirk is there"));
        let read = yaml::read(text.as_str());
        let read = read.and_then(|read| yaml::no_mapping(read.value.root()).map_or(Ok(read.value), Err));
        let decoded = match read {
            Ok(document) => show(document.root()),
            Err(refused) => {
                let at = refused.position.expect("what is refused has a place");
                format!("{}:{} {}", at.line, at.column, refused.message)
            }
        };
        let short: String = decoded.chars().take(400).collect();
        out += &format!("{name}: {short}\n");
        if let Some((_, reason)) = DEVIATIONS.iter().find(|(other, _)| *other == name) {
            out += &format!("  not as cfn-lint: {reason}\n");
        }
    }
    println!("quirks: {}, of which {} not as cfn-lint has them", names.len(), DEVIATIONS.len());
    expect_file!["corpus/quirks.txt"].assert_eq(&out);
}

/// Data as text: numbers bare, text in quotes.
fn show(node: &Node) -> String {
    match node {
        Node::Null => "null".into(),
        Node::Bool(value) => value.to_string(),
        Node::Number(text) => text.to_string(),
        Node::String(text) => format!("{text:?}"),
        Node::List(items) => format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join(", ")),
        Node::Map(map) => {
            let entries: Vec<String> =
                map.iter().map(|(key, value)| format!("{key}: {}", show(value))).collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}
