//! Files of other tools that are taken for templates: what they are, and what to give instead.

use std::rc::Rc;

use crate::diagnostic::{Diagnostic, Path, Position};
use crate::maps::IndexSet;
use crate::yaml::{Map, Node};

/// A kind of file.
struct FileKind {
    /// Its kind.
    is: &'static str,
    /// Advice on what to give instead.
    give: &'static str,
    /// Returns true for such a file, going by its top level.
    has: fn(&Top<'_>) -> bool,
}

/// Whoever makes something with code that CloudFormation does not run.
const NO_TEMPLATE: &str = "give a CloudFormation template: a mapping with a section `Resources`";

/// A file of one line may be any of these; the first that fits is meant.
const KINDS: &[FileKind] = &[
    FileKind {
        is: "a file of the Serverless Framework",
        give: "give the template that `serverless package` writes into `.serverless/`",
        has: |top| top.has("service") && (top.has("provider") || top.has("functions")),
    },
    FileKind {
        is: "a file of Serverless Compose",
        give: "give the template of one of its services: `serverless package` writes it into `.serverless/`",
        has: |top| top.services_have(&["path"]) && !top.services_have(&["build", "image"]),
    },
    FileKind {
        is: "a list of parameters for a stack",
        give: "give the template, and each parameter as `--param KEY=VALUE`",
        has: |top| top.items_have("ParameterKey") || top.is_configuration(),
    },
    FileKind {
        is: "what `aws cloudformation get-template` prints",
        give: "give what stands in `TemplateBody`: `--query TemplateBody` prints it alone",
        has: |top| top.has("TemplateBody"),
    },
    FileKind {
        is: "a change set",
        give: "give its template: `aws cloudformation get-template --change-set-name …` prints it",
        has: |top| top.has("Changes") && (top.has("ChangeSetName") || top.has("ChangeSetId")),
    },
    FileKind {
        is: "what the AWS CLI prints of stacks",
        give: "give their template: `aws cloudformation get-template --stack-name …` prints it",
        has: |top| {
            let printed =
                ["StackEvents", "StackResources", "StackResourceSummaries", "StackSummaries", "Stacks"];
            printed.iter().any(|key| matches!(top.get(key), Some(Node::List(_))))
        },
    },
    FileKind {
        is: "the configuration of the SAM CLI",
        give: "give the template, which is `template.yaml` where nothing else is said",
        has: |top| {
            top.has("version") && top.inside("default", &["build", "deploy", "global", "package", "sync"])
        },
    },
    FileKind {
        is: "a file that the CDK writes beside its templates",
        give: "give a template: the files that end in `.template.json`, which `cdk synth` writes into `cdk.out/`",
        has: |top| {
            let is_tree = top.text("version").is_some_and(|version| version.starts_with("tree-"));
            top.has_all(&["version", "artifacts"])
                || top.has_all(&["version", "files", "dockerImages"])
                || (is_tree && top.has("tree"))
        },
    },
    FileKind {
        is: "the configuration of a CDK app",
        give: "give a template: `cdk synth` writes them into `cdk.out/`",
        has: |top| top.has("app") && (top.has("context") || top.has("watch") || top.has("output")),
    },
    FileKind {
        is: "an OpenAPI document",
        give: "give the template whose API has it as its body",
        has: |top| (top.has("openapi") || top.has("swagger")) && (top.has("paths") || top.has("info")),
    },
    FileKind {
        is: "a Docker Compose file",
        give: NO_TEMPLATE,
        has: |top| top.services_have(&["build", "image"]),
    },
    FileKind {
        is: "the configuration of a cluster for eksctl",
        give: "give the templates that eksctl deploys: `aws cloudformation get-template` prints them",
        has: |top| top.text("apiVersion").is_some_and(|version| version.starts_with("eksctl.io")),
    },
    FileKind {
        is: "a manifest of Kubernetes",
        give: NO_TEMPLATE,
        has: |top| top.has_all(&["apiVersion", "kind"]),
    },
    FileKind {
        is: "a chart of Helm",
        give: NO_TEMPLATE,
        has: |top| top.has_all(&["apiVersion", "name", "version"]),
    },
    FileKind {
        is: "an Ansible playbook",
        give: "give a template that one of its tasks deploys",
        has: |top| top.items_have("hosts") || (top.items_have("name") && top.items_have("tasks")),
    },
    FileKind {
        is: "a file of Terraform",
        give: NO_TEMPLATE,
        has: |top| {
            let is_code = top.has("resource") && (top.has("provider") || top.has("terraform"));
            top.has("terraform_version") || is_code
        },
    },
    FileKind { is: "a program of Pulumi", give: NO_TEMPLATE, has: |top| top.has_all(&["name", "runtime"]) },
    FileKind {
        is: "a template of Azure",
        give: NO_TEMPLATE,
        has: |top| top.text("$schema").is_some_and(|schema| schema.contains("deploymentTemplate.json")),
    },
    FileKind {
        is: "the file with which CodeDeploy deploys",
        give: "give the template of what it deploys to",
        has: |top| {
            let of_servers = top.has("os") && top.has("files");
            top.has("version") && (of_servers || matches!(top.get("Resources"), Some(Node::List(_))))
        },
    },
    FileKind {
        is: "the file with which CodeBuild builds",
        give: "give the template of what is built",
        has: |top| top.has_all(&["version", "phases"]),
    },
    FileKind {
        is: "the definition of a state machine",
        give: "give the template whose state machine has it as its definition",
        has: |top| top.has_all(&["StartAt", "States"]),
    },
    FileKind {
        is: "a policy",
        give: "give the template whose role, bucket or stack has it",
        has: |top| top.has("Statement"),
    },
    FileKind {
        is: "the definition of an ECS task",
        give: "give the template with a resource `AWS::ECS::TaskDefinition`",
        has: |top| top.has("containerDefinitions"),
    },
    FileKind {
        is: "a file that says where CloudFormation finds a template",
        give: "give the template that it names",
        has: |top| top.has("template-file-path") || top.has("template_path"),
    },
    FileKind {
        is: "the schema of a resource type",
        give: "give a template with a resource of that type",
        has: |top| top.has_all(&["typeName", "properties"]),
    },
    FileKind {
        is: "a drawing of diagram-as-code",
        give: "give the template that it draws",
        has: |top| top.has("Diagram"),
    },
    FileKind {
        is: "a workflow of GitHub",
        give: "give a template that it deploys",
        has: |top| top.has_all(&["on", "jobs"]),
    },
    FileKind {
        is: "a package of npm",
        give: NO_TEMPLATE,
        has: |top| {
            top.has("name") && (top.has("dependencies") || top.has("devDependencies") || top.has("scripts"))
        },
    },
];

/// The beginnings of a text, or of a line in it, that no reader of YAML or JSON can read.
const BEGINNINGS: &[(&[&str], &str, &str)] = &[
    (&["<!doctype html", "<html"], "a web page", "give the address of the template itself"),
    (&["<?xml", "<svg", "<mxfile"], "a picture or another file in XML", NO_TEMPLATE),
    (&["PK\u{3}\u{4}", "\u{1f}\u{fffd}"], "an archive", "give the template that is in it"),
    (
        &["\u{fffd}PNG", "\u{fffd}\u{fffd}\u{fffd}\u{fffd}", "GIF8", "%PDF-"],
        "a picture",
        "give the template that it shows",
    ),
];

const LINES: &[(&[&str], &str, &str)] = &[
    (
        &["resource \"", "provider \"", "module \"", "variable \"", "terraform {"],
        "a file of Terraform",
        NO_TEMPLATE,
    ),
    (
        &["[default.", "[default]"],
        "the configuration of the SAM CLI",
        "give the template, which is `template.yaml` where nothing else is said",
    ),
    (
        &["import * as cdk from", "from aws_cdk import", "import aws_cdk", "import software.amazon.awscdk"],
        "code for the CDK",
        "give a template: `cdk synth` writes them into `cdk.out/`",
    ),
];

/// Returns what a file is that was read and is no template.
pub(super) fn of_node(root: &Node) -> Option<Diagnostic> {
    let top =
        Top { keys: root.as_map().into_iter().flatten().map(|(key, _)| &**key).collect(), root: Some(root) };
    if root.as_map().is_some_and(is_template) {
        return None;
    }
    kind_of(&top)
}

/// Returns what a file is that cannot be read.
pub(super) fn of_text(text: &str) -> Option<Diagnostic> {
    let start =
        text.trim_start().trim_start_matches('\u{feff}').get(..20).unwrap_or(text).to_ascii_lowercase();
    for (beginnings, is, give) in BEGINNINGS {
        if beginnings.iter().any(|beginning| start.starts_with(&beginning.to_ascii_lowercase())) {
            return Some(finding(is, give));
        }
    }
    let keys: IndexSet<&str> = text.lines().filter_map(top_key).collect();
    if keys.contains("AWSTemplateFormatVersion") || keys.contains("Resources") {
        return None;
    }
    for (lines, is, give) in LINES {
        if text.lines().any(|line| lines.iter().any(|beginning| line.starts_with(beginning))) {
            return Some(finding(is, give));
        }
    }
    kind_of(&Top { keys, root: None })
}

fn kind_of(top: &Top<'_>) -> Option<Diagnostic> {
    let kind = KINDS.iter().find(|kind| (kind.has)(top))?;
    Some(finding(kind.is, kind.give))
}

fn finding(is: &str, give: &str) -> Diagnostic {
    let message = format!("this is {is}, and no template");
    Diagnostic::error("E1001", Path::root(), message).hint(give).at(Position { line: 1, column: 1 })
}

/// Returns true if a file is meant as a template: it says so, or has a resource.
fn is_template(root: &Map) -> bool {
    let is_resource = |(key, entry): (&Rc<str>, &Node)| {
        key.starts_with("Fn::") || entry.as_map().is_some_and(|entry| entry.contains_key("Type"))
    };
    root.contains_key("AWSTemplateFormatVersion")
        || root.contains_key("Transform")
        || root
            .get("Resources")
            .and_then(Node::as_map)
            .is_some_and(|resources| resources.iter().any(is_resource))
}

/// The key with which a line of YAML begins that is not indented.
fn top_key(line: &str) -> Option<&str> {
    let (key, _) = line.split_once(':')?;
    let key = key.trim_matches(['"', '\'']);
    let is_name =
        !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_$".contains(&byte));
    is_name.then_some(key)
}

/// The top level of a file, as far as it is known.
struct Top<'n> {
    keys: IndexSet<&'n str>,
    /// The file's content; nothing of a file that cannot be read.
    root: Option<&'n Node>,
}

