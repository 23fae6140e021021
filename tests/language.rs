//! The template language, sentence by sentence: hundreds of small templates, most with one fault, and what is found.
//!
//! cfn-lint 1.51 was the judge of each; where the findings differ from its own there is a reason, and the same holds
//! for every line of `language/findings.txt` that a change alters.

use std::fmt::Write as _;

use cfn_explorer::diagnostic::Severity;
use cfn_explorer::eval::Inputs;
use cfn_explorer::facts::TypeFacts;
use cfn_explorer::pipeline;
use expect_test::expect_file;

#[test]
fn findings_are_those_that_were_judged() {
    let facts = TypeFacts::parse(include_str!("../data/type-facts.txt"));
    let mut out = String::new();
    for case in include_str!("language/cases.txt").split("\n== ").skip(1) {
        let (title, body) = case.split_once('\n').expect("a case has a title");
        let (kind, _) = title.split_once(' ').expect("a title is a kind and a name");
        let _ = writeln!(out, "{title}");
        for line in findings(&template(kind, body.trim_end()), &facts) {
            let _ = writeln!(out, "  {line}");
        }
    }
    expect_file!["language/findings.txt"].assert_eq(&out);
}

/// The template that a case stands in.
fn template(kind: &str, body: &str) -> String {
    match kind {
        "value" => around("", "", body),
        "extended" => around("Transform: AWS::LanguageExtensions", "", body),
        "attribute" => around("", body, "x"),
        "section" => format!("{body}\nResources:\n  R: {{Type: AWS::SNS::Topic}}\n"),
        "resource" => {
            let (type_name, properties) = body.split_once('\n').expect("a type, and properties");
            format!(
                "Parameters: {{P: {{Type: String, Default: a}}, L: {{Type: CommaDelimitedList, Default: 'a,b'}}, \
                 S: {{Type: 'List<AWS::EC2::SecurityGroup::Id>'}}}}
Conditions: {{C: !Equals [!Ref P, a]}}
Outputs: {{O: {{Value: !If [C, !Ref P, !Join ['', !Ref L]]}}, O2: {{Value: !Join ['', !Ref S]}}}}
Resources:
  B: {{Type: AWS::S3::Bucket}}
  R:
    Type: {type_name}
    Properties: {properties}
"
            )
        }
        _ => body.to_owned(),
    }
}

fn around(transform: &str, attribute: &str, value: &str) -> String {
    format!(
        "{transform}
Parameters:
  P: {{Type: String, Default: a}}
  L: {{Type: CommaDelimitedList, Default: 'a,b'}}
  N: {{Type: Number, Default: 1}}
Conditions:
  C: !Equals [!Ref P, a]
Mappings:
  M: {{a: {{x: '1', l: [p, q]}}, b: {{x: '2', l: [r]}}}}
Resources:
  B: {{Type: AWS::S3::Bucket}}
  R:
    Type: AWS::SNS::Topic
    {attribute}
    Properties:
      DisplayName: {value}
Outputs:
  O: {{Value: !Join ['', !Ref L], Condition: C}}
  O2: {{Value: !FindInMap [M, !Ref P, x]}}
  O3: {{Value: !Ref N}}
"
    )
}

/// What is wrong in a template, as `check` on the command line says it, errors alone.
fn findings(text: &str, facts: &TypeFacts) -> Vec<String> {
    let all = match pipeline::read(text.into()) {
        Err(found) => found,
        Ok(source) => {
            let deployment = pipeline::deploy(&source, &Inputs::default());
            pipeline::merged([&source.diagnostics, &pipeline::check(&source, facts), &deployment.diagnostics])
        }
    };
    let errors = all.iter().filter(|found| found.severity == Severity::Error);
    let line = |found: &cfn_explorer::diagnostic::Diagnostic| {
        let at = found.position.map_or(String::new(), |at| format!("{}:{}", at.line, at.column));
        let hints: String = found.hints.iter().map(|hint| format!("; {hint}")).collect();
        format!("{at} {} {}{hints}", found.code, found.message)
    };
    errors.map(line).collect()
}
