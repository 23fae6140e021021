//! One evaluation: what is known so far, and what was noticed.

use std::rc::Rc;

use crate::diagnostic::{Diagnostic, Path, Trail};
use crate::maps::IndexMap;
use crate::template::{LogicalId, Template, UnknownLoop};

use super::given::Given;
use super::pattern::Effort;
use super::{Deferred, Existence, ParameterValue, Secrets, Value, parameter, text};

/// The most that one evaluation may produce, in bytes as [`super::text::size`] counts them: twice what the largest text has,
/// and little enough for a blink. Mappings and long parameters let a small template ask for gigabytes.
const MAX_WORK: usize = 8_000_000;

/// The most findings that are kept.
const MAX_FINDINGS: usize = 500;

/// One evaluation.
pub(super) struct Context<'t> {
    pub(super) template: &'t Template,
    pub(super) given: &'t Given<'t>,
    parameters: IndexMap<LogicalId, ParameterValue>,
    pub(super) conditions: IndexMap<LogicalId, Decision>,
    pub(super) undecided: IndexMap<LogicalId, Vec<Rc<str>>>,
    findings: Vec<Diagnostic>,
    quiet: bool,
    /// The treatment of the values of `NoEcho` parameters at this moment.
    secrets: Secrets,
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
    pub(super) fn new(template: &'t Template, given: &'t Given<'t>, secrets: Secrets) -> Self {
        let mut context = Self {
            template,
            given,
            parameters: IndexMap::new(),
            conditions: IndexMap::new(),
            undecided: IndexMap::new(),
            findings: Vec::new(),
            quiet: false,
            secrets,
            work: MAX_WORK,
        };
        let mut effort = Effort::new();
        for (id, declared) in &template.parameters {
            let set = given.parameter(id.as_str());
            let (value, violated) = parameter::value(id, declared, set, &mut effort);
            if set.is_none() {
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
                &path.trail().key("Default"),
                format!("the default of `{id}` does not fit: {problem}"),
            );
        }
        if let Some(remark) = &value.remark {
            self.find(Diagnostic::info("X0102", path.key("AllowedPattern"), remark.clone()));
        }
    }

    /// Every parameter as others may see it.
    pub(super) fn parameters(&self) -> IndexMap<LogicalId, ParameterValue> {
        let seen = |(id, parameter): (&LogicalId, &ParameterValue)| {
            (id.clone(), ParameterValue { value: self.seen(id, parameter), ..parameter.clone() })
        };
        self.parameters.iter().map(seen).collect()
    }

    /// The value of a parameter as others may see it; deferred where it has none. `None` when there is no such parameter.
    pub(super) fn parameter(&self, id: &LogicalId) -> Option<Value> {
        let parameter = self.parameters.get(id)?;
        Some(self.seen(id, parameter).unwrap_or_else(|| Value::Deferred(Deferred::Parameter(id.clone()))))
    }

    /// The values of the parameters of a type, or of a list of that type, as others may see them.
    pub(super) fn parameters_of_type(&self, type_name: &str) -> impl Iterator<Item = Option<Value>> {
        let is_of_type = move |id: &LogicalId| {
            let declared = self.template.parameters.get(id).map(|declared| &declared.value_type);
            declared.is_some_and(|declared| {
                &**declared.name() == type_name || (!declared.is_looked_up() && declared.item() == type_name)
            })
        };
        let of_type = self.parameters.iter().filter(move |(id, _)| is_of_type(id));
        of_type.map(|(id, parameter)| self.seen(id, parameter))
    }

    fn seen(&self, id: &LogicalId, parameter: &ParameterValue) -> Option<Value> {
        let value = parameter.value.as_ref()?;
        let is_secret = self.template.parameters.get(id).is_none_or(|declared| declared.no_echo);
        Some(match self.secrets {
            Secrets::Named if is_secret => Value::Deferred(Deferred::Parameter(id.clone())),
            Secrets::Named | Secrets::Shown => value.clone(),
        })
    }

    /// Runs `decide` by the true values of secrets, for an answer that shows none. What is noticed then may quote them: it is
    /// kept quiet, and a second run notices what there is to notice without them.
    pub(super) fn decided<T>(&mut self, decide: impl Fn(&mut Self) -> T) -> T {
        let has_secrets = self.template.parameters.values().any(|declared| declared.no_echo);
        if self.secrets == Secrets::Shown || !has_secrets {
            return decide(self);
        }
        let answer = self.quietly(true, |context| context.openly(&decide));
        decide(self);
        answer
    }

    /// Runs `evaluate` by the true values of secrets. Neither its value nor what it notices is for anybody to see.
    pub(super) fn openly<T>(&mut self, evaluate: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.secrets, Secrets::Shown);
        let value = evaluate(self);
        self.secrets = before;
        value
    }

    /// Says of which loops only one turn is shown.
    pub(super) fn unknown_loops(&mut self) {
        let template = self.template;
        for UnknownLoop { name, path, secret } in template.unknown_loops() {
            let message = match secret {
                Some(secret) => format!("what `{name}` loops over is a secret, the value of `{secret}`"),
                None => format!("what `{name}` loops over is not known before it is deployed"),
            };
            let hint = "what it makes is shown once, with the variable in its name";
            self.find(Diagnostic::info("X1032", path.clone(), message).hint(hint));
        }
    }

    pub(super) fn existence(&mut self, condition: Option<&LogicalId>) -> Existence {
        match condition.map_or(Some(true), |condition| self.condition(condition)) {
            Some(true) => Existence::Yes,
            Some(false) => Existence::No,
            None => Existence::Unknown,
        }
    }

    pub(super) fn error(&mut self, code: &'static str, path: &Trail<'_>, message: impl Into<String>) {
        self.find(Diagnostic::error(code, path.to_path(), message));
    }

    pub(super) fn find(&mut self, diagnostic: Diagnostic) {
        if !self.quiet && self.findings.len() < MAX_FINDINGS {
            self.findings.push(diagnostic);
        }
    }

    /// Returns true if nothing more is kept.
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
    pub(super) fn spend(&mut self, amount: usize, path: &Trail<'_>) -> bool {
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
    pub(super) fn afford(&mut self, value: Value, path: &Trail<'_>) -> Value {
        if self.work > 0 && self.spend(text::size(&value), path) { value } else { too_much() }
    }

    pub(super) fn finish(self) -> Vec<Diagnostic> {
        self.findings
    }
}

/// Returns what a part reads as that is not evaluated any more.
pub(super) fn too_much() -> Value {
    Value::Deferred(super::Deferred::Function(Rc::from("Fn::Unknown"), Vec::new()))
}
