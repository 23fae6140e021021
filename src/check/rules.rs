//! Rules between the properties of one object: which must, and which cannot, stand together.

use std::rc::Rc;

use crate::diagnostic::Diagnostic;
use crate::facts::Rule;
use crate::maps::IndexMap;
use crate::template::Expr;

use super::findings::Findings;
use super::place::PropertyPlace;

/// The presence of a property when the stack is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Presence {
    /// It is not written, or it is `AWS::NoValue`.
    Never,
    /// A condition decides.
    Perhaps,
    /// It is.
    Always,
}

impl Presence {
    fn is_never(self) -> bool {
        self == Presence::Never
    }
}

/// Returns whether the property with this name is there.
pub(super) fn presence(map: &IndexMap<Rc<str>, Expr>, name: &str) -> Presence {
    map.get(name).map_or(Presence::Never, of)
}

/// Checks the rules of an object.
pub(super) fn check(
    rules: &[Rule<'_>],
    map: &IndexMap<Rc<str>, Expr>,
    place: &PropertyPlace,
    findings: &mut Findings,
) {
    let all = |names: &[&str]| names.iter().map(|name| presence(map, name)).min().unwrap_or(Presence::Never);
    for rule in rules {
        match rule {
            Rule::Xor(names) => {
                let choices: Vec<Vec<&str>> = names.iter().map(|name| vec![*name]).collect();
                choose(&choices, all, Second::ReportedEach, "E3014", place, findings);
            }
            Rule::Or(names) => {
                let choices: Vec<Vec<&str>> = names.iter().map(|name| vec![*name]).collect();
                choose(&choices, all, Second::Allowed, "E3058", place, findings);
            }
            Rule::One(choices) => choose(choices, all, Second::Reported, "E3018", place, findings),
            Rule::Any(choices) => choose(choices, all, Second::Allowed, "E3017", place, findings),
            Rule::Needs(name, others) => {
                if presence(map, name) != Presence::Always {
                    continue;
                }
                for other in others.iter().filter(|other| presence(map, other).is_never()) {
                    let message = format!("`{name}` needs `{other}` beside it");
                    findings.add(Diagnostic::error("E3021", place.path(), message));
                }
            }
            Rule::Bars(name, others) => {
                if presence(map, name) != Presence::Always {
                    continue;
                }
                for other in others.iter().filter(|other| presence(map, other) == Presence::Always) {
                    let message = format!("`{other}` cannot stand beside `{name}`");
                    findings.add(Diagnostic::error("E3020", place.path().key(*other), message));
                }
            }
        }
    }
}

/// The meaning of a second choice beside the first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Second {
    Allowed,
    /// An error of the object.
    Reported,
    /// An error of each property, as cfn-lint has it for `requiredXor`.
    ReportedEach,
}

/// One of several choices must be there.
fn choose(
    choices: &[Vec<&str>],
    all: impl Fn(&[&str]) -> Presence,
    second: Second,
    code: &'static str,
    place: &PropertyPlace,
    findings: &mut Findings,
) {
    let named = choices.iter().map(|choice| format!("`{}`", choice.join("` with `"))).collect::<Vec<_>>();
    let named = named.join(", ");
    if choices.iter().all(|choice| all(choice).is_never()) {
        let whose = match place.name() {
            name if name.is_empty() => name,
            name => format!(" in `{name}`"),
        };
        let message = format!("one of {named} is missing{whose}");
        findings.add(Diagnostic::error(code, place.path(), message));
        return;
    }
    let given: Vec<&Vec<&str>> = choices.iter().filter(|choice| all(choice) == Presence::Always).collect();
    if given.len() < 2 {
        return;
    }
    let message = format!("only one of {named} can be given");
    match second {
        Second::Allowed => {}
        Second::Reported => findings.add(Diagnostic::error(code, place.path(), message)),
        Second::ReportedEach => {
            for name in given.iter().filter_map(|choice| choice.first()) {
                findings.add(Diagnostic::error(code, place.path().key(*name), message.clone()));
            }
        }
    }
}

fn of(expr: &Expr) -> Presence {
    match expr {
        Expr::Ref(name) if name.as_str() == "AWS::NoValue" => Presence::Never,
        Expr::If(_, yes, no) => match (of(yes), of(no)) {
            (yes, no) if yes == no => yes,
            _ => Presence::Perhaps,
        },
        _ => Presence::Always,
    }
}
