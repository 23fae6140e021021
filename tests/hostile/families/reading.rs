//! Texts that are heavy to read.

use std::fmt::Write as _;

use super::{Heavy, heavy, numbered};

/// Texts that are heavy to read.
pub fn reading(bytes: usize) -> Vec<Heavy> {
    let resource = "Resources:\n  R:\n    Type: AWS::SNS::Topic\n    Properties:\n      TopicName: ";
    let many = |piece: &str| piece.repeat(bytes / piece.len());
    let half = bytes / 2;
    vec![
        heavy(
            "aliases of a long text",
            format!(
                "Metadata:\n  A: &a {}\n  B: [{}*a]\n{resource}x\n",
                "x".repeat(half),
                "*a, ".repeat(half / 4)
            ),
        ),
        heavy(
            "aliases of a long name",
            format!("Metadata:\n  A: &a {}\n{}", "x".repeat(half), aliased_names(half)),
        ),
        heavy(
            "aliases of a short text",
            format!("Metadata:\n  A: &a x\n  B: [{}*a]\n{resource}x\n", many("*a, ")),
        ),
        heavy("aliases of aliases", laughs(bytes)),
        heavy("merge keys", merges(bytes)),
        heavy("brackets", format!("{resource}{}", many("["))),
        heavy("closed brackets", format!("{resource}[{}]", many("[],"))),
        heavy("a list of one line", format!("{resource}[{}x]", many("x, "))),
        heavy(
            "a mapping of one line",
            format!("{resource}{{{}}}", numbered(bytes, |i| format!("k{i}: v, "))),
        ),
        heavy("question marks", format!("{resource}\n{}", many("? "))),
        heavy("dashes", format!("{resource}\n        {}x", many("- "))),
        heavy("a text of many lines", format!("{resource}|\n{}", many("        x\n"))),
        heavy("a folded text of many lines", format!("{resource}>\n{}", many("        x\n\n"))),
        heavy("a quoted text of many lines", format!("{resource}\"{}\"", many("x\n        "))),
        heavy("escapes", format!("{resource}\"{}\"", many("\\u0041"))),
        heavy("comments", format!("{}{resource}x\n", many("# x\n"))),
        heavy("blank lines", format!("{}{resource}x\n", many("\n"))),
        heavy("carriage returns", format!("{}{resource}x\n", many("\r"))),
        heavy("anchors", format!("{resource}x\nMetadata: [{}]\n", numbered(bytes, |i| format!("&a{i} x, ")))),
        heavy("one anchor many times", format!("{resource}x\nMetadata: [{}]\n", many("&a x, *a, "))),
        heavy("tags", format!("{resource}[{}]", many("!Ref R, "))),
        heavy("documents", format!("{resource}x\n{}", many("---\nx\n"))),
        heavy("numbers", format!("{resource}[{}]", many("1.10, 012, 0x1F, 1_000, "))),
        heavy("JSON brackets", format!("{{\"Resources\":{}", many("["))),
        heavy("JSON escapes", format!("{{\"Resources\":{{\"R\":{{\"Type\":\"{}\"}}}}}}", many("\\u0041"))),
        heavy("duplicate keys", format!("Resources:\n{}", many("  R: {Type: 'AWS::SNS::Topic'}\n"))),
        heavy(
            "keys nearly alike",
            format!("Resources:\n{}", numbered(bytes, |i| format!("  {}{i}: {{}}\n", "R".repeat(200)))),
        ),
        heavy(
            "long keys",
            format!("Resources:\n  {}: {{Type: 'AWS::SNS::Topic', Wrong: x}}\n", "R".repeat(bytes)),
        ),
        heavy("a long section name", format!("{resource}x\n{}: x\n", "S".repeat(bytes - 100))),
    ]
}

fn aliased_names(bytes: usize) -> String {
    let mut text = String::from("Resources:\n");
    let mut i = 0;
    while text.len() < bytes {
        let _ = writeln!(
            text,
            "  R{i}: {{Type: 'AWS::SQS::Queue', Properties: {{QueueName: *a, Tags: [{{Key: Name, Value: *a}}]}}}}"
        );
        i += 1;
    }
    text
}

fn laughs(bytes: usize) -> String {
    let mut text = String::from("Metadata:\n  L0: &l0 [x, x, x, x, x, x, x, x, x]\n");
    for i in 1..60 {
        let _ = writeln!(text, "  L{i}: &l{i} [{}]", vec![format!("*l{}", i - 1); 9].join(", "));
    }
    while text.len() < bytes {
        text.push_str("  # nothing\n");
    }
    text + "Resources: {R: {Type: 'AWS::SNS::Topic'}}\n"
}

fn merges(bytes: usize) -> String {
    let mut text = String::from("Metadata:\n  Base: &base {");
    text.push_str(&numbered(bytes / 2, |i| format!("k{i}: v, ")));
    text.push_str("}\n  All:\n");
    while text.len() < bytes {
        text.push_str("    - {<<: *base}\n");
    }
    text + "Resources: {R: {Type: 'AWS::SNS::Topic'}}\n"
}
