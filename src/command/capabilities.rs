//! What a deployer has to acknowledge, inferred from the resources that would be made.

use std::rc::Rc;

use super::listed;
use crate::diagnostic::Path;
use crate::eval::{Existence, Stack, StackResource, Value};
use crate::template::{Expr, Template};

/// A value of `--capabilities`, and why the stack needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capability {
    /// `CAPABILITY_IAM`, `CAPABILITY_NAMED_IAM` or `CAPABILITY_AUTO_EXPAND`.
    pub name: &'static str,
    /// The reason, a sentence.
    pub reason: String,
}

/// The property that gives an IAM resource a name of its own, for the types that have one.
/// A policy's `PolicyName` is not such a name: it is required, and unique only within its role.
const NAMES: [(&str, &str); 5] = [
    ("AWS::IAM::Group", "GroupName"),
    ("AWS::IAM::InstanceProfile", "InstanceProfileName"),
    ("AWS::IAM::ManagedPolicy", "ManagedPolicyName"),
    ("AWS::IAM::Role", "RoleName"),
    ("AWS::IAM::User", "UserName"),
];

/// SAM types that bring a role of their own unless `Role` gives them one.
const SAM_WITH_ROLE: [&str; 2] = ["AWS::Serverless::Function", "AWS::Serverless::StateMachine"];

/// Types that are stacks of their own, of other templates.
const NESTED: [&str; 2] = ["AWS::CloudFormation::Stack", "AWS::Serverless::Application"];

/// The capabilities that deploying this stack takes. A resource whose condition nobody can know yet counts: too
/// much is accepted, too little is refused.
pub fn capabilities(template: &Template, stack: &Stack) -> Vec<Capability> {
    let mut named: Vec<Rc<str>> = Vec::new();
    let mut unnamed: Vec<Rc<str>> = Vec::new();
    for (id, resource) in &stack.resources {
        if resource.exists == Existence::No {
            continue;
        }
        match iam_use(resource) {
            Some(true) => named.push(id.as_str().into()),
            Some(false) => unnamed.push(id.as_str().into()),
            None => {}
        }
    }
    let mut found = Vec::new();
    if !named.is_empty() {
        let reason = format!(
            "CAPABILITY_NAMED_IAM: the stack makes IAM resources with names of their own, {}.",
            listed(&named)
        );
        found.push(Capability { name: "CAPABILITY_NAMED_IAM", reason });
    } else if !unnamed.is_empty() {
        let reason = format!("CAPABILITY_IAM: the stack makes IAM resources, {}.", listed(&unnamed));
        found.push(Capability { name: "CAPABILITY_IAM", reason });
    }
    let macros = macros(template);
    if !macros.is_empty() {
        let reason = format!("CAPABILITY_AUTO_EXPAND: the template is transformed by {}.", listed(&macros));
        found.push(Capability { name: "CAPABILITY_AUTO_EXPAND", reason });
    }
    found
}

/// Returns what nested stacks may need besides: nobody knows here what their templates hold. Nothing where they can need no more
/// than the stack itself does.
pub(super) fn of_nested(stack: &Stack, needed: &[Capability]) -> Option<String> {
    let exists = |resource: &StackResource| resource.exists != Existence::No;
    let nested = |resource: &StackResource| NESTED.contains(&&*resource.type_name) && exists(resource);
    let ids: Vec<Rc<str>> = stack
        .resources
        .iter()
        .filter(|(_, resource)| nested(resource))
        .map(|(id, _)| id.as_str().into())
        .collect();
    let has = |name: &str| needed.iter().any(|capability| capability.name == name);
    let mut more = Vec::new();
    if !has("CAPABILITY_NAMED_IAM") {
        more.push(if has("CAPABILITY_IAM") {
            "IAM resources with names of their own there need CAPABILITY_NAMED_IAM"
        } else {
            "IAM resources there need CAPABILITY_IAM, with names of their own CAPABILITY_NAMED_IAM"
        });
    }
    if !has("CAPABILITY_AUTO_EXPAND") {
        more.push("macros there need CAPABILITY_AUTO_EXPAND");
    }
    (!ids.is_empty() && !more.is_empty()).then(|| {
        let (are, templates) = match ids.as_slice() {
            [_] => ("is a nested stack", "a template that is"),
            _ => ("are nested stacks", "templates that are"),
        };
        format!("{} {are} of {templates} not known here: {}.", listed(&ids), more.join("; "))
    })
}

/// Returns whether a resource makes anything in IAM, and if so whether under a name of its own.
fn iam_use(resource: &StackResource) -> Option<bool> {
    let has = |name: &str| !matches!(resource.properties.get(name), None | Some(Value::Null));
    if resource.type_name.starts_with("AWS::IAM::") {
        let name = NAMES.iter().find(|(type_name, _)| *type_name == &*resource.type_name);
        return Some(name.is_some_and(|(_, name)| has(name)));
    }
    (SAM_WITH_ROLE.contains(&&*resource.type_name) && !has("Role")).then_some(false)
}

/// The macros that change a template before it is deployed: of the whole template, and of parts of it.
fn macros(template: &Template) -> Vec<Rc<str>> {
    let mut names = template.transforms.clone();
    let mut visit = |expr: &Expr, _: &Path| {
        let arguments = match expr {
            Expr::Other(function, arguments) if &**function == "Fn::Transform" => &**arguments,
            Expr::Map(_) => match expr.get("Fn::Transform") {
                Some(arguments) => arguments,
                None => return,
            },
            _ => return,
        };
        let name = arguments.get("Name").and_then(Expr::as_text);
        let name = name.cloned().unwrap_or_else(|| "Fn::Transform".into());
        if !names.contains(&name) {
            names.push(name);
        }
    };
    for resource in template.resources.values() {
        resource.properties.walk(&Path::root(), &mut visit);
    }
    names
}
