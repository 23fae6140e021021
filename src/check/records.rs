//! DNS records: whether each is what its type takes.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::diagnostic::{Diagnostic, Path};
use crate::template::{Expr, LogicalId, Resource, resource_path};

use super::findings::Findings;
use super::place::shortened;
use super::value_kinds::looks_resolved;

/// Reports the records of a resource that its type does not take.
pub(super) fn check(id: &LogicalId, resource: &Resource, findings: &mut Findings) {
    let path = resource_path(id).key("Properties");
    match &*resource.type_name {
        "AWS::Route53::RecordSet" => record_set(&resource.properties, &path, findings),
        "AWS::Route53::RecordSetGroup" => {
            if let Some(sets) = resource.properties.get("RecordSets").and_then(Expr::as_list) {
                let path = path.key("RecordSets");
                for (i, set) in sets.iter().enumerate() {
                    record_set(set, &path.index(i), findings);
                }
            }
        }
        _ => {}
    }
}

fn record_set(set: &Expr, path: &Path, findings: &mut Findings) {
    if set.get("AliasTarget").and_then(Expr::as_map).is_some() && set.get("TTL").is_some() {
        let message = "an alias has no `TTL`: it takes that of what it points to";
        findings.add(Diagnostic::error("E3029", path.key("TTL"), message).hint("leave it out"));
    }
    let kind = set.get("Type").and_then(Expr::as_text);
    if let (Some(kind), Some(records)) = (kind, set.get("ResourceRecords")) {
        let path = path.key("ResourceRecords");
        all(kind, records, &path, &path, findings);
    }
}

/// The records of one property, which is at `property`, as one of its branches has them.
fn all(kind: &str, records: &Expr, path: &Path, property: &Path, findings: &mut Findings) {
    match records {
        Expr::If(_, yes, no) => {
            let path = path.key("Fn::If");
            all(kind, yes, &path.index(1), property, findings);
            all(kind, no, &path.index(2), property, findings);
        }
        Expr::List(records) => {
            let is_sure = |record: &Expr| !matches!(record, Expr::If(..) | Expr::Ref(_));
            if matches!(kind, "CNAME" | "SOA") && records.len() > 1 && records.iter().all(is_sure) {
                let message = format!("a `{kind}` has one record, not {}", records.len());
                findings.add(Diagnostic::error("E3023", property.clone(), message));
            }
            for (i, record) in records.iter().enumerate() {
                one(kind, record, &path.index(i), findings);
            }
        }
        _ => {}
    }
}

fn one(kind: &str, record: &Expr, path: &Path, findings: &mut Findings) {
    match record {
        Expr::If(_, yes, no) => {
            let path = path.key("Fn::If");
            one(kind, yes, &path.index(1), findings);
            one(kind, no, &path.index(2), findings);
        }
        Expr::String(text) if !looks_resolved(text) => {
            if let Some(takes) = problem(kind, text) {
                let message = format!("a record of type `{kind}` cannot be `{}`", shortened(text));
                findings
                    .add(Diagnostic::error("E3023", path.clone(), message).hint(format!("it is {takes}")));
            }
        }
        _ => {}
    }
}

/// Returns what a record of the type should have been.
fn problem(kind: &str, text: &str) -> Option<&'static str> {
    let (good, takes) = match kind {
        "A" => (text.parse::<Ipv4Addr>().is_ok(), "an IPv4 address, such as `203.0.113.7`"),
        "AAAA" => (text.parse::<Ipv6Addr>().is_ok(), "an IPv6 address, such as `2001:db8::7`"),
        "CAA" => (is_caa(text), "a flag, a tag and a value in quotes, such as `0 issue \"ca.example.com\"`"),
        "CNAME" | "NS" | "PTR" => (is_domain(text), "the name of a domain, such as `www.example.com`"),
        "MX" => (is_mail(text), "a priority and the name of a server, such as `10 mail.example.com`"),
        "TXT" => (
            is_quoted(text),
            "text in double quotes, at most 255 characters between two, such as `\"v=spf1 -all\"`",
        ),
        _ => return None,
    };
    (!good).then_some(takes)
}

fn is_domain(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())
}

fn is_caa(text: &str) -> bool {
    let mut parts = text.splitn(3, char::is_whitespace);
    let (flag, tag, value) = (parts.next(), parts.next(), parts.next());
    matches!(flag, Some("0" | "128"))
        && tag.is_some_and(|tag| !tag.is_empty() && tag.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        && value.is_some_and(|value| value.len() > 2 && value.starts_with('"') && value.ends_with('"'))
}

fn is_mail(text: &str) -> bool {
    let Some((priority, host)) = text.split_once(char::is_whitespace) else { return false };
    !priority.is_empty()
        && priority.bytes().all(|byte| byte.is_ascii_digit())
        && priority.parse::<u16>().is_ok()
        && is_domain(host)
}

/// Strings in quotes, with blanks between.
fn is_quoted(text: &str) -> bool {
    let mut rest = text;
    loop {
        let Some((inside, behind)) = rest.strip_prefix('"').and_then(|open| open.split_once('"')) else {
            return false;
        };
        if !(1..=255).contains(&inside.chars().count()) {
            return false;
        }
        if behind.is_empty() {
            return true;
        }
        rest = behind.trim_start_matches(' ');
    }
}
