//! What a type is called and looks like where a property decides: a network load balancer is one of load balancers.

use std::borrow::Cow;

use crate::catalog::{self, CatalogEntry};
use crate::eval::StackResource;

use super::excerpt::excerpt;
use super::values::values_at;

/// Gives a resource of such a type its title and glyph.
pub(super) fn set(facts: &mut CatalogEntry, resource: &StackResource) {
    let is_so = |variant: &&catalog::Variant| {
        let values = values_at(&resource.properties, variant.path);
        values.first().is_some_and(|value| excerpt(*value) == variant.value)
    };
    if let Some(variant) = catalog::variants(&resource.type_name).iter().find(is_so) {
        facts.title = Cow::Borrowed(variant.title);
        facts.glyph = Some(variant.glyph);
    }
}
