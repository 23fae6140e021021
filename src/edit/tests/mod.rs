//! Small texts, changed.

mod entries;
mod lines;
mod values;

use expect_test::Expect;

use super::*;
use crate::diagnostic::Diagnostic;
use crate::yaml::{self, Document};

const YAML: &str = "\
# The website
Parameters:
  KeyName: {Type: String, Default: ''}
Resources:
  Host: # one
    Type: AWS::EC2::Instance
    Properties:
      InstanceType:   t3.micro   # small
      SubnetId: !Ref 'SubnetA'
      SecurityGroupIds: [ !Ref Web , sg-1 ]
      UserData: |- # starts
          echo one
            two

      Tags:
      - Key: Name
        Value: \"Web\"
  # about the group
  Web:
    Type: AWS::EC2::SecurityGroup
    Properties:
      SecurityGroupIngress:
        - IpProtocol: tcp
          FromPort: 80
          ToPort: 80
          CidrIp: 0.0.0.0/0
";

const JSON: &str = r#"{
    "Resources": {
        "Web": {
            "Type": "AWS::EC2::SecurityGroup",
            "Properties": {"GroupDescription": "x", "Size": 1}
        },
        "Queue": {"Type": "AWS::SQS::Queue"}
    }
}
"#;

/// Holds the lines that a change takes away and brings, or why it is refused.
fn check(text: &str, change: impl FnOnce(&Document) -> Result<Change, Diagnostic>, expected: Expect) {
    let document = yaml::read(text).expect("the text can be read").value;
    let out = match change(&document) {
        Err(refused) => format!("{}\n{}\n", refused.message, refused.hints.join("\n")),
        Ok(change) => {
            let changed = change.apply(text);
            assert_eq!(change.inverse(text).apply(&changed), text, "taken back");
            format!("{}\n{}", change.what, difference(text, &changed))
        }
    };
    expected.assert_eq(&out);
}

/// The lines in which two texts differ.
fn difference(before: &str, after: &str) -> String {
    let (before, after): (Vec<_>, Vec<_>) =
        (before.split_inclusive('\n').collect(), after.split_inclusive('\n').collect());
    let same = before.iter().zip(&after).take_while(|(a, b)| a == b).count();
    let rest = before.len().min(after.len()) - same;
    let end = before.iter().rev().zip(after.iter().rev()).take_while(|(a, b)| a == b).count().min(rest);
    let lines = |sign: &str, lines: &[&str]| -> String {
        lines.iter().map(|line| format!("{sign}{}\n", line.trim_end_matches('\n'))).collect()
    };
    lines("-", &before[same..before.len() - end]) + &lines("+", &after[same..after.len() - end])
}

fn set_to(path: &str, value: &str) -> impl FnOnce(&Document) -> Result<Change, Diagnostic> {
    move |document| set(document, &parse_path(document, path), value)
}

fn without(path: &str) -> impl FnOnce(&Document) -> Result<Change, Diagnostic> {
    move |document| remove(document, &parse_path(document, path))
}
