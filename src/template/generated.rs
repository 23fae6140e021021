//! Names that nothing in the text defines and that are good all the same: macros, modules and SAM make resources.

use super::{LogicalId, Template};

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

/// Whether a resource of this name may be there once macros and modules have run.
pub(super) fn may_exist(template: &Template, name: &LogicalId) -> bool {
    let name = name.as_str();
    let made_of = |id: &LogicalId| name.len() > id.as_str().len() && name.starts_with(id.as_str());
    let modules = template.resources.iter().filter(|(_, resource)| {
        resource.type_name.ends_with("::MODULE") || resource.type_name.starts_with("AWS::Serverless::")
    });
    template.untyped.iter().any(|id| made_of(id) || id.as_str() == name)
        || modules.into_iter().any(|(id, _)| made_of(id))
        || (is_sam(template) && SAM.iter().any(|made| name.starts_with(made)))
}

/// Whether a macro that nobody knows may define names.
pub(super) fn macros_define_names(template: &Template) -> bool {
    template.transforms.iter().any(|name| !NAMELESS.contains(&&**name))
}

/// Whether the template is SAM's.
pub(super) fn is_sam(template: &Template) -> bool {
    template.transforms.iter().any(|name| name.starts_with("AWS::Serverless-"))
}
