//! What a type is called and looks like where a property decides: a network load balancer is one of load balancers.

use std::borrow::Cow;

use crate::catalog;
use crate::template::LogicalId;

use super::resources::Resources;

/// Gives the resources of such types their title and glyph.
pub(super) fn set(resources: &mut Resources) {
    let is = |resources: &Resources, id: &LogicalId, variant: &catalog::Variant| {
        resources.text(id, variant.path).is_some_and(|value| value == variant.value)
    };
    let found: Vec<(&LogicalId, &catalog::Variant)> = resources
        .present()
        .filter_map(|(id, resource)| {
            let mut variants = catalog::variants(&resource.type_name).iter();
            Some((id, variants.find(|variant| is(resources, id, variant))?))
        })
        .collect();
    for (id, variant) in found {
        if let Some(facts) = resources.facts.get_mut(id) {
            facts.title = Cow::Borrowed(variant.title);
            facts.glyph = Some(variant.glyph);
        }
    }
}
