//! Dynamic references: `{{resolve:ssm:name:1}}`, looked up by AWS when it makes the resource.

use crate::diagnostic::{Diagnostic, Path};

use super::findings::Findings;
use super::{Expr, SubPart, Template};

/// The text that each begins with.
const OPENING: &str = "{{resolve:";

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
        if let Some(problem) = problem(candidate) {
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

/// Returns what is wrong with something that looks like a reference to a parameter of SSM or a secret.
fn problem(text: &str) -> Option<&'static str> {
    let inner = text.strip_prefix(OPENING).and_then(|rest| rest.strip_suffix("}}")).unwrap_or_default();
    let (store, key) = inner.split_once(':').unwrap_or((inner, ""));
    let is_secret = store == "secretsmanager";
    if inner.contains(':') && !is_secret && !["ssm", "ssm-secure"].contains(&store) {
        return Some("the store is none of `ssm`, `ssm-secure` and `secretsmanager`");
    }
    if key.is_empty() {
        return Some("what to look up is missing");
    }
    if is_secret {
        // An ARN is seven parts: `arn:aws:secretsmanager:region:account:secret:name`.
        let mut parts = key.split(':').skip(if key.starts_with("arn:") { 7 } else { 1 });
        let is_string = matches!(parts.next(), None | Some("" | "SecretString"));
        return (!is_string).then_some("behind the secret's name stands `SecretString`");
    }
    // A name, and perhaps a version; a name may not have the blanks that end a sentence about references.
    if key.split(':').count() > 2 {
        return Some("a name and a version follow, and no more");
    }
    let version = key.split_once(':').map(|(_, version)| version);
    let is_number = version.is_none_or(|version| version.bytes().any(|byte| byte.is_ascii_digit()));
    (!is_number).then_some("a version is a number")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_found_between_openings_that_lead_nowhere() {
        let found = |text: &str| {
            let good = candidates(text).filter(|candidate| problem(candidate).is_none());
            good.map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(
            found("a {{resolve:ssm:x}} b {{resolve:ssm:y:1}}"),
            ["{{resolve:ssm:x}}", "{{resolve:ssm:y:1}}"]
        );
        assert_eq!(found("{{resolve:ssm: {{resolve:ssm:y}}"), ["{{resolve:ssm:y}}"]);
        assert_eq!(found(&"{{resolve:".repeat(100_000)), Vec::<String>::new());
        assert_eq!(found(&("{{resolve:".repeat(100_000) + "ssm:z}}")), ["{{resolve:ssm:z}}"]);
        let both = "a{{resolve:ssm-secure:n:1}}b{{resolve:secretsmanager:arn:aws:x:SecretString:k}}";
        assert_eq!(found(both).len(), 2);
    }
}
