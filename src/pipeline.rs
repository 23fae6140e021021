//! The pipeline in ten lines: what the command line and the session both run.

mod readable;
pub(crate) mod runs;

use std::rc::Rc;

use crate::check;
use crate::diagnostic::{Diagnostic, Path};
use crate::eval::{self, Inputs, Secrets, Stack};
use crate::facts::TypeFacts;
use crate::graph::{self, ResourceGraph, Written};
use crate::layout::{self, Drawing, SansMetrics};
use crate::scene::{self, ComposeOptions, Ink, Link, LinkId, Scene, Unfolded};
use crate::sorting;
use crate::svg::{self, Figure, Mark};
use crate::template::{self, Template};
use crate::yaml::{Document, Text};

pub use readable::{
    AIR, Fitted, GROWTH, LEAST_TEXT, Room, draw_within, is_readable, least_scale, scale_at_fit,
};
use runs::{Stage, ran};

/// The credit for the pictures of services in an SVG file.
pub const CREDIT: &str = "The pictures of AWS services are AWS Architecture Icons, \
                          © Amazon Web Services, Inc. or its affiliates, CC BY-ND 2.0, unmodified.";

/// A template that was read, and what does not depend on its parameters.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its text, as it was read.
    pub document: Rc<Document>,
    /// The template as it is written.
    pub template: Template,
    /// Who names whom.
    pub written: Rc<Written>,
    /// The findings, with positions.
    pub diagnostics: Vec<Diagnostic>,
}

/// One deployment of a template.
#[derive(Debug, Clone)]
pub struct Deployment {
    /// The stack that would be made.
    pub stack: Rc<Stack>,
    /// Who names and uses whom in it.
    pub graph: Rc<ResourceGraph>,
    /// The findings, with positions.
    pub diagnostics: Vec<Diagnostic>,
}

/// A drawing and its figure.
#[derive(Debug, Clone)]
pub struct Picture {
    /// A place for everything.
    pub drawing: Rc<Drawing>,
    /// Its primitives.
    pub figure: Rc<Figure>,
}

/// Reads a template.
///
/// # Errors
/// When nothing can be shown; at least one diagnostic.
pub fn read(text: Text) -> Result<Source, Vec<Diagnostic>> {
    ran(Stage::Read);
    let encoded = text.finding();
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
    Ok(Source { document, template: report.value, written, diagnostics })
}

/// Checks a template against the facts about resource types; what was noticed, with positions.
pub fn check(source: &Source, facts: &TypeFacts) -> Vec<Diagnostic> {
    ran(Stage::Check);
    located(&source.document, &source.template, check::check(&source.template, facts))
}

/// Evaluates a template under given inputs, for what others may see: secrets are named.
pub fn deploy(source: &Source, inputs: &Inputs) -> Deployment {
    deploy_with(source, inputs, Secrets::Named)
}

/// The same with secrets named or shown.
pub fn deploy_with(source: &Source, inputs: &Inputs, secrets: Secrets) -> Deployment {
    let (stack, diagnostics) = evaluate(source, inputs, secrets);
    let graph = Rc::new(graph(source, &stack));
    Deployment { stack: Rc::new(stack), graph, diagnostics }
}

/// Evaluates a template under other inputs than before: what they do not change is shared.
pub fn redeploy(source: &Source, inputs: &Inputs, before: (&Inputs, &Rc<Deployment>)) -> Rc<Deployment> {
    let (old_inputs, old) = before;
    if old.stack.is_same_under(old_inputs, inputs) {
        if old.stack.region == inputs.region {
            return old.clone();
        }
        let stack = Stack { region: inputs.region.clone(), ..Stack::clone(&old.stack) };
        return Rc::new(Deployment { stack: Rc::new(stack), ..Deployment::clone(old) });
    }
    let (stack, diagnostics) = evaluate(source, inputs, Secrets::Named);
    if stack == *old.stack {
        return Rc::new(Deployment { diagnostics, ..Deployment::clone(old) });
    }
    let is_same = stack.resources == old.stack.resources
        && stack.conditions == old.stack.conditions
        && stack.unrolled == old.stack.unrolled;
    let graph = if is_same { old.graph.clone() } else { Rc::new(graph(source, &stack)) };
    Rc::new(Deployment { stack: Rc::new(stack), graph, diagnostics })
}

fn evaluate(source: &Source, inputs: &Inputs, secrets: Secrets) -> (Stack, Vec<Diagnostic>) {
    ran(Stage::Evaluate);
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
    (report.value, diagnostics)
}

fn graph(source: &Source, stack: &Stack) -> ResourceGraph {
    ran(Stage::Graph);
    match &stack.unrolled {
        Some(template) => graph::build(&graph::written(template), stack),
        None => graph::build(&source.written, stack),
    }
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

/// Returns what is drawn of one deployment, before anything has a place.
pub fn compose(source: &Source, deployment: &Deployment, options: &ComposeOptions) -> Scene {
    ran(Stage::Scene);
    let Deployment { stack, graph, .. } = deployment;
    scene::compose(stack.unrolled.as_deref().unwrap_or(&source.template), stack, graph, options)
}

fn compose_unfolded(source: &Source, deployment: &Deployment, options: &ComposeOptions) -> Unfolded {
    ran(Stage::Scene);
    let Deployment { stack, graph, .. } = deployment;
    let template = stack.unrolled.as_deref().unwrap_or(&source.template);
    scene::compose_unfolded(template, stack, graph, options)
}

/// Draws one deployment.
pub fn draw(source: &Source, deployment: &Deployment, options: &ComposeOptions) -> Picture {
    placed(Rc::new(compose(source, deployment, options)))
}

/// Draws one deployment where another was drawn before: a scene that has not changed is not placed anew.
pub fn redraw(
    source: &Source,
    deployment: &Deployment,
    options: &ComposeOptions,
    before: &Picture,
) -> Picture {
    let scene = compose(source, deployment, options);
    let old = &before.drawing;
    if scene == *old.scene {
        before.clone()
    } else if scene.is_but_for_details(&old.scene) {
        painted(Drawing { scene: Rc::new(scene), ..Drawing::clone(old) })
    } else {
        placed(Rc::new(scene))
    }
}

fn placed(scene: Rc<Scene>) -> Picture {
    ran(Stage::Layout);
    painted(layout::arrange(scene, &SansMetrics))
}

fn painted(drawing: Drawing) -> Picture {
    ran(Stage::Figure);
    let figure = Rc::new(svg::figure(&drawing));
    Picture { drawing: Rc::new(drawing), figure }
}

/// The positions of the links with these ids, and of those that start or end at nodes with these ids.
pub fn links_of(drawing: &Drawing, ids: &[&str]) -> Vec<usize> {
    let scene = &drawing.scene;
    let is_asked = |link: LinkId| ids.iter().any(|id| link.joins(id) || link.reads(id));
    let asked = |link: &Link| scene.link_id(link).is_some_and(is_asked);
    let links = scene.links.iter().enumerate().filter(|(_, link)| asked(link));
    links.map(|(index, _)| index).collect()
}

/// The picture with some links, by their positions, labelled with what they have, as far as there is room.
pub fn with_labels(picture: &Picture, links: &[usize]) -> Picture {
    let mut drawing = Drawing::clone(&picture.drawing);
    for (index, text) in layout::label_links(&picture.drawing, links, &SansMetrics) {
        if let Some(link) = drawing.links.get_mut(index) {
            link.label = Some(text);
        }
    }
    painted(drawing)
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
