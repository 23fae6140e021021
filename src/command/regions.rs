//! What of a deployment hangs on the region it goes to.

use crate::diagnostic::Path;
use crate::eval::{Existence, Stack, Value};
use crate::hidden::visible;
use crate::template::{Expr, LogicalId, SubPart, Template};

/// As many as a reader wants to be told.
const MOST: usize = 5;

/// Images and zones that one region alone has, a sentence each; a zone of the region that was chosen is none.
pub(super) fn bound(stack: &Stack, region: Option<&str>) -> Vec<String> {
    let mut notes = Vec::new();
    let resources = stack.resources.values().filter(|resource| resource.exists != Existence::No);
    for resource in resources {
        walk(&resource.properties, &mut |text| {
            let note = if is_image(text) {
                format!("The image `{}` exists in one region only.", visible(text))
            } else {
                match zone_region(text) {
                    Some(of) if Some(of) != region => {
                        format!("The zone `{text}` exists in {of} only.")
                    }
                    _ => return,
                }
            };
            if notes.len() < MOST && !notes.contains(&note) {
                notes.push(note);
            }
        });
    }
    notes
}

/// Returns true if anything in a template asks for the region by name.
pub(super) fn matter(template: &Template) -> bool {
    let mut found = false;
    let mut visit = |expr: &Expr, _: &Path| {
        let is_region = |id: &LogicalId| id.as_str() == "AWS::Region";
        found |= matches!(expr, Expr::Ref(id) if is_region(id));
        if let Expr::Sub(parts, _) = expr {
            found |= parts.iter().any(|part| matches!(part, SubPart::Name(id) if is_region(id)));
        }
    };
    let path = Path::root();
    for expr in template.conditions.values() {
        expr.walk(&path, &mut visit);
    }
    for resource in template.resources.values() {
        resource.properties.walk(&path, &mut visit);
    }
    found
}

/// Every text of a value; how deep it may be was settled when the template was read.
fn walk<'a>(value: &'a Value, visit: &mut impl FnMut(&'a str)) {
    match value {
        Value::String(text) => visit(text),
        Value::List(items) => items.iter().for_each(|item| walk(item, visit)),
        Value::Map(map) => map.values().for_each(|item| walk(item, visit)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Deferred(_) => {}
    }
}

/// `ami-` and a hexadecimal number.
fn is_image(text: &str) -> bool {
    let number = text.strip_prefix("ami-").unwrap_or_default();
    (8..=17).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The region of a zone: a letter after its name.
fn zone_region(text: &str) -> Option<&str> {
    let region = text.get(..text.len().checked_sub(1)?)?;
    let is_zone = text.len() < 24 && text.ends_with(|c: char| c.is_ascii_lowercase());
    (is_zone && region_problem(region).is_none()).then_some(region)
}

/// Why AWS has no region of this name.
pub fn region_problem(region: &str) -> Option<String> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let fits = region.chars().all(plain)
        && region.split('-').count() >= 3
        && region.split('-').all(|part| !part.is_empty())
        && region.ends_with(|c: char| c.is_ascii_digit());
    (!fits).then(|| format!("No region is called `{}`: they read like `eu-west-1`.", visible(region)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_read_like_regions() {
        for region in ["eu-west-1", "us-gov-east-1", "us-iso-west-1", "ap-southeast-4", "eusc-de-east-1"] {
            assert_eq!(region_problem(region), None);
        }
        for region in ["", "eu", "eu-west", "EU-WEST-1", "eu-west-1 ", "eu--1", "eu-west-1a", "$(x)-y-1"] {
            assert!(region_problem(region).is_some(), "{region}");
        }
    }
}
