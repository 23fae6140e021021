//! What must hold for any text; the property tests and the fuzz target share it.

use std::sync::LazyLock;

use cfn_explorer::diagnostic::Diagnostic;
use cfn_explorer::eval::Inputs;
use cfn_explorer::facts::TypeFacts;
use cfn_explorer::pipeline;
use cfn_explorer::scene::ComposeOptions;

#[path = "../support/spans.rs"]
mod spans;

/// What the templates are checked against.
static FACTS: LazyLock<TypeFacts> =
    LazyLock::new(|| TypeFacts::parse(include_str!("../../data/type-facts.txt")));

/// Runs a text through the pipeline; false when it is refused.
///
/// # Panics
/// When a stage does, or when a finding has no place in the text.
pub fn survives(text: &str, what: &str) -> bool {
    match pipeline::read(text.into()) {
        Ok(source) => {
            spans::agree(&source.document, what);
            let deployment = pipeline::deploy(&source, &Inputs::default());
            inside(text, &source.diagnostics, what);
            inside(text, &deployment.diagnostics, what);
            inside(text, &pipeline::check(&source, &FACTS), what);
            pipeline::draw(&source, &deployment, &ComposeOptions::default());
            true
        }
        Err(diagnostics) => {
            assert!(!diagnostics.is_empty(), "{what}: refused without a reason");
            inside(text, &diagnostics, what);
            false
        }
    }
}

/// Every finding has a place in the text.
fn inside(text: &str, diagnostics: &[Diagnostic], what: &str) {
    let lines = text.split(['\n', '\r']).count() + 1;
    for found in diagnostics {
        let position = found.position.unwrap_or_else(|| panic!("{what}: no place for {found:?}"));
        assert!((1..=lines).contains(&position.line) && position.column >= 1, "{what}: {found:?}");
    }
}
