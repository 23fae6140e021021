//! What a template's author has told cfn-lint not to check: `Metadata/cfn-lint/config/ignore_checks`, of the
//! template or of a resource.

use std::rc::Rc;

use crate::diagnostic::{Diagnostic, Step};
use crate::maps::{IndexMap, IndexSet};
use crate::template::{Expr, Template};

/// Beginnings of codes that are not reported.
pub(super) struct Ignored {
    everywhere: IndexSet<Rc<str>>,
    in_resource: IndexMap<Rc<str>, IndexSet<Rc<str>>>,
}

impl Ignored {
    pub(super) fn of(template: &Template) -> Self {
        let in_resource = template.resources.iter().filter_map(|(id, resource)| {
            let codes = codes(resource.attributes.get("Metadata"));
            (!codes.is_empty()).then(|| (id.as_str().into(), codes))
        });
        Self { everywhere: codes(template.metadata.as_ref()), in_resource: in_resource.collect() }
    }

    pub(super) fn contains(&self, diagnostic: &Diagnostic) -> bool {
        let here = match diagnostic.path.steps() {
            [Step::Key(section), Step::Key(id), ..] if &**section == "Resources" => self.in_resource.get(id),
            _ => None,
        };
        let code = diagnostic.code;
        let beginnings = || (1..=code.len()).filter_map(|end| code.get(..end));
        let any_of = |codes: &IndexSet<Rc<str>>| beginnings().any(|beginning| codes.contains(beginning));
        any_of(&self.everywhere) || here.is_some_and(any_of)
    }
}

fn codes(metadata: Option<&Expr>) -> IndexSet<Rc<str>> {
    let config = metadata.and_then(|metadata| metadata.get("cfn-lint")?.get("config")?.get("ignore_checks"));
    let codes = config.and_then(Expr::as_list).into_iter().flatten().filter_map(Expr::as_text);
    codes.filter(|code| !code.is_empty()).cloned().collect()
}
