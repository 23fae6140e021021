//! The tables, read once from the text that is compiled in.

use std::sync::OnceLock;

use super::{
    Action, ArnForm, Behind, Called, Emitter, Flow, FlowEnd, Ink, Named, Outside, Owner, PlaceKind,
    PlacePath, Role, Shown, Variant,
};
use crate::maps::SortedMap;

const TYPES: &str = include_str!("data/types.tsv");
const SERVICES: &str = include_str!("data/services.tsv");
const PLACES: &str = include_str!("data/places.tsv");
const OWNERS: &str = include_str!("data/owners.tsv");
const FLOWS: &str = include_str!("data/flows.tsv");
const TIES: &str = include_str!("data/ties.tsv");
const SHOWN: &str = include_str!("data/shown.tsv");
const OUTSIDE: &str = include_str!("data/outside.tsv");
const ARNS: &str = include_str!("data/arns.tsv");
const CAPACITIES: &str = include_str!("data/capacities.tsv");
const NAMED: &str = include_str!("data/named.tsv");
const STORES: &str = include_str!("data/stores.tsv");
const VARIANTS: &str = include_str!("data/variants.tsv");
const ACTIONS: &str = include_str!("data/actions.tsv");
const CALLED: &str = include_str!("data/called.tsv");
const EMITTERS: &str = include_str!("data/emitters.tsv");
const ENDPOINTS: &str = include_str!("data/endpoints.tsv");
const SIGNS: &str = include_str!("data/signs.tsv");

