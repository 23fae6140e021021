//! What the language of a template has: which extensions, and what is called like a function.

/// The additions of the template's transforms to the language.
#[derive(Clone, Copy)]
pub(super) struct Language {
    /// `AWS::LanguageExtensions`: functions where names stand, `Fn::Length`, `Fn::ToJsonString`, `DefaultValue`.
    pub(super) extensions: bool,
}

/// Returns true if a key names a function: CloudFormation's, or a directive of AWS's tool rain.
pub(super) fn is_function_name(key: &str) -> bool {
    key == "Ref" || key.starts_with("Fn::") || key.starts_with("Rain::")
}
