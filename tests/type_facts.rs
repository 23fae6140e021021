//! The facts about resource types: that they are those of cfn-lint, that what is found with them is what it finds, and that
//! the tables of drawings name nothing else.
//!
//! cfn-lint is asked where the tests' Python environment is (`CFN_EXPLORER_PYTHON`; `make test` sets it up), about the
//! templates of the corpus where it lies beside the project; without them the tests are ignored.
//! `cargo test --test type_facts -- --nocapture` prints the figures.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use cfn_explorer::check;
use cfn_explorer::diagnostic::{Diagnostic, Severity};
use cfn_explorer::eval::Inputs;
use cfn_explorer::facts::{ResourceType, Rule, Shape, TypeFacts, Value, ValueKind};
use cfn_explorer::pipeline;
use serde_json::Value as Json;

const FACTS: &str = include_str!("../data/type-facts.txt");

#[test]
#[cfg_attr(
    not(has_python),
    ignore = "needs the Python tools: scripts/setup-python.sh, and CFN_EXPLORER_PYTHON names their folder"
)]
fn the_file_is_what_its_script_writes() {
    let programs = programs();
    let script = project().join("scripts/type-facts.py");
    let output = Command::new(programs.join("python")).arg(script).output().expect("Python runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let written = String::from_utf8_lossy(&output.stdout);
    assert!(written == FACTS, "data/type-facts.txt is not of this cfn-lint; run: make type-facts");
}

#[test]
fn every_type_can_be_read() {
    let facts = TypeFacts::parse(FACTS);
    assert!(facts.names().count() >= 1585);
    for name in facts.names() {
        let kind = facts.get(name).expect("a name that is listed is found");
        let mut met = BTreeSet::new();
        walk(kind, "properties", &mut met);
        for path in kind.replaced_by().chain(kind.perhaps_replaced_by()) {
            assert!(!path.is_empty() && !path.contains('/'), "{name}: {path}");
        }
    }
}

fn walk<'f>(kind: ResourceType<'f>, object: &'f str, met: &mut BTreeSet<&'f str>) {
    if !met.insert(object) {
        return;
    }
    let shape = kind.object(object);
    let open = shape.rest.as_ref().is_some_and(|rest| rest.kinds.is_empty());
    for property in &shape.properties {
        let fine = property.name.chars().all(|c| c.is_ascii_alphanumeric() || "._-/$".contains(c));
        assert!(fine, "{}: {object}: {}", kind.name, property.name);
        values(kind, &property.value, met);
    }
    if let Some(rest) = &shape.rest {
        values(kind, rest, met);
    }
    for name in shape.rules.iter().flat_map(named) {
        assert!(shape.get(name).is_some() || open, "{}: {object}: no {name}", kind.name);
    }
}

fn values<'f>(kind: ResourceType<'f>, value: &Value<'f>, met: &mut BTreeSet<&'f str>) {
    for alternative in &value.kinds {
        match alternative {
            ValueKind::Object(name) => {
                let missing = Shape { rest: Some(Value::default()), ..Shape::default() };
                assert!(kind.object(name) != missing || *name == "properties", "{}: {name}", kind.name);
                walk(kind, name, met);
            }
            ValueKind::List { items, .. } => values(kind, items, met),
            ValueKind::Map(inner) => values(kind, inner, met),
            ValueKind::Text(_)
            | ValueKind::Integer(_)
            | ValueKind::Number(_)
            | ValueKind::Boolean
            | ValueKind::LocalFile
            | ValueKind::Json => {}
        }
    }
}

fn named<'f>(rule: &Rule<'f>) -> Vec<&'f str> {
    match rule {
        Rule::Xor(names) | Rule::Or(names) => names.clone(),
        Rule::One(choices) | Rule::Any(choices) => choices.concat(),
        Rule::Needs(name, others) => others.iter().copied().chain([*name]).collect(),
        // What is barred may be unknown, which bars it as well.
        Rule::Bars(name, _) => vec![name],
    }
}

