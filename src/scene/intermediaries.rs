//! What stands between two things and is the only sign of something between them: alarms and subscriptions, which fold
//! elsewhere. Several that say the same stand as one icon.

use super::additions::{Additions, LinkEnd, Rename};
use super::alarms;
use super::context::Context;
use super::excerpt::shortened;
use super::flow_steps::{FlowStep, FlowSteps};
use super::intermediary::Intermediary;
use super::naming::name_of;
use super::owners::Drawn;
use super::resources::Resources;
use super::subscriptions;

/// Adds them to what is drawn, and the steps to and from them to the steps of flows.
pub(super) fn bring_forward<'a>(
    resources: &mut Resources<'a>,
    drawn: &Drawn<'a>,
    steps: &mut FlowSteps<'a>,
) -> Vec<Intermediary<'a>> {
    let mut found = subscriptions::between(resources, drawn);
    found.extend(alarms::between(resources, drawn, steps));
    for between in &found {
        resources.bring_forward([between.head]);
        for &(from, via) in &between.from {
            steps.entry(from).or_default().push(FlowStep { to: between.head, via });
        }
        let onward = between.to.iter().map(|&to| FlowStep { to, via: between.head });
        steps.entry(between.head).or_default().extend(onward);
    }
    found
}

/// Folds those that an icon stands for into it, and says how many they are.
pub(super) fn additions<'a>(context: &Context<'a>, found: &[Intermediary<'a>]) -> Additions<'a> {
    let mut additions = Additions::new(context.draft.left_out);
    for between in found.iter().filter(|between| !between.others.is_empty()) {
        let (Some(node), Some(facts)) = (context.main(between.head), context.resources.facts(between.head))
        else {
            continue;
        };
        let count = 1 + between.others.len();
        let all = std::iter::once(between.head).chain(between.others.iter().copied());
        let names: Vec<String> = all.map(|id| name_of(context.resources, id).to_string()).collect();
        let label = format!("{} ×{count}", facts.title);
        let title = format!("{label}: {}", names.join(", "));
        additions.renamed.push(Rename { node, label: label.into(), title: Some(shortened(title)) });
        additions.folded.extend(between.others.iter().map(|&other| (other, LinkEnd::Node(node))));
        additions.gathered.push((between.head, between.others.clone()));
    }
    additions
}
