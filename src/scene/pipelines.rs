//! Pipelines as boxes of stages, in their order, with an icon for each action: where sources come from, what builds
//! them, who approves, what is deployed.

use std::rc::Rc;

use crate::catalog::{self, Role};
use crate::eval::{MarkedText, Value};
use crate::maps::{IndexMap, IndexSet};
use crate::sorting;
use crate::template::LogicalId;

use super::additions::{Additions, Extra, LinkEnd, Move, Unless};
use super::bounds::MOST_DETAILS;
use super::context::Context;
use super::excerpt::{excerpt, marked};
use super::naming::{label_text, name_of};
use super::owners::Drawn;
use super::resources::Resources;
use super::texts;
use super::values::values_at;
use super::{BoxStyle, Dash, Detail, Fact, Icon, Ink, Label, Link, Node, NodeIndex, NodeKind, Place, Shape};

/// Makes a box of every pipeline that says its stages. What only one of its actions works with stands in the stage
/// itself; whatever else an action names it is linked with.
pub(super) fn additions<'a>(context: &Context<'a>, drawn: &Drawn<'a>) -> Additions<'a> {
    let mut additions = Additions::new(context.draft.left_out);
    let pipelines = context.resources.of_type("CodePipeline::Pipeline");
    let pipelines: Vec<(&LogicalId, Vec<Stage>)> = pipelines
        .into_iter()
        .filter(|id| drawn.contains(id))
        .map(|id| (id, stages(context.resources, id, drawn)))
        .filter(|(_, stages)| stages.iter().any(|stage| !stage.actions.is_empty()))
        .collect();
    let mut workers: IndexMap<&LogicalId, usize> = IndexMap::new();
    for action in pipelines.iter().flat_map(|(_, stages)| stages).flat_map(|stage| &stage.actions) {
        action.works_with.iter().for_each(|id| *workers.entry(id).or_default() += 1);
    }
    for (id, stages) in pipelines {
        let Some(node) = context.main(id) else {
            continue;
        };
        additions.opened.push(opened(context.resources, id, node));
        let mut before: Option<(LinkEnd, &Stage)> = None;
        for (number, stage) in stages.iter().enumerate() {
            // A stage takes room as a repeated icon does.
            if additions.left_out.take_repeated(1) == 0 {
                break;
            }
            let inner =
                additions.icon(Extra::Stage(id, number), stage_box(context.resources, id, node, stage));
            if let Some((outer, last)) = before {
                let link = following(last.name.as_str(), stage, &last.makes());
                additions.link(outer, inner.clone(), link, Unless::Never);
            }
            actions(context, &mut additions, (id, number), stage, &workers);
            before = Some((inner, stage));
        }
    }
    additions
}

/// Returns the links that go: those of a pipeline as a whole with what one of its actions is linked with; those of its actions to
/// where it keeps its artifacts, which all of them use; and those of one to what another works with, which the pipeline hands
/// on.
pub(super) fn said_elsewhere(context: &Context) -> IndexSet<usize> {
    let (draft, resources) = (&context.draft, context.resources);
    let is_box = |node: NodeIndex| draft.nodes[node].kind == NodeKind::Pipeline;
    let pipeline = |node: NodeIndex| draft.ancestors(node).find(|&outer| is_box(outer));
    let mut stores: IndexMap<NodeIndex, Vec<NodeIndex>> = IndexMap::new();
    for id in resources.of_type("CodePipeline::Pipeline") {
        stores.extend(context.main(id).map(|node| (node, stores_of(context, id))));
    }
    let is_within = |link: &Link| match (pipeline(link.source), pipeline(link.target)) {
        (Some(from), Some(to)) => {
            from == to && draft.nodes[link.source].parent != draft.nodes[link.target].parent
        }
        (Some(from), None) => stores.get(&from).is_some_and(|stores| stores.contains(&link.target)),
        (None, _) => false,
    };
    let (within, others): (Vec<_>, Vec<_>) =
        draft.links.iter().enumerate().partition(|(_, link)| is_within(link));
    let is_told = |pipeline: NodeIndex, other: NodeIndex, is_source: bool| {
        others.iter().any(|(_, link)| {
            let (own, end) = if is_source { (link.source, link.target) } else { (link.target, link.source) };
            end == other && draft.contains(pipeline, own)
        })
    };
    let told = others.iter().filter(|(_, link)| {
        is_box(link.source) && is_told(link.source, link.target, true)
            || is_box(link.target) && is_told(link.target, link.source, false)
    });
    within.iter().chain(told).map(|(at, _)| *at).collect()
}

