//! What a type is called and looks like where a property decides: a network load balancer is one of load balancers.

use std::borrow::Cow;

use crate::catalog;
use crate::template::LogicalId;

use super::world::World;

/// Gives the resources of such types their title and glyph.
pub(super) fn set(world: &mut World) {
    let is = |world: &World, id: &LogicalId, variant: &catalog::Variant| {
        world.text(id, variant.path).is_some_and(|value| value == variant.value)
    };
    let found: Vec<(&LogicalId, &catalog::Variant)> = world
        .present()
        .filter_map(|(id, resource)| {
            let mut variants = catalog::variants(&resource.type_name).iter();
            Some((id, variants.find(|variant| is(world, id, variant))?))
        })
        .collect();
    for (id, variant) in found {
        if let Some(facts) = world.facts.get_mut(id) {
            facts.title = Cow::Borrowed(variant.title);
            facts.glyph = Some(variant.glyph);
        }
    }
}
