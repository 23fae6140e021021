//! What a template's author has told cfn-lint not to check: `Metadata/cfn-lint/config/ignore_checks`, of the
//! template or of a resource.

use std::rc::Rc;

use indexmap::IndexMap;

use crate::diagnostic::{Diagnostic, Step};
use crate::template::{Expr, Template};

/// Beginnings of codes that are not reported.
pub(super) struct Ignored {
    everywhere: Vec<Rc<str>>,
    in_resource: IndexMap<Rc<str>, Vec<Rc<str>>>,
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
        let mut codes = self.everywhere.iter().chain(here.into_iter().flatten());
        codes.any(|code| diagnostic.code.starts_with(&**code))
    }
}

fn codes(metadata: Option<&Expr>) -> Vec<Rc<str>> {
    let config = metadata.and_then(|metadata| metadata.get("cfn-lint")?.get("config")?.get("ignore_checks"));
    match config {
        Some(Expr::List(items)) => items
            .iter()
            .filter_map(|item| match item {
                Expr::String(code) if !code.is_empty() => Some(code.clone()),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}
