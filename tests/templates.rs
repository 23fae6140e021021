//! Our templates: without a finding by cfn-lint or by us, and the series' with the facts of the originals.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use cfn_explorer::eval::{self, Inputs, Value};
use cfn_explorer::facts::TypeFacts;
use cfn_explorer::pipeline;
use cfn_explorer::template::{self, LogicalId, Template};

/// The templates of the series, which have originals.
const SERIES: [&str; 4] = ["base_infrastructure", "ec2_website", "ec2_website_alb", "ec2_website_s3"];

#[test]
#[cfg_attr(
    not(has_python),
    ignore = "needs the Python tools: scripts/setup-python.sh, and CFN_EXPLORER_PYTHON names their folder"
)]
fn cfn_lint_finds_nothing() {
    let programs = std::env::var_os("CFN_EXPLORER_PYTHON")
        .expect("no CFN_EXPLORER_PYTHON: run make test, or scripts/setup-python.sh");
    let lint = |options: &[&str], files: &[PathBuf]| {
        let program = PathBuf::from(&programs).join("cfn-lint");
        let output = Command::new(program).args(options).arg("--").args(files).output();
        let output = output.expect("cfn-lint starts");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    };
    let (series, others): (Vec<_>, Vec<_>) =
        ours().into_iter().partition(|file| SERIES.map(path).contains(file));
    lint(&[], &series);
    // Advice is followed too, but where the originals decide.
    lint(&["--include-checks", "I"], &others);
}

#[test]
fn we_find_nothing_in_them() {
    let facts = TypeFacts::parse(include_str!("../data/type-facts.txt"));
    for file in ours() {
        let source = pipeline::read(text(&file).into()).expect("a template of ours is readable");
        let deployment = pipeline::deploy(&source, &Inputs::default());
        let checked = pipeline::check(&source, &facts);
        let found = pipeline::merged([&source.diagnostics, &checked, &deployment.diagnostics]);
        assert!(found.is_empty(), "{}: {found:#?}", file.display());
    }
}

#[test]
fn every_parameter_and_output_says_what_it_is() {
    for file in ours() {
        let template = read(&file);
        for (id, parameter) in &template.parameters {
            assert!(parameter.description.is_some(), "{}: {id}", file.display());
        }
        for (id, output) in &template.outputs {
            assert!(output.description.is_some(), "{}: {id}", file.display());
        }
    }
}

#[test]
fn a_shell_can_read_the_commands_in_outputs() {
    let mut commands = 0;
    for file in ours() {
        let stack = eval::evaluate(&read(&file), &Inputs::default()).value;
        for (id, output) in stack.outputs.iter().filter(|(id, _)| id.as_str().ends_with("Command")) {
            let text = output.value.to_string();
            let bash = Command::new("bash").args(["-n", "-c", &text]).output().expect("bash starts");
            assert!(bash.status.success() && bash.stderr.is_empty(), "{}: {id}: {bash:?}", file.display());
            commands += 1;
        }
    }
    assert!(commands >= 6, "{commands} commands");
}

#[test]
#[cfg_attr(
    not(has_python),
    ignore = "needs the Python tools: scripts/setup-python.sh, and CFN_EXPLORER_PYTHON names their folder"
)]
fn the_code_of_the_function_serves_the_site() {
    let programs = std::env::var_os("CFN_EXPLORER_PYTHON")
        .expect("no CFN_EXPLORER_PYTHON: run make test, or scripts/setup-python.sh");
    let stack = eval::evaluate(&read(&path("lambda_website")), &Inputs::default()).value;
    let function = &stack.resources[&LogicalId::from("Website")];
    let code = function.properties.get("Code").and_then(|code| code.get("ZipFile")).expect("it is inline");
    let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/templates/site.py");
    let mut python = Command::new(PathBuf::from(programs).join("python3"))
        .arg(site)
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the tests' Python starts");
    let mut stdin = python.stdin.take().expect("its input is piped");
    stdin.write_all(code.to_string().as_bytes()).expect("the code is written");
    drop(stdin);
    let output = python.wait_with_output().expect("the tests' Python ends");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs the templates of ../shared")]
fn the_facts_are_those_of_the_originals() {
    let originals = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/reference");
    for name in SERIES {
        let original = originals.join(format!("{name}.yaml"));
        assert_eq!(facts(&read(&path(name))), facts(&read(&original)), "{name}");
    }
}

/// All templates of the page, in the order of their names.
fn ours() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/templates");
    let files = std::fs::read_dir(folder).expect("our templates are there");
    let mut files: Vec<_> = files.map(|file| file.expect("the folder can be read").path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "yaml"));
    files.sort();
    files
}

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("www/templates/{name}.yaml"))
}

fn read(path: &Path) -> Template {
    template::parse(&text(path)).expect("a template of ours is readable").value
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What a template says apart from its wording: parameters, and what resources and outputs evaluate to with and
/// without a key. Descriptions and the start-up script are worded by us.
fn facts(template: &Template) -> BTreeMap<String, String> {
    let mut facts = BTreeMap::new();
    for (id, parameter) in &template.parameters {
        facts.insert(
            format!("parameter {id}"),
            format!("{} {:?}", parameter.value_type.name(), parameter.default),
        );
    }
    for key in ["", "my-key"] {
        let mut inputs = Inputs::default();
        if template.parameters.contains_key("KeyName") {
            inputs.parameters.insert("KeyName".into(), key.into());
        }
        let stack = eval::evaluate(template, &inputs).value;
        for (id, resource) in &stack.resources {
            let fact =
                format!("{} {:?} {}", resource.type_name, resource.exists, plain(&resource.properties));
            facts.insert(format!("resource {id} with key '{key}'"), fact);
        }
        for (id, output) in &stack.outputs {
            facts.insert(format!("output {id} with key '{key}'"), plain(&output.value));
        }
    }
    for (id, resource) in &template.resources {
        let order: Vec<_> = resource.depends_on.iter().map(ToString::to_string).collect();
        facts.insert(format!("order of {id}"), order.join(" "));
    }
    facts
}

/// A value as text, mappings in the order of their keys.
fn plain(value: &Value) -> String {
    match value {
        Value::Map(map) => {
            let worded = |key: &&str| matches!(*key, "Description" | "UserData");
            let keys: BTreeMap<&str, &Value> = map.iter().map(|(key, value)| (&**key, value)).collect();
            let items: Vec<_> = keys
                .iter()
                .filter(|(key, _)| !worded(key))
                .map(|(key, value)| format!("{key}: {}", plain(value)))
                .collect();
            format!("{{{}}}", items.join(", "))
        }
        Value::List(items) => format!("[{}]", items.iter().map(plain).collect::<Vec<_>>().join(", ")),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Deferred(_) => {
            value.to_string()
        }
    }
}
