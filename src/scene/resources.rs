//! What composing asks of a stack: who is there, what role each plays, and whom a property names.

use std::rc::Rc;

use indexmap::{IndexMap, IndexSet};

use crate::catalog::{self, Owner, Role, TypeFacts};
use crate::diagnostic::Path;
use crate::eval::{self, Deferred, Existence, Stack, StackResource, Value};
use crate::graph::ResourceGraph;
use crate::template::{Expr, LogicalId, SubPart, Template};

use super::addresses;
use super::arn::{self, Arn};
use super::bounds::{self, Budget, MOST_FLOW_STEPS, MOST_FLOW_WALKS, MOST_OWNER_STEPS};
use super::common_name_parts::CommonNameParts;
use super::excerpt::{excerpt, whole};
use super::existing::{self, Things};
use super::id_lists::Lists;
use super::readings::{Origin, Reading, Readings};
use super::values::values_at;
use super::{cdk, mentions, naming, role_overrides, variants};

/// A stack with its resources' facts, and who uses whom under the current parameters.
pub(super) struct Resources<'a> {
    template: &'a Template,
    region: &'a str,
    ghosts: bool,
    /// The resources that are drawn or folded, and those that are not there.
    by_id: IndexMap<&'a LogicalId, &'a StackResource>,
    /// The resources of the template that the picture has no room for.
    left_out: IndexSet<&'a LogicalId>,
    pub(super) facts: IndexMap<&'a LogicalId, TypeFacts>,
    graph: &'a ResourceGraph,
    /// The users of what the graph of the deployment does not tell them of: things that exist already, and ghosts.
    other_users: IndexMap<&'a LogicalId, Vec<&'a LogicalId>>,
    /// Resources by the name that they are given.
    names: IndexMap<String, Vec<&'a LogicalId>>,
    /// Resources that get a node of their own where others of their type would fold.
    pub(super) forward: IndexSet<&'a LogicalId>,
    /// Functions that a CDN runs at its edge.
    pub(super) at_edge: IndexSet<&'a LogicalId>,
    /// The alarms on the metric that a filter makes of a log.
    pub(super) alarms: IndexMap<&'a LogicalId, Vec<&'a LogicalId>>,
    /// The event rules that listen to each source.
    pub(super) listeners: IndexMap<String, Vec<&'a LogicalId>>,
    /// Whom each resource names as what it is part of.
    parts: IndexMap<&'a LogicalId, IndexSet<&'a LogicalId>>,
    /// What to call the resources of a template that the CDK wrote.
    cdk: Option<IndexMap<&'a LogicalId, Rc<str>>>,
    /// Lists of ids that exist already.
    lists: Lists,
    /// What most names hold.
    common_name_parts: CommonNameParts,
    /// How what is made elsewhere reads.
    readings: Readings,
    /// The names that the template gives.
    given: IndexMap<&'a LogicalId, Rc<str>>,
    /// What exists already, which stands among the resources.
    things: &'a Things,
    /// How long passes may follow resources.
    pub(super) owner_budget: Budget,
    pub(super) flow_budget: Budget,
    pub(super) walk_budget: Budget,
}

/// What SAM puts behind the name of a function for that of its URL.
pub(super) const SAM_URL: &str = "Url";

