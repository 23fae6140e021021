//! Dynamic references: `{{resolve:ssm:name:1}}`, looked up by AWS when it makes the resource.

use crate::diagnostic::{Diagnostic, Path};

use super::findings::Findings;
use super::{Expr, SubPart, Template};

/// A text's reference to a parameter of SSM or a secret; the text keeps it as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DynamicReference<'t> {
    /// Where it is looked up.
    pub store: Store,
    /// What is looked up: the name or ARN, and what follows it.
    pub key: &'t str,
    /// All of it, braces included.
    pub text: &'t str,
}

/// Where a dynamic reference is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Store {
    /// `ssm`: a plain parameter of SSM's Parameter Store.
    Parameter,
    /// `ssm-secure`: a secret parameter of it.
    SecureParameter,
    /// `secretsmanager`: a secret of Secrets Manager.
    Secret,
}

/// How each begins.
const OPENING: &str = "{{resolve:";

/// The dynamic references in a text, in order; what only looks like one is left out.
pub fn dynamic_references(text: &str) -> Vec<DynamicReference<'_>> {
    candidates(text).filter_map(|candidate| parse(candidate).ok()).collect()
}

/// Reports what looks like a dynamic reference and is none.
pub(super) fn check(template: &Template, findings: &mut Findings) {
    template.each_expr(&mut |expr, path| match expr {
        Expr::String(text) => check_text(text, path, findings),
        Expr::Sub(parts, _) => {
            for part in parts {
                if let SubPart::Text(text) = part {
                    check_text(text, &path.key("Fn::Sub"), findings);
                }
            }
        }
        _ => {}
    });
}

fn check_text(text: &str, path: &Path, findings: &mut Findings) {
    for candidate in candidates(text) {
        if let Err(problem) = parse(candidate) {
            let message = format!("`{candidate}` is no dynamic reference: {problem}");
            let hint =
                "it reads like `{{resolve:ssm:name}}` or `{{resolve:secretsmanager:name:SecretString:key}}`";
            findings.add(Diagnostic::error("E1050", path.clone(), message).hint(hint));
        }
    }
}

/// Every `{{resolve:…}}`, good or not. One that another begins in, or that a variable of `Fn::Sub` cuts in two, is not
/// looked at.
pub fn candidates(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            rest = &rest[rest.find(OPENING)?..];
            let (reference, behind) = (rest, &rest[OPENING.len()..]);
            let piece = &behind[..behind.find(OPENING).unwrap_or(behind.len())];
            match piece.find("}}") {
                Some(end) => {
                    rest = &behind[end..];
                    return Some(&reference[..OPENING.len() + end + 2]);
                }
                None => rest = &behind[piece.len()..],
            }
        }
    })
}

fn parse(text: &str) -> Result<DynamicReference<'_>, &'static str> {
    let inner = text.strip_prefix(OPENING).and_then(|rest| rest.strip_suffix("}}")).unwrap_or_default();
    let (store, key) = inner.split_once(':').ok_or("what to look up is missing")?;
    let store = match store {
        "ssm" => Store::Parameter,
        "ssm-secure" => Store::SecureParameter,
        "secretsmanager" => Store::Secret,
        _ => return Err("the store is none of `ssm`, `ssm-secure` and `secretsmanager`"),
    };
    if key.is_empty() {
        return Err("what to look up is missing");
    }
    // A name, and perhaps a version; a name may not have the blanks that end a sentence about references.
    if store != Store::Secret && key.split(':').count() > 2 {
        return Err("a name and a version follow, and no more");
    }
    if store == Store::Secret {
        // An ARN is seven parts: `arn:aws:secretsmanager:region:account:secret:name`.
        let mut parts = key.split(':').skip(if key.starts_with("arn:") { 7 } else { 1 });
        if !matches!(parts.next(), None | Some("" | "SecretString")) {
            return Err("behind the secret's name stands `SecretString`");
        }
    } else if key
        .split_once(':')
        .is_some_and(|(_, version)| !version.bytes().any(|byte| byte.is_ascii_digit()))
    {
        return Err("a version is a number");
    }
    Ok(DynamicReference { store, key, text })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_found_between_openings_that_lead_nowhere() {
        let found = |text: &str| {
            dynamic_references(text).iter().map(|reference| reference.text.to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(
            found("a {{resolve:ssm:x}} b {{resolve:ssm:y:1}}"),
            ["{{resolve:ssm:x}}", "{{resolve:ssm:y:1}}"]
        );
        assert_eq!(found("{{resolve:ssm: {{resolve:ssm:y}}"), ["{{resolve:ssm:y}}"]);
        assert_eq!(found(&"{{resolve:".repeat(100_000)), Vec::<String>::new());
        assert_eq!(found(&("{{resolve:".repeat(100_000) + "ssm:z}}")), ["{{resolve:ssm:z}}"]);
    }
}
