//! Functions where values stand: whether what a function gives is of a kind that the property takes.

use crate::diagnostic::Diagnostic;
use crate::facts::{Value, ValueKind};
use crate::template::{Expr, Template};

use super::findings::Findings;
use super::place::PropertyPlace;
use super::value_kinds;

/// The kinds of values that functions give.
#[derive(Clone, Copy, PartialEq)]
enum Gives {
    Text,
    List,
    Condition,
}

/// Reports a function that gives a list for a scalar, a text for a list, or a condition for either.
pub(super) fn check(
    template: &Template,
    value: &Value<'_>,
    expr: &Expr,
    function: &str,
    place: &PropertyPlace,
    findings: &mut Findings,
) {
    let Some((code, gives)) = gives(template, expr) else { return };
    let takes = |kind: &ValueKind<'_>| match kind {
        ValueKind::List { .. } => gives == Gives::List,
        ValueKind::Text(_)
        | ValueKind::Integer(_)
        | ValueKind::Number(_)
        | ValueKind::Boolean
        | ValueKind::LocalFile => gives == Gives::Text,
        // A text may be JSON.
        ValueKind::Json | ValueKind::Object(_) | ValueKind::Map(_) => gives == Gives::Text,
    };
    if value.kinds.iter().any(takes) {
        return;
    }
    let mut wanted: Vec<&str> = value.kinds.iter().map(value_kinds::name).collect();
    wanted.dedup();
    let is = match gives {
        Gives::Text => "text",
        Gives::List => "a list",
        Gives::Condition => "a condition",
    };
    let message = format!("`{}` must be {}, and `{function}` gives {is}", place.name(), wanted.join(" or "));
    let diagnostic = Diagnostic::error(code, place.path(), message);
    findings.add(match gives {
        Gives::Text => diagnostic.hint("make it a list: `- ` before it in YAML, `[…]` around it in JSON"),
        Gives::List => diagnostic.hint("`Fn::Select` takes one of a list, and `Fn::Join` makes text of it"),
        Gives::Condition => {
            diagnostic.hint("name the condition in `Conditions`, and choose values with `Fn::If`")
        }
    });
}

/// Returns what a function gives, with the code of its rule; nothing where nobody can tell.
fn gives(template: &Template, expr: &Expr) -> Option<(&'static str, Gives)> {
    Some(match expr {
        Expr::GetAzs(_) => ("E1015", Gives::List),
        Expr::Split(..) => ("E1018", Gives::List),
        Expr::Cidr(..) => ("E1024", Gives::List),
        Expr::Sub(..) => ("E1019", Gives::Text),
        Expr::Join(..) => ("E1022", Gives::Text),
        Expr::Base64(_) => ("E1021", Gives::Text),
        Expr::ImportValue(_) => ("E1016", Gives::Text),
        Expr::And(_) | Expr::Or(_) | Expr::Not(_) | Expr::Equals(..) => ("E3012", Gives::Condition),
        Expr::Contains(..) | Expr::EachMemberEquals(..) | Expr::EachMemberIn(..) => {
            ("E3012", Gives::Condition)
        }
        // cfn-lint lets pseudo parameters pass.
        Expr::Ref(name) if !name.is_pseudo() => match template.is_list(name)? {
            true => ("E1020", Gives::List),
            false => ("E1020", Gives::Text),
        },
        _ => return None,
    })
}
