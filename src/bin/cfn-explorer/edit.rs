//! Changes of a template's text: `set`, `remove`, `add-rule`.

use std::path::Path;

use cfn_explorer::diagnostic::{Diagnostic, Severity};
use cfn_explorer::edit::{self, Change, Direction, Rule};
use cfn_explorer::yaml::{self, Document};

use crate::args::{AddRuleArgs, RemoveArgs, SetArgs, TemplateArg};
use crate::failure::Failure;
use crate::input::Template;
use crate::output;
use crate::report;

/// The code of what is found where a file's bytes are not UTF-8.
const OTHER_BYTES: &str = "X0005";

/// Writes values.
pub fn set(args: &SetArgs) -> Result<(), Failure> {
    let mut wanted = Vec::new();
    for text in &args.values {
        let Some((path, value)) = text.split_once('=').filter(|(path, _)| !path.is_empty()) else {
            let hint = "write it as PATH=VALUE, such as Resources/Host/Properties/InstanceType=t3.small";
            return Err(Failure::Argument("a value has no path".to_owned(), Some(hint.to_owned())));
        };
        wanted.push((path, value));
    }
    change(&args.template, args.output.as_deref(), wanted, |document, (path, value)| {
        let path = edit::parse_path(document, path);
        edit::mistyped(&path, value).map_or_else(|| edit::set(document, &path, value), Err)
    })
}

/// Removes entries and items, the last of a list first, so that the numbers of the others stay.
pub fn remove(args: &RemoveArgs) -> Result<(), Failure> {
    change(&args.template, args.output.as_deref(), args.paths.iter().collect(), |document, path| {
        edit::remove(document, &edit::parse_path(document, path))
    })
}

/// Adds a rule to a security group.
pub fn add_rule(args: &AddRuleArgs) -> Result<(), Failure> {
    let (direction, peer) = match (&args.from, &args.to) {
        (_, Some(to)) => (Direction::Out, to),
        (Some(from), None) => (Direction::In, from),
        (None, None) => {
            let hint = "say --from 203.0.113.7/32, or --to for a rule of egress";
            return Err(Failure::Argument(
                "a rule needs somebody on the other side".to_owned(),
                Some(hint.to_owned()),
            ));
        }
    };
    let ports = args.port.as_deref().unwrap_or("all");
    let rule = Rule::typed(direction, &args.protocol, ports, peer)
        .map_err(|why| Failure::Argument(why.message, why.hints.into_iter().next()))?;
    let rule = Rule { description: args.description.as_deref().map(Into::into), ..rule };
    change(&args.template, args.output.as_deref(), vec![rule], |document, rule| {
        edit::add_rule(document, &args.group, &rule)
    })
}

/// Changes the text step by step and writes it.
fn change<T>(
    template: &TemplateArg,
    output: Option<&Path>,
    wanted: Vec<T>,
    step: impl Fn(&Document, T) -> Result<Change, Diagnostic>,
) -> Result<(), Failure> {
    let template = Template::open(template)?;
    if let Some(found) = template.source.diagnostics.iter().find(|found| found.code == OTHER_BYTES) {
        let hint = Some("save it as UTF-8 first: what could not be read would be lost".to_owned());
        return Err(Failure::Argument(
            format!("{} cannot be changed: {}", template.name, found.message),
            hint,
        ));
    }
    let mut document = template.source.document.clone();
    for wanted in wanted {
        let text = match step(&document, wanted) {
            Ok(change) => change.apply(document.text()),
            Err(refused) => return Err(Failure::Unreadable(vec![refused], template.name)),
        };
        document = match yaml::read(&text) {
            Ok(read) => read.value.into(),
            Err(problem) => return Err(Failure::Unreadable(vec![problem], template.name)),
        };
    }
    // What was wrong before is not this change's fault, but what comes out of it is told.
    if let Ok(source) = cfn_explorer::pipeline::read(document.text().clone().into()) {
        let errors = source.diagnostics.into_iter().filter(|found| found.severity == Severity::Error);
        let new: Vec<_> = errors
            .filter(|found| !template.source.diagnostics.iter().any(|old| old.message == found.message))
            .collect();
        report::lines(&new, &template.name).say();
    }
    output::write_as_is(document.text(), output)
}
