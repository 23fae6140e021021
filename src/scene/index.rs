//! The first step: who is there, of which type and in which role, and who names whom.

use std::cell::OnceCell;

use crate::catalog::{self, CatalogEntry, Owner, Role};
use crate::diagnostic::Path;
use crate::eval::{self, Existence, Marked, MarkedText, StackResource, Value};
use crate::graph::ResourceGraph;
use crate::maps::{IndexMap, IndexSet};
use crate::template::{Expr, LogicalId, SubPart, Template};

use super::addresses;
use super::arn::{self, Arn};
use super::bounds::{self, Budget, MOST_FLOW_STEPS, MOST_FLOW_WALKS, MOST_OWNER_STEPS};
use super::excerpt::{excerpt, whole};
use super::existing::{self, Thing, Things};
use super::given::Given;
use super::name_properties::naming_property;
use super::tags::{self, ByTag};
use super::values::{certain_values_at, values_at};
use super::variants;

/// A stack's resources with the facts of their types, and who uses whom under the current parameters.
pub(super) struct Index<'a> {
    given: Given<'a>,
    /// The resources that are drawn or folded, and those that are not there.
    by_id: IndexMap<&'a LogicalId, &'a StackResource>,
    /// The resources of the template that the picture has no room for.
    left_out: IndexSet<&'a LogicalId>,
    facts: IndexMap<&'a LogicalId, CatalogEntry>,
    /// Resources that get a node of their own where others of their type would fold.
    forward: IndexSet<&'a LogicalId>,
    /// The users of what the graph of the deployment does not tell them of: things that exist already, and ghosts.
    other_users: IndexMap<&'a LogicalId, Vec<&'a LogicalId>>,
    /// Resources by the name that they are given.
    names: IndexMap<MarkedText, Vec<&'a LogicalId>>,
    /// Whom each resource names as what it is part of, by their positions, once somebody asks.
    parts: OnceCell<IndexMap<usize, Vec<usize>>>,
    /// The positions of resources by their tags, once somebody asks.
    tagged: OnceCell<ByTag>,
    /// The steps for which passes may follow resources.
    pub owner_budget: Budget,
    pub flow_budget: Budget,
    pub walk_budget: Budget,
}

/// The text that SAM puts behind the name of a function for that of its URL.
pub(super) const SAM_URL: &str = "Url";

impl<'a> Index<'a> {
    /// Reads a deployment and what exists beside it.
    pub fn read(given: Given<'a>) -> Self {
        let Given { stack, graph, ghosts, things, .. } = given;
        let own = bounds::resources(stack, ghosts);
        let is_left_out = |(id, resource): &(&LogicalId, &StackResource)| {
            (ghosts || resource.exists != Existence::No) && !own.contains_key(*id)
        };
        let left_out = match own.len() < stack.resources.len() {
            true => stack.resources.iter().filter(is_left_out).map(|(id, _)| id).collect(),
            false => IndexSet::new(),
        };
        let existing = things.iter().map(|(id, thing)| (id, &thing.resource));
        let by_id: IndexMap<&LogicalId, &StackResource> =
            own.iter().map(|(&id, &resource)| (id, resource)).chain(existing).collect();
        let facts = by_id.iter().map(|(&id, &resource)| (id, facts_of(id, resource, things))).collect();
        let is_present =
            |id: &LogicalId| by_id.get(id).is_some_and(|resource| ghosts || resource.exists != Existence::No);
        let mut names: IndexMap<MarkedText, Vec<&LogicalId>> = IndexMap::new();
        for (&id, resource) in own.iter().filter(|(id, _)| is_present(id)) {
            let name = naming_property(resource).and_then(|name| whole(name));
            if let Some(name) = name.filter(|name| !name.is_empty()) {
                names.entry(name).or_default().push(id);
            }
        }
        let there =
            |user: &LogicalId| by_id.get_key_value(user).map(|(&id, _)| id).filter(|id| is_present(id));
        let mut other_users: IndexMap<&LogicalId, Vec<&LogicalId>> = IndexMap::new();
        for (id, thing) in things.iter() {
            other_users.insert(id, thing.users.iter().filter_map(there).collect());
        }
        // Whoever names what is absent only where it would be there.
        let is_ghost = |resource: &StackResource| ghosts && resource.exists == Existence::No;
        for (&id, _) in by_id.iter().filter(|(_, resource)| is_ghost(resource)) {
            if graph.users(id).all(|user| there(user).is_none()) {
                let named_by = graph.dependents(id).into_iter().filter(|user| *user != id);
                other_users.insert(id, named_by.filter_map(there).collect());
            }
        }
        Index {
            given,
            by_id,
            left_out,
            facts,
            forward: IndexSet::new(),
            other_users,
            names,
            parts: OnceCell::new(),
            tagged: OnceCell::new(),
            flow_budget: Budget::new(MOST_FLOW_STEPS),
            owner_budget: Budget::new(MOST_OWNER_STEPS),
            walk_budget: Budget::new(MOST_FLOW_WALKS),
        }
    }

