//! One evaluation: what is known so far, and what was noticed.

use std::rc::Rc;

use indexmap::IndexMap;

use crate::diagnostic::{Diagnostic, Path};
use crate::template::{LogicalId, Template};

use super::pattern::Effort;
use super::{Existence, Inputs, ParameterValue, Value, parameter, text};

/// How much one evaluation may produce, in bytes as [`super::text::size`] counts them: twice what the largest text has,
/// and little enough for a blink. Mappings and long parameters let a small template ask for gigabytes.
const MAX_WORK: usize = 8_000_000;

/// How many findings are kept.
const MAX_FINDINGS: usize = 500;

/// One evaluation.
pub(super) struct Context<'t> {
    pub(super) template: &'t Template,
    pub(super) inputs: &'t Inputs,
    parameters: IndexMap<LogicalId, ParameterValue>,
    pub(super) conditions: IndexMap<LogicalId, Decision>,
    pub(super) undecided: IndexMap<LogicalId, Vec<Rc<str>>>,
    findings: Vec<Diagnostic>,
    quiet: bool,
    /// Whether `NoEcho` parameters read as their names.
    pub(super) discreet: bool,
    work: usize,
}

/// A condition under evaluation.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Decision {
    /// Being decided: who asks for it now is in a cycle.
    Open,
    /// Decided; `None` hangs on something only AWS knows.
    Made(Option<bool>),
}

impl<'t> Context<'t> {
    pub(super) fn new(template: &'t Template, inputs: &'t Inputs) -> Self {
        let mut context = Self {
            template,
            inputs,
            parameters: IndexMap::new(),
            conditions: IndexMap::new(),
            undecided: IndexMap::new(),
            findings: Vec::new(),
            quiet: false,
            discreet: false,
            work: MAX_WORK,
        };
        let mut effort = Effort::new();
        for (id, declared) in &template.parameters {
            let given = inputs.parameters.get(id).map(String::as_str);
            let (value, violated) = parameter::value(id, declared, given, &mut effort);
            if given.is_none() {
                context.default_problems(id, &value, violated);
            }
            context.parameters.insert(id.clone(), value);
        }
        context
    }

    /// A default that the template's own constraints refuse is a fault of the template.
    fn default_problems(&mut self, id: &LogicalId, value: &ParameterValue, violated: usize) {
        let path = Path::root().key("Parameters").key(id.as_str());
        for problem in value.problems.iter().take(violated) {
            self.error(
                "E2015",
                &path.key("Default"),
                format!("the default of `{id}` does not fit: {problem}"),
            );
        }
        if let Some(remark) = &value.remark {
            self.find(Diagnostic::info("X0102", path.key("AllowedPattern"), remark.clone()));
        }
    }

    pub(super) fn parameters(&self) -> &IndexMap<LogicalId, ParameterValue> {
        &self.parameters
    }

    pub(super) fn existence(&mut self, condition: Option<&LogicalId>) -> Existence {
        match condition.map_or(Some(true), |condition| self.condition(condition)) {
            Some(true) => Existence::Yes,
            Some(false) => Existence::No,
            None => Existence::Unknown,
        }
    }

    pub(super) fn error(&mut self, code: &'static str, path: &Path, message: impl Into<String>) {
        self.find(Diagnostic::error(code, path.clone(), message));
    }

    pub(super) fn find(&mut self, diagnostic: Diagnostic) {
        if !self.quiet && self.findings.len() < MAX_FINDINGS {
            self.findings.push(diagnostic);
        }
    }

    /// Whether nothing more is kept.
    pub(super) fn is_full(&self) -> bool {
        self.findings.len() >= MAX_FINDINGS
    }

    /// Runs `evaluate`, keeping what it notices to itself when `quiet`.
    pub(super) fn quietly<T>(&mut self, quiet: bool, evaluate: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.quiet;
        self.quiet |= quiet;
        let result = evaluate(self);
        self.quiet = before;
        result
    }

    /// Takes `amount` bytes from what the evaluation may still produce; false when it is used up.
    pub(super) fn spend(&mut self, amount: usize, path: &Path) -> bool {
        if self.work == 0 {
            return false;
        }
        self.work = self.work.saturating_sub(amount.max(1));
        if self.work == 0 {
            self.quiet = false;
            self.error(
                "X0002",
                path,
                "the template expands to more than can be shown; from here on it is not evaluated",
            );
            return false;
        }
        true
    }

    /// The value, if the evaluation may still produce it.
    pub(super) fn afford(&mut self, value: Value, path: &Path) -> Value {
        if self.work > 0 && self.spend(text::size(&value), path) { value } else { too_much() }
    }

    pub(super) fn finish(self) -> Vec<Diagnostic> {
        self.findings
    }
}

/// What a part reads as that is not evaluated any more.
pub(super) fn too_much() -> Value {
    Value::Deferred(super::Deferred::Function(Rc::from("Fn::Unknown"), Vec::new()))
}
