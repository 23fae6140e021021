//! Whom everybody belongs to who has no node and is in no link, and the signs that some of them leave there.

use crate::maps::IndexSet;
use crate::template::LogicalId;

use super::additions::{Additions, LinkEnd};
use super::badges::{self, Signs};
use super::context::Context;
use super::owners::Drawn;
use super::resource_policies::key_users;

/// Folds everybody who has no node and is in no link into the nodes of its owners.
pub(super) fn additions<'a>(context: &Context<'a>, drawn: &Drawn<'a>) -> Additions<'a> {
    let mut additions = Additions::new(context.draft.left_out);
    let linked: IndexSet<LogicalId> =
        context.draft.links.iter().flat_map(|link| link.folded.iter().cloned()).collect();
    let waiting: Vec<&LogicalId> =
        context.resources.present().map(|(id, _)| id).filter(|id| !drawn.contains(id)).collect();
    let mut signs = Signs::default();
    let gathered: IndexSet<&LogicalId> = context.gathered.values().flatten().copied().collect();
    for id in waiting.into_iter().filter(|id| !gathered.contains(id)) {
        // An interface may stand where it is.
        if context.has_icon(id) {
            continue;
        }
        let (is_linked, is_sign) = (linked.contains(id), badges::is_sign(context.resources, id));
        if is_linked && !is_sign {
            continue;
        }
        let owners = drawn.owners(id);
        if is_sign {
            let users = key_users(context.resources, id, drawn);
            users.iter().filter(|user| !owners.contains(user)).for_each(|user| signs.put(user, id));
        }
        for &owner in owners {
            let Some(node) = context.main(owner) else {
                continue;
            };
            if !is_linked {
                additions.folded.push((id, LinkEnd::Node(node)));
            }
            if is_sign {
                signs.put(owner, id);
            }
        }
    }
    additions.remarks = signs.remarks(context);
    additions
}
