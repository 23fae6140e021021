//! What a command asks for: its words, and what the reader should know about them.

mod modes;
mod template;
mod values;

use std::rc::Rc;

use super::capabilities::of_nested;
use super::carry::{is_plain_key, stands_alone};
use super::checks;
use super::json::{JsonWord, Plain};
use super::limits;
use super::parameters::parameters;
use super::regions;
use super::shell::secrets_problem;
use super::stack_name::stack_name_problem;
use super::word::{CommandLine, Request, Word, line};
use super::{Action, CommandOptions, capabilities, listed, main_output, missing_parameters};
use crate::eval::{Inputs, Stack};
use crate::hidden::{has_hidden, is_plain, visible};
use crate::template::Template;
use values::{CHANGE_SET, Member, ROLE, STACK};

/// The words of the command for one deployment.
pub(super) fn request(
    template: &Template,
    stack: &Stack,
    inputs: &Inputs,
    options: &CommandOptions,
) -> Request {
    let mut builder =
        Builder { options, lines: Vec::new(), members: Vec::new(), request: Request::default() };
    let mut first = line(["aws", "cloudformation"]);
    first.extend(options.action.words().iter().copied().map(Word::text));
    builder.lines.push(first);
    match options.action {
        Action::CreateStack | Action::UpdateStack | Action::Deploy | Action::CreateChangeSet => {
            builder.template();
            builder.stack_name();
            builder.deployment(template, stack, inputs);
        }
        Action::DescribeChangeSet | Action::ExecuteChangeSet | Action::WaitForChangeSet => {
            builder.stack_name();
            builder.change_set_name();
        }
        Action::DeleteStack => {
            builder.stack_name();
            builder.role();
            builder.express();
            builder
                .request
                .notes
                .push("Deletes the stack and, unless they are retained, its resources.".into());
        }
        Action::ValidateTemplate => builder.template(),
        Action::WaitForCreate | Action::WaitForUpdate | Action::WaitForDelete => builder.stack_name(),
        Action::Outputs => builder.output(stack),
        Action::AllOutputs => {
            builder.stack_name();
            builder.all_outputs();
        }
        Action::FailedEvents => {
            builder.stack_name();
            builder.lines.push(line(["--filters", "FailedEvents=true"]));
        }
    }
    builder.everywhere();
    builder.finish()
}

struct Builder<'a> {
    options: &'a CommandOptions,
    lines: Vec<CommandLine>,
    /// The members of the request's JSON.
    members: Vec<Member>,
    request: Request,
}

