//! The tables, read once from the text that is compiled in.

use std::sync::OnceLock;

use super::{
    Action, ArnForm, Behind, Called, Emitter, Flow, FlowEnd, Ink, Named, Outside, Owner, PlaceKind,
    PlacePath, Role, Shown, Variant,
};

/// The tables of `data` as build.rs packs them (`packing.rs`).
const PACKED: &str = include_str!(concat!(env!("OUT_DIR"), "/catalog.txt"));

/// All tables, each sorted by its key.
#[derive(Default)]
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
    /// Empty where it is the words of the type's name.
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

fn read() -> Tables {
    let mut all = Tables::default();
    let mut key = "";
    for line in PACKED.lines() {
        let (table, row) = line.split_at_checked(1).unwrap_or_default();
        let mut columns = row.split('\t');
        let [a, b, c, d] = std::array::from_fn(|_| columns.next().unwrap_or_default());
        match table {
            ":" => key = row,
            "t" => {
                let glyph = (!b.is_empty()).then_some(b);
                all.types.push((key, TypeRow { title: a, glyph, ink: Ink::named(c), role: role_named(d) }));
            }
            "s" => all.services.push((key, ServiceRow { ink: Ink::named(a), icon: b })),
            "p" => put(&mut all.places, key, PlacePath { path: a, kind: kind_named(b) }),
            "o" => {
                // A relation whose first owners are outside the template still belongs to whom it relates.
                let is_glue =
                    all.types.last().is_some_and(|(name, row)| *name == key && row.role == Role::Glue);
                let any = is_glue.then_some([Owner::Users, Owner::Used]).into_iter().flatten();
                all.owners.push((key, a.split(';').filter_map(owner).chain(any).collect()));
            }
            "f" | "i" => put(&mut all.flows, key, Flow { from: flow_end(a), to: flow_end(b) }),
            "h" => put(&mut all.shown, key, shown(a, b)),
            "u" => all.outside.push((key, outside_when(a))),
            "a" => all.arns.push((key, ArnForm { service: a, kind: b })),
            "m" => all.capacities.push((key, a)),
            "v" => {
                let (path, value) = a.split_once('=').unwrap_or((a, ""));
                put(&mut all.variants, key, Variant { path, value, title: b, glyph: c });
            }
            "n" => put(&mut all.named, key, Named { path: a, types: b.split(';').collect() }),
            "r" => all.stores.push((key, ())),
            "e" => all.endpoints.push((key, Behind { title: a, like: b, worked_with: c })),
            "g" => all.signs.push((key, ())),
            "d" => all.actions.push((key, Action { title: a, like: b, names: c })),
            "c" => {
                let called =
                    Called { title: a, segment: b, ink: Ink::Ink, icon: "", policies: c, actions: d };
                all.called.push((key, called));
            }
            "w" => {
                all.emitters
                    .push((key, Emitter { title: a, segment: b, ink: Ink::Ink, icon: "", sender: c }));
            }
            _ => {}
        }
    }
    let picture =
        |segment: &str| find(&all.services, segment).map_or((Ink::Ink, ""), |row| (row.ink, row.icon));
    for (_, called) in &mut all.called {
        (called.ink, called.icon) = picture(called.segment);
    }
    for (_, emitter) in &mut all.emitters {
        (emitter.ink, emitter.icon) = picture(emitter.segment);
    }
    all
}

fn find<'a, T>(rows: &'a [(&'static str, T)], key: &str) -> Option<&'a T> {
    let index = rows.binary_search_by(|(name, _)| (*name).cmp(key)).ok()?;
    rows.get(index).map(|(_, row)| row)
}

/// Adds an item to the last row, or to a new one where that has another key.
fn put<T>(rows: &mut Vec<(&'static str, Vec<T>)>, key: &'static str, item: T) {
    match rows.last_mut() {
        Some((last, items)) if *last == key => items.push(item),
        _ => rows.push((key, vec![item])),
    }
}

fn shown(path: &'static str, how: &str) -> Shown {
    match how {
        "key" => Shown::Key(path),
        "behind" => Shown::Behind(path),
        "disks" => Shown::Disks(path),
        _ => Shown::Fact(path),
    }
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
