//! What is written on and about a node: labels, title, details.

use crate::catalog::{self, CatalogEntry, Shown};
use crate::eval::{Deferred, Existence, MarkedText, Value};
use crate::template::LogicalId;
use crate::words;

use super::bounds::MOST_DETAILS;
use super::containers::Existing;
use super::excerpt::excerpt;
use super::name_properties::tags;
use super::naming::{full_name, label_text};
use super::readings::Origin;
use super::resources::Resources;
use super::{Anchor, Badge, Detail, Fact, Icon, Ink, Label};

/// Labels of icons and of most boxes.
const TEXT_SIZE: f64 = 12.0;

/// Labels of subnets, which stand in a zone whose label is bigger.
const SMALL_TEXT_SIZE: f64 = 10.0;

/// A detail longer than this says little at a glance; user data and policies are such.
const MAX_DETAIL: usize = 120;

/// Returns what resources of a type are, in words: 'Security group'.
pub fn type_title(type_name: &str) -> String {
    catalog::facts(type_name).title.into_owned()
}

/// The label of a container that exists already: its id or the parameter it comes from, or what tells it from others
/// that are from the same.
pub(super) fn existing_label(existing: &Existing, title: &str) -> MarkedText {
    match &existing.origin {
        Origin::Existing if existing.text.is_empty() => title.into(),
        _ => existing.text.clone(),
    }
}

/// Returns whether the label of such a container has to say that it exists; else where it is from, or that it exists,
/// stands beside it, or in it.
pub(super) fn says_existing(existing: &Existing) -> bool {
    match &existing.origin {
        Origin::Existing => existing.text.is_empty() || !existing.is_long(),
        Origin::Kept(None) => !existing.is_long(),
        Origin::Import(_) | Origin::Output(_) | Origin::Nested(_) | Origin::Made(_) | Origin::Kept(_) => {
            false
        }
    }
}

/// A label centred below an icon.
pub(super) fn below(text: MarkedText) -> Option<Label> {
    (!text.is_empty()).then_some(Label { text, anchor: Anchor::Below, size: TEXT_SIZE, ink: Ink::Ink })
}

/// A label on the bottom edge of a box.
pub(super) fn bottom(text: MarkedText, ink: Ink) -> Option<Label> {
    Some(Label { text, anchor: Anchor::Bottom, size: TEXT_SIZE, ink })
}

/// A label in the corner of a box.
pub(super) fn corner(text: MarkedText, ink: Ink) -> Option<Label> {
    Some(Label { text, anchor: Anchor::TopLeft, size: TEXT_SIZE, ink })
}

/// A small label in the corner of a box.
pub(super) fn small_corner(text: MarkedText, ink: Ink) -> Option<Label> {
    Some(Label { text, anchor: Anchor::TopLeft, size: SMALL_TEXT_SIZE, ink })
}

/// The picture of a type: its glyph, else its service's picture, else its letters.
pub(super) fn icon(facts: &CatalogEntry) -> Icon {
    let letters = || facts.letters.as_ref().into();
    match (facts.glyph, facts.service_icon) {
        (Some(glyph), _) => Icon::Glyph(glyph, facts.ink),
        (None, "") => Icon::Letters(letters(), facts.ink),
        (None, service) => Icon::Service(service, letters(), facts.ink),
    }
}

/// Returns what a resource is in words: `EC2 website: instance Ec2WebHost`, its logical ID once.
pub(super) fn title(resources: &Resources, id: &LogicalId) -> String {
    let label = label_text(resources, id);
    let Some(facts) = resources.facts(id) else {
        return label.to_string();
    };
    if resources.is_existing(id) {
        return excerpt(&format_args!("{label}: existing {}", lower_first(&facts.title)));
    }
    if *label == *id.as_str() || *label == *facts.title {
        return excerpt(&format_args!("{} {id}", facts.title));
    }
    let name = full_name(resources, id).map_or_else(|| label.to_string(), |name| name.to_string());
    excerpt(&format_args!("{name}: {} {id}", lower_first(&facts.title)))
}

/// Returns the kind of thing that a resource is, in words: `Instance`, `Existing bucket`.
pub(super) fn what(resources: &Resources, id: &LogicalId) -> String {
    resources.facts(id).map_or_else(String::new, |facts| match resources.is_existing(id) {
        true => format!("Existing {}", lower_first(&facts.title)),
        false => facts.title.to_string(),
    })
}

/// The properties worth a look: everything plain at the top, then the tags.
pub(super) fn details(resources: &Resources, id: &LogicalId) -> Vec<Detail> {
    let Some((_, resource)) = resources.get(id) else {
        return Vec::new();
    };
    let mut details = Vec::new();
    if let Value::Map(properties) = &resource.properties {
        for (name, value) in properties {
            details.extend(plain(value).map(|value| Detail { name: excerpt(name), value }));
        }
    }
    for (key, value) in tags(resource).filter(|(key, _)| key != "Name") {
        details.extend(plain(value).map(|value| Detail { name: format!("Tag {key}"), value }));
    }
    if resource.exists == Existence::Unknown
        && let Some(condition) =
            resources.template().resources.get(id).and_then(|resource| resource.condition.as_ref())
    {
        details
            .push(Detail { name: "Exists".into(), value: excerpt(&format_args!("if {condition}")).into() });
    }
    let more = details.len().saturating_sub(MOST_DETAILS);
    if more > 0 {
        details.truncate(MOST_DETAILS);
        details.push(Detail { name: "…".into(), value: format!("and {more} more").into() });
    }
    details
}

