//! The parameters of SSM that a text refers to, whatever of their names is not known yet:
//! `{{resolve:ssm:/x/‹Stage›/subnet}}`.

use crate::eval::Marked;
use crate::template::dynamic_reference_candidates;

/// A reference in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ParameterReference<'t> {
    /// All of it, braces included.
    pub text: Marked<'t>,
    /// The name that SSM keeps, without the version.
    pub name: Marked<'t>,
}

const OPENING: &str = "{{resolve:";

const CLOSING: &str = "}}";

/// Returns whether a text can hold a reference.
pub(super) fn may_be_in(text: &str) -> bool {
    text.contains(OPENING)
}

/// The references in a text as it reads, in order. Those to secrets are left out.
pub(super) fn kept_in(text: Marked) -> Vec<ParameterReference> {
    let candidates = dynamic_reference_candidates(text.as_str());
    candidates.filter_map(|found| kept(text.part(found))).collect()
}

fn kept(text: Marked) -> Option<ParameterReference> {
    let inner = text.as_str().strip_prefix(OPENING)?.strip_suffix(CLOSING)?;
    Some(ParameterReference { text, name: name(text.part(inner))? })
}

/// The name in `ssm:NAME:VERSION`. Blanks around the parts are a slip that leaves it clear what is meant.
fn name(inner: Marked) -> Option<Marked> {
    let (store, key) = inner.as_str().split_once(':')?;
    let is_parameter = matches!(store.trim(), "ssm" | "ssm-secure");
    let key = inner.part(key);
    let version = key.known_letters().find(|(_, c)| *c == ':').map(|(at, _)| at);
    let name = key.part(key.as_str().get(..version.unwrap_or(key.len()))?.trim());
    (is_parameter && !name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::MarkedText;

    #[test]
    fn names_are_told_from_versions() {
        let names = |text: &str| {
            let text = MarkedText::with_brackets(text);
            kept_in(text.marked()).iter().map(|kept| kept.name.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(names("{{resolve:ssm:/a/b:1}}"), ["/a/b"]);
        assert_eq!(names("x-{{resolve:ssm:a}}-{{resolve: ssm-secure:b : 2}}"), ["a", "b"]);
        assert_eq!(names("{{resolve:ssm:/x/‹AWS::StackName›/y:‹Version›}}"), ["/x/‹AWS::StackName›/y"]);
    }

    #[test]
    fn what_is_no_parameter_is_left_out() {
        for text in
            ["{{resolve:secretsmanager:a}}", "{{resolve:ssm:}}", "{{resolve:ssm:a", "{{resolve:x}}", "ssm:a"]
        {
            assert!(kept_in(text.into()).is_empty(), "{text}");
        }
        assert_eq!(kept_in("{{resolve:ssm: {{resolve:ssm:y}}".into()).len(), 1);
        assert!(kept_in("{{resolve:".repeat(100_000).as_str().into()).is_empty());
    }
}
