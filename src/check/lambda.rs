//! Lambda: names of variables that it keeps for itself, and runtimes that it no longer takes.

use std::rc::Rc;

use crate::diagnostic::{Diagnostic, Path};
use crate::facts::TypeFacts;
use crate::maps::IndexMap;
use crate::template::{Expr, LogicalId, Resource, SubPart, Template, resource_path};

use super::findings::Findings;

/// The variables that Lambda sets in every function.
/// https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
const RESERVED: [&str; 18] = [
    "AWS_ACCESS_KEY",
    "AWS_ACCESS_KEY_ID",
    "AWS_DEFAULT_REGION",
    "AWS_EXECUTION_ENV",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
    "AWS_LAMBDA_FUNCTION_NAME",
    "AWS_LAMBDA_FUNCTION_VERSION",
    "AWS_LAMBDA_INITIALIZATION_TYPE",
    "AWS_LAMBDA_LOG_GROUP_NAME",
    "AWS_LAMBDA_LOG_STREAM_NAME",
    "AWS_LAMBDA_RUNTIME_API",
    "AWS_REGION",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "LAMBDA_RUNTIME_DIR",
    "LAMBDA_TASK_ROOT",
    "_HANDLER",
    "_X_AMZN_TRACE_ID",
];

/// Checks a function.
pub(super) fn check(
    id: &LogicalId,
    resource: &Resource,
    template: &Template,
    facts: &TypeFacts,
    findings: &mut Findings,
) {
    if matches!(&*resource.type_name, "AWS::Lambda::Function" | "AWS::Serverless::Function") {
        function(&resource.properties, &resource_path(id).key("Properties"), template, facts, findings);
    }
}

/// Checks what SAM gives every function.
pub(super) fn check_globals(template: &Template, facts: &TypeFacts, findings: &mut Findings) {
    if let Some(properties) = template.globals.as_ref().and_then(|globals| globals.get("Function")) {
        function(properties, &Path::root().key("Globals").key("Function"), template, facts, findings);
    }
}

fn function(properties: &Expr, path: &Path, template: &Template, facts: &TypeFacts, findings: &mut Findings) {
    if let Some(environment) = properties.get("Environment") {
        each_mapping(environment, &path.key("Environment"), &mut |environment, path| {
            let Some(variables) = environment.get("Variables") else { return };
            each_mapping(variables, &path.key("Variables"), &mut |variables, path| {
                for name in variables.keys().filter(|name| RESERVED.contains(&&***name)) {
                    let message = format!("`{name}` is a variable that Lambda sets itself, and refuses here");
                    findings.add(Diagnostic::error("E3663", path.key(name.clone()), message));
                }
            });
        });
    }
    if let Some(name) = properties.get("Runtime") {
        runtime(name, &path.key("Runtime"), template, facts, findings);
    }
}

/// The work done on a mapping that conditions may choose, and on its path.
type Visit<'v> = dyn FnMut(&IndexMap<Rc<str>, Expr>, &Path) + 'v;

/// Calls `visit` with every mapping that conditions may choose.
fn each_mapping(expr: &Expr, path: &Path, visit: &mut Visit<'_>) {
    match expr {
        Expr::Map(map) => visit(map, path),
        Expr::If(_, yes, no) => {
            let path = path.key("Fn::If");
            each_mapping(yes, &path.index(1), visit);
            each_mapping(no, &path.index(2), visit);
        }
        _ => {}
    }
}

fn runtime(expr: &Expr, path: &Path, template: &Template, facts: &TypeFacts, findings: &mut Findings) {
    if let Expr::If(_, yes, no) = expr {
        let path = path.key("Fn::If");
        runtime(yes, &path.index(1), template, facts, findings);
        runtime(no, &path.index(2), template, facts, findings);
        return;
    }
    // What a function gives may be another runtime with other parameters.
    let (name, made_by) = match (expr, made(expr, template)) {
        (Expr::String(name), _) => (name.clone(), None),
        (_, Some(made)) => (made.0, Some(made.1)),
        _ => return,
    };
    let Some(found) = facts.runtime(&name) else { return };
    // Days are compared as they are written.
    let is_past = |day: &str| day <= found.as_of;
    let (code, now) = match (is_past(found.blocks_update), is_past(found.blocks_creation)) {
        (true, _) => ("E2533", format!("since {} no function with it can be changed", found.blocks_update)),
        (_, true) => ("E2531", format!("since {} no function can be made with it", found.blocks_creation)),
        _ => ("W2531", format!("from {} on no function can be made with it", found.blocks_creation)),
    };
    let message = format!(
        "the runtime `{name}` was deprecated on {}, and {now} (as of {})",
        found.deprecated, found.as_of
    );
    let diagnostic = match (made_by, code) {
        (Some(code), _) | (None, code @ "W2531") => Diagnostic::warning(code, path.clone(), message),
        (None, code) => Diagnostic::error(code, path.clone(), message),
    };
    findings.add(match found.successor {
        Some(successor) => diagnostic.hint(format!("take `{successor}`")),
        None => diagnostic,
    });
}

/// The runtime that a function gives with the defaults of the parameters, where that is plain to see; and cfn-lint's
/// code for what such a function gives.
fn made(expr: &Expr, template: &Template) -> Option<(Rc<str>, &'static str)> {
    match expr {
        Expr::Ref(name) => Some((default(name, template)?, "W1030")),
        Expr::Sub(parts, variables) if variables.is_empty() => {
            let parts = parts.iter().map(|part| match part {
                SubPart::Text(text) => Some(text.clone()),
                SubPart::Name(name) => default(name, template),
                SubPart::Attribute(..) => None,
            });
            Some((parts.collect::<Option<Vec<_>>>()?.concat().into(), "W1031"))
        }
        Expr::FindInMap(map, top, second, None) => {
            let key = |expr: &Expr| match expr {
                Expr::String(text) => Some(text.clone()),
                Expr::Ref(name) => default(name, template),
                _ => None,
            };
            let row = template.mappings.get(&*key(map)?)?.get(&key(top)?)?;
            match row.get(&key(second)?)? {
                Expr::String(name) => Some((name.clone(), "W1034")),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The default of a parameter that is plain text, and no secret.
fn default(name: &LogicalId, template: &Template) -> Option<Rc<str>> {
    let parameter = template.parameters.get(name)?;
    let default = parameter.default.clone();
    default
        .filter(|text| parameter.value_type.is_string() && !parameter.no_echo && text.len() < LONGEST_RUNTIME)
}

/// More than the name of any runtime has, in bytes.
const LONGEST_RUNTIME: usize = 100;
