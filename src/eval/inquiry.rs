//! Single expressions of a template, asked for one by one: what a text is put together from, why a condition is true.

use super::context::Context;
use super::given::Given;
use super::{Inputs, Secrets, Value};
use crate::diagnostic::Path;
use crate::template::{Expr, Template};

/// A deployment that answers about single expressions, with secrets named.
pub struct Inquiry<'t> {
    context: Context<'t>,
}

/// Lets somebody ask for expressions of a template under given inputs.
pub fn inquire<T>(template: &Template, inputs: &Inputs, ask: impl FnOnce(&mut Inquiry<'_>) -> T) -> T {
    let given = Given::new(inputs);
    let mut context = Context::new(template, &given, Secrets::Named);
    context.decide_conditions();
    ask(&mut Inquiry { context })
}

impl Inquiry<'_> {
    /// Returns the value of an expression; none for what is left out.
    pub fn value(&mut self, expr: &Expr) -> Option<Value> {
        self.context.value(expr, &Path::root().trail())
    }

    /// Returns whether a condition is true, where that is known. Secrets decide it, and are not shown.
    pub fn truth(&mut self, expr: &Expr) -> Option<bool> {
        self.context.decided(|context| context.truth(expr, &Path::root().trail()))
    }
}
