//! What is drawn, with no coordinates: boxes in boxes, icons, links, and who was folded into whom.
//!
//! A pass is given the picture so far and returns what it adds (`additions`: icons, signs, lines between typed ends), which
//! `Context::add` alone puts in. `docs/drawing.md` has the passes in their order, and the rules.

mod additions;
mod addresses;
mod alarms;
mod architecture;
mod arn;
mod arrow_heads;
mod badges;
mod blank_defaults;
mod blank_places;
mod bounds;
mod boxes;
mod called_services;
mod cdk;
mod client_vpns;
mod common_name_parts;
mod connectors;
mod containers;
mod context;
mod control_planes;
mod custom_resources;
mod decided;
mod describe;
mod distinct_labels;
mod draft;
mod event_patterns;
mod event_sources;
mod events;
mod excerpt;
mod existing;
mod existing_route_tables;
mod find_existing;
mod find_network;
mod fixed_addresses;
mod flow_steps;
mod flows;
mod folding;
mod given;
mod given_names;
mod grid;
mod group_disks;
mod groups;
mod hidden_characters;
mod hosting;
mod id_lists;
mod images;
mod included_apis;
mod index;
mod inline_code;
mod instance_counts;
mod integrations;
mod intermediaries;
mod intermediary;
mod invokers;
mod launch_names;
mod leaf;
mod leaves;
mod lightsail;
mod link_ends;
mod link_verbs;
mod mentions;
mod mutual_hosts;
mod name_patterns;
mod name_properties;
mod named;
mod naming;
mod nested_stacks;
mod network;
mod network_acls;
mod other_interfaces;
mod other_stacks;
mod outline;
mod outside_region;
mod owned;
mod owners;
mod partner_sources;
mod permissions;
mod pipelines;
mod placement;
mod profile_names;
mod public_subnets;
mod readings;
mod references;
mod region;
mod resource_policies;
mod resources;
mod role_overrides;
mod routing;
mod sam_policies;
mod script_buckets;
mod security_group_flows;
mod security_group_rules;
mod service_calls;
mod service_roles;
mod sides;
mod sources;
mod ssm_parameters;
mod stepped_names;
mod subnet_groups;
mod subnet_routes;
mod subscriptions;
mod tagged;
mod tags;
mod task_tokens;
#[cfg(test)]
mod tests;
mod texts;
mod through_endpoints;
mod transit_gateway_attachments;
mod values;
mod variants;
mod vpc_links;
mod ways_out;

use std::rc::Rc;

use crate::eval::Stack;
use crate::graph::ResourceGraph;
use crate::template::Template;

pub use cfn_explorer_layout::scene::*;
use existing::Things;
use given::Given;
use index::Index;
use resources::Resources;

pub use folding::{Folding, MOST_STEPS, Start, Unfolded, folding_arrived};
pub use link_verbs::link_verbs;
pub use outline::outline;
pub use texts::type_title;

/// The lenses: ways to look at a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lens {
    /// Containers, workloads and flow; glue folded.
    #[default]
    Architecture,
    /// Every resource a node, glue too, in the containers of the architecture.
    AllResources,
    /// Every resource a node, every reference an arrow.
    References,
}

impl Lens {
    /// All of them, as readers are offered them.
    pub const ALL: [Self; 3] = [Self::Architecture, Self::AllResources, Self::References];

    /// Returns the lens of this name; the usual one when there is none.
    pub fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|lens| lens.name() == name).unwrap_or_default()
    }

    /// Its name in attributes and files.
    pub fn name(self) -> &'static str {
        match self {
            Lens::Architecture => "architecture",
            Lens::AllResources => "all-resources",
            Lens::References => "references",
        }
    }
}

/// The options of a scene.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComposeOptions {
    /// The lenses: ways to look at a template.
    pub lens: Lens,
    /// True if resources whose condition is false leave a ghost.
    pub ghosts: bool,
    /// The choice of what is shown as a stack, or as a box without what is in it.
    pub folding: Folding,
    /// The region that somebody chose to deploy to: what its frame is called, where one is drawn.
    pub region: Option<Rc<str>>,
}

impl Default for ComposeOptions {
    fn default() -> Self {
        Self { lens: Lens::Architecture, ghosts: true, folding: Folding::default(), region: None }
    }
}

/// Composes the scene of one deployment.
pub fn compose(template: &Template, stack: &Stack, graph: &ResourceGraph, options: &ComposeOptions) -> Scene {
    finish(compose_unfolded(template, stack, graph, options), &options.folding)
}

/// Folds a scene, and writes what readers see of it.
pub fn finish(unfolded: Unfolded, folding: &Folding) -> Scene {
    let mut scene = unfolded.fold(folding);
    sources::say(&mut scene);
    hidden_characters::write_out(&mut scene);
    scene
}

/// Composes the scene of one deployment before anything of it is folded; the folding of the options does not count.
pub fn compose_unfolded(
    template: &Template,
    stack: &Stack,
    graph: &ResourceGraph,
    options: &ComposeOptions,
) -> Unfolded {
    let stack = &*blank_places::name(template, event_patterns::read(stack));
    let none = Things::default();
    let given = Given { template, stack, graph, ghosts: options.ghosts, things: &none };
    let region = options.region.as_deref();
    let scene = match options.lens {
        Lens::Architecture => linked(given, |resources| architecture::compose(resources, region)),
        Lens::AllResources => linked(given, |resources| architecture::compose_all(resources, region)),
        Lens::References => references::compose(&Resources::resolve(given)),
    };
    Unfolded::new(scene, options.lens)
}

/// Composes a scene in which each thing that exists already is linked with something.
fn linked(given: Given, compose: impl Fn(Resources) -> Scene) -> Scene {
    let blank = blank_defaults::read(given.template, given.stack);
    let mut things = find_existing::find(&Index::read(given), &blank);
    let scene = compose(Resources::resolve(Given { things: &things, ..given }));
    let loose = existing::loose(&scene);
    if loose.is_empty() {
        return scene;
    }
    things.remove(&loose);
    compose(Resources::resolve(Given { things: &things, ..given }))
}
