//! Families of heavy templates: each asks for far more than its size with one means, and grows with the size asked for.
//!
//! `tests/heavy.rs` holds them to bounds, `make hostile` prints what they take.

use std::fmt::Write as _;

#[path = "families/checking.rs"]
mod checking;
#[path = "families/drawing.rs"]
mod drawing;
#[path = "families/evaluating.rs"]
mod evaluating;
#[path = "families/reading.rs"]
mod reading;
#[path = "families/wiring.rs"]
mod wiring;

use checking::checking;
use drawing::drawing;
use evaluating::evaluating;
use reading::reading;
use wiring::wiring;

/// One heavy template.
pub struct Heavy {
    /// What it is heavy by.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// Deeper than this the readers refuse.
const DEPTH: usize = 58;

/// Every family, each text of about `bytes` bytes.
pub fn families(bytes: usize) -> Vec<Heavy> {
    let mut all = Vec::new();
    for (name, open, close) in FUNCTIONS {
        all.push(heavy(format!("nested {name}"), nested(open, close, bytes)));
        all.push(heavy(format!("nested {name} around a long text"), around_long_text(open, close, bytes)));
    }
    all.extend(reading(bytes));
    all.extend(evaluating(bytes));
    all.extend(checking(bytes));
    all.extend(drawing(bytes));
    all.extend(wiring(bytes));
    all
}

fn heavy(name: impl Into<String>, text: String) -> Heavy {
    Heavy { name: name.into(), text }
}

/// Functions that take a value of their own kind, in JSON: what stands before it and behind it.
const FUNCTIONS: [(&str, &str, &str); 12] = [
    ("Base64", r#"{"Fn::Base64":"#, "}"),
    ("Join", r#"{"Fn::Join":["-",["#, r#","b"]]}"#),
    ("Join of itself twice", r#"{"Fn::Join":["",["a","#, "]]}"),
    ("Sub", r#"{"Fn::Sub":["${x}${x}",{"x":"#, "}]}"),
    ("Select", r#"{"Fn::Select":["0",["#, "]]}"),
    ("Split", r#"{"Fn::Select":["0",{"Fn::Split":[",","#, "]}]}"),
    ("If", r#"{"Fn::If":["Unknown","#, r#","b"]}"#),
    ("FindInMap", r#"{"Fn::FindInMap":["Map","Top","#, "]}"),
    ("ImportValue", r#"{"Fn::ImportValue":"#, "}"),
    ("ToJsonString", r#"{"Fn::ToJsonString":["#, "]}"),
    ("GetAZs", r#"{"Fn::GetAZs":"#, "}"),
    ("Length", r#"{"Fn::Length":["#, "]}"),
];

const HEAD: &str = r#"{"Transform":"AWS::LanguageExtensions","Parameters":{"P":{"Type":"String","Default":"a"}},
"Conditions":{"Unknown":{"Fn::Equals":[{"Ref":"AWS::AccountId"},"1"]}},"Mappings":{"Map":{"Top":{"a":"b"}}},"Resources":{
"#;

/// As many resources as fit, each with functions nested as deep as the readers take.
fn nested(open: &str, close: &str, bytes: usize) -> String {
    let depth = DEPTH.min(112 / (open.matches(['{', '[']).count()).max(1));
    let value = format!("{}\"a\"{}", open.repeat(depth), close.repeat(depth));
    let mut text = HEAD.to_owned();
    let mut i = 0;
    while text.len() + value.len() < bytes.max(HEAD.len() + value.len() + 300) {
        let comma = if i > 0 { "," } else { "" };
        let _ = writeln!(
            text,
            r#"{comma}"R{i}":{{"Type":"AWS::SNS::Topic","Properties":{{"TopicName":{{"Fn::Join":["",[{value}]]}}}}}}"#
        );
        i += 1;
    }
    text + "}}"
}

/// One resource: a text of half the size with functions around it, named by outputs too.
fn around_long_text(open: &str, close: &str, bytes: usize) -> String {
    let depth = DEPTH.min(112 / (open.matches(['{', '[']).count()).max(1));
    let long = "a,".repeat(bytes / 4);
    let value = format!("{}\"{long}\"{}", open.repeat(depth), close.repeat(depth));
    format!(r#"{HEAD}"R":{{"Type":"AWS::SNS::Topic","Properties":{{"TopicName":{value}}}}}}}}}"#)
}

/// Pieces with a number in each, of about `bytes` bytes together.
fn numbered(bytes: usize, piece: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    let mut i = 0;
    while text.len() < bytes {
        text.push_str(&piece(i));
        i += 1;
    }
    text
}

const TOPIC: &str = "Resources:\n  R: {Type: 'AWS::SNS::Topic'}\n";
