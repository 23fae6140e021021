//! The one finding that stands over the picture.

use super::Session;
use crate::diagnostic::{Diagnostic, Severity, Step};

impl Session {
    /// The first error, unless a parameter's own field already says it: a value that is still being typed is wrong
    /// for a moment, and must not push the picture about.
    pub fn headline(&self) -> Option<&Diagnostic> {
        self.diagnostics
            .iter()
            .find(|diagnostic| diagnostic.severity == Severity::Error && !self.is_said_by_a_field(diagnostic))
    }

    fn is_said_by_a_field(&self, diagnostic: &Diagnostic) -> bool {
        let Some(model) = self.model.as_ref().filter(|_| !self.stale) else { return false };
        let [Step::Key(section), Step::Key(name), ..] = diagnostic.path.steps() else { return false };
        let mut values = model.deployment.stack.parameters.iter();
        // The form has a field for each, as far as it goes.
        &**section == "Parameters"
            && values.any(|(id, value)| id.as_str() == &**name && !value.problems.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::session::Action;

    fn headline(actions: &[Action]) -> Option<String> {
        let start = Rc::new(Session::new("demo"));
        let session = actions.iter().fold(start, |session, action| session.apply(action.clone()));
        session.headline().map(|diagnostic| diagnostic.message.clone())
    }

    fn load(text: &str) -> Action {
        Action::Load("a.yaml".into(), text.into())
    }

    const TEMPLATE: &str = "
Parameters: {Owner: {Type: String, Default: me, AllowedPattern: '[a-z]+'}}
Resources: {Queue: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref Owner}}}";

    #[test]
    fn a_bad_value_is_left_to_its_field() {
        let typed = Action::SetParameter("Owner".into(), "ME".into());
        assert_eq!(headline(&[load(TEMPLATE), typed]), None);
    }

    #[test]
    fn a_bad_template_is_said_aloud() {
        let missing = TEMPLATE.replace("!Ref Owner", "!Ref Oner");
        assert!(headline(&[load(&missing)]).is_some_and(|message| message.contains("Oner")));
        assert!(headline(&[load(TEMPLATE), load("[")]).is_some());
        assert_eq!(headline(&[load(TEMPLATE), Action::LoadFailed("gone".into())]), Some("gone".into()));
    }
}
