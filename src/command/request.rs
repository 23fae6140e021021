//! What a command asks for: its words, and what the reader should know about them.

use super::json::{JsonWord, Plain};
use super::word::{Line, Secret, Word, is_hidden, line};
use super::{Action, CommandOptions, Shell, capabilities, listed, main_output, missing_parameters};
use super::{parameters::parameters, stack_name_problem};
use crate::eval::{Inputs, Stack};
use crate::template::{LogicalId, Template};

/// A command, before any shell's quoting.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Request {
    /// Its words; the program first.
    pub lines: Vec<Line>,
    /// What it asks the reader for before it runs.
    pub secrets: Vec<Secret>,
    /// What is to be mended, a sentence each.
    pub problems: Vec<String>,
    /// What the reader should know, a sentence each.
    pub notes: Vec<String>,
}

/// The words of the command for one deployment.
pub(super) fn request(
    template: &Template,
    stack: &Stack,
    inputs: &Inputs,
    options: &CommandOptions,
) -> Request {
    let mut request = Request::default();
    match options.action {
        Action::CreateStack => request.deploy("create-stack", template, stack, inputs, options),
        Action::UpdateStack => request.deploy("update-stack", template, stack, inputs, options),
        Action::Outputs => request.outputs(stack, options),
    }
    request.global("--region", options.region.as_deref());
    request.global("--profile", options.profile.as_deref());
    request.problems.extend(stack_name_problem(&options.stack_name));
    request
}

impl Request {
    fn deploy(
        &mut self,
        verb: &str,
        template: &Template,
        stack: &Stack,
        inputs: &Inputs,
        options: &CommandOptions,
    ) {
        self.lines.push(line(["aws", "cloudformation", verb]));
        self.template_body(&options.template_file);
        self.stack_name(options);
        let (lines, secrets) = parameters(template, inputs, options.shell);
        self.lines.extend(lines);
        for secret in &secrets {
            self.notes.push(format!("The command asks for `{}`: its value is a secret.", secret.prompt));
        }
        self.secrets = secrets;
        let needed = capabilities(template, stack);
        if !needed.is_empty() {
            let mut words = line(["--capabilities"]);
            words.extend(needed.iter().map(|capability| Word::text(capability.name)));
            self.lines.push(words);
            self.notes.extend(needed.into_iter().map(|capability| capability.reason));
        }
        self.parameter_problems(template, stack, inputs);
    }

    fn outputs(&mut self, stack: &Stack, options: &CommandOptions) {
        self.lines.push(line(["aws", "cloudformation", "describe-stacks"]));
        self.stack_name(options);
        match main_output(stack) {
            Some(id) => {
                self.lines.push(line(["--query", &output_query(id)]));
                self.lines.push(line(["--output", "text"]));
            }
            None => {
                self.notes.push("The stack has no outputs: this shows all that is known about it.".into())
            }
        }
    }

    fn template_body(&mut self, file: &str) {
        // The AWS CLI expands `~` at the start of a file's name.
        let here = if file.starts_with('~') { "./" } else { "" };
        self.lines.push(line(["--template-body", &format!("file://{here}{file}")]));
        if file.contains(['$', '%']) {
            self.problems.push(format!(
                "The AWS CLI may read a variable in the file name `{}`: rename the file.",
                visible(file)
            ));
        }
    }

    fn stack_name(&mut self, options: &CommandOptions) {
        let name = options.stack_name.as_str();
        let loads =
            ["file://", "fileb://", "http://", "https://"].iter().any(|scheme| name.starts_with(scheme));
        if name.is_empty() || name.starts_with('-') || loads || name.chars().any(is_hidden) {
            // No stack name that AWS takes; as JSON it still is what was typed, and nothing else.
            let mut json = JsonWord::new(match options.shell {
                Shell::Bash => Plain::Ascii,
                Shell::PowerShell | Shell::Cmd => Plain::Narrow,
            });
            json.raw("{\"StackName\":");
            json.string(name);
            json.raw("}");
            self.lines.push(vec![Word::text("--cli-input-json"), json.finish()]);
        } else {
            self.lines.push(line(["--stack-name", name]));
        }
    }

    fn global(&mut self, option: &str, value: Option<&str>) {
        let Some(value) = value else { return };
        // With `=`, a value that starts with a hyphen is no option of its own.
        if value.is_empty() || value.starts_with('-') {
            self.lines.push(vec![Word::text(format!("{option}={value}"))]);
        } else {
            self.lines.push(line([option, value]));
        }
        let odd = |c: char| !c.is_ascii_alphanumeric() && c != '-';
        if option == "--region" && (value.is_empty() || value.contains(odd)) {
            self.problems.push(format!("No region is called `{}`.", visible(value)));
        } else if value.is_empty() || value.chars().any(is_hidden) {
            self.problems.push(format!("No profile is called `{}`.", visible(value)));
        }
    }

    fn parameter_problems(&mut self, template: &Template, stack: &Stack, inputs: &Inputs) {
        let missing: Vec<_> = missing_parameters(template, inputs).map(|id| id.as_str().into()).collect();
        if !missing.is_empty() {
            let verb = if missing.len() == 1 { "has" } else { "have" };
            self.problems.push(format!("{} {verb} no default: fill in a value.", listed(&missing)));
        }
        for (id, parameter) in &stack.parameters {
            if inputs.parameters.contains_key(id) {
                self.problems.extend(parameter.problems.iter().map(|problem| format!("`{id}`: {problem}")));
            }
        }
        for (id, value) in &inputs.parameters {
            if template.parameters.contains_key(id) && value.chars().any(is_hidden) {
                self.notes.push(format!(
                    "`{id}` has characters that cannot be seen: `{}`. They are escaped in the command.",
                    visible(value)
                ));
            }
        }
    }
}

/// JMESPath for the value of one output.
fn output_query(id: &LogicalId) -> String {
    let key = id.as_str().replace('\\', "\\\\").replace('\'', "\\'");
    format!("Stacks[0].Outputs[?OutputKey=='{key}'].OutputValue")
}

/// Text with what cannot be seen written out.
fn visible(text: &str) -> String {
    let mut shown = String::new();
    for c in text.chars() {
        if is_hidden(c) {
            shown.push_str(&c.escape_unicode().to_string());
        } else {
            shown.push(c);
        }
    }
    shown
}
