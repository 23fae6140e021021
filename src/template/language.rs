//! What the language of a template has: which extensions, and what is called like a function.

/// What the template's transforms add to the language.
#[derive(Clone, Copy)]
pub(super) struct Language {
    /// `AWS::LanguageExtensions`: functions where names stand, `Fn::Length`, `Fn::ToJsonString`, `DefaultValue`.
    pub(super) extensions: bool,
}

/// Whether a key names a function: CloudFormation's, or a directive of AWS's tool rain.
pub(super) fn is_function_name(key: &str) -> bool {
    key == "Ref" || key.starts_with("Fn::") || key.starts_with("Rain::")
}
