//! The command line: render, graph, command, check, evaluate, set, remove, add-rule.

mod args;
mod edit;
mod evaluate;
mod failure;
mod file;
mod folding;
mod images;
mod input;
mod links;
mod output;
mod printed_lines;
mod report;
mod usage;

use std::process::ExitCode;

use cfn_explorer::command::{self, Command};
use cfn_explorer::diagnostic::{Diagnostic, Path, Severity};
use cfn_explorer::eval::Inputs;
use cfn_explorer::facts::TypeFacts;
use cfn_explorer::svg::{self, SvgOptions};
use cfn_explorer::{export, graph, pipeline};

use args::{
    CheckArgs, CheckFormat, CommandArgs, GraphArgs, GraphFormat, Job, PrintArg, RenderArgs, RenderFormat,
};
use failure::{Failure, UNUSABLE};
use input::Template;
use printed_lines::PrintedLines;

/// The facts about resource types.
const TYPE_FACTS: &str = include_str!("../../../data/type-facts.txt");

/// `check` found errors.
const ERRORS: u8 = 1;
fn main() -> ExitCode {
    let args = match usage::arguments() {
        Ok(args) => args,
        Err(code) => return code,
    };
    let done = |()| ExitCode::SUCCESS;
    let result = match args.job {
        Job::Render(args) => render(&args).map(done),
        Job::Graph(args) => graph(&args).map(done),
        Job::Command(args) => command(&args).map(done),
        Job::Check(args) => check(&args),
        Job::Evaluate(args) => evaluate::evaluate(&args).map(done),
        Job::Set(args) => edit::set(&args).map(done),
        Job::Remove(args) => edit::remove(&args).map(done),
        Job::AddRule(args) => edit::add_rule(&args).map(done),
    };
    result.unwrap_or_else(Failure::end)
}

fn render(args: &RenderArgs) -> Result<(), Failure> {
    output::check_target(&args.template.template, args.output.as_deref())?;
    let template = Template::open(&args.template)?;
    let mut inputs = template.inputs(&args.inputs)?;
    inputs.stack_name.clone_from(&args.stack_name);
    let deployment = pipeline::deploy(&template.source, &inputs);
    template.warn(&deployment.diagnostics);
    folding::check(args, &template, &deployment)?;
    let mut picture = pipeline::draw(&template.source, &deployment, &args.compose_options());
    links::label(args, &mut picture)?;
    for note in &picture.drawing.scene.notes {
        PrintedLines::remark("note", &format!("{note}: that would be too much for a picture"), None).say();
    }
    let text = match args.format {
        RenderFormat::Svg => {
            let options = SvgOptions {
                theme: args.theme.into(),
                images: images::of(&picture.figure, args.icons.as_deref())?,
                credit: pipeline::CREDIT.to_owned(),
                ..SvgOptions::default()
            };
            svg::write(&picture.figure, &options)
        }
        RenderFormat::Json => output::json(&svg::report(&picture.drawing))?,
        RenderFormat::Drawio => export::write(&picture.drawing, export::Format::DrawIo),
        RenderFormat::Mermaid => export::write(&picture.drawing, export::Format::Mermaid),
        RenderFormat::Dot => export::write(&picture.drawing, export::Format::Dot),
        RenderFormat::D2 => export::write(&picture.drawing, export::Format::D2),
    };
    output::write(&text, args.output.as_deref())
}

fn graph(args: &GraphArgs) -> Result<(), Failure> {
    output::check_target(&args.template.template, args.output.as_deref())?;
    let template = Template::open(&args.template)?;
    template.warn(&[]);
    let graph = &pipeline::deploy(&template.source, &Inputs::default()).graph;
    let text = match args.format {
        GraphFormat::Json => output::json(&graph::document(graph))?,
        GraphFormat::Dot => graph::dot(graph),
        GraphFormat::Mermaid => graph::mermaid(graph),
    };
    output::write(&text, args.output.as_deref())
}

fn command(args: &CommandArgs) -> Result<(), Failure> {
    let template = Template::open(&args.template)?;
    template.warn(&[]);
    let mut options = args.options(&template.file, template.source.document.text().len());
    let is_error = |found: &&Diagnostic| found.severity == Severity::Error;
    options.template_errors = template.source.diagnostics.iter().filter(is_error).count();
    let mut inputs = template.inputs(&args.inputs)?;
    inputs.stack_name = Some(options.stack_name.clone());
    let stack = pipeline::deploy(&template.source, &inputs).stack;
    let written = &template.source.template;
    // The notes of a script are those of all its steps.
    let script = || command::script(written, &stack, &inputs, &options);
    let command = match args.print {
        PrintArg::Command => command::command(written, &stack, &inputs, &options),
        PrintArg::Script => script(),
        PrintArg::Steps => {
            let steps = command::steps(written, &stack, &inputs, &options);
            let texts: Vec<_> = steps.into_iter().map(|step| step.text).collect();
            Command { text: texts.join("\n\n"), parts: Vec::new(), ..script() }
        }
        PrintArg::ParameterFile => {
            let nothing = || Failure::Argument("no parameter was set that a file could hold".into(), None);
            let file = command::parameter_file(written, &inputs, &options).ok_or_else(nothing)?;
            return output::write(&file, None);
        }
        PrintArg::Link => {
            let nowhere = || Failure::Argument("a link needs --template-url with a URL of S3".into(), None);
            let link = command::quick_create_link(written, &inputs, &options).ok_or_else(nowhere)?;
            return output::write(&link, None);
        }
    };
    for (kind, sentences) in [("warning", &command.problems), ("note", &command.notes)] {
        sentences.iter().for_each(|sentence| PrintedLines::remark(kind, sentence, None).say());
    }
    output::write(&command.text, None)
}

fn check(args: &CheckArgs) -> Result<ExitCode, Failure> {
    let (name, findings, code) = match Template::open(&args.template) {
        Ok(template) => {
            let inputs = template.inputs(&args.inputs)?;
            let deployment = pipeline::deploy(&template.source, &inputs);
            let checked = pipeline::check(&template.source, &TypeFacts::parse(TYPE_FACTS));
            let findings =
                pipeline::merged([&template.source.diagnostics, &checked, &deployment.diagnostics]);
            let wrong = findings.iter().any(|found| found.severity == Severity::Error);
            (template.name, findings, if wrong { ERRORS.into() } else { ExitCode::SUCCESS })
        }
        Err(Failure::Unreadable(findings, name)) => (name, findings, UNUSABLE.into()),
        Err(Failure::Io(message, _)) if args.format == CheckFormat::Json => {
            let finding = Diagnostic::error("X0102", Path::root(), message);
            (String::new(), vec![finding], UNUSABLE.into())
        }
        Err(failure) => return Err(failure),
    };
    let text = match args.format {
        CheckFormat::Text => report::lines(&findings, &name).as_str().to_owned(),
        CheckFormat::Json => output::json(&report::document(&findings))?,
    };
    output::write(&text, None)?;
    Ok(code)
}