/// Where a pipeline keeps its artifacts.
fn stores_of(context: &Context, id: &LogicalId) -> Vec<NodeIndex> {
    let paths = ["ArtifactStore.Location", "ArtifactStores[].ArtifactStore.Location"];
    let stores = paths.into_iter().flat_map(|path| context.resources.named_at(id, path));
    stores.filter_map(|store| context.main(store)).collect()
}

struct Stage<'a> {
    name: String,
    actions: Vec<Action<'a>>,
}

struct Action<'a> {
    name: String,
    /// Those with the same number run at once, one number after the other.
    order: i64,
    /// True if it brings something into the pipeline.
    is_source: bool,
    provider: String,
    /// The thing that it works with, as its configuration calls it, where that is none of the template's.
    subject: Option<MarkedText>,
    /// The details that its configuration says.
    details: Vec<Detail>,
    /// The one resource that is the action itself: the project that builds, the repository that is read.
    works_with: Option<&'a LogicalId>,
    /// The other resources of the template that it names.
    names: Vec<&'a LogicalId>,
    /// The artifacts that it takes from others and that it makes.
    artifacts: [Vec<String>; 2],
}

impl Action<'_> {
    /// Returns its name in the picture.
    fn label(&self) -> MarkedText {
        self.subject.clone().unwrap_or_else(|| self.name.as_str().into())
    }
}

impl Stage<'_> {
    /// The artifacts that its actions make.
    fn makes(&self) -> Vec<&str> {
        self.actions.iter().flat_map(|action| &action.artifacts[1]).map(String::as_str).collect()
    }

    /// Of some artifacts those that its actions take.
    fn takes<'n>(&self, made: &[&'n str]) -> Vec<&'n str> {
        let taken = self.actions.iter().flat_map(|action| &action.artifacts[0]).map(String::as_str);
        let taken: IndexSet<&str> = taken.collect();
        made.iter().filter(|name| taken.contains(**name)).copied().collect()
    }
}

/// The stages that a pipeline says it has.
fn stages<'a>(resources: &Resources<'a>, id: &LogicalId, drawn: &Drawn<'a>) -> Vec<Stage<'a>> {
    let text = |value: &Value, key: &str| value.get(key).map(|value| excerpt(value)).unwrap_or_default();
    let stages = resources.values(id, "Stages[]").into_iter().filter(|stage| matches!(stage, Value::Map(_)));
    stages
        .map(|stage| {
            let actions =
                values_at(stage, "Actions[]").into_iter().filter(|one| matches!(one, Value::Map(_)));
            let mut actions: Vec<Action> = actions.map(|value| action(resources, value, drawn)).collect();
            sorting::by_key(&mut actions, |action| action.order);
            Stage { name: text(stage, "Name"), actions }
        })
        .collect()
}

fn action<'a>(resources: &Resources<'a>, value: &'a Value, drawn: &Drawn<'a>) -> Action<'a> {
    /// The types that pass values on, rather than say what an action works with.
    const PASSED: [&str; 7] = [
        "CustomData",
        "EnvironmentVariables",
        "OAuthToken",
        "ParameterOverrides",
        "RoleArn",
        "TemplateConfiguration",
        "UserParameters",
    ];
    let text = |path: &str| {
        values_at(value, path).first().map(|value| excerpt(*value)).filter(|text| !text.is_empty())
    };
    let provider = text("ActionTypeId.Provider").unwrap_or_default();
    let known = catalog::action(&provider);
    let mut names: IndexSet<&LogicalId> = IndexSet::new();
    let mut details = Vec::new();
    if let Some(Value::Map(configuration)) = value.get("Configuration") {
        for (key, value) in
            configuration.iter().filter(|(key, _)| !PASSED.contains(&&***key)).take(MOST_DETAILS)
        {
            // A plain name is that of what the provider works with.
            let types: &[&str] = match known.filter(|known| known.names().any(|name| name == &**key)) {
                Some(known) => &[known.like],
                None => &[],
            };
            names.extend(
                resources.named_as(value, types).into_iter().flat_map(|id| stands(resources, id, drawn)),
            );
            details.push(Detail { name: excerpt(key), value: marked(value) });
        }
    }
    let like = known.map(|known| known.like);
    let works_with = names.iter().copied().find(|id| is_step(resources, id, like));
    names.retain(|id| Some(*id) != works_with);
    let subject = known.and_then(|known| {
        known.names().find_map(|name| {
            let named = values_at(value, &format!("Configuration.{name}"));
            let named = named.first().filter(|value| resources.named_as(value, &[known.like]).is_empty());
            named.map(|value| resources.readings().spoken(value))
        })
    });
    let artifacts = ["InputArtifacts[].Name", "OutputArtifacts[].Name"]
        .map(|path| values_at(value, path).into_iter().map(|name| excerpt(name)).collect());
    Action {
        name: text("Name").unwrap_or_default(),
        order: text("RunOrder").and_then(|order| order.parse().ok()).unwrap_or(1),
        is_source: text("ActionTypeId.Category").is_some_and(|category| category == "Source"),
        provider,
        subject: subject.filter(|subject| !subject.is_empty()),
        details,
        works_with,
        names: names.into_iter().collect(),
        artifacts,
    }
}

