//! Defaults that name nothing: `None`, where a condition asks whether a parameter is still `None`.

use std::rc::Rc;

use crate::diagnostic::Path;
use crate::eval::{Stack, Value};
use crate::maps::IndexSet;
use crate::template::{Expr, LogicalId, Template};

/// Returns the values that parameters have by default while conditions ask whether they still have them.
pub(super) fn read(template: &Template, stack: &Stack) -> IndexSet<Rc<str>> {
    let mut found = IndexSet::new();
    for condition in template.conditions.values() {
        condition.walk(&Path::root(), &mut |expr, _| {
            let Expr::Equals(one, other) = expr else { return };
            let compared = match (&**one, &**other) {
                (Expr::Ref(parameter), Expr::String(text)) | (Expr::String(text), Expr::Ref(parameter)) => {
                    Some((parameter, text))
                        .filter(|(parameter, text)| has_still(template, stack, parameter, text))
                }
                _ => None,
            };
            found.extend(compared.map(|(_, text)| text.clone()));
        });
    }
    found
}

/// Returns whether a parameter has a text by default, and nobody gave another.
fn has_still(template: &Template, stack: &Stack, parameter: &LogicalId, text: &str) -> bool {
    let is_default =
        template.parameters.get(parameter).is_some_and(|known| known.default.as_deref() == Some(text));
    let value = stack.parameters.get(parameter).and_then(|parameter| parameter.value.as_ref());
    is_default && matches!(value, Some(Value::String(value)) if **value == *text)
}
