//! ARNs that a template writes as text: which service they are of, and which names they may hold.

use crate::eval::Marked;

/// The parts of an ARN that tell whom it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Arn<'t> {
    /// `lambda`.
    pub service: &'t str,
    /// `123456789012`; in the ARN by which an API calls a service, that service.
    pub account: Marked<'t>,
    /// `function:resize`, `table/orders/stream/*`.
    pub resource: Marked<'t>,
}

/// Reads an ARN, or the last of those that a text holds: an API calls a function by an ARN within one.
pub(super) fn read(text: Marked) -> Option<Arn> {
    let arn = text.get(text.rfind("arn:")?..text.len())?;
    let mut joints = joints(arn).filter(|at| arn.as_str().as_bytes().get(*at) == Some(&b':'));
    let _partition = joints.next()?;
    let (before, after) = (joints.next()?, joints.next()?);
    let (region, account) = (joints.next()?, joints.next()?);
    Some(Arn {
        service: arn.get(before + 1..after)?.as_str(),
        account: arn.get(region + 1..account)?,
        resource: arn.get(account + 1..arn.len())?,
    })
}

impl<'t> Arn<'t> {
    /// Returns what stands before the first joint, and what follows: `function`, `resize`.
    pub fn kind(&self) -> Option<(&'t str, Marked<'t>)> {
        let at = joints(self.resource).next()?;
        let rest = self.resource.get(at + 1..self.resource.len())?;
        Some((self.resource.get(0..at)?.as_str(), rest))
    }

    /// Returns what the ARN may name, likeliest first: a kind, which is empty where the name comes first, and a name. Names
    /// may hold what separates them from what follows: `log-group:/shop/web:*`.
    pub fn names(&self) -> impl Iterator<Item = (&'t str, Marked<'t>)> {
        let (resource, rest) = (self.resource, self.kind());
        // A role has its path before its name, not after it.
        let last = rest.and_then(|(kind, rest)| Some((kind, rest.part(rest.as_str().rsplit('/').next()?))));
        let last = last.filter(|_| self.service == "iam");
        let of_kind =
            rest.into_iter().flat_map(|(kind, rest)| beginnings(rest).map(move |name| (kind, name)));
        of_kind.chain(last).chain(beginnings(resource).map(|name| ("", name)))
    }
}

/// Of hostile names with hundreds of parts only the first can be anybody's.
const MOST_PARTS: usize = 12;

/// A text, and what it begins with up to each joint, longest first.
fn beginnings(text: Marked) -> impl Iterator<Item = Marked> {
    let mut ends: Vec<usize> = joints(text).take(MOST_PARTS).collect();
    ends.push(text.len());
    ends.into_iter().rev().filter_map(move |end| text.get(0..end)).filter(|name| !name.is_empty())
}

/// Where `:` and `/` are, but for those in what AWS fills in: `‹AWS::Region›`, `{{resolve:ssm:/lake/bucket}}`.
pub(super) fn joints(text: Marked) -> impl Iterator<Item = usize> {
    let mut filled_in = 0..0;
    let letters = text.known_letters().filter(move |(at, c)| {
        if *c == '{' && *at >= filled_in.end {
            filled_in = *at..*at + reference(text.as_str().get(*at..).unwrap_or_default()).unwrap_or(0);
        }
        matches!(c, ':' | '/') && !filled_in.contains(at)
    });
    letters.map(|(at, _)| at)
}

/// Returns how long the dynamic reference is that a text begins with.
fn reference(text: &str) -> Option<usize> {
    const CLOSING: &str = "}}";
    /// Names of parameters have a thousand letters at most.
    const MOST_LETTERS: usize = 2_000;
    let inner = text.strip_prefix("{{resolve:")?;
    let end = inner.bytes().take(MOST_LETTERS).position(|byte| byte == b'}')?;
    inner.get(end..)?.starts_with(CLOSING).then_some(text.len() - inner.len() + end + CLOSING.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::MarkedText;

    fn names(text: &str) -> String {
        let text = MarkedText::with_brackets(text);
        let Some(arn) = read(text.marked()) else {
            return "none".into();
        };
        let names: Vec<String> =
            arn.names().map(|(kind, name)| format!("{kind}={}", name.as_str())).collect();
        format!("{}: {}", arn.service, names.join(" "))
    }

    #[test]
    fn the_name_follows_the_account_or_a_kind() {
        assert_eq!(names("arn:aws:sqs:eu-west-1:123456789012:orders"), "sqs: =orders");
        assert_eq!(
            names("arn:aws:lambda:eu-west-1:1:function:resize"),
            "lambda: function=resize =function:resize =function"
        );
        assert_eq!(
            names("arn:aws:s3:::{{resolve:ssm:/lake/files}}/*"),
            "s3: {{resolve:ssm:/lake/files}}=* ={{resolve:ssm:/lake/files}}/* ={{resolve:ssm:/lake/files}}"
        );
        assert_eq!(names("arn:aws:s3:::files/*"), "s3: files=* =files/* =files");
    }

    #[test]
    fn what_aws_fills_in_is_no_part_of_the_form() {
        let text = "arn:‹AWS::Partition›:sns:‹AWS::Region›:‹AWS::AccountId›:‹AWS::StackName›-alerts";
        assert_eq!(names(text), "sns: =‹AWS::StackName›-alerts");
    }

    #[test]
    fn names_may_hold_slashes_and_roles_have_paths() {
        let text = "arn:aws:logs:eu-west-1:1:log-group:/web:*";
        assert_eq!(names(text).split(" =").next(), Some("logs: log-group=/web:* log-group=/web"));
        let role = "arn:aws:iam::1:role/service/worker";
        assert!(names(role).contains("role=worker"), "{}", names(role));
    }

    #[test]
    fn an_api_calls_a_function_by_an_arn_in_an_arn() {
        let text = "arn:aws:apigateway:r:lambda:path/2015-03-31/functions/arn:aws:lambda:r:1:function:web/invocations";
        assert!(names(text).starts_with("lambda: function=web/invocations function=web "), "{}", names(text));
    }

    #[test]
    fn other_text_is_no_arn() {
        assert_eq!(names("orders"), "none");
        assert_eq!(names("arn:aws:sqs"), "none");
        assert_eq!(names("‹Ec2WebHost.Arn›"), "none");
    }
}