#[test]
fn what_drawings_ask_of_a_type_is_a_property_of_it() {
    let facts = TypeFacts::parse(FACTS);
    let mut wrong = BTreeSet::new();
    for (table, line) in
        CATALOG.iter().flat_map(|&(name, table)| table.lines().skip(1).map(move |line| (name, line)))
    {
        let mut columns = line.split('\t');
        let of = columns.next().unwrap_or_default();
        for path in columns
            .take(if ["flows", "ties"].contains(&table) { 2 } else { 1 })
            .flat_map(|column| column.split(';'))
        {
            let (of, path) =
                match path.strip_prefix('<').map(|user| user.split_once('>').unwrap_or((user, ""))) {
                    Some(("*", _)) => continue,
                    Some((user, path)) => (user, path),
                    None => (of, path.strip_suffix('#').unwrap_or(path)),
                };
            // What is no path of the properties: `@self`, `>*`, the namespace of a metric, what cfn-init reads of the metadata.
            let is_path = !path.starts_with(['@', '>', '-'])
                && !path.starts_with("AWS/")
                && path != "AWS::CloudFormation::Init";
            let Some(kind) = facts.get(&format!("AWS::{of}")).filter(|_| is_path) else { continue };
            let properties = Value { kinds: vec![ValueKind::Object("properties")] };
            if !path.is_empty() && !has(kind, &properties, path) {
                wrong.insert(format!("{table}: {of} has no {path}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The tables of the catalog that name properties.
const CATALOG: [(&str, &str); 7] = [
    ("places", include_str!("../src/catalog/data/places.tsv")),
    ("flows", include_str!("../src/catalog/data/flows.tsv")),
    ("owners", include_str!("../src/catalog/data/owners.tsv")),
    ("shown", include_str!("../src/catalog/data/shown.tsv")),
    ("ties", include_str!("../src/catalog/data/ties.tsv")),
    ("named", include_str!("../src/catalog/data/named.tsv")),
    ("capacities", include_str!("../src/catalog/data/capacities.tsv")),
];

/// The tables of the catalog that only name types, each with the columns that do.
const TYPES: [(&str, &str, &[usize]); 9] = [
    ("types", include_str!("../src/catalog/data/types.tsv"), &[0]),
    ("ties", include_str!("../src/catalog/data/ties.tsv"), &[0]),
    ("flows", include_str!("../src/catalog/data/flows.tsv"), &[0]),
    ("places", include_str!("../src/catalog/data/places.tsv"), &[0]),
    ("owners", include_str!("../src/catalog/data/owners.tsv"), &[0]),
    ("named", include_str!("../src/catalog/data/named.tsv"), &[0, 2]),
    ("arns", include_str!("../src/catalog/data/arns.tsv"), &[0]),
    ("signs", include_str!("../src/catalog/data/signs.tsv"), &[0]),
    ("variants", include_str!("../src/catalog/data/variants.tsv"), &[0]),
];

#[test]
fn types_that_drawings_know_exist() {
    let facts = TypeFacts::parse(FACTS);
    let mut wrong = BTreeSet::new();
    for (table, text, columns) in TYPES {
        for line in text.lines().skip(1) {
            let cells: Vec<&str> = line.split('\t').collect();
            let named = columns.iter().filter_map(|&column| cells.get(column));
            for name in named.flat_map(|cell| cell.split(';')).filter(|name| !name.is_empty()) {
                // SAM's own types are no types of CloudFormation, nor is what a macro of AWS's samples takes, nor a
                // repository or an address outside of AWS.
                let is_known = ["S3::Object", "Git::Repository", "Web::Endpoint"].contains(&name)
                    || name.starts_with("Serverless::")
                    || facts.get(&format!("AWS::{name}")).is_some();
                if !is_known {
                    wrong.insert(format!("{table}: no type is named {name}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_tells_kinds_of_a_type_is_a_property_of_it() {
    let facts = TypeFacts::parse(FACTS);
    let variants = include_str!("../src/catalog/data/variants.tsv").lines().skip(1);
    let has_path = |line: &str| {
        let (of, rest) = line.split_once('\t')?;
        let (path, _) = rest.split_once('=')?;
        Some(has(
            facts.get(&format!("AWS::{of}"))?,
            &Value { kinds: vec![ValueKind::Object("properties")] },
            path,
        ))
    };
    let wrong: Vec<&str> = variants.filter(|line| has_path(line) != Some(true)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Whether a value of a type may have something at a path such as `Targets[].Id`.
fn has(kind: ResourceType, value: &Value, path: &str) -> bool {
    let (step, rest) = path.split_once('.').unwrap_or((path, ""));
    let name = step.split('[').next().unwrap_or_default();
    // Of the resource itself, where it says so: `[EndpointType=source].ServerName`.
    if name.is_empty() && !rest.is_empty() {
        return has(kind, value, rest);
    }
    let goes_on = |value: &Value| rest.is_empty() || has(kind, value, rest);
    value.kinds.is_empty()
        || value.kinds.iter().any(|alternative| match alternative {
            ValueKind::Object(object) => {
                let shape = kind.object(object);
                let named = shape.properties.iter().filter(|property| name == "*" || property.name == name);
                let mut values = named.map(|property| &property.value).chain(&shape.rest);
                values.any(goes_on)
            }
            ValueKind::List { items, .. } => has(kind, items, path),
            ValueKind::Map(inner) => goes_on(inner),
            ValueKind::Json => true,
            ValueKind::Text(_)
            | ValueKind::Integer(_)
            | ValueKind::Number(_)
            | ValueKind::Boolean
            | ValueKind::LocalFile => false,
        })
}

#[test]
#[cfg_attr(
    not(has_python),
    ignore = "needs the Python tools: scripts/setup-python.sh, and CFN_EXPLORER_PYTHON names their folder"
)]
#[cfg_attr(not(has_shared), ignore = "needs the templates of ../shared")]
fn no_error_where_cfn_lint_finds_none() {
    let folder = corpus("good");
    let facts = TypeFacts::parse(FACTS);
    let mut errors: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
    let files = files(&folder);
    for file in &files {
        let Ok(source) = pipeline::read(text(&folder, file).into()) else { continue };
        let mut found = check::check(&source.template, &facts);
        found.retain(|diagnostic| diagnostic.severity == Severity::Error);
        if !found.is_empty() {
            errors.insert(file.clone(), found);
        }
    }
    let judged = cfn_lint(&folder, errors.keys());
    let refuted: Vec<_> = errors.iter().filter(|(file, _)| !judged.contains_key(*file)).collect();
    println!(
        "good templates with an error against the facts: {} of {}, of which cfn-lint finds {} without errors",
        errors.len(),
        files.len(),
        refuted.len()
    );
    assert!(refuted.is_empty(), "{refuted:#?}");
}

#[test]
#[cfg_attr(
    not(has_python),
    ignore = "needs the Python tools: scripts/setup-python.sh, and CFN_EXPLORER_PYTHON names their folder"
)]
#[cfg_attr(not(has_shared), ignore = "needs the templates of ../shared")]
fn no_error_of_any_stage_where_cfn_lint_finds_none() {
    let shared = project().join("../shared");
    let facts = TypeFacts::parse(FACTS);
    let mut wrong = Vec::new();
    let mut all = 0;
    for folder in [shared.join("corpus/good"), shared.join("faults")] {
        let mut templates = Vec::new();
        for file in if folder.is_dir() { files(&folder) } else { Vec::new() } {
            match folder.join(&file).is_dir() {
                true => {
                    templates.extend(files(&folder.join(&file)).iter().map(|name| format!("{file}/{name}")))
                }
                false => templates.push(file),
            }
        }
        templates.retain(|file| !file.ends_with(".md"));
        all += templates.len();
        let mut errors: BTreeMap<String, Vec<Found>> = BTreeMap::new();
        for file in templates {
            let found = findings(&folder, &file, &facts);
            if !found.is_empty() {
                errors.insert(file, found);
            }
        }
        if errors.is_empty() {
            continue;
        }
        let judged = cfn_lint(&folder, errors.keys());
        for (file, found) in errors.iter().filter(|(file, _)| !judged.contains_key(*file)) {
            wrong.extend(
                found.iter().map(|found| format!("{file}:{}: {} {}", found.line, found.code, found.path)),
            );
        }
    }
    println!(
        "templates of the corpus and of faults, of which none has an error that cfn-lint has not: {all}"
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
#[cfg_attr(
    not(has_python),
    ignore = "needs the Python tools: scripts/setup-python.sh, and CFN_EXPLORER_PYTHON names their folder"
)]
#[cfg_attr(not(has_shared), ignore = "needs the templates of ../shared")]
fn cfn_lints_errors_are_found() {
    let folder = corpus("bad");
    let table = fs::read_to_string(folder.join("../bad.tsv")).expect("the table lies beside the templates");
    let files: Vec<String> = table
        .lines()
        .filter_map(|line| {
            let (file, rest) = line.split_once('\t')?;
            rest.starts_with("lint:errors").then(|| file.to_owned())
        })
        .collect();
    let judged = cfn_lint(&folder, files.iter());
    let facts = TypeFacts::parse(FACTS);
    let mut by_code: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    let (mut missed, mut wrong) = (Vec::new(), Vec::new());
    for file in &files {
        let theirs = judged.get(file).map(Vec::as_slice).unwrap_or_default();
        let ours = findings(&folder, file, &facts);
        for error in theirs {
            let [all, found] = by_code.entry(error.code.clone()).or_default();
            *all += 1;
            if ours.iter().any(|our| our.code == error.code && our.line == error.line) {
                *found += 1;
            } else if ["E1010", "E3002", "E3003", "E3006", "E3012"].contains(&error.code.as_str()) {
                missed.push(format!("{file}:{}: {}", error.line, error.code));
            }
        }
        for our in &ours {
            if !theirs.iter().any(|error| error.part() == our.part()) {
                wrong.push(format!("{file}:{}: {} at {}", our.line, our.code, our.path));
            }
        }
    }
    println!(
        "cfn-lint's errors that are found with the same code at the same line, in {} templates:",
        files.len()
    );
    for (code, [all, found]) in by_code.iter().filter(|(_, [_, found])| *found > 0) {
        println!("  {code} {found} of {all}");
    }
    let [all, found] = by_code.values().fold([0, 0], |[a, b], [c, d]| [a + c, b + d]);
    println!("  together {found} of {all}, errors of ours in parts that it finds right: {}", wrong.len());
    println!("not found, of the facts' own codes: {missed:#?}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// An error in a template of the corpus.
struct Found {
    code: String,
    line: u64,
    path: String,
}

impl Found {
    /// The resource or other entry that it is about.
    fn part(&self) -> Vec<&str> {
        self.path.split('/').take(2).collect()
    }
}

/// What we find wrong in a template.
fn findings(folder: &Path, file: &str, facts: &TypeFacts) -> Vec<Found> {
    let found = match pipeline::read(text(folder, file).into()) {
        Err(diagnostics) => diagnostics,
        Ok(source) => {
            let mut found = source.diagnostics.clone();
            found.extend(pipeline::check(&source, facts));
            found.extend(pipeline::deploy(&source, &Inputs::default()).diagnostics);
            found
        }
    };
    found
        .into_iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .map(|diagnostic| Found {
            code: diagnostic.code.to_owned(),
            line: diagnostic.position.map_or(0, |position| position.line as u64),
            path: diagnostic.path.to_string(),
        })
        .collect()
}

/// The errors that cfn-lint finds, by template; only templates with errors are there.
fn cfn_lint<'n>(folder: &Path, files: impl Iterator<Item = &'n String>) -> BTreeMap<String, Vec<Found>> {
    let output = Command::new(programs().join("cfn-lint"))
        .args(["--format", "json", "--"])
        .args(files)
        .current_dir(folder)
        .output()
        .expect("cfn-lint runs");
    let all: Vec<Json> = serde_json::from_slice(&output.stdout).expect("cfn-lint writes JSON");
    let mut judged: BTreeMap<String, Vec<Found>> = BTreeMap::new();
    for error in all.iter().filter(|found| found["Level"] == "Error") {
        let place = &error["Location"];
        let steps = place["Path"].as_array().into_iter().flatten();
        let steps = steps.map(|step| step.as_str().map_or_else(|| step.to_string(), str::to_owned));
        judged.entry(error["Filename"].as_str().unwrap_or_default().to_owned()).or_default().push(Found {
            code: error["Rule"]["Id"].as_str().unwrap_or_default().to_owned(),
            line: place["Start"]["LineNumber"].as_u64().unwrap_or_default(),
            path: steps.collect::<Vec<_>>().join("/"),
        });
    }
    judged
}

fn files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the corpus can be read");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn text(folder: &Path, file: &str) -> std::rc::Rc<str> {
    String::from_utf8_lossy(&fs::read(folder.join(file)).expect("the template is there")).into()
}

fn corpus(part: &str) -> PathBuf {
    project().join("../shared/corpus").join(part)
}

fn programs() -> PathBuf {
    let folder = std::env::var_os("CFN_EXPLORER_PYTHON");
    folder.expect("no CFN_EXPLORER_PYTHON: run make test, or scripts/setup-python.sh").into()
}

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
