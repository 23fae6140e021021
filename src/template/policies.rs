//! What stands beside a resource's properties: what becomes of it, and what CloudFormation waits for.

use crate::diagnostic::{Diagnostic, Path};
use crate::yaml::Node;

use super::findings::Findings;
use super::language::{Language, is_function_name};

/// The types of which CloudFormation takes a snapshot before it deletes them.
const SNAPSHOTS: [&str; 8] = [
    "AWS::DocDB::DBCluster",
    "AWS::EC2::Volume",
    "AWS::ElastiCache::CacheCluster",
    "AWS::ElastiCache::ReplicationGroup",
    "AWS::Neptune::DBCluster",
    "AWS::RDS::DBCluster",
    "AWS::RDS::DBInstance",
    "AWS::Redshift::Cluster",
];

/// The shapes of values that an attribute may hold.
#[derive(Clone, Copy)]
enum Shape {
    Text,
    Integer,
    Boolean,
    /// Anything: it is looked at no further.
    Open,
    Object(&'static [(&'static str, Shape)]),
}

const SIGNAL: Shape = Shape::Object(&[("Count", Shape::Integer), ("Timeout", Shape::Text)]);

const FLEET_UPDATE: Shape = Shape::Object(&[("Type", Shape::Boolean)]);

/// The creation policies by type.
const CREATION: [(&str, Shape); 3] = [
    ("AWS::AppStream::Fleet", Shape::Object(&[("StartFleet", Shape::Boolean)])),
    (
        "AWS::AutoScaling::AutoScalingGroup",
        Shape::Object(&[
            (
                "AutoScalingCreationPolicy",
                Shape::Object(&[("MinSuccessfulInstancesPercent", Shape::Integer)]),
            ),
            ("ResourceSignal", SIGNAL),
        ]),
    ),
    ("AWS::CloudFormation::WaitCondition", Shape::Object(&[("ResourceSignal", SIGNAL)])),
];

const SEARCH: Shape = Shape::Object(&[("EnableVersionUpgrade", Shape::Boolean)]);

/// The update policies by type; no other type has one.
const UPDATE: [(&str, Shape); 6] = [
    (
        "AWS::AppStream::Fleet",
        Shape::Object(&[("StartAfterUpdate", FLEET_UPDATE), ("StopBeforeUpdate", FLEET_UPDATE)]),
    ),
    (
        "AWS::AutoScaling::AutoScalingGroup",
        Shape::Object(&[
            ("AutoScalingReplacingUpdate", Shape::Object(&[("WillReplace", Shape::Boolean)])),
            (
                "AutoScalingRollingUpdate",
                Shape::Object(&[
                    ("MaxBatchSize", Shape::Integer),
                    ("MinActiveInstancesPercent", Shape::Integer),
                    ("MinInstancesInService", Shape::Integer),
                    ("MinSuccessfulInstancesPercent", Shape::Integer),
                    ("PauseTime", Shape::Text),
                    ("SuspendProcesses", Shape::Open),
                    ("WaitOnResourceSignals", Shape::Boolean),
                ]),
            ),
            (
                "AutoScalingScheduledAction",
                Shape::Object(&[("IgnoreUnmodifiedGroupSizeProperties", Shape::Boolean)]),
            ),
        ]),
    ),
    ("AWS::ElastiCache::ReplicationGroup", Shape::Object(&[("UseOnlineResharding", Shape::Boolean)])),
    ("AWS::Elasticsearch::Domain", SEARCH),
    ("AWS::OpenSearchService::Domain", SEARCH),
    ("AWS::Lambda::Alias", Shape::Open),
];

/// The facts about the place where an attribute stands.
#[derive(Clone, Copy)]
pub(super) struct Around<'n> {
    pub(super) type_name: &'n str,
    /// Returns true if the template makes a resource of a name.
    pub(super) is_made: &'n dyn Fn(&str) -> bool,
    pub(super) language: Language,
}

/// Reports what a resource cannot have in an attribute.
pub(super) fn check(around: Around<'_>, name: &str, node: &Node, path: &Path, findings: &mut Findings) {
    let type_name = around.type_name;
    let of_type =
        |all: &[(&str, Shape)]| all.iter().find(|(of, _)| *of == type_name).map(|(_, shape)| *shape);
    match name {
        "DeletionPolicy" => Deletion { around, code: "E3035", name, findings }.check(node, path),
        "UpdateReplacePolicy" => Deletion { around, code: "E3036", name, findings }.check(node, path),
        "Metadata" if node.as_map().is_none() => {
            let message = format!("`Metadata` is {}, and must be a mapping", node.kind());
            findings.add(Diagnostic::error("E3001", path.clone(), message));
        }
        "CreationPolicy" => {
            let shape = of_type(&CREATION).unwrap_or(Shape::Open);
            Policy { name, code: "E3055", findings }.top(shape, node, path);
        }
        // Modules are looked at elsewhere, and what a macro makes of a type nobody knows.
        "UpdatePolicy" if type_name.starts_with("AWS::") && !type_name.starts_with("AWS::Serverless::") => {
            match of_type(&UPDATE) {
                Some(shape) => Policy { name, code: "E3016", findings }.top(shape, node, path),
                None => {
                    let message = format!("`{type_name}` has no `UpdatePolicy`");
                    findings.add(Diagnostic::error("E3016", path.clone(), message).hint("leave it out"));
                }
            }
        }
        "UpdatePolicy" => Policy { name, code: "E3016", findings }.top(Shape::Open, node, path),
        _ => {}
    }
}