/// Whom a resource that an action names is drawn as: itself, or what a relation belongs to.
fn stands<'a>(resources: &Resources<'a>, id: &'a LogicalId, drawn: &Drawn<'a>) -> Vec<&'a LogicalId> {
    let is_role = resources.type_name(id).starts_with("AWS::IAM::");
    match resources.role(id) {
        _ if is_role => Vec::new(),
        _ if drawn.contains(id) => vec![id],
        Some(Role::Glue) => drawn.owners(id).to_vec(),
        _ => Vec::new(),
    }
}

/// Returns whether a resource is there to be a step of a pipeline, rather than to be deployed or called by it; or exists already, and
/// is what actions of its kind work with.
fn is_step(resources: &Resources, id: &LogicalId, like: Option<&str>) -> bool {
    const STEPS: [&str; 4] = [
        "CodeBuild::Project",
        "CodeCommit::Repository",
        "CodeDeploy::Application",
        "CodeStarConnections::Connection",
    ];
    let short = resources.short_name(id);
    STEPS.contains(&short) || resources.is_existing(id) && like == Some(short)
}

/// The box that the icon of a pipeline becomes.
fn opened(
    resources: &Resources,
    id: &LogicalId,
    node: NodeIndex,
) -> (NodeIndex, NodeKind, BoxStyle, Option<Label>) {
    let badge = resources.facts(id).map(texts::icon);
    let style = BoxStyle { stroke: Ink::Indigo, fill: Ink::None, dash: Dash::Solid, badge };
    (node, NodeKind::Pipeline, style, texts::corner(label_text(resources, id), Ink::Indigo))
}

fn stage_box(resources: &Resources, pipeline: &LogicalId, parent: NodeIndex, stage: &Stage) -> Node {
    let style = BoxStyle { stroke: Ink::Indigo, fill: Ink::None, dash: Dash::Dashed, badge: None };
    Node {
        id: format!("{pipeline}/{}", stage.name).into(),
        parent: Some(parent),
        kind: NodeKind::Stage,
        shape: Shape::Box(style),
        label: texts::small_corner(stage.name.as_str().into(), Ink::Indigo),
        title: format!("{}: stage of {}", stage.name, name_of(resources, pipeline)),
        ghost: resources.is_ghost(pipeline),
        ..Node::default()
    }
}

/// The line from one stage to the next, with the artifacts that go this way.
fn following(from: &str, to: &Stage, made: &[&str]) -> Link {
    let handed = to.takes(made).join(", ");
    let with = if handed.is_empty() { String::new() } else { format!(", with {handed}") };
    let label: Option<Rc<str>> = (!handed.is_empty()).then(|| excerpt(&handed).into());
    let title = format!("{from} → {}{with}", to.name);
    Link { label, title, ..Link::default() }
}

