//! The pipeline in ten lines: what the command line and the session both run.

use std::rc::Rc;

use crate::check;
use crate::diagnostic::{Diagnostic, Path};
use crate::eval::{self, Inputs, Secrets, Stack};
use crate::facts::TypeFacts;
use crate::graph::{self, ResourceGraph, Written};
use crate::layout::{self, Drawing, SansMetrics};
use crate::scene::{self, ComposeOptions, Ink, Link, LinkId, Scene};
use crate::sorting;
use crate::svg::{self, Figure, Mark};
use crate::template::{self, Template};
use crate::yaml::{Document, Text};

/// Whose pictures of services are in an SVG file.
pub const CREDIT: &str = "The pictures of AWS services are AWS Architecture Icons, \
                          © Amazon Web Services, Inc. or its affiliates, CC BY-ND 2.0, unmodified.";

/// A template that was read, and what does not depend on its parameters.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its text, as it was read.
    pub document: Rc<Document>,
    /// Whether the text is all that the file says; nothing may write a new one of a text that is not.
    pub is_whole: bool,
    /// What is written.
    pub template: Template,
    /// Who names whom.
    pub written: Rc<Written>,
    /// What was noticed, with positions.
    pub diagnostics: Vec<Diagnostic>,
}

/// One deployment of a template.
#[derive(Debug, Clone)]
pub struct Deployment {
    /// What would be made.
    pub stack: Stack,
    /// What was noticed, with positions.
    pub diagnostics: Vec<Diagnostic>,
}

/// What is drawn.
#[derive(Debug, Clone)]
pub struct Picture {
    /// A place for everything.
    pub drawing: Drawing,
    /// Its primitives.
    pub figure: Figure,
}

/// Reads a template.
///
/// # Errors
/// When nothing can be shown; at least one diagnostic.
pub fn read(text: Text) -> Result<Source, Vec<Diagnostic>> {
    let (encoded, is_whole) = (text.finding(), text.is_whole());
    let (document, report) = match template::read(text.as_str()) {
        Ok(read) => read,
        Err(why) => return Err(why.into_iter().chain(encoded).collect()),
    };
    let written = graph::written(&report.value);
    let mut diagnostics = report.diagnostics;
    diagnostics.extend(graph::circular(&graph::build(&written, &Stack::default())));
    let mut diagnostics = located(&document, &report.value, diagnostics);
    diagnostics.extend(encoded);
    sorting::by_key(&mut diagnostics, |found| found.position);
    let document = Rc::new(document);
    Ok(Source { document, is_whole, template: report.value, written, diagnostics })
}

/// Checks a template against the facts about resource types; what was noticed, with positions.
pub fn check(source: &Source, facts: &TypeFacts) -> Vec<Diagnostic> {
    located(&source.document, &source.template, check::check(&source.template, facts))
}

/// Evaluates a template under given inputs, for what others may see: secrets are named.
pub fn deploy(source: &Source, inputs: &Inputs) -> Deployment {
    deploy_with(source, inputs, Secrets::Named)
}

/// The same with secrets named or shown.
pub fn deploy_with(source: &Source, inputs: &Inputs, secrets: Secrets) -> Deployment {
    let report = eval::evaluate_with(&source.template, inputs, secrets);
    let mut diagnostics = report.diagnostics;
    for id in inputs.parameters.keys() {
        for problem in report.value.parameters.get(id).iter().flat_map(|parameter| &parameter.problems) {
            let path = Path::root().key("Parameters").key(id.as_str());
            let message = format!("the value given for `{id}` does not fit: {problem}");
            diagnostics.push(Diagnostic::error("X0101", path, message));
        }
    }
    let template = report.value.unrolled.as_deref().unwrap_or(&source.template);
    let diagnostics = located(&source.document, template, diagnostics);
    Deployment { stack: report.value, diagnostics }
}

/// The findings of several stages, by position, none twice.
pub fn merged<const N: usize>(stages: [&[Diagnostic]; N]) -> Vec<Diagnostic> {
    let mut all: Vec<Diagnostic> = Vec::new();
    for diagnostic in stages.into_iter().flatten() {
        if !all.contains(diagnostic) {
            all.push(diagnostic.clone());
        }
    }
    sorting::by_key(&mut all, |diagnostic| diagnostic.position);
    all
}

/// Who names and uses whom in one deployment.
pub fn graph(source: &Source, stack: &Stack) -> ResourceGraph {
    match &stack.unrolled {
        Some(template) => graph::build(&graph::written(template), stack),
        None => graph::build(&source.written, stack),
    }
}

/// What is drawn of one deployment, before anything has a place.
pub fn compose(source: &Source, stack: &Stack, options: &ComposeOptions) -> Scene {
    let template = stack.unrolled.as_deref().unwrap_or(&source.template);
    scene::compose(template, stack, &graph(source, stack), options)
}

/// Draws one deployment.
pub fn draw(source: &Source, stack: &Stack, options: &ComposeOptions) -> Picture {
    let drawing = layout::arrange(Rc::new(compose(source, stack, options)), &SansMetrics);
    let figure = svg::figure(&drawing);
    Picture { drawing, figure }
}

/// The positions of the links with these ids, and of those that start or end at nodes with these ids.
pub fn links_of(drawing: &Drawing, ids: &[&str]) -> Vec<usize> {
    let scene = &drawing.scene;
    let is_asked = |link: LinkId| ids.iter().any(|id| link.joins(id) || link.reads(id));
    let asked = |link: &Link| scene.link_id(link).is_some_and(is_asked);
    let links = scene.links.iter().enumerate().filter(|(_, link)| asked(link));
    links.map(|(index, _)| index).collect()
}

/// Writes on some links of a picture, by their positions, what they are labelled with, as far as there is room.
pub fn label_links(picture: &mut Picture, links: &[usize]) {
    for (index, text) in layout::label_links(&picture.drawing, links, &SansMetrics) {
        if let Some(link) = picture.drawing.links.get_mut(index) {
            link.label = Some(text);
        }
    }
    picture.figure = svg::figure(&picture.drawing);
}

/// The labels of some links of a drawing, by their positions, to be shown above it.
pub fn labels(drawing: &Drawing, links: &[usize]) -> Vec<Mark> {
    let placed = layout::label_links(drawing, links, &SansMetrics);
    let ink = |index: usize| drawing.scene.links.get(index).map_or(Ink::Black, |link| link.ink);
    placed.iter().flat_map(|(index, text)| svg::link_label(text, ink(*index))).collect()
}

/// Fills in where in the text each diagnostic is.
fn located(document: &Document, template: &Template, mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    template.point_to_text(&mut diagnostics);
    document.place(&mut diagnostics);
    diagnostics
}