/// The functions that may make a policy, with the language extensions: what they give is known before anything is made.
const KNOWN_BEFORE: [&str; 6] = ["Fn::FindInMap", "Fn::If", "Fn::Join", "Fn::Select", "Fn::Sub", "Ref"];

/// The fate of a resource that is deleted or replaced.
struct Deletion<'n, 'f> {
    around: Around<'n>,
    code: &'static str,
    name: &'n str,
    findings: &'f mut Findings,
}

impl Deletion<'_, '_> {
    fn check(&mut self, node: &Node, path: &Path) {
        let single = node.as_map().filter(|map| map.len() == 1).and_then(|map| map.first());
        if let Some((function, argument)) = single.filter(|(key, _)| is_function_name(key)) {
            self.function(function, argument, path);
            return;
        }
        let name = self.name;
        let mut choices = vec!["Delete", "Retain"];
        if name == "DeletionPolicy" {
            choices.push("RetainExceptOnCreate");
        }
        if SNAPSHOTS.contains(&self.around.type_name) || !self.around.type_name.starts_with("AWS::") {
            choices.push("Snapshot");
        }
        let message = match node {
            Node::String(policy) if choices.contains(&&**policy) => return,
            Node::String(policy) if self.around.type_name.is_empty() => format!("`{policy}` is no `{name}`"),
            Node::String(policy) => format!("`{policy}` is no `{name}` of `{}`", self.around.type_name),
            other => format!("`{name}` is {}, and must be text", other.kind()),
        };
        let hint = format!("it is one of {}", choices.join(", "));
        self.findings.add(Diagnostic::error(self.code, path.clone(), message).hint(hint));
    }

    fn function(&mut self, function: &str, argument: &Node, path: &Path) {
        // What a macro makes is known when it has run.
        if function == "Fn::Transform" || function.starts_with("Rain::") {
            return;
        }
        let name = self.name;
        let is_of_resource =
            function == "Ref" && matches!(argument, Node::String(target) if (self.around.is_made)(target));
        if !KNOWN_BEFORE.contains(&function) || is_of_resource {
            let function =
                if is_of_resource { "`Ref` to a resource".to_owned() } else { format!("`{function}`") };
            let message =
                format!("`{name}` takes no {function}: its value is known only when resources are made");
            self.findings.add(Diagnostic::error(self.code, path.clone(), message));
            return;
        }
        if !self.around.language.extensions {
            // cfn-lint lets these pass; CloudFormation does only with the language extensions.
            let message = format!("`{name}` takes `{function}` only with the language extensions");
            let hint = "add `Transform: AWS::LanguageExtensions`";
            self.findings.add(Diagnostic::warning(self.code, path.clone(), message).hint(hint));
            return;
        }
        if let ("Fn::If", Node::List(parts)) = (function, argument) {
            for (i, part) in parts.iter().enumerate().skip(1) {
                self.check(part, &path.key(function).index(i));
            }
        }
    }
}

struct Policy<'n, 'f> {
    name: &'n str,
    code: &'static str,
    findings: &'f mut Findings,
}

impl Policy<'_, '_> {
    fn top(&mut self, shape: Shape, node: &Node, path: &Path) {
        if node.as_map().is_none() {
            let message = format!("`{}` is {}, and must be a mapping", self.name, node.kind());
            self.findings.add(Diagnostic::error(self.code, path.clone(), message));
            return;
        }
        self.check(shape, node, path);
    }

    fn check(&mut self, shape: Shape, node: &Node, path: &Path) {
        // What a function makes is known later.
        if node.as_map().is_some_and(|map| map.keys().any(|key| is_function_name(key))) {
            return;
        }
        let takes = match (shape, node) {
            (Shape::Open, _) | (Shape::Text, Node::String(_) | Node::Number(_) | Node::Bool(_)) => return,
            (Shape::Integer, Node::String(text) | Node::Number(text))
                if text.trim().parse::<i64>().is_ok() =>
            {
                return;
            }
            (Shape::Boolean, Node::Bool(_)) => return,
            (Shape::Boolean, Node::String(text))
                if matches!(text.to_ascii_lowercase().as_str(), "true" | "false") =>
            {
                return;
            }
            (Shape::Object(known), Node::Map(map)) => {
                for (key, value) in map {
                    let path = path.key(key.clone());
                    match known.iter().find(|(name, _)| *name == &**key) {
                        Some((_, shape)) => self.check(*shape, value, &path),
                        None => {
                            let message = format!("`{key}` does not belong in the `{}`", self.name);
                            let diagnostic = Diagnostic::error(self.code, path, message);
                            let names = known.iter().map(|(name, _)| *name);
                            self.findings.add_near(diagnostic, key, names);
                        }
                    }
                }
                return;
            }
            (Shape::Text, _) => "text",
            (Shape::Integer, _) => "a whole number",
            (Shape::Boolean, _) => "`true` or `false`",
            (Shape::Object(_), _) => "a mapping",
        };
        let last = path.steps().last().map_or(String::new(), ToString::to_string);
        let message = format!("`{last}` must be {takes}, not {}", node.kind());
        self.findings.add(Diagnostic::error(self.code, path.clone(), message));
    }
}