    /// Gives resources a role, whatever their type has them do; returns those that are there.
    pub fn play(&mut self, role: Role, ids: impl IntoIterator<Item = &'a LogicalId>) -> Vec<&'a LogicalId> {
        let mut played = Vec::new();
        for id in ids {
            if let Some(facts) = self.facts.get_mut(id) {
                facts.role = role;
                played.push(id);
            }
        }
        played
    }

    /// Gives resources a role in which they are drawn, whatever their type has them do.
    pub fn bring_forward(&mut self, role: Role, ids: impl IntoIterator<Item = &'a LogicalId>) {
        let forward = self.play(role, ids);
        self.forward.extend(forward);
    }

    /// Adds who names a resource by more than a reference.
    pub fn add_users(&mut self, id: &'a LogicalId, others: impl IntoIterator<Item = &'a LogicalId>) {
        let users: IndexSet<&LogicalId> = self.users(id).into_iter().chain(others).collect();
        self.other_users.insert(id, users.into_iter().collect());
    }

    /// The name of the stack, as far as it is known.
    pub fn stack_name(&self) -> MarkedText {
        match &self.given.stack.stack_name {
            Some(name) => name.to_string().into(),
            None => MarkedText::unknown("AWS::StackName"),
        }
    }

    /// Returns the template as it is written.
    pub fn template(&self) -> &'a Template {
        self.given.template
    }

