//! How much a picture holds at most, and what is said where something is left out.
//!
//! No template that can be deployed comes near these bounds. They are for what is hostile or broken, which must not freeze
//! whoever looks at it, and they count elements and letters, never time: the same template gives the same picture.

use std::cell::Cell;

use crate::catalog::{self, Role};
use crate::eval::{Existence, Stack, StackResource};
use crate::maps::{IndexMap, IndexSet};
use crate::template::LogicalId;

/// The resources of a picture: twice as many as CloudFormation takes.
const MOST_RESOURCES: usize = 1_000;

/// The networks and groups that these are in, where they come later in the template.
const MOST_AROUND: usize = 500;

/// The networks and groups that exist already: real templates name a dozen.
pub(super) const MOST_EXISTING: usize = 200;

/// Icons beyond the first of each resource, such as one in each of several subnets: as many as there are resources.
const MOST_REPEATED: usize = 1_000;

/// The parts of boxes around icons that are apart, or in several boxes: each part takes room of its own.
const MOST_PARTS: usize = 1_500;

/// The links of a picture: six for each resource that CloudFormation takes, where real templates have two.
const MOST_LINKS: usize = 3_000;

/// The facts and signs of a picture: eight for each resource that CloudFormation takes, where real templates have one.
const MOST_REMARKS: usize = 4_000;

/// The properties of one node that its details list; no type has as many.
pub(super) const MOST_DETAILS: usize = 200;

/// The letters of a node's id, which every link of it repeats twice: logical IDs have 255, and some ids are made of two.
pub(super) const MOST_ID_LETTERS: usize = 600;

/// The letters of the title of a link: what it leads through may be long.
pub(super) const MOST_LINK_LETTERS: usize = 1_000;

/// The letters of a picture in words.
pub(super) const MOST_DESCRIBED: usize = 10_000;

/// The facts of one node; AWS takes 60 rules of a security group in each direction.
pub(super) const MOST_FACTS: usize = 200;

/// Whom resources that are not drawn belong to, resource by resource.
pub(super) const MOST_OWNER_STEPS: usize = 200_000;

/// The most steps of flows that rules tell of.
pub(super) const MOST_FLOW_STEPS: usize = 50_000;

/// The most steps that flows lead through resources that are not drawn, step by step.
pub(super) const MOST_FLOW_WALKS: usize = 100_000;

/// The steps that passes may take which follow resources from one to the next: dense templates have more ways than anybody
/// could follow. Real ones take a thousand.
#[derive(Debug)]
pub(super) struct Budget {
    left: Cell<usize>,
}

impl Budget {
    /// So many.
    pub fn new(left: usize) -> Self {
        Self { left: Cell::new(left) }
    }

    /// Takes so many steps; whether they were left.
    pub fn take(&self, steps: usize) -> bool {
        let left = self.left.get();
        self.left.set(left.saturating_sub(steps));
        steps <= left
    }

    /// Returns whether more were asked for than there were.
    pub fn are_spent(&self) -> bool {
        self.left.get() == 0
    }
}

/// The parts that a picture lacks of what was asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct LeftOut {
    /// The number of resources, of how many.
    pub resources: (usize, usize),
    /// The number of icons beyond the first of each resource.
    repeated: usize,
    /// The number of parts of boxes with several.
    parts: usize,
    /// The number of facts and signs.
    remarks: usize,
    /// True if an icon or a box is missing.
    nodes: bool,
    /// True if a link is missing.
    links: bool,
    /// True if a fact or a sign is missing.
    signs: bool,
}

impl LeftOut {
    /// Returns how many more of some icons there may be.
    pub fn take_repeated(&mut self, wanted: usize) -> usize {
        let taken = wanted.min(MOST_REPEATED.saturating_sub(self.repeated));
        self.repeated += taken;
        self.nodes |= taken < wanted;
        taken
    }

    /// Returns whether there may be a box with so many parts.
    pub fn takes_parts(&mut self, wanted: usize) -> bool {
        let fits = wanted <= MOST_PARTS.saturating_sub(self.parts);
        self.parts += if fits { wanted } else { 0 };
        self.nodes |= !fits;
        fits
    }

    /// Notes whether links are missing.
    pub fn miss_links(&mut self, are_missing: bool) {
        self.links |= are_missing;
    }

    /// Notes whether facts or signs are missing.
    pub fn miss_remarks(&mut self, are_missing: bool) {
        self.signs |= are_missing;
    }

    /// Returns whether there may be one more link beside so many.
    pub fn takes_link(&mut self, links: usize) -> bool {
        let fits = links < MOST_LINKS;
        self.links |= !fits;
        fits
    }

    /// Returns how many of some facts or signs there may be.
    pub fn take_remarks(&mut self, wanted: usize) -> usize {
        let taken = wanted.min(MOST_REMARKS.saturating_sub(self.remarks));
        self.remarks += taken;
        self.signs |= taken < wanted;
        taken
    }

    /// Notes whether icons or boxes are missing.
    pub fn miss_nodes(&mut self, are_missing: bool) {
        self.nodes |= are_missing;
    }

    /// Returns what is missing, in sentences.
    pub fn notes(&self) -> Vec<String> {
        let (missing, all) = self.resources;
        let resources = (missing > 0).then(|| {
            let are = if missing == 1 { "is" } else { "are" };
            format!("{missing} of {all} resources {are} not drawn")
        });
        let said = |is_missing: bool, what: &str| is_missing.then(|| format!("not all {what}"));
        let nodes = said(self.nodes, "icons and boxes are drawn");
        let links = said(self.links, "links are drawn");
        let signs = said(self.signs, "facts and signs are shown");
        [resources, nodes, links, signs].into_iter().flatten().collect()
    }
}

/// The resources that are drawn or folded, in the order of the template: all of a stack, else the first of those that are
/// present, with the networks and groups that they are in.
pub(super) fn resources(stack: &Stack, ghosts: bool) -> IndexMap<&LogicalId, &StackResource> {
    let all = &stack.resources;
    if all.len() <= MOST_RESOURCES {
        return all.iter().collect();
    }
    let present = all.iter().filter(|(_, resource)| ghosts || resource.exists != Existence::No);
    let mut chosen: IndexSet<&LogicalId> = present.map(|(id, _)| id).take(MOST_RESOURCES).collect();
    let role = |id: &LogicalId| all.get(id).map(|resource| catalog::facts(&resource.type_name).role);
    let is_around = |id: &LogicalId| matches!(role(id), Some(Role::Vpc | Role::Subnet | Role::SecurityGroup));
    let mut next = 0;
    while let Some(resource) = chosen.get_index(next).and_then(|id| all.get(*id)) {
        next += 1;
        for target in resource.properties.targets() {
            if chosen.len() < MOST_RESOURCES + MOST_AROUND && is_around(target) {
                chosen.insert(target);
            }
        }
    }
    // A subnet without its VPC would stand in another.
    let vpcs = |resource: &StackResource| {
        resource
            .properties
            .targets()
            .into_iter()
            .any(|id| role(id) == Some(Role::Vpc) && !chosen.contains(id))
    };
    all.iter()
        .filter(|(id, resource)| chosen.contains(id) && !(role(id) == Some(Role::Subnet) && vpcs(resource)))
        .collect()
}
