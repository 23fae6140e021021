//! Inferred capabilities against an independent rule, over the corpus where it is at hand.

use std::collections::BTreeSet;
use std::path::Path;

use cfn_explorer::command::capabilities;
use cfn_explorer::eval::{Inputs, evaluate};
use cfn_explorer::template::parse;
use serde_json::Value;

/// The rule reads the judge's list of resources that exist under defaults, or may, and the template's text: IAM types
/// and SAM's functions need an acknowledgement, a line that names one a stronger one, a transform a third.
#[test]
#[cfg_attr(not(has_shared), ignore = "needs the templates of ../shared")]
fn capabilities_are_those_that_the_corpus_needs() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let expected =
        std::fs::read_to_string(corpus.join("expected.jsonl")).expect("the corpus has expectations");
    let mut wrong = Vec::new();
    let mut seen = 0;
    for line in expected.lines() {
        let judged: Value = serde_json::from_str(line).expect("a line of JSON");
        let file = judged["file"].as_str().expect("a file's name");
        let text = std::fs::read_to_string(corpus.join("good").join(file)).expect("a file of the corpus");
        let Ok(template) = parse(&text) else { continue };
        let stack = evaluate(&template.value, &Inputs::default()).value;
        let found: BTreeSet<&str> =
            capabilities(&template.value, &stack).iter().map(|capability| capability.name).collect();
        let needed = needed(&judged, &text);
        seen += 1;
        if found != needed {
            wrong.push(format!("{file}: {found:?}, not {needed:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {seen}:\n{}", wrong.len(), wrong.join("\n"));
}

fn needed(judged: &Value, text: &str) -> BTreeSet<&'static str> {
    let exists = |list: &str| {
        let ids = judged["defaults"][list].as_array().into_iter().flatten();
        ids.filter_map(Value::as_str).map(str::to_owned).collect::<Vec<_>>()
    };
    let ids: Vec<String> = [exists("exists"), exists("unknown")].concat();
    let types = ids.iter().filter_map(|id| Some((id, judged["resources"][id].as_str()?)));
    let mut needed = BTreeSet::new();
    for (id, type_name) in types {
        let own = block(text, id);
        let says =
            |key: &str| own.iter().any(|line| line.trim_start_matches(['-', ' ', '"']).starts_with(key));
        if let Some(kind) = type_name.strip_prefix("AWS::IAM::") {
            let named = ["Role", "User", "Group", "InstanceProfile", "ManagedPolicy"].contains(&kind)
                && says(&format!("{kind}Name"));
            needed.insert(if named { "CAPABILITY_NAMED_IAM" } else { "CAPABILITY_IAM" });
        }
        if ["AWS::Serverless::Function", "AWS::Serverless::StateMachine"].contains(&type_name)
            && !says("Role:")
            && !says("Role\":")
        {
            needed.insert("CAPABILITY_IAM");
        }
    }
    if needed.contains("CAPABILITY_NAMED_IAM") {
        needed.remove("CAPABILITY_IAM");
    }
    let key =
        |line: &str| line.trim_start().trim_matches(['"', ',']).split(['"', ':']).next().map(str::to_owned);
    let section = |line: &&str| key(line).as_deref() == Some("Resources");
    let top = text.lines().find(section).map(depth);
    let transform = |line: &str| key(line).as_deref() == Some("Transform") && Some(depth(line)) == top;
    let part = |line: &str| line.contains("Fn::Transform") || line.contains("!Transform");
    if text.lines().any(|line| transform(line) || part(line)) {
        needed.insert("CAPABILITY_AUTO_EXPAND");
    }
    needed
}

/// The lines of a resource: those that are deeper than the line that names it.
fn block<'a>(text: &'a str, id: &str) -> Vec<&'a str> {
    let mut lines = text.lines().skip_while(|line| {
        let key = line.trim_start().trim_start_matches('"');
        let rest = key.strip_prefix(id).map(|rest| rest.trim_start_matches('"').trim_start());
        !rest.is_some_and(|rest| rest.starts_with(':')) || depth(line) == 0
    });
    let Some(first) = lines.next() else { return Vec::new() };
    lines.take_while(|line| line.trim().is_empty() || depth(line) > depth(first)).collect()
}

fn depth(line: &str) -> usize {
    line.len() - line.trim_start().len()
}