/// All tables, each sorted by its key.
pub(super) struct Tables {
    types: Vec<(&'static str, TypeRow)>,
    services: Vec<(&'static str, ServiceRow)>,
    places: Vec<(&'static str, Vec<PlacePath>)>,
    owners: Vec<(&'static str, Vec<Owner>)>,
    flows: Vec<(&'static str, Vec<Flow>)>,
    shown: Vec<(&'static str, Vec<Shown>)>,
    outside: Vec<(&'static str, Outside)>,
    arns: Vec<(&'static str, ArnForm)>,
    named: Vec<(&'static str, Vec<Named>)>,
    stores: Vec<(&'static str, ())>,
    capacities: Vec<(&'static str, &'static str)>,
    variants: Vec<(&'static str, Vec<Variant>)>,
    signs: Vec<(&'static str, ())>,
    called: Vec<(&'static str, Called)>,
    emitters: Vec<(&'static str, Emitter)>,
    actions: Vec<(&'static str, Action)>,
    endpoints: Vec<(&'static str, Behind)>,
}

/// A line of `types.tsv`.
pub(super) struct TypeRow {
    pub title: &'static str,
    pub glyph: Option<&'static str>,
    pub ink: Ink,
    pub role: Role,
}

/// A line of `services.tsv`.
pub(super) struct ServiceRow {
    pub ink: Ink,
    pub icon: &'static str,
}

/// The tables.
pub(super) fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(read)
}

impl Tables {
    pub fn type_row(&self, short: &str) -> Option<&TypeRow> {
        find(&self.types, short)
    }

    /// The service of a type: the longest beginning that has a line, else its first segment.
    pub fn service(&self, short: &str) -> Option<&ServiceRow> {
        let segment = short.split("::").next().unwrap_or_default();
        let below = self.services.partition_point(|(key, _)| *key <= short);
        let near = self.services.get(..below).unwrap_or_default().iter().rev();
        let longer = near
            .take_while(|(key, _)| key.starts_with(segment))
            .find(|(key, _)| key.len() > segment.len() && key.contains("::") && short.starts_with(key));
        longer.map(|(_, row)| row).or_else(|| find(&self.services, segment))
    }

    pub fn places(&'static self, short: &str) -> &'static [PlacePath] {
        find(&self.places, short).map_or(&[], Vec::as_slice)
    }

    pub fn owners(&'static self, short: &str) -> Option<&'static [Owner]> {
        find(&self.owners, short).map(Vec::as_slice)
    }

    pub fn flows(&'static self, short: &str) -> &'static [Flow] {
        find(&self.flows, short).map_or(&[], Vec::as_slice)
    }

    pub fn shown(&'static self, short: &str) -> &'static [Shown] {
        find(&self.shown, short).map_or(&[], Vec::as_slice)
    }

    /// By its type, else by its service.
    pub fn outside(&self, short: &str) -> Option<Outside> {
        let service = short.split("::").next().unwrap_or_default();
        find(&self.outside, short).or_else(|| find(&self.outside, service)).copied()
    }

    pub fn behind(&'static self, service: &str) -> Option<&'static Behind> {
        find(&self.endpoints, service)
    }

    pub fn arn(&self, short: &str) -> Option<ArnForm> {
        find(&self.arns, short).copied()
    }

    pub fn variants(&'static self, short: &str) -> &'static [Variant] {
        find(&self.variants, short).map_or(&[], Vec::as_slice)
    }

    pub fn capacity(&self, short: &str) -> Option<&'static str> {
        find(&self.capacities, short).copied()
    }

    /// Of several types those of CloudFormation itself come before those of SAM, and the shortest first.
    pub fn of_arn(&self, service: &str, kind: &str) -> Option<&'static str> {
        let alike = self.arns.iter().filter(|(_, form)| form.service == service && form.kind == kind);
        // What SAM makes is of another type in the end, and what was renamed is called by its new name.
        let is_second = |name: &str| name.starts_with("Serverless") || name.starts_with("Elasticsearch");
        alike.map(|(name, _)| *name).min_by_key(|name| (is_second(name), name.len()))
    }

    pub fn named(&'static self, short: &str) -> &'static [Named] {
        find(&self.named, short).map_or(&[], Vec::as_slice)
    }

    pub fn is_store(&self, service: &str) -> bool {
        find(&self.stores, service).is_some()
    }

    pub fn action(&'static self, provider: &str) -> Option<&'static Action> {
        find(&self.actions, provider)
    }

    pub fn called(&'static self, service: &str) -> Option<&'static Called> {
        find(&self.called, service)
    }

    /// The service that a managed policy is about, by the name without its maker.
    pub fn called_by_policy(&'static self, name: &str) -> Option<&'static Called> {
        let is_about = |called: &&(&str, Called)| {
            let rest = name.strip_prefix(called.1.policies).filter(|_| !called.1.policies.is_empty());
            rest.is_some_and(|rest| !rest.starts_with(char::is_lowercase))
        };
        self.called
            .iter()
            .filter(is_about)
            .map(|(_, called)| called)
            .max_by_key(|called| called.policies.len())
    }

    pub fn emitter(&'static self, service: &str) -> Option<&'static Emitter> {
        find(&self.emitters, service)
    }

    pub fn is_sign(&self, short: &str) -> bool {
        find(&self.signs, short).is_some()
    }

    /// Every type, for tests of the tables.
    #[cfg(test)]
    pub fn type_names(&self) -> impl Iterator<Item = &'static str> {
        self.types.iter().map(|(name, _)| *name)
    }

    /// The key of every line that is about a type, for tests of the tables.
    #[cfg(test)]
    pub fn other_keys(&self) -> impl Iterator<Item = &'static str> {
        let places = self.places.iter().map(|(name, _)| *name);
        let owners = self.owners.iter().map(|(name, _)| *name);
        let flows = self.flows.iter().map(|(name, _)| *name);
        let shown = self.shown.iter().map(|(name, _)| *name);
        let arns = self.arns.iter().map(|(name, _)| *name);
        let capacities = self.capacities.iter().map(|(name, _)| *name);
        let variants = self.variants.iter().map(|(name, _)| *name);
        let named = self.named.iter().flat_map(|(name, named)| {
            named.iter().flat_map(|named| named.types.iter().copied()).chain(std::iter::once(*name))
        });
        let signs = self.signs.iter().map(|(name, _)| *name);
        let senders = self.emitters.iter().map(|(_, emitter)| emitter.sender);
        let senders = senders.filter(|sender| !sender.is_empty());
        let others = capacities.chain(variants).chain(named).chain(signs).chain(senders);
        places.chain(owners).chain(flows).chain(shown).chain(arns).chain(others)
    }
}

/// The columns of every line of a table that is no comment.
pub(super) fn lines(table: &'static str) -> impl Iterator<Item = [&'static str; 5]> {
    table.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let mut columns = line.split('\t');
        std::array::from_fn(|_| columns.next().unwrap_or_default())
    })
}

fn read() -> Tables {
    let types: Vec<(&'static str, TypeRow)> = lines(TYPES)
        .map(|[name, title, glyph, ink, role]| {
            let glyph = (!glyph.is_empty()).then_some(glyph);
            (name, TypeRow { title, glyph, ink: Ink::named(ink), role: role_named(role) })
        })
        .collect();
    // A relation whose first owners are outside the template still belongs to whom it relates.
    let is_glue = |name: &str| find(&types, name).is_some_and(|row| row.role == Role::Glue);
    let any = |name: &str| is_glue(name).then_some([Owner::Users, Owner::Used]).into_iter().flatten();
    let services: Vec<(&'static str, ServiceRow)> = lines(SERVICES)
        .map(|[segment, ink, icon, ..]| (segment, ServiceRow { ink: Ink::named(ink), icon }))
        .collect();
    let picture = |segment: &str| find(&services, segment).map_or((Ink::Ink, ""), |row| (row.ink, row.icon));
    let called = lines(CALLED).map(|[service, title, segment, policies, actions]| {
        let (ink, icon) = picture(segment);
        (service, Called { title, segment, ink, icon, policies, actions })
    });
    let emitters = lines(EMITTERS).map(|[service, title, segment, sender, ..]| {
        let (ink, icon) = picture(segment);
        (service, Emitter { title, segment, ink, icon, sender })
    });
    Tables {
        called: called.collect(),
        emitters: emitters.collect(),
        actions: lines(ACTIONS)
            .map(|[provider, title, like, names, ..]| (provider, Action { title, like, names }))
            .collect(),
        services,
        places: grouped(
            lines(PLACES).map(|[name, path, kind, ..]| (name, PlacePath { path, kind: kind_named(kind) })),
        ),
        owners: lines(OWNERS)
            .map(|[name, owners, ..]| (name, owners.split(';').filter_map(owner).chain(any(name)).collect()))
            .collect(),
        flows: flows(),
        shown: grouped(lines(SHOWN).map(|[name, path, how, ..]| {
            let shown = match how {
                "key" => Shown::Key(path),
                "behind" => Shown::Behind(path),
                "disks" => Shown::Disks(path),
                _ => Shown::Fact(path),
            };
            (name, shown)
        })),
        outside: lines(OUTSIDE).map(|[name, condition, ..]| (name, outside_when(condition))).collect(),
        arns: lines(ARNS).map(|[name, service, kind, ..]| (name, ArnForm { service, kind })).collect(),
        capacities: lines(CAPACITIES).map(|[name, path, ..]| (name, path)).collect(),
        variants: grouped(lines(VARIANTS).map(|[name, told_by, title, glyph, ..]| {
            let (path, value) = told_by.split_once('=').unwrap_or((told_by, ""));
            (name, Variant { path, value, title, glyph })
        })),
        named: grouped(
            lines(NAMED)
                .map(|[name, path, types, ..]| (name, Named { path, types: types.split(';').collect() })),
        ),
        stores: lines(STORES).map(|[service, ..]| (service, ())).collect(),
        endpoints: lines(ENDPOINTS)
            .map(|[name, title, like, worked_with, ..]| (name, Behind { title, like, worked_with }))
            .collect(),
        signs: lines(SIGNS).map(|[name, ..]| (name, ())).collect(),
        types,
    }
}

/// The flows, then the ties of each type.
fn flows() -> Vec<(&'static str, Vec<Flow>)> {
    let mut rows: SortedMap<&'static str, Vec<Flow>> = SortedMap::new();
    for [name, from, to, ..] in lines(FLOWS).chain(lines(TIES)) {
        rows.entry(name).or_default().push(Flow { from: flow_end(from), to: flow_end(to) });
    }
    rows.into_iter().collect()
}

fn find<'a, T>(rows: &'a [(&'static str, T)], key: &str) -> Option<&'a T> {
    let index = rows.binary_search_by(|(name, _)| (*name).cmp(key)).ok()?;
    rows.get(index).map(|(_, row)| row)
}

/// Neighbouring lines with the same key become one row.
fn grouped<T>(lines: impl Iterator<Item = (&'static str, T)>) -> Vec<(&'static str, Vec<T>)> {
    let mut rows: Vec<(&'static str, Vec<T>)> = Vec::new();
    for (name, item) in lines {
        match rows.last_mut() {
            Some((last, items)) if *last == name => items.push(item),
            _ => rows.push((name, vec![item])),
        }
    }
    rows
}

fn role_named(name: &str) -> Role {
    match name {
        "vpc" => Role::Vpc,
        "subnet" => Role::Subnet,
        "security-group" => Role::SecurityGroup,
        "scaling-group" => Role::ScalingGroup,
        "cluster" => Role::Cluster,
        "database-cluster" => Role::DatabaseCluster,
        "balancer" => Role::Balancer,
        "gateway" => Role::Gateway,
        "border" => Role::Border,
        "border-left" => Role::BorderLeft,
        "replicas" => Role::Replicas,
        "database" => Role::Database,
        "edge" => Role::Edge,
        "badge" => Role::Badge,
        "support" => Role::Support,
        "glue" => Role::Glue,
        _ => Role::Node,
    }
}

fn kind_named(name: &str) -> PlaceKind {
    match name {
        "vpc" => PlaceKind::Vpc,
        "zone" => PlaceKind::Zone,
        "subnet" => PlaceKind::Subnet,
        "security-group" => PlaceKind::SecurityGroup,
        "cluster" => PlaceKind::Cluster,
        "peer" => PlaceKind::Peer,
        _ => PlaceKind::Like,
    }
}

/// `-` is nobody.
fn owner(text: &'static str) -> Option<Owner> {
    match (text, text.strip_prefix('<')) {
        ("-" | "", _) => None,
        (">*", _) => Some(Owner::Used),
        ("@*", _) => Some(Owner::First),
        ("@writer", _) => Some(Owner::Writer),
        (_, Some("*")) => Some(Owner::Users),
        (_, None) if text.starts_with("AWS/") => {
            text.split_once('@').map(|(namespace, name)| Owner::Metric(namespace, name))
        }
        (_, None) if text.starts_with('@') => text.strip_prefix('@').map(Owner::OfType),
        (_, Some(user)) => Some(match user.split_once('>') {
            Some((name, path)) => Owner::UsersAt(name, path),
            None => Owner::UsersOfType(user),
        }),
        (path, None) => Some(Owner::Path(path)),
    }
}

fn outside_when(condition: &'static str) -> Outside {
    if let Some(path) = condition.strip_suffix('!') {
        return Outside::Without(path);
    }
    if let Some(path) = condition.strip_suffix('~') {
        return Outside::Like(path);
    }
    match condition.split_once('=') {
        Some((path, value)) => Outside::When(path, value),
        None => Outside::Always,
    }
}

fn flow_end(text: &'static str) -> FlowEnd {
    match text.strip_prefix('@') {
        Some("self") => FlowEnd::Itself,
        Some("forward") => FlowEnd::ItselfForward,
        Some("alarms") => FlowEnd::Alarms,
        Some(name) => match name.split_once(':').filter(|(_, rest)| !rest.starts_with(':')) {
            Some(("rules", source)) => FlowEnd::Listeners(source),
            Some(("integrations", path)) => FlowEnd::Integrations(path),
            _ => FlowEnd::OfType(name),
        },
        None => FlowEnd::Path(text),
    }
}
