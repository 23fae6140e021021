//! Names for what the AWS CDK calls `MyServiceTaskDefWebContainer1A2B3C4D`: the way through its constructs as one word,
//! then eight digits of a hash.

use std::rc::Rc;

use crate::eval::StackResource;
use crate::maps::{IndexMap, IndexSet};
use crate::template::LogicalId;

/// Returns what a person would call the resources of a template that the CDK wrote: their logical IDs without the hash, the
/// long ones without the words that they begin with like others do, as long as no two come out the same. None for
/// other templates.
pub(super) fn names<'a>(
    resources: &IndexMap<&'a LogicalId, &'a StackResource>,
) -> Option<IndexMap<&'a LogicalId, Rc<str>>> {
    let ids = || resources.keys().copied();
    let hashed = ids().filter(|id| without_hash(id.as_str()).is_some()).count();
    let says_so = resources.values().any(|resource| &*resource.type_name == "AWS::CDK::Metadata");
    if hashed == 0 || !(says_so || hashed >= LEAST_HASHED && hashed * 2 > resources.len()) {
        return None;
    }
    let whole = |id: &LogicalId| {
        let name = without_hash(id.as_str()).unwrap_or(id.as_str());
        without_uuid(name).unwrap_or(name).to_owned()
    };
    let names: Vec<String> = ids().map(whole).collect();
    let beginnings = shared_beginnings(&names);
    let mut left: Vec<Vec<&str>> =
        ids().zip(&names).map(|(id, name)| [&[id.as_str()][..], &ends(name, &beginnings)].concat()).collect();
    // Of those that come out the same each gets a longer one, in the end its logical ID.
    for _ in 0..MOST_ROUNDS {
        let once = only_once(left.iter().filter_map(|ends| ends.last().copied()));
        for ends in left.iter_mut().filter(|ends| ends.last().is_some_and(|last| !once.contains(last))) {
            ends.truncate(ends.len().saturating_sub(1).max(1));
        }
    }
    let names = left.iter().map(|ends| ends.last().copied().unwrap_or_default().into());
    Some(ids().zip(names).collect())
}

/// The owner of the name in a `Name` tag.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Tagged<'a> {
    /// That of the resource: the last step of the way to it.
    Itself(&'a str),
    /// That of a construct that it is a part of, and which part it is: `Vpc`, `S3`.
    Part(&'a str, &'a str),
}

/// Reads the tag that the CDK gives what can have one, the way to the construct: `shop/Vpc/PublicSubnet1` of
/// `VpcPublicSubnet1NATGateway1A2B3C4D`.
pub(super) fn tagged<'a>(id: &'a LogicalId, tag: &'a str) -> Tagged<'a> {
    let Some((_, way)) = tag.split_once('/').filter(|_| !tag.contains(char::is_whitespace)) else {
        return Tagged::Itself(tag);
    };
    let last = way.rsplit('/').next().unwrap_or(way);
    let whole = without_hash(id.as_str()).unwrap_or(id.as_str());
    // A logical ID has the letters and digits of each step.
    let mut part = whole;
    for c in way.chars().filter(char::is_ascii_alphanumeric) {
        part = part.strip_prefix(c).unwrap_or("");
    }
    if part.is_empty() { Tagged::Itself(last) } else { Tagged::Part(last, part) }
}

/// The stack and the thing that the CDK means by the name of an export: `Net:ExportsOutputRefVpc1A2B3C4D5E6F7A8B`.
pub(super) fn exported(name: &str) -> Option<(&str, String)> {
    let (stack, output) = name.split_once(":ExportsOutput")?;
    let what = output.strip_prefix("Ref").or_else(|| output.strip_prefix("FnGetAtt"))?;
    let what = without_hash(what)?;
    Some((stack, without_hashes(what).unwrap_or_else(|| what.to_owned())))
}

/// Returns what a parameter hands on from one stack of the CDK to another: `referencetoNetVpc1A2B3C4DRef`.
pub(super) fn handed_on(parameter: &str) -> Option<String> {
    without_hashes(parameter.strip_prefix("referenceto")?)
}

/// Returns whether the CDK made a parameter to look a name up in SSM: `SsmParameterValuenetvpcid` and a long hash.
pub(super) fn is_lookup(parameter: &str) -> bool {
    parameter.strip_prefix("SsmParameterValue").is_some_and(|rest| rest.ends_with("Parameter"))
}

/// An output of the CDK without the hashes in it, and without `Ref`: `NetVpc1A2B3C4DRef`. `None` where there are none.
pub(super) fn without_hashes(output: &str) -> Option<String> {
    let mut rest = output.strip_suffix("Ref").unwrap_or(output);
    let mut text = String::new();
    let mut found = false;
    while !rest.is_empty() {
        let mut characters = rest.chars();
        let first = characters.next();
        match after_hash(rest) {
            // `A` of `SubnetABC12345D` is no digit of the hash.
            Some(after) if !text.is_empty() && after_hash(characters.as_str()).is_none() => {
                found = true;
                rest = after;
            }
            _ => {
                text.extend(first);
                rest = characters.as_str();
            }
        }
    }
    found.then_some(text)
}

