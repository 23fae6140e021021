//! Names that nothing in the text defines and that are good all the same: macros, modules and SAM make resources.

use std::collections::HashSet;

use indexmap::IndexSet;

use super::{LogicalId, Resource, Template, expand};

/// The longest logical ID, in bytes.
const LONGEST_NAME: usize = 255;

/// How many names with holes others are held against.
const MAX_STAND_INS: usize = 500;

/// What SAM makes for a whole template.
const SAM: [&str; 4] =
    ["CodeDeployServiceRole", "ServerlessDeploymentApplication", "ServerlessHttpApi", "ServerlessRestApi"];

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
    makers: HashSet<&'t str>,
    /// What stands for all that a loop makes whose collection is not known.
    stand_ins: Vec<&'t str>,
    is_sam: bool,
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
            is_sam: is_sam(template),
        }
    }

    /// Whether a resource of this name may be there once macros and modules have run.
    pub(super) fn may_have(&self, name: &LogicalId) -> bool {
        let own = self.untyped.contains(name);
        let name = name.as_str();
        let mut beginnings = (0..name.len().min(LONGEST_NAME)).filter_map(|end| name.get(..end));
        let mut stand_ins = self.stand_ins.iter();
        own || stand_ins.any(|stand_in| expand::matches(stand_in, name))
            || beginnings.any(|beginning| self.makers.contains(beginning))
            || (self.is_sam && SAM.iter().any(|made| name.starts_with(made)))
    }
}

/// Whether a macro that nobody knows may define names.
pub(super) fn macros_define_names(template: &Template) -> bool {
    template.transforms.iter().any(|name| !NAMELESS.contains(&&**name))
}

/// Whether the template is SAM's.
pub(super) fn is_sam(template: &Template) -> bool {
    template.transforms.iter().any(|name| name.starts_with("AWS::Serverless-"))
}