impl Builder<'_> {
    /// Adds what making or changing a stack takes besides its template and name.
    fn deployment(&mut self, template: &Template, stack: &Stack, inputs: &Inputs) {
        let options = self.options;
        if options.action == Action::CreateChangeSet {
            self.change_set_name();
            let kind = if options.change_set_makes_stack { "CREATE" } else { "UPDATE" };
            self.lines.push(line(["--change-set-type", kind]));
            self.drift();
        }
        let parameters = parameters(template, inputs, options);
        self.lines.extend(parameters.lines);
        self.request.problems.extend(secrets_problem(parameters.secrets.len(), options.shell));
        self.request.secrets = parameters.secrets;
        self.request.notes.extend(parameters.notes);
        self.request.reads_file = parameters.file;
        self.capabilities(template, stack);
        self.stack_options();
        self.problems(template, stack, inputs);
    }

    fn stack_name(&mut self) {
        let CommandOptions { stack_name: name, default_stack_name: usual, .. } = self.options;
        let why = (name != usual)
            .then(|| format!("the stack's name: {} instead of {}", visible(name), visible(usual)));
        self.named(&STACK, name, why);
        self.request.problems.extend(stack_name_problem(name));
    }

    fn change_set_name(&mut self) {
        let name = self.options.change_set.as_str();
        self.named(&CHANGE_SET, name, None);
        self.request.problems.extend(checks::change_set_problem(name));
    }

    fn capabilities(&mut self, template: &Template, stack: &Stack) {
        let needed = capabilities(template, stack);
        let of_nested = of_nested(stack, &needed);
        if !needed.is_empty() {
            let mut words = line(["--capabilities"]);
            for capability in needed {
                words.push(Word::text(capability.name).because(capability.reason.clone()));
                self.request.notes.push(capability.reason);
            }
            self.lines.push(words);
        }
        self.request.notes.extend(of_nested);
    }

    /// Adds the reader's other wishes, as far as the action takes them.
    fn stack_options(&mut self) {
        let options = self.options;
        if !options.tags.is_empty() {
            self.tags();
        }
        if options.action == Action::CreateStack {
            self.on_failure();
            if let Some(minutes) = options.timeout_minutes {
                let why = "a stack that is not made by then, in minutes, counts as failed";
                self.option("--timeout-in-minutes", &minutes.to_string(), why);
            }
            if options.termination_protection {
                let why = "the stack cannot be deleted until its protection is taken off";
                self.lines.push(vec![Word::text("--enable-termination-protection").chosen(why)]);
            }
        }
        self.express();
        self.validation();
        self.role();
        if !options.notification_arns.is_empty() {
            let why = "a topic that hears about the stack";
            self.list("--notification-arns", &options.notification_arns, why);
            let arns = &options.notification_arns;
            self.request.problems.extend(arns.iter().filter_map(|arn| checks::topic_problem(arn)));
            self.request.problems.extend(checks::topics_problem(arns));
        }
    }

    fn tags(&mut self) {
        let options = self.options;
        let safe = |text: &str| !text.is_empty() && is_plain(text, "-._:/+@");
        let deploy = options.action == Action::Deploy;
        // The word begins with the key there, which must be no option and no file to load.
        let begins = |key: &str| !deploy || stands_alone(key, options.shell);
        if options.tags.iter().all(|(key, value)| safe(key) && safe(value) && begins(key)) {
            self.lines.push(line(["--tags"]));
            for (key, value) in &options.tags {
                let text = if deploy { format!("{key}={value}") } else { format!("Key={key},Value={value}") };
                self.lines.push(vec![Word::text(text).chosen(tag_reason(key, value))]);
            }
        } else {
            let mut json = JsonWord::new(Plain::for_shell(options.shell));
            for (i, (key, value)) in options.tags.iter().enumerate() {
                json.raw(if i == 0 { "[" } else { "," });
                if deploy {
                    json.string(&format!("{key}={value}"));
                } else {
                    json.raw("{\"Key\":");
                    json.string(key);
                    json.raw(",\"Value\":");
                    json.string(value);
                    json.raw("}");
                }
            }
            json.raw("]");
            let why: Vec<_> = options.tags.iter().map(|(key, value)| tag_reason(key, value)).collect();
            self.lines.push(vec![Word::text("--tags"), json.finish().chosen(why.join("; "))]);
        }
        self.request.problems.extend(checks::tags_problem(&options.tags));
        for (key, value) in &options.tags {
            if [key, value].iter().any(|text| has_hidden(text)) {
                self.request.notes.push(format!(
                    "The tag `{}` has characters that cannot be seen: `{}`. They are escaped in the command.",
                    visible(key),
                    visible(value)
                ));
            }
            if let Some(problem) = checks::tag_problem(key, value) {
                self.request.problems.push(problem);
            } else if deploy && key.contains('=') {
                self.request
                    .problems
                    .push(format!("`deploy` cannot set the tag `{}`: its key has a `=`.", visible(key)));
            }
        }
    }

    fn role(&mut self) {
        if let Some(role) = self.options.role_arn.as_deref() {
            let why = "CloudFormation acts in this role, not with your own rights";
            self.named(&ROLE, role, Some(why.into()));
            self.request.problems.extend(checks::role_problem(role));
        }
    }

    fn output(&mut self, stack: &Stack) {
        self.stack_name();
        match self.options.output.as_ref().or_else(|| main_output(stack)) {
            Some(id) if is_plain_key(id.as_str()) => {
                let query = format!("Stacks[0].Outputs[?OutputKey=='{id}'].OutputValue");
                self.lines.push(line(["--query", &query]));
                self.lines.push(line(["--output", "text"]));
            }
            Some(id) => {
                self.request.problems.push(format!(
                    "No output is called `{}`: their names have letters and digits only. The command prints all outputs.",
                    visible(id.as_str())
                ));
                self.all_outputs();
            }
            None => {
                self.request
                    .notes
                    .push("The stack has no outputs: this shows all that is known about it.".into());
            }
        }
    }

    fn all_outputs(&mut self) {
        self.lines.push(line(["--query", "Stacks[0].Outputs"]));
        self.lines.push(line(["--output", "table"]));
    }

    /// Adds what every command of the AWS CLI takes.
    fn everywhere(&mut self) {
        self.cli_input();
        let (lines, problems) = values::global(self.options);
        self.lines.extend(lines);
        let Self { options, request, .. } = self;
        request.problems.extend(options.region.as_deref().and_then(regions::region_problem));
        request.problems.extend(options.profile.as_deref().and_then(checks::profile_problem));
        request.problems.extend(problems);
    }

    /// An option that the reader chose, and why it is there.
    fn option(&mut self, name: &str, value: &str, why: &str) {
        self.lines.push(chosen(line([name, value]), why));
    }

    fn problems(&mut self, template: &Template, stack: &Stack, inputs: &Inputs) {
        match self.options.template_errors {
            0 => {}
            1 => self.request.problems.push("The template has an error for which AWS may refuse it.".into()),
            more => {
                self.request
                    .problems
                    .push(format!("The template has {more} errors for which AWS may refuse it."));
            }
        }
        if template.has_aliases {
            self.request.problems.push(
                "CloudFormation refuses the aliases and merge keys of the template: `aws cloudformation package` writes one without them."
                    .into(),
            );
        }
        let missing: Vec<Rc<str>> =
            missing_parameters(template, inputs).map(|id| id.as_str().into()).collect();
        let previous = self.options.use_previous_values && self.options.action != Action::CreateStack;
        if !missing.is_empty() && !previous {
            let verb = if missing.len() == 1 { "has" } else { "have" };
            self.request.problems.push(format!("{} {verb} no default: fill in a value.", listed(&missing)));
        }
        for (id, parameter) in &stack.parameters {
            if !inputs.parameters.contains_key(id) {
                continue;
            }
            if template.parameters.get(id).is_none_or(|parameter| parameter.no_echo) {
                // Nothing about a secret's value, not even what is wrong with what was typed; it is asked for again.
                continue;
            }
            let problems = parameter.problems.iter().map(|problem| format!("`{id}`: {problem}."));
            self.request.problems.extend(problems);
        }
        for (id, value) in &inputs.parameters {
            let secret = template.parameters.get(id).is_none_or(|parameter| parameter.no_echo);
            if !secret && has_hidden(value) {
                self.request.notes.push(format!(
                    "`{id}` has characters that cannot be seen: `{}`. They are escaped in the command.",
                    visible(value)
                ));
            }
        }
        let limits = limits::of_deployment(template, stack, self.options.template_bytes);
        self.request.problems.extend(limits);
        self.request.problems.extend(self.options.mistakes.iter().cloned());
        if self.options.region.is_none() && regions::matter(template) {
            self.request.notes.push(format!(
                "The picture shows {}: parts of the template depend on the region. The command uses that of your AWS CLI.",
                visible(&inputs.region)
            ));
        }
        self.request.notes.extend(regions::bound(stack, self.options.region.as_deref()));
    }

    fn finish(mut self) -> Request {
        self.request.statements.push(self.lines);
        self.request
    }
}

/// A line whose value the reader chose.
fn chosen(mut line: CommandLine, why: &str) -> CommandLine {
    if let Some(value) = line.pop() {
        line.push(value.chosen(why));
    }
    line
}

fn tag_reason(key: &str, value: &str) -> String {
    format!("the tag {}: {}", visible(key), visible(value))
}
