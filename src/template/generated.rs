//! Names that nothing in the text defines and that are good all the same: macros, modules and SAM make resources.

use super::{Expr, LogicalId, Resource, Template, expand};
use crate::maps::{IndexMap, IndexSet};

/// The longest logical ID, in bytes.
const LONGEST_NAME: usize = 255;

/// The most names with holes that others are held against.
const MAX_STAND_INS: usize = 500;

/// The resources that SAM makes for a whole template.
const SAM: [&str; 4] =
    ["CodeDeployServiceRole", "ServerlessDeploymentApplication", "ServerlessHttpApi", "ServerlessRestApi"];

/// The resources that SAM makes for all APIs that share a usage plan.
const SHARED_PLAN: [&str; 3] = ["ServerlessApiKey", "ServerlessUsagePlan", "ServerlessUsagePlanKey"];

/// Macros that add no names of their own.
const NAMELESS: [&str; 4] = [
    "AWS::LanguageExtensions",
    "AWS::Serverless-2016-10-31",
    "AWS::CodeDeployBlueGreen",
    "AWS::SecretsManager-2020-07-23",
];

/// The names of what is made by modules and by SAM, as far as the text tells.
pub(super) struct Generated<'t> {
    /// Resources whose type is no text: what they make may have their own name.
    untyped: &'t IndexSet<LogicalId>,
    /// Resources in place of which others are made, named after them.
    makers: IndexSet<&'t str>,
    /// The names that stand for all that a loop makes whose collection is not known.
    stand_ins: Vec<&'t str>,
    /// The resources that SAM makes under names of its own; nothing where SAM does not run.
    by_sam: Option<BySam>,
}

/// The resources that SAM makes under names that do not begin with that of a resource of SAM's.
#[derive(Default)]
struct BySam {
    names: IndexSet<String>,
    /// The connectors of other resources: what they make is named after them.
    connectors: IndexSet<String>,
}

impl<'t> Generated<'t> {
    pub(super) fn by(template: &'t Template) -> Self {
        let is_maker = |resource: &Resource| {
            resource.type_name.ends_with("::MODULE") || resource.type_name.starts_with("AWS::Serverless::")
        };
        let makers = template.resources.iter().filter(|(_, resource)| is_maker(resource)).map(|(id, _)| id);
        let stand_ins = template.resources.keys().filter(|id| template.stand_in(id).is_some());
        Self {
            untyped: &template.untyped,
            makers: makers.chain(&template.untyped).map(LogicalId::as_str).collect(),
            stand_ins: stand_ins.map(LogicalId::as_str).take(MAX_STAND_INS).collect(),
            by_sam: is_sam(template).then(|| BySam::of(template)),
        }
    }

    /// Returns true if a resource of this name may be there once macros and modules have run.
    pub(super) fn may_have(&self, name: &LogicalId) -> bool {
        let own = self.untyped.contains(name);
        let name = name.as_str();
        let made_by_sam = self.by_sam.as_ref().is_some_and(|made| made.may_have(name));
        let mut beginnings = (0..name.len().min(LONGEST_NAME)).filter_map(|end| name.get(..end));
        let mut stand_ins = self.stand_ins.iter();
        own || made_by_sam
            || stand_ins.any(|stand_in| expand::matches(stand_in, name))
            || beginnings.any(|beginning| self.makers.contains(beginning))
    }
}

impl BySam {
    fn of(template: &Template) -> Self {
        let mut made = Self::default();
        let globals = template.globals.as_ref().and_then(|globals| globals.get("Api"));
        let apis =
            template.resources.values().filter(|resource| &*resource.type_name == "AWS::Serverless::Api");
        if apis.map(|api| &api.properties).chain(globals).any(shares_a_plan) {
            made.names.extend(SHARED_PLAN.map(str::to_owned));
        }
        for (id, resource) in &template.resources {
            if resource.type_name.starts_with("AWS::Serverless::") {
                made.names.extend(resource.properties.get("Events").into_iter().flat_map(queues));
            } else if let Some(connectors) = resource.attributes.get("Connectors").and_then(Expr::as_map) {
                let names = connectors.keys().filter(|name| id.as_str().len() + name.len() <= LONGEST_NAME);
                made.connectors.extend(names.map(|name| format!("{id}{name}")));
            }
        }
        made
    }

    fn may_have(&self, name: &str) -> bool {
        let mut beginnings = (0..=name.len().min(LONGEST_NAME)).filter_map(|end| name.get(..end));
        self.names.contains(name)
            || SAM.iter().any(|made| name.starts_with(made))
            || (!self.connectors.is_empty() && beginnings.any(|start| self.connectors.contains(start)))
    }
}

/// Returns true if an API may share its usage plan with others; what a function gives may say so.
fn shares_a_plan(api: &Expr) -> bool {
    let plan = api.get("Auth").and_then(|auth| auth.get("UsagePlan"));
    match plan.and_then(|plan| plan.get("CreateUsagePlan")) {
        Some(Expr::String(which)) => &**which == "SHARED",
        Some(Expr::Null) | None => false,
        Some(_) => true,
    }
}

/// The queues for what events could not hand on, where they are given names.
fn queues(events: &Expr) -> impl Iterator<Item = String> {
    events.as_map().into_iter().flat_map(IndexMap::values).filter_map(|event| {
        match event.get("Properties")?.get("DeadLetterConfig")?.get("QueueLogicalId")? {
            Expr::String(name) => Some(name.to_string()),
            _ => None,
        }
    })
}

/// Returns true if a macro that nobody knows may define names.
pub(super) fn macros_define_names(template: &Template) -> bool {
    template.transforms.iter().any(|name| !NAMELESS.contains(&&**name))
}

/// Returns true if the template is SAM's.
pub(super) fn is_sam(template: &Template) -> bool {
    template.transforms.iter().any(|name| name.starts_with("AWS::Serverless-"))
}