    /// Returns who names whom in the deployment.
    pub fn graph(&self) -> &'a ResourceGraph {
        self.given.graph
    }

    /// Returns what exists already.
    pub fn existing(&self) -> impl Iterator<Item = (&'a LogicalId, &'a Thing)> {
        self.given.things.iter()
    }

    /// Returns whether more exists already than a picture has room for.
    pub fn has_more_things(&self) -> bool {
        self.given.things.is_cut
    }

    /// Returns the value that something is named by first that exists already.
    pub fn existing_value(&self, id: &LogicalId) -> Option<&'a Value> {
        self.given.things.value(id)
    }

    /// Every resource that is drawn or folded, ghosts among them when they are wanted, in template order.
    pub fn present(&self) -> impl Iterator<Item = (&'a LogicalId, &'a StackResource)> {
        let ghosts = self.given.ghosts;
        let all = self.by_id.iter().map(|(&id, &resource)| (id, resource));
        all.filter(move |(_, resource)| ghosts || resource.exists != Existence::No)
    }

    /// Every resource of the template that the picture has room for.
    pub fn own(&self) -> impl Iterator<Item = (&'a LogicalId, &'a StackResource)> {
        let things = self.given.things;
        let all = self.by_id.iter().map(|(&id, &resource)| (id, resource));
        all.filter(move |(id, _)| !things.contains(id))
    }

    /// Returns whether something exists already, outside the template.
    pub fn is_existing(&self, id: &LogicalId) -> bool {
        self.given.things.contains(id)
    }

    /// Returns how many resources the picture has no room for, of how many.
    pub fn left_out(&self) -> (usize, usize) {
        (self.left_out.len(), self.left_out.len() + self.present().count() - self.given.things.iter().count())
    }

    /// Returns whether a value names nobody but resources that the picture has no room for.
    pub fn is_left_out(&self, value: &Value) -> bool {
        !self.left_out.is_empty() && value.targets().iter().any(|id| self.left_out.contains(*id))
    }

    /// A resource that is present.
    pub fn get(&self, id: &LogicalId) -> Option<(&'a LogicalId, &'a StackResource)> {
        let (&id, &found) = self.by_id.get_key_value(id)?;
        (self.given.ghosts || found.exists != Existence::No).then_some((id, found))
    }

    /// The type of a resource that is present; empty for others.
    #[inline(never)]
    pub fn type_name(&self, id: &LogicalId) -> &'a str {
        self.get(id).map_or("", |(_, resource)| &resource.type_name)
    }

    /// The same without `AWS::`.
    pub fn short_name(&self, id: &LogicalId) -> &'a str {
        catalog::short_name(self.type_name(id))
    }

    /// Returns whether a resource is only shown because ghosts are.
    #[inline(never)]
    pub fn is_ghost(&self, id: &LogicalId) -> bool {
        self.by_id.get(id).is_some_and(|resource| resource.exists == Existence::No)
    }

    /// The facts of a resource's type.
    #[inline(never)]
    pub fn facts(&self, id: &LogicalId) -> Option<&CatalogEntry> {
        self.facts.get(id)
    }

    /// The role of a resource that is present.
    #[inline(never)]
    pub fn role(&self, id: &LogicalId) -> Option<Role> {
        self.get(id).and_then(|_| self.facts.get(id)).map(|facts| facts.role)
    }

    /// Returns whether a resource gets a node of its own though others of its type fold.
    pub fn is_forward(&self, id: &LogicalId) -> bool {
        self.forward.contains(id)
    }

    /// Returns whether a resource says that it is part of another, as a policy is of its role.
    pub fn is_part(&self, id: &LogicalId, of: &LogicalId) -> bool {
        let parts = self.parts.get_or_init(|| {
            let named = self.present().map(|(id, resource)| (id, self.named_owners(id, resource)));
            let named = named.filter(|(_, named)| !named.is_empty());
            let position = |id: &LogicalId| self.position(id);
            named.map(|(id, named)| (position(id), named.into_iter().map(position).collect())).collect()
        });
        parts.get(&self.position(id)).is_some_and(|named| named.contains(&self.position(of)))
    }

    /// The resources that have a tag.
    pub fn tagged(&self, key: &str, value: MarkedText) -> impl Iterator<Item = &'a LogicalId> {
        let present = || self.present().map(|(id, resource)| (self.position(id), resource));
        let tagged = self.tagged.get_or_init(|| tags::by_tag(present())).get(&(key.to_owned(), value));
        let ids = |position: &usize| self.by_id.get_index(*position).map(|(id, _)| *id);
        tagged.into_iter().flatten().filter_map(ids)
    }

    fn named_owners(&self, id: &LogicalId, resource: &StackResource) -> Vec<&'a LogicalId> {
        let paths = catalog::owners(&resource.type_name).iter().filter_map(|owner| match owner {
            Owner::Path(path) => Some(self.named_at(id, path)),
            _ => None,
        });
        paths.into_iter().find(|named| !named.is_empty()).unwrap_or_default()
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

    /// Returns whether a parameter is given a list.
    pub fn is_list(&self, parameter: &LogicalId) -> bool {
        self.given.template.parameters.get(parameter).is_some_and(|parameter| parameter.value_type.is_list())
    }

    /// The name under which SSM keeps the value of a parameter.
    pub fn looked_up(&self, parameter: &LogicalId) -> Option<&'a str> {
        self.given.stack.parameters.get(parameter)?.looked_up.as_deref()
    }

    /// The region that the stack is in.
    pub fn region(&self) -> &str {
        &self.given.stack.region
    }

    /// Returns whether the name of a resource, or one of its tags, is made with a pseudo parameter.
    pub fn mentions(&self, id: &LogicalId, pseudo: &str) -> bool {
        let Some(written) = self.given.template.resources.get(id) else { return false };
        let Some(properties) = written.properties.as_map() else { return false };
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
            None => {
                self.given.graph.users(id).filter_map(|user| self.get(user)).map(|(user, _)| user).collect()
            }
        }
    }

    /// The resources that a resource's properties refer to.
    pub fn used(&self, id: &LogicalId) -> impl Iterator<Item = &'a LogicalId> {
        let is_present = self.get(id).is_some();
        is_present.then(|| self.given.graph.used(id)).into_iter().flatten()
    }

    /// Returns whether a resource's properties refer to another.
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

    /// The same without those of which an unknown condition chooses one or another.
    pub fn certain_values(&self, id: &LogicalId, path: &str) -> Vec<&'a Value> {
        match (self.get(id), path) {
            (Some((_, resource)), path) if path != eval::INIT => {
                certain_values_at(&resource.properties, path)
            }
            _ => self.values(id, path),
        }
    }

    /// The text at a path, when there is one.
    pub fn text(&self, id: &LogicalId, path: &str) -> Option<String> {
        self.values(id, path).first().map(|value| excerpt(value)).filter(|text| !text.is_empty())
    }

    /// The SAM function or API that answers at what the transform makes for it: its address, an alias, a stage, be it named as
    /// it is called (`WorkerAliaslive`) or as a part (`Worker.Alias`).
    pub fn front_of(&self, made: &LogicalId) -> Option<&'a LogicalId> {
        let (maker, rest) = self.maker(made)?;
        let rest = rest.strip_prefix('.').unwrap_or(rest);
        (rest == "Url" || rest.starts_with("Alias") || rest.ends_with("Stage")).then_some(maker)
    }

    /// The SAM function in whose role that the transform makes something acts.
    pub fn actor_of(&self, made: &LogicalId) -> Option<&'a LogicalId> {
        self.maker(made).filter(|(_, rest)| ["Role", ".Role"].contains(rest)).map(|(maker, _)| maker)
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
    pub fn named_as_text(&self, text: Marked, types: &[&'static str]) -> Option<&'a LogicalId> {
        // Kubernetes marks what belongs to a cluster so, and looks for it by this mark.
        let name = text.as_str().strip_prefix("kubernetes.io/cluster/");
        let text = name.map_or(text, |name| text.part(name));
        let found = match self.names.get(&text).map(Vec::as_slice) {
            Some([only]) => Some(*only),
            Some(_) => self.called(text, types),
            None => arn::read(text).and_then(|arn| self.of_arn(&arn)),
        };
        let at_address = || addresses::read(text).and_then(|found| self.called(found.name, &[found.short]));
        found.or_else(at_address).or_else(|| self.given.things.named(text, types))
    }

    /// The only resource of some types (without `AWS::`) that has a name.
    fn called(&self, name: Marked, types: &[&'static str]) -> Option<&'a LogicalId> {
        let is_of = |id: &&&'a LogicalId| {
            let short = self.short_name(id);
            types.iter().any(|known| catalog::are_alike(known, short))
        };
        let mut found = self.names.get(&name)?.iter().take(MOST_NAMESAKES).filter(is_of);
        found.next().filter(|_| found.next().is_none()).copied()
    }

    /// Who writes a log that has its name.
    pub fn writer(&self, log: &LogicalId) -> Option<&'a LogicalId> {
        const WRITERS: [(&str, &str); 3] = [
            ("/aws/codebuild/", "CodeBuild::Project"),
            ("/aws/lambda/", "Lambda::Function"),
            ("/aws/vendedlogs/states/", "StepFunctions::StateMachine"),
        ];
        let name = whole(*self.values(log, "LogGroupName").first()?)?;
        let (rest, short) =
            WRITERS.iter().find_map(|&(folder, short)| Some((name.strip_prefix(folder)?, short)))?;
        let name = name.marked().part(rest);
        let referred =
            name.only_unknown().and_then(|part| part.of.as_ref()).filter(|of| of.as_str() == name.bare());
        referred.and_then(|id| self.get(id)).map(|(id, _)| id).or_else(|| self.called(name, &[short]))
    }

    /// The present resources of a type (without `AWS::`).
    pub fn of_type(&self, short: &str) -> Vec<&'a LogicalId> {
        let of_type = self.present().filter(|(_, other)| catalog::short_name(&other.type_name) == short);
        of_type.map(|(id, _)| id).collect()
    }

    /// The resource that an ARN names, where only one can be meant.
    fn of_arn(&self, arn: &Arn) -> Option<&'a LogicalId> {
        let form = |id: &LogicalId| catalog::arn(self.type_name(id));
        let is_meant = |id: &LogicalId, kind: &str| {
            form(id).is_some_and(|form| form.service == arn.service && form.kind == kind)
        };
        arn.names().find_map(|(kind, name)| {
            let mut meant = self.names.get(&name)?.iter().filter(|id| is_meant(id, kind));
            meant.next().filter(|_| meant.next().is_none()).copied()
        })
    }
}

/// The facts of a resource's type, with what its own properties say.
fn facts_of(id: &LogicalId, resource: &StackResource, things: &Things) -> CatalogEntry {
    let mut facts = catalog::facts(&resource.type_name);
    if things.contains(id) && matches!(facts.role, Role::Badge | Role::Support) {
        facts.role = Role::Node;
    }
    if &*resource.type_name == existing::ANY {
        (facts.role, facts.letters) = (Role::Node, "?".into());
    }
    variants::set(&mut facts, resource);
    facts
}

/// Of a name that many have nobody is told.
const MOST_NAMESAKES: usize = 32;

/// Returns whether a value is made with a pseudo parameter.
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
