//! The parameters of SSM that a text refers to, whatever of their names is not known yet:
//! `{{resolve:ssm:/x/‹Stage›/subnet}}`.

use crate::template::dynamic_reference_candidates;

/// A reference in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ParameterReference<'t> {
    /// All of it, braces included.
    pub text: &'t str,
    /// The name that SSM keeps, without the version.
    pub name: &'t str,
}

const OPENING: &str = "{{resolve:";

const CLOSING: &str = "}}";

/// Returns whether a text can hold a reference.
pub(super) fn may_be_in(text: &str) -> bool {
    text.contains(OPENING)
}

/// The references in a text as it reads, in order. Those to secrets are left out.
pub(super) fn kept_in(text: &str) -> Vec<ParameterReference<'_>> {
    dynamic_reference_candidates(text).filter_map(kept).collect()
}

fn kept(text: &str) -> Option<ParameterReference<'_>> {
    let inner = text.strip_prefix(OPENING)?.strip_suffix(CLOSING)?;
    Some(ParameterReference { text, name: name(inner)? })
}

/// The name in `ssm:NAME:VERSION`. Blanks around the parts are a slip that leaves it clear what is meant.
fn name(inner: &str) -> Option<&str> {
    let (store, key) = inner.split_once(':')?;
    let is_parameter = matches!(store.trim(), "ssm" | "ssm-secure");
    let mut depth = 0usize;
    let version = key.find(|c| {
        match c {
            '‹' => depth += 1,
            '›' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ':' && depth == 0
    });
    let name = key[..version.unwrap_or(key.len())].trim();
    (is_parameter && !name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_versions() {
        let names = |text: &'static str| kept_in(text).iter().map(|kept| kept.name).collect::<Vec<_>>();
        assert_eq!(names("{{resolve:ssm:/a/b:1}}"), ["/a/b"]);
        assert_eq!(names("x-{{resolve:ssm:a}}-{{resolve: ssm-secure:b : 2}}"), ["a", "b"]);
        assert_eq!(names("{{resolve:ssm:/x/‹AWS::StackName›/y:‹Version›}}"), ["/x/‹AWS::StackName›/y"]);
    }

    #[test]
    fn what_is_no_parameter_is_left_out() {
        for text in
            ["{{resolve:secretsmanager:a}}", "{{resolve:ssm:}}", "{{resolve:ssm:a", "{{resolve:x}}", "ssm:a"]
        {
            assert!(kept_in(text).is_empty(), "{text}");
        }
        assert_eq!(kept_in("{{resolve:ssm: {{resolve:ssm:y}}").len(), 1);
        assert!(kept_in(&"{{resolve:".repeat(100_000)).is_empty());
    }
}