/// Adds the actions of a stage, and links each with those that run after it and with what it names.
fn actions<'a>(
    context: &Context<'a>,
    additions: &mut Additions<'a>,
    (pipeline, stage): (&'a LogicalId, usize),
    of: &Stage<'a>,
    workers: &IndexMap<&'a LogicalId, usize>,
) {
    let ghost = context.resources.is_ghost(pipeline);
    let mut steps: Vec<(i64, LinkEnd, &str)> = Vec::new();
    for (number, action) in of.actions.iter().enumerate() {
        let own = action.works_with.filter(|id| workers.get(*id) == Some(&1));
        let moved = own.and_then(|id| movable(context, id));
        let end = match moved {
            Some(node) => {
                let into = Some(LinkEnd::Extra(Extra::Stage(pipeline, stage)));
                additions.moved.push(Move { node, into, place: Some(Place::Flow) });
                LinkEnd::Node(node)
            }
            None if additions.left_out.take_repeated(1) == 0 => break,
            None => {
                let has_twin = of.actions.iter().filter(|other| other.label() == action.label()).count() > 1;
                let node = Node { ghost, ..icon(action, pipeline, has_twin) };
                let extra = Extra::Action(pipeline, stage, number);
                additions.icon_within(extra, Extra::Stage(pipeline, stage), node)
            }
        };
        let apart = action.works_with.filter(|id| moved.is_none() || context.main(id) != moved);
        for target in apart.into_iter().chain(action.names.iter().copied()) {
            link(context.resources, additions, action, end.clone(), target);
        }
        steps.push((action.order, end, &action.name));
    }
    let orders: IndexSet<i64> = steps.iter().map(|step| step.0).collect();
    for (before, after) in orders.iter().zip(orders.iter().skip(1)) {
        let at = |order: &i64| steps.iter().filter(|step| step.0 == *order).collect::<Vec<_>>();
        for (_, source, from) in at(before) {
            for (_, target, to) in at(after).into_iter().filter(|step| step.1 != *source) {
                additions.flow(source.clone(), target.clone(), format!("{from} → {to}"), Unless::Never);
            }
        }
    }
}

/// The one icon of a resource that is in no box, nor in a group of others.
fn movable(context: &Context, id: &LogicalId) -> Option<NodeIndex> {
    let node = context.main(id).filter(|_| context.equals(id).len() == 1)?;
    let is_grouped = || context.draft.nodes.iter().any(|group| group.members.contains(&node));
    let is_free = context.draft.nodes[node].parent.is_none()
        && matches!(context.draft.nodes[node].place, Place::Flow | Place::Beside(_));
    (is_free && !is_grouped()).then_some(node)
}

/// The icon of an action: of what it works with, under the name of that.
fn icon(action: &Action, pipeline: &LogicalId, has_twin: bool) -> Node {
    let known = catalog::action(&action.provider);
    let like = known.map_or(action.provider.as_str(), |known| known.like);
    let picture = match action.provider.is_empty() {
        true => Icon::Glyph("pipeline", Ink::Indigo),
        false => texts::icon(&catalog::facts(&format!("AWS::{like}"))),
    };
    let what = known.map_or(action.provider.as_str(), |known| known.title);
    let subject = action.subject.as_deref().map_or_else(String::new, |subject| format!(" {subject}"));
    // Two actions on one thing are told apart by what they are called.
    let (label, fact) = match (&action.subject, has_twin) {
        (Some(subject), true) => (action.name.as_str().into(), Some(subject.to_string())),
        _ => (action.label(), None),
    };
    Node {
        id: format!("{pipeline}/{}", action.name).into(),
        shape: Shape::Icon(picture),
        label: texts::below(label),
        facts: fact.into_iter().map(Fact::new).collect(),
        title: format!("{}: action of {pipeline}, {what}{subject}", action.name),
        details: action.details.clone(),
        ..Node::default()
    }
}

/// Leads from an action to what it names, or from there to the action that brings it in.
fn link<'a>(
    resources: &Resources<'a>,
    additions: &mut Additions<'a>,
    action: &Action,
    end: LinkEnd<'a>,
    target: &'a LogicalId,
) {
    if matches!(resources.role(target), Some(Role::Vpc | Role::Subnet | Role::SecurityGroup)) {
        return;
    }
    let (name, other) = (name_of(resources, target), LinkEnd::Resource(target));
    let (source, target, title) = match action.is_source {
        true => (other, end, format!("{name} → {}", action.name)),
        false => (end, other, format!("{} → {name}", action.name)),
    };
    additions.flow(source, target, title, Unless::Within);
}