/// Returns what follows a hash: the next word.
fn after_hash(text: &str) -> Option<&str> {
    let (digits, after) = text.split_at_checked(HASH)?;
    (is_hash(digits) && after.chars().next().is_none_or(char::is_uppercase)).then_some(after)
}

/// A template without the CDK's metadata is its work when so many logical IDs end in a hash, and more than half.
const LEAST_HASHED: usize = 2;

/// Names of more characters lose words that others begin with too. Others fit below an icon.
const LONG: usize = 24;

/// The digits of the hash.
const HASH: usize = 8;

/// After so many rounds names that are still the same stay so.
const MOST_ROUNDS: usize = 16;

/// The digits of a UUID.
const UUID: usize = 32;

/// Logical IDs have at most so many characters; longer ones are left alone, for they could take for ever.
const MOST: usize = 255;

fn without_hash(id: &str) -> Option<&str> {
    let (name, hash) = id.split_at_checked(id.len().checked_sub(HASH)?)?;
    (is_hash(hash) && !name.is_empty()).then_some(name)
}

fn is_hash(digits: &str) -> bool {
    digits.bytes().all(|byte| byte.is_ascii_digit() || (b'A'..=b'F').contains(&byte))
}

/// Returns the name without the number for the whole world, which what there is once for all that need it has before its hash.
fn without_uuid(name: &str) -> Option<&str> {
    let (name, uuid) = name.split_at_checked(name.len().checked_sub(UUID)?)?;
    let is_uuid = uuid.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    (is_uuid && !name.is_empty()).then_some(name)
}

/// Where words begin, but for the first: `LambdaFunctionDLQ` → 6, 14.
fn borders(name: &str) -> impl Iterator<Item = usize> {
    let bytes = name.as_bytes();
    (1..bytes.len()).filter(move |&at| {
        let is = |at: usize, what: fn(&u8) -> bool| bytes.get(at).is_some_and(what);
        let upper = |at| is(at, u8::is_ascii_uppercase);
        let lower = |at| is(at, u8::is_ascii_lowercase);
        upper(at) && (!upper(at - 1) || lower(at + 1))
    })
}

/// The beginnings, at the borders of words, that at least two names have.
fn shared_beginnings(names: &[String]) -> IndexSet<&str> {
    let mut seen = IndexSet::new();
    let mut shared = IndexSet::new();
    for name in names.iter().filter(|name| name.len() <= MOST) {
        for beginning in borders(name).filter_map(|at| name.get(..at)) {
            if !seen.insert(beginning) {
                shared.insert(beginning);
            }
        }
    }
    shared
}

/// A name, and what is left of it after each beginning that others share, until it is short enough.
fn ends<'a>(name: &'a str, beginnings: &IndexSet<&str>) -> Vec<&'a str> {
    let is_shared = |at: &usize| name.get(..*at).is_some_and(|beginning| beginnings.contains(beginning));
    let mut ends = vec![name];
    for at in borders(name).take_while(is_shared) {
        if ends.last().is_some_and(|end| end.len() <= LONG) {
            break;
        }
        ends.extend(name.get(at..));
    }
    ends
}

fn only_once<'a>(names: impl Iterator<Item = &'a str>) -> IndexSet<&'a str> {
    let mut counts: IndexMap<&str, usize> = IndexMap::new();
    for name in names {
        *counts.entry(name).or_default() += 1;
    }
    counts.into_iter().filter(|(_, count)| *count == 1).map(|(name, _)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exports_and_outputs_read_without_hashes() {
        let exported = |name| exported(name).map(|(stack, what)| format!("{what} of {stack}"));
        let vpc = "Net:ExportsOutputRefVpc8378EB38272D6E3A";
        assert_eq!(exported(vpc).as_deref(), Some("Vpc of Net"));
        let block = "Net:ExportsOutputFnGetAttVpc8378EB38CidrBlock272D6E3A";
        assert_eq!(exported(block).as_deref(), Some("VpcCidrBlock of Net"));
        assert_eq!(exported("Net:VpcId"), None);
        assert_eq!(handed_on("referencetoNetVpc8378EB38Ref").as_deref(), Some("NetVpc"));
        assert_eq!(without_hashes("NetSubnetABC12345DRef").as_deref(), Some("NetSubnetA"));
        assert_eq!(without_hashes("VpcId"), None);
        assert!(is_lookup("SsmParameterValuenetvpcidC96584B6F00A464EAD1953AFF4B05118Parameter"));
        assert!(!is_lookup("SsmParameterValue") && !is_lookup("VpcParameter"));
    }
}