impl<'a> Resources<'a> {
    /// Reads a stack and what exists beside it; with `ghosts`, resources whose condition is false are there too.
    pub fn new(
        template: &'a Template,
        stack: &'a Stack,
        graph: &'a ResourceGraph,
        ghosts: bool,
        things: &'a Things,
    ) -> Self {
        let resources = bounds::resources(stack, ghosts);
        let is_left_out = |(id, resource): &(&LogicalId, &StackResource)| {
            (ghosts || resource.exists != Existence::No) && !resources.contains_key(*id)
        };
        let left_out = match resources.len() < stack.resources.len() {
            true => stack.resources.iter().filter(is_left_out).map(|(id, _)| id).collect(),
            false => IndexSet::new(),
        };
        let mut resources = Resources {
            template,
            region: &stack.region,
            ghosts,
            cdk: cdk::names(&resources),
            by_id: resources,
            left_out,
            facts: IndexMap::new(),
            graph,
            other_users: IndexMap::new(),
            names: IndexMap::new(),
            forward: IndexSet::new(),
            at_edge: IndexSet::new(),
            alarms: IndexMap::new(),
            listeners: IndexMap::new(),
            parts: IndexMap::new(),
            lists: Lists::default(),
            common_name_parts: CommonNameParts::default(),
            readings: Readings::default(),
            given: IndexMap::new(),
            things,
            flow_budget: Budget::new(MOST_FLOW_STEPS),
            owner_budget: Budget::new(MOST_OWNER_STEPS),
            walk_budget: Budget::new(MOST_FLOW_WALKS),
        };
        let present: Vec<_> = resources.present().collect();
        resources.by_id.extend(things.iter().map(|(id, thing)| (id, &thing.resource)));
        for (id, resource) in &resources.by_id {
            let mut facts = catalog::facts(&resource.type_name);
            if things.contains(id) && matches!(facts.role, Role::Badge | Role::Support) {
                facts.role = Role::Node;
            }
            if &*resource.type_name == existing::ANY {
                (facts.role, facts.letters) = (Role::Node, "?".into());
            }
            resources.facts.insert(id, facts);
        }
        variants::set(&mut resources);
        for (id, resource) in present {
            let name = naming_property(resource).and_then(|name| whole(name));
            if let Some(name) = name.filter(|name| !name.is_empty()) {
                resources.names.entry(name).or_default().push(id);
            }
        }
        for (id, thing) in things.iter() {
            let users = thing.users.iter().filter_map(|user| resources.get(user)).map(|(user, _)| user);
            resources.other_users.insert(id, users.collect());
        }
        let parts = resources.present().map(|(id, resource)| (id, resources.named_owners(id, resource)));
        resources.parts = parts
            .filter(|(_, named)| !named.is_empty())
            .map(|(id, named)| (id, named.into_iter().collect()))
            .collect();
        role_overrides::set(&mut resources);
        resources.readings = Readings::read(&resources, stack);
        resources.lists = Lists::read(&resources);
        resources.common_name_parts = CommonNameParts::read(&resources, stack);
        resources.given = naming::read(&resources);
        let called = things.iter().map(|(id, thing)| (id, resources.readings.spoken(&thing.name).into()));
        let called: Vec<(&LogicalId, Rc<str>)> = called.collect();
        resources.given.extend(called);
        // Whoever names what is absent only where it would be there.
        let unnamed: Vec<&LogicalId> = resources
            .present()
            .map(|(id, _)| id)
            .filter(|id| resources.is_ghost(id) && resources.users(id).is_empty())
            .collect();
        for id in unnamed {
            let users = graph.dependents(id).into_iter().filter(|user| *user != id);
            let users: Vec<_> = users.filter_map(|user| resources.get(user)).map(|(id, _)| id).collect();
            resources.other_users.insert(id, users);
        }
        resources
    }

    /// Every resource that is drawn or folded, ghosts among them when they are wanted, in template order.
    pub fn present(&self) -> impl Iterator<Item = (&'a LogicalId, &'a StackResource)> {
        let ghosts = self.ghosts;
        let all = self.by_id.iter().map(|(&id, &resource)| (id, resource));
        all.filter(move |(_, resource)| ghosts || resource.exists != Existence::No)
    }