/// Returns what shows on the node of a resource: address range and size as facts, a key pair as a badge.
pub(super) fn shown(resources: &Resources, id: &LogicalId) -> (Vec<Fact>, Vec<Badge>) {
    let (mut facts, mut badges) = (Vec::new(), Vec::new());
    let Some((_, resource)) = resources.get(id) else {
        return (facts, badges);
    };
    let texts = |path: &'static str| {
        let values = resource.properties.at(path);
        // A function of something unknown is for the details, not for the picture.
        let is_short = |value: &&Value| !matches!(value, Value::Deferred(Deferred::Function(..)));
        let fits = |value: &&Value| plain(value).is_some();
        let spoken = |value: &Value| resources.readings().spoken(value);
        values.into_iter().filter(is_short).filter(fits).map(spoken).collect::<Vec<_>>()
    };
    for shown in catalog::shown(&resource.type_name) {
        match shown {
            Shown::Fact(path) => facts.extend(texts(path).iter().map(|text| Fact::new(&**text))),
            Shown::Key(path) => badges.extend(texts(path).into_iter().map(|name| Badge {
                icon: Icon::Glyph("key", Ink::Orange),
                title: format!("key pair {name}"),
                resource: None,
            })),
            Shown::Behind(path) => badges.extend(texts(path).into_iter().filter_map(|name| {
                let behind = catalog::behind(&name)?;
                let like = catalog::facts(&format!("AWS::{}", behind.like));
                Some(Badge { icon: icon(&like), title: behind.title.into(), resource: None })
            })),
            Shown::Disks(path) => badges.extend(disks(&resource.properties.at(path))),
        }
    }
    (facts, badges)
}

/// Returns the sign of the disks that a resource gives what is launched from it.
pub(super) fn disks_of(resources: &Resources, id: &LogicalId) -> Option<Badge> {
    let (_, resource) = resources.get(id)?;
    catalog::shown(&resource.type_name).iter().find_map(|shown| match shown {
        Shown::Disks(path) => disks(&resource.properties.at(path)),
        Shown::Fact(_) | Shown::Key(_) | Shown::Behind(_) => None,
    })
}

/// The sign of the disks of a host beside the one that it starts from.
fn disks(mappings: &[&Value]) -> Option<Badge> {
    const FIRST: [&str; 4] = ["/dev/sda", "/dev/sda1", "/dev/xvda", "xvda"];
    let names = mappings.iter().filter(|mapping| mapping.get("Ebs").is_some()).filter_map(|mapping| {
        let Value::String(name) = mapping.get("DeviceName")? else { return None };
        (!FIRST.contains(&name.as_ref())).then(|| excerpt(name))
    });
    let names: Vec<String> = names.collect();
    let icon = icon(&catalog::facts("AWS::EC2::Volume"));
    (!names.is_empty()).then(|| Badge {
        icon,
        title: format!("EBS volumes {}", names.join(", ")),
        resource: None,
    })
}

/// A value that fits on a line; lists of such values too.
fn plain(value: &Value) -> Option<MarkedText> {
    let fits = match value {
        Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Deferred(_) => true,
        Value::List(items) => !items.iter().any(|item| matches!(item, Value::Map(_) | Value::List(_))),
        Value::Null | Value::Map(_) => false,
    };
    let text = fits.then(|| MarkedText::within(value, MAX_DETAIL))?.ok()?;
    (!text.is_empty() && !text.contains('\n')).then_some(text)
}

/// First words of titles that are written with a capital wherever they stand: products and people.
const NAMES: [&str; 30] = [
    "Airflow",
    "Amazon",
    "Amplify",
    "Athena",
    "Aurora",
    "Batch",
    "Beanstalk",
    "Bedrock",
    "Cognito",
    "Config",
    "Detective",
    "Elastic",
    "Elasticsearch",
    "Fargate",
    "Firehose",
    "Glue",
    "Kafka",
    "Kendra",
    "Kinesis",
    "Lambda",
    "Lattice",
    "Lex",
    "Lightsail",
    "Macie",
    "Neptune",
    "Redshift",
    "Simple",
    "Slack",
    "Teams",
    "Timestream",
];

/// A title in the middle of a sentence: `Instance` → `instance`, `NAT gateway` and `Auto Scaling group` as they are.
pub(super) fn lower_first(title: &str) -> String {
    let capital = |word: &str| {
        let mut characters = word.chars();
        characters.next().is_some_and(char::is_uppercase) && characters.all(char::is_lowercase)
    };
    let mut words = title.split(' ');
    let first = words.next().unwrap_or_default();
    if !capital(first) || NAMES.contains(&first) || words.next().is_some_and(capital) {
        return title.to_owned();
    }
    let mut characters = title.chars();
    characters.next().map(words::small).into_iter().chain(characters).collect()
}
