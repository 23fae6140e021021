//! The last step before anything is drawn: who is drawn, how flow goes between them, and what has its role from standing
//! between two of them.

use crate::template::LogicalId;

use super::flow_steps::{self, FlowSteps};
use super::intermediaries;
use super::intermediary::Intermediary;
use super::owners::Drawn;
use super::resources::Resources;
use super::service_roles;

/// The resources in the roles that they keep, and what passes are given beside them.
pub(super) struct Decided<'a> {
    pub resources: Resources<'a>,
    pub drawn: Drawn<'a>,
    pub steps: FlowSteps<'a>,
    pub between: Vec<Intermediary<'a>>,
}

impl<'a> Decided<'a> {
    /// Decides for a picture in which relations and what supports others fold into these.
    pub fn folded(mut resources: Resources<'a>) -> Self {
        let drawn = service_roles::set_aside(&resources, Drawn::decide(&resources));
        let mut steps = flow_steps::all(&resources, &drawn, false);
        let between = intermediaries::bring_forward(&mut resources, &drawn, &mut steps);
        let heads: Vec<&LogicalId> = between.iter().map(|between| between.head).collect();
        let drawn = drawn.with(&resources, &heads);
        Decided { resources, drawn, steps, between }
    }

    /// Decides for a picture in which every resource is a node.
    pub fn every(resources: Resources<'a>) -> Self {
        let drawn = Drawn::all(&resources);
        let steps = flow_steps::all(&resources, &drawn, true);
        Decided { resources, drawn, steps, between: Vec::new() }
    }
}