    /// Every resource of the template that the picture has room for.
    pub fn all(&self) -> impl Iterator<Item = &'a LogicalId> {
        let things = self.things;
        self.by_id.keys().copied().filter(move |id| !things.contains(id))
    }

    /// Whether something exists already, outside the template.
    pub fn is_existing(&self, id: &LogicalId) -> bool {
        self.things.contains(id)
    }

    /// How something is called that another stack exports.
    pub fn import(&self, id: &LogicalId) -> Option<&Reading> {
        let reading = self.readings.of(self.things.name(id)?)?;
        matches!(reading.origin, Origin::Import(_)).then_some(reading)
    }

    /// How many resources the picture has no room for, of how many.
    pub fn left_out(&self) -> (usize, usize) {
        (self.left_out.len(), self.left_out.len() + self.present().count() - self.things.iter().count())
    }

    /// Whether a value names nobody but resources that the picture has no room for.
    pub fn is_left_out(&self, value: &Value) -> bool {
        !self.left_out.is_empty() && value.targets().iter().any(|id| self.left_out.contains(*id))
    }

    /// A resource that is present.
    pub fn get(&self, id: &LogicalId) -> Option<(&'a LogicalId, &'a StackResource)> {
        let (&id, &found) = self.by_id.get_key_value(id)?;
        (self.ghosts || found.exists != Existence::No).then_some((id, found))
    }

    /// Whether a resource is only shown because ghosts are.
    pub fn is_ghost(&self, id: &LogicalId) -> bool {
        self.by_id.get(id).is_some_and(|resource| resource.exists == Existence::No)
    }

    /// The facts of a resource's type.
    pub fn facts(&self, id: &LogicalId) -> Option<&TypeFacts> {
        self.facts.get(id)
    }

    /// The role of a resource that is present.
    pub fn role(&self, id: &LogicalId) -> Option<Role> {
        self.get(id).and_then(|_| self.facts.get(id)).map(|facts| facts.role)
    }

    /// Whether a resource gets a node of its own though others of its type fold.
    pub fn is_forward(&self, id: &LogicalId) -> bool {
        self.forward.contains(id)
    }

    /// The event rules that listen to a source, such as `aws.guardduty`.
    pub fn listeners(&self, source: &str) -> &[&'a LogicalId] {
        self.listeners.get(source).map_or(&[], Vec::as_slice)
    }

    /// Whether a resource says that it is part of another, as a policy is of its role.
    pub fn is_part(&self, id: &LogicalId, of: &LogicalId) -> bool {
        self.parts.get(id).is_some_and(|named| named.contains(of))
    }

    fn named_owners(&self, id: &LogicalId, resource: &StackResource) -> Vec<&'a LogicalId> {
        let paths = catalog::owners(&resource.type_name).iter().filter_map(|owner| match owner {
            Owner::Path(path) => Some(self.named_at(id, path)),
            _ => None,
        });
        paths.into_iter().find(|named| !named.is_empty()).unwrap_or_default()
    }

    /// Whether a resource is a function that a CDN runs at its edge.
    pub fn is_at_edge(&self, id: &LogicalId) -> bool {
        self.at_edge.contains(id)
    }

    /// The alarms on the metric that a filter makes of a log.
    pub fn alarms(&self, filter: &LogicalId) -> &[&'a LogicalId] {
        self.alarms.get(filter).map_or(&[], Vec::as_slice)
    }

    /// The present resources with a role, in template order.
    pub fn with_role(&self, role: Role) -> impl Iterator<Item = &'a LogicalId> {
        self.present()
            .map(|(id, _)| id)
            .filter(move |id| self.facts.get(id).is_some_and(|facts| facts.role == role))
    }

    /// The present resources of a type (without `AWS::`) whose properties refer to a resource.
    pub fn users_of_type(
        &self,
        id: &LogicalId,
        short: &str,
    ) -> impl Iterator<Item = (&'a LogicalId, &'a StackResource)> {
        let users = self.users(id).into_iter().filter_map(|user| self.get(user));
        users.filter(move |(_, user)| catalog::short_name(&user.type_name) == short)
    }

    /// Whether a parameter is given a list.
    pub fn is_list(&self, parameter: &LogicalId) -> bool {
        self.template.parameters.get(parameter).is_some_and(|parameter| parameter.value_type.is_list())
    }

    /// The region that the stack is in.
    pub fn region(&self) -> &str {
        self.region
    }

    /// Lists of ids that exist already.
    pub fn lists(&self) -> &Lists {
        &self.lists
    }

    /// What most names hold, which labels leave out.
    pub fn common_name_parts(&self) -> &CommonNameParts {
        &self.common_name_parts
    }

    /// How what is made elsewhere reads.
    pub fn readings(&self) -> &Readings {
        &self.readings
    }

    /// The name that the template gives a resource, where it tells one from others.
    pub fn given_name(&self, id: &LogicalId) -> Option<Rc<str>> {
        self.given.get(id).cloned()
    }

    /// Whether the name of a resource, or one of its tags, is made with a pseudo parameter.
    pub fn mentions(&self, id: &LogicalId, pseudo: &str) -> bool {
        let Some(written) = self.template.resources.get(id) else { return false };
        let Expr::Map(properties) = &written.properties else { return false };
        let is_name = |key: &str| key == "Tags" || key.ends_with("Name") || key.ends_with("Identifier");
        properties.iter().filter(|(key, _)| is_name(key)).any(|(_, value)| mentions(value, pseudo))
    }

    /// The position of a resource in the template.
    pub fn position(&self, id: &LogicalId) -> usize {
        self.by_id.get_index_of(id).unwrap_or(usize::MAX)
    }

    /// The present resources whose properties refer to a resource.
    pub fn users(&self, id: &LogicalId) -> Vec<&'a LogicalId> {
        match self.other_users.get(id) {
            Some(users) => users.clone(),
            None => self.graph.users(id).filter_map(|user| self.get(user)).map(|(user, _)| user).collect(),
        }
    }

    /// Whether the CDK wrote the template.
    pub fn is_of_cdk(&self) -> bool {
        self.cdk.is_some()
    }

    /// What to call a resource that has no name: its logical ID, of a CDK template the telling part of it.
    pub fn logical_name(&self, id: &LogicalId) -> Rc<str> {
        let known = self.cdk.as_ref().and_then(|names| names.get(id)).cloned();
        known.unwrap_or_else(|| id.as_str().into())
    }

    /// The resources that a resource's properties refer to.
    pub fn used(&self, id: &LogicalId) -> impl Iterator<Item = &'a LogicalId> {
        let is_present = self.get(id).is_some();
        is_present.then(|| self.graph.used(id)).into_iter().flatten()
    }

    /// Whether a resource's properties refer to another.
    pub fn uses(&self, id: &LogicalId, other: &LogicalId) -> bool {
        self.used(id).any(|used| used == other)
    }

    /// The values at a path of a present resource, as [`values_at`] finds them.
    pub fn values(&self, id: &LogicalId, path: &str) -> Vec<&'a Value> {
        match (self.get(id), path) {
            (Some((_, resource)), eval::INIT) => resource.init.iter().collect(),
            (Some((_, resource)), path) => values_at(&resource.properties, path),
            (None, _) => Vec::new(),
        }
    }

    /// The text at a path, when there is one.
    pub fn text(&self, id: &LogicalId, path: &str) -> Option<String> {
        self.values(id, path).first().map(|value| excerpt(value)).filter(|text| !text.is_empty())
    }

    /// The present resources that the values at a path name: by reference, by the name that one is given, or by an
    /// ARN with that name; at `Path#`, by their logical ID as text, too.
    pub fn named_at(&self, id: &LogicalId, path: &str) -> Vec<&'a LogicalId> {
        let (path, is_id) = path.strip_suffix('#').map_or((path, false), |path| (path, true));
        let types = self.get(id).map(|(_, resource)| catalog::named(&resource.type_name)).unwrap_or_default();
        let types = types.iter().find(|named| named.path == path).map_or(&[][..], |named| &named.types);
        // Of variables the name says whether they name anybody.
        let variables = path.strip_suffix(".Value").filter(|path| path.contains("Environment"));
        let values = self.values(id, variables.unwrap_or(path)).into_iter();
        let named = values.flat_map(|value| {
            let own = match value {
                Value::String(text) if is_id => self.get(&LogicalId::from(text.as_ref())),
                _ => None,
            };
            own.map_or_else(|| self.named_as(value, types), |(id, _)| vec![id])
        });
        distinct(named.collect())
    }

    /// The present resources that a value names.
    pub fn named_by(&self, value: &'a Value) -> Vec<&'a LogicalId> {
        self.named_as(value, &[])
    }

    /// The present resources that a value names, where a plain name is that of one of some types (without `AWS::`); of
    /// any where there are none.
    pub fn named_as(&self, value: &'a Value, types: &[&'static str]) -> Vec<&'a LogicalId> {
        match value {
            Value::Map(_) => return mentions::mentioned(self, value),
            Value::List(items) if items.iter().any(|item| matches!(item, Value::Map(_))) => {
                return mentions::mentioned(self, value);
            }
            _ if mentions::is_definition(value) => return mentions::mentioned(self, value),
            _ => {}
        }
        let there = |id| self.get(id).map(|(id, _)| id).or_else(|| self.front_of(id));
        let targets: Vec<&LogicalId> = value.targets().into_iter().filter_map(there).collect();
        if !targets.is_empty() {
            return targets;
        }
        match value {
            Value::String(_) | Value::Deferred(_) => {
                let Some(text) = whole(value) else { return Vec::new() };
                self.named_as_text(&text, types).into_iter().collect()
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::List(_) | Value::Map(_) => Vec::new(),
        }
    }

    /// The SAM function or API that answers at what the transform makes for it: its address, an alias, a stage.
    fn front_of(&self, made: &LogicalId) -> Option<&'a LogicalId> {
        let (maker, rest) = self.maker(made)?;
        (rest == "Url" || rest.starts_with("Alias") || rest.ends_with("Stage")).then_some(maker)
    }

    /// The SAM function in whose role that the transform makes something acts.
    pub fn actor_of(&self, made: &LogicalId) -> Option<&'a LogicalId> {
        self.maker(made).filter(|(_, rest)| *rest == "Role").map(|(maker, _)| maker)
    }

    /// The resource of SAM's that the transform makes another for, and what the name of that adds to its own.
    fn maker<'n>(&self, made: &'n LogicalId) -> Option<(&'a LogicalId, &'n str)> {
        /// The longest that SAM adds, but for names that a template gives.
        const MOST_ADDED: usize = 64;
        let name = made.as_str();
        let ends = (1..name.len()).rev().take(MOST_ADDED);
        let maker = |end: usize| {
            let (own, rest) = name.split_at_checked(end)?;
            let (id, resource) = self.get(&LogicalId::from(own))?;
            resource.type_name.starts_with("AWS::Serverless::").then_some((id, rest))
        };
        if self.by_id.contains_key(made) { None } else { ends.filter_map(maker).next() }
    }

    /// The resource that a text names.
    pub fn named_as_text(&self, text: &str, types: &[&'static str]) -> Option<&'a LogicalId> {
        // Kubernetes marks what belongs to a cluster so, and looks for it by this mark.
        let text = text.strip_prefix("kubernetes.io/cluster/").unwrap_or(text);
        let found = match self.names.get(text).map(Vec::as_slice) {
            Some([only]) => Some(*only),
            Some(_) => self.called(text, types),
            None => arn::read(text).and_then(|arn| self.of_arn(&arn)),
        };
        let at_address = || addresses::read(text).and_then(|found| self.called(found.name, &[found.short]));
        found.or_else(at_address).or_else(|| self.things.named(text, types))
    }

    /// The only resource of some types (without `AWS::`) that has a name.
    fn called(&self, name: &str, types: &[&'static str]) -> Option<&'a LogicalId> {
        let is_of = |id: &&&'a LogicalId| {
            let short = self.get(id).map(|(_, resource)| catalog::short_name(&resource.type_name));
            short.is_some_and(|short| types.iter().any(|known| catalog::are_alike(known, short)))
        };
        let mut found = self.names.get(name)?.iter().take(MOST_NAMESAKES).filter(is_of);
        found.next().filter(|_| found.next().is_none()).copied()
    }

    /// Who writes a log that has its name.
    pub fn writer(&self, log: &LogicalId) -> Option<&'a LogicalId> {
        const WRITERS: [(&str, &str); 3] = [
            ("/aws/codebuild/", "CodeBuild::Project"),
            ("/aws/lambda/", "Lambda::Function"),
            ("/aws/vendedlogs/states/", "StepFunctions::StateMachine"),
        ];
        let name = self.text(log, "LogGroupName")?;
        let (name, short) =
            WRITERS.iter().find_map(|&(folder, short)| Some((name.strip_prefix(folder)?, short)))?;
        self.called(name, &[short])
    }

    /// The present resources of a type (without `AWS::`).
    pub fn of_type(&self, short: &str) -> Vec<&'a LogicalId> {
        let of_type = self.present().filter(|(_, other)| catalog::short_name(&other.type_name) == short);
        of_type.map(|(id, _)| id).collect()
    }

    /// The resource that an ARN names, where only one can be meant.
    fn of_arn(&self, arn: &Arn) -> Option<&'a LogicalId> {
        let form = |id: &LogicalId| self.get(id).and_then(|(_, resource)| catalog::arn(&resource.type_name));
        let is_meant = |id: &LogicalId, kind: &str| {
            form(id).is_some_and(|form| form.service == arn.service && form.kind == kind)
        };
        arn.names().find_map(|(kind, name)| {
            let mut meant = self.names.get(name)?.iter().filter(|id| is_meant(id, kind));
            meant.next().filter(|_| meant.next().is_none()).copied()
        })
    }
}