impl<'n> Top<'n> {
    /// Returns true if one of `services` has one of these keys.
    fn services_have(&self, keys: &[&str]) -> bool {
        let has =
            |node: &Node| node.as_map().is_some_and(|map| keys.iter().any(|key| map.contains_key(*key)));
        let services = self.get("services").and_then(Node::as_map);
        services.is_some_and(|services| services.values().any(has))
    }

    fn has(&self, key: &str) -> bool {
        self.keys.contains(key)
    }

    fn has_all(&self, keys: &[&str]) -> bool {
        keys.iter().all(|key| self.has(key))
    }

    fn get(&self, key: &str) -> Option<&'n Node> {
        self.root?.as_map()?.get(key)
    }

    fn text(&self, key: &str) -> Option<Rc<str>> {
        self.get(key)?.as_text()
    }

    /// Returns true if an entry is a mapping with one of the keys.
    fn inside(&self, key: &str, keys: &[&str]) -> bool {
        let map = self.get(key).and_then(Node::as_map);
        map.is_some_and(|map| keys.iter().any(|key| map.contains_key(*key)))
    }

    /// Returns true if it is a list whose first item has the key.
    fn items_have(&self, key: &str) -> bool {
        let first = self.root.and_then(Node::as_list).and_then(<[Node]>::first).and_then(Node::as_map);
        first.is_some_and(|first| first.contains_key(key))
    }

    /// Returns true if it has parameters with their values, and perhaps tags: what a pipeline deploys a template with.
    fn is_configuration(&self) -> bool {
        let values = self.get("Parameters").and_then(Node::as_map);
        let are_values =
            values.is_some_and(|map| !map.is_empty() && map.values().all(|value| value.as_text().is_some()));
        are_values && !self.has("Resources")
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;

    /// Returns what a text is said to be; nothing for what is read as a template.
    fn said(text: &str) -> String {
        match parse(text) {
            Ok(_) => String::new(),
            Err(found) => found.iter().map(|found| format!("{} {}", found.code, found.message)).collect(),
        }
    }

    #[test]
    fn files_of_other_tools_are_told_by_what_they_have() {
        let known = [
            (
                "service: x\nprovider: {name: aws}\nfunctions: {a: {handler: b.c}}\n",
                "a file of the Serverless Framework",
            ),
            (
                "service: x\nprovider: {name: aws}\nresources: {Resources: {Q: {Type: AWS::SQS::Queue}}}\n",
                "a file of the Serverless Framework",
            ),
            (
                "service: x\nprovider:\n  stage: ${opt:stage}\nfunctions:\n  @: x\n",
                "a file of the Serverless Framework",
            ),
            (
                "services:\n  tables: {path: tables}\n  jobs: {path: jobs, params: {table: '${tables.name}'}}\n",
                "a file of Serverless Compose",
            ),
            ("services: {web: {build: ., path: x}}\n", "a Docker Compose file"),
            ("[{\"ParameterKey\": \"A\", \"ParameterValue\": \"b\"}]", "a list of parameters for a stack"),
            (
                "{\"Parameters\": {\"A\": \"b\"}, \"Tags\": {\"c\": \"d\"}}",
                "a list of parameters for a stack",
            ),
            (
                "{\"TemplateBody\": {\"Resources\": {}}, \"StagesAvailable\": []}",
                "what `aws cloudformation get-template` prints",
            ),
            ("{\"ChangeSetName\": \"a\", \"Changes\": []}", "a change set"),
            ("{\"Stacks\": [{\"StackId\": \"a\"}]}", "what the AWS CLI prints of stacks"),
            (
                "version: 0.1\ndefault: {deploy: {parameters: {stack_name: a}}}\n",
                "the configuration of the SAM CLI",
            ),
            (
                "version = 0.1\n[default.deploy.parameters]\nstack_name = \"a\"\n",
                "the configuration of the SAM CLI",
            ),
            (
                "{\"version\": \"36.0.0\", \"artifacts\": {}}",
                "a file that the CDK writes beside its templates",
            ),
            ("{\"version\": \"tree-0.1\", \"tree\": {}}", "a file that the CDK writes beside its templates"),
            ("{\"app\": \"node bin/a.js\", \"context\": {}}", "the configuration of a CDK app"),
            (
                "import * as cdk from 'aws-cdk-lib';\nexport class A extends cdk.Stack {}\n",
                "code for the CDK",
            ),
            ("openapi: 3.0.1\ninfo: {title: a}\npaths: {}\n", "an OpenAPI document"),
            ("version: '3'\nservices: {web: {image: nginx}}\n", "a Docker Compose file"),
            (
                "apiVersion: v1\nkind: Service\n---\napiVersion: apps/v1\nkind: Deployment\n",
                "a manifest of Kubernetes",
            ),
            (
                "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\n",
                "the configuration of a cluster for eksctl",
            ),
            ("- hosts: all\n  tasks: []\n", "an Ansible playbook"),
            ("resource \"aws_vpc\" \"a\" {\n  cidr_block = \"10.0.0.0/16\"\n}\n", "a file of Terraform"),
            ("{\"terraform_version\": \"1.9.0\", \"resources\": []}", "a file of Terraform"),
            (
                "version: 0.0\nResources:\n- Fn: {Type: AWS::Lambda::Function}\n",
                "the file with which CodeDeploy deploys",
            ),
            ("version: 0.2\nphases: {build: {commands: [make]}}\n", "the file with which CodeBuild builds"),
            ("{\"StartAt\": \"A\", \"States\": {}}", "the definition of a state machine"),
            ("{\"Version\": \"2012-10-17\", \"Statement\": []}", "a policy"),
            ("<!DOCTYPE html>\n<html></html>", "a web page"),
            ("PK\u{3}\u{4}\u{14}\0", "an archive"),
        ];
        for (text, is) in known {
            assert_eq!(said(text), format!("E1001 this is {is}, and no template"), "{text}");
        }
    }

    #[test]
    fn what_is_meant_as_a_template_is_none_of_them() {
        let templates = [
            "service: x\nprovider: y\nResources: {Q: {Type: AWS::SQS::Queue}}\n",
            "AWSTemplateFormatVersion: 2010-09-09\nversion: 1\nphases: x\n",
            "Parameters: {A: {Type: String}}\nOutputs: {}\n",
            "Statment: x\n",
        ];
        for text in templates {
            assert_eq!(said(text), "", "{text}");
        }
        assert!(said("Resources:\n  A: [\nversion: 1\nphases: {}\n").contains("E0000"));
        assert!(said("- a\n").contains("must be a mapping"));
    }
}
