//! The short forms: `!GetAtt` is `Fn::GetAtt`.

/// Every function that has a short form, without `Fn::`; `Ref` and `Condition` have no prefix in either form.
pub(super) const FUNCTIONS: [&str; 28] = [
    "And",
    "Base64",
    "Cidr",
    "Condition",
    "Contains",
    "EachMemberEquals",
    "EachMemberIn",
    "Equals",
    "FindInMap",
    "ForEach",
    "GetAZs",
    "GetAtt",
    "GetStackOutput",
    "If",
    "ImportValue",
    "Join",
    "Length",
    "Not",
    "Or",
    "Ref",
    "RefAll",
    "Select",
    "Split",
    "Sub",
    "ToJsonString",
    "Transform",
    "ValueOf",
    "ValueOfAll",
];

/// YAML's tag without a name: whatever follows is what it would be without the tag.
pub(super) const NON_SPECIFIC: &str = "!";

/// The key that a tag stands for; `None` for a tag that CloudFormation does not know.
pub(super) fn long_form(tag: &str) -> Option<String> {
    match tag {
        "Ref" | "Condition" => Some(tag.to_owned()),
        _ if FUNCTIONS.contains(&tag) => Some(format!("Fn::{tag}")),
        // AWS's tool rain replaces its own directives before it sends a template.
        _ if tag.starts_with("Rain::") => Some(tag.to_owned()),
        _ => None,
    }
}