/// Of a name that many have nobody is told.
const MOST_NAMESAKES: usize = 32;

/// The same without repeats.
fn distinct(ids: Vec<&LogicalId>) -> Vec<&LogicalId> {
    match ids.len() {
        // Most properties name one.
        0 | 1 => ids,
        _ => Vec::from_iter(ids.into_iter().collect::<IndexSet<_>>()),
    }
}

/// The `Name` tag, however the type writes its tags.
pub(super) fn name_tag(resource: &StackResource) -> Option<&Value> {
    tags(resource).find(|(key, _)| key == "Name").map(|(_, value)| value)
}

/// The tags: key and value.
pub(super) fn tags(resource: &StackResource) -> impl Iterator<Item = (String, &Value)> {
    let tags = resource.properties.get("Tags");
    let listed = tags.into_iter().flat_map(|tags| match tags {
        Value::List(items) => items
            .iter()
            .filter_map(|tag| Some((excerpt(tag.get("Key")?), tag.get("Value")?)))
            .collect::<Vec<_>>(),
        Value::Map(map) => map.iter().map(|(key, value)| (excerpt(key), value)).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Deferred(_) => Vec::new(),
    });
    listed.into_iter()
}

/// The property that gives a resource its name: `BucketName` of a bucket, `DBInstanceIdentifier`, else `Name`.
pub(super) fn naming_property(resource: &StackResource) -> Option<&Value> {
    let last: &str = resource.type_name.rsplit("::").next().unwrap_or_default();
    let singular = |suffix: &str| resource.properties.get(&format!("{last}{suffix}"));
    let found = singular("Name")
        .or_else(|| singular("Identifier"))
        .or_else(|| resource.properties.get("Name"))
        .or_else(|| (last == "DomainName").then(|| resource.properties.get(last)).flatten())
        .or_else(|| (last == "SecurityGroup").then(|| resource.properties.get("GroupName")).flatten())
        .or_else(|| inner_name(resource))?;
    match found {
        Value::String(_) | Value::Number(_) | Value::Deferred(_) => Some(found),
        Value::Null | Value::Bool(_) | Value::List(_) | Value::Map(_) => None,
    }
}

/// The name that a type keeps deeper among its properties.
fn inner_name(resource: &StackResource) -> Option<&Value> {
    let path = match catalog::short_name(&resource.type_name) {
        "Glue::Database" => "DatabaseInput.Name",
        "Glue::Table" => "TableInput.Name",
        _ => return None,
    };
    values_at(&resource.properties, path).into_iter().next()
}

/// A short text of a value for ids: known text as it is, a parameter by its name.
pub(super) fn plain_name(value: &Value) -> Rc<str> {
    match value {
        Value::Deferred(Deferred::Parameter(id)) => id.as_str().into(),
        other => excerpt(other).into(),
    }
}

/// Whether a value is made with a pseudo parameter.
fn mentions(value: &Expr, pseudo: &str) -> bool {
    let mut found = false;
    value.walk(&Path::root(), &mut |expr, _| {
        found |= match expr {
            Expr::Ref(name) => name.as_str() == pseudo,
            Expr::Sub(parts, _) => {
                parts.iter().any(|part| matches!(part, SubPart::Name(name) if name.as_str() == pseudo))
            }
            _ => false,
        };
    });
    found
}
