//! What a command asks for: its words, and what the reader should know about them.

use std::rc::Rc;

use super::checks;
use super::json::{JsonWord, Plain};
use super::limits::{self, BODY_BYTES};
use super::link::encode;
use super::names::stack_name_problem;
use super::parameters::{local, parameters};
use super::regions;
use super::word::{Line, Secret, Word, is_hidden, line, visible};
use super::{Action, CommandOptions, Shell, capabilities, listed, main_output, missing_parameters};
use crate::eval::{Inputs, Stack};
use crate::template::{LogicalId, Template};

/// A command, before any shell's quoting.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Request {
    /// What it asks the reader for before it runs.
    pub secrets: Vec<Secret>,
    /// Its statements, each in lines of words; the program first.
    pub statements: Vec<Vec<Line>>,
    /// What is to be mended, a sentence each.
    pub problems: Vec<String>,
    /// What the reader should know, a sentence each.
    pub notes: Vec<String>,
    /// Whether it reads the options' parameter file.
    pub reads_file: bool,
}

/// The words of the command for one deployment.
pub(super) fn request(
    template: &Template,
    stack: &Stack,
    inputs: &Inputs,
    options: &CommandOptions,
) -> Request {
    let mut builder = Builder { options, lines: Vec::new(), request: Request::default() };
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
            builder.lines.push(line(["--query", "Stacks[0].Outputs"]));
            builder.lines.push(line(["--output", "table"]));
        }
    }
    builder.everywhere();
    builder.finish()
}

struct Builder<'a> {
    options: &'a CommandOptions,
    lines: Vec<Line>,
    request: Request,
}

impl Builder<'_> {
    /// What making or changing a stack takes besides its template and name.
    fn deployment(&mut self, template: &Template, stack: &Stack, inputs: &Inputs) {
        let options = self.options;
        if options.action == Action::CreateChangeSet {
            self.change_set_name();
            let kind = if options.change_set_makes_stack { "CREATE" } else { "UPDATE" };
            self.lines.push(line(["--change-set-type", kind]));
        }
        let parameters = parameters(template, inputs, options);
        self.lines.extend(parameters.lines);
        self.request.secrets = parameters.secrets;
        self.request.notes.extend(parameters.notes);
        self.request.reads_file = parameters.file;
        self.capabilities(template, stack);
        self.stack_options();
        self.problems(template, stack, inputs);
    }

    fn template(&mut self) {
        let options = self.options;
        let file = options.template_file.as_str();
        let large = options.template_bytes > BODY_BYTES;
        let bucket = options.bucket.as_deref();
        match &options.template_url {
            Some(url) if options.action != Action::Deploy => {
                self.request.problems.extend(checks::template_url_problem(url));
                self.lines.push(vec![Word::text("--template-url"), Word::text(url.as_str())]);
                return;
            }
            _ => {}
        }
        if options.action == Action::Deploy {
            // `deploy` opens the file itself; a leading hyphen would be an option.
            let here = if file.starts_with('-') { "./" } else { "" };
            self.lines.push(line(["--template-file", &format!("{here}{file}")]));
        } else if !large {
            self.lines.push(line(["--template-body", &format!("file://{}", local(file))]));
        }
        if large {
            let why = format!("the template has more than {BODY_BYTES} bytes, so it goes through a bucket");
            // The name that AWS's own examples use.
            let name = bucket.unwrap_or("amzn-s3-demo-bucket");
            self.request.problems.extend(checks::bucket_problem(name));
            if bucket.is_none() {
                self.request.problems.push(format!("The template has more than {BODY_BYTES} bytes: put the name of a bucket of yours in place of `{name}`."));
            }
            if options.action == Action::Deploy {
                self.lines.push(vec![Word::text("--s3-bucket"), Word::text(name).because(why)]);
            } else {
                let here = if file.starts_with('-') { "./" } else { "" };
                let target = format!("s3://{name}/{file}");
                let mut copy = vec![line(["aws", "s3", "cp", &format!("{here}{file}"), &target])];
                copy.extend(self.global_lines());
                self.request.statements.push(copy);
                let mut url = format!("https://{name}.s3.amazonaws.com/");
                encode(&mut url, file);
                self.lines.push(vec![Word::text("--template-url"), Word::text(url).because(why)]);
            }
        }
        let quoted = options.shell != Shell::Bash && (file.contains('"') || file.chars().any(is_hidden));
        if quoted || (file.contains(['$', '%']) && options.action != Action::Deploy) {
            self.request.problems.push(format!(
                "The shell or the AWS CLI may take the file name `{}` for something else: rename the file.",
                visible(file)
            ));
        }
    }

    fn stack_name(&mut self) {
        let name = self.options.stack_name.as_str();
        let loads =
            ["file://", "fileb://", "http://", "https://"].iter().any(|scheme| name.starts_with(scheme));
        let odd = name.is_empty() || name.starts_with('-') || loads || name.chars().any(is_hidden);
        let odd = odd || (self.options.shell != Shell::Bash && stack_name_problem(name).is_some());
        if odd && self.options.action != Action::Deploy {
            // No stack name that AWS takes; as JSON it still is what was typed, and nothing else.
            let mut json = JsonWord::new(Plain::for_shell(self.options.shell));
            json.raw("{\"StackName\":");
            json.string(name);
            json.raw("}");
            self.lines.push(vec![Word::text("--cli-input-json"), json.finish()]);
        } else {
            let usual = self.options.default_stack_name.as_str();
            let words = words("--stack-name", name);
            self.lines.push(if name == usual {
                words
            } else {
                chosen(words, &format!("the stack's name: {} instead of {}", visible(name), visible(usual)))
            });
        }
        self.request.problems.extend(stack_name_problem(name));
    }

    fn change_set_name(&mut self) {
        let name = self.options.change_set.as_str();
        self.lines.push(words("--change-set-name", name));
        self.request.problems.extend(checks::change_set_problem(name));
    }

    fn capabilities(&mut self, template: &Template, stack: &Stack) {
        let needed = capabilities(template, stack);
        if !needed.is_empty() {
            let mut words = line(["--capabilities"]);
            for capability in needed {
                words.push(Word::text(capability.name).because(capability.reason.clone()));
                self.request.notes.push(capability.reason);
            }
            self.lines.push(words);
        }
    }

    /// What the action takes of the reader's other wishes.
    fn stack_options(&mut self) {
        let options = self.options;
        if !options.tags.is_empty() {
            self.tags();
        }
        if options.action == Action::CreateStack {
            if let Some(choice) = options.on_failure {
                self.option("--on-failure", choice.name(), "what becomes of a stack that could not be made");
            }
            if let Some(minutes) = options.timeout_minutes {
                let why = "a stack that is not made by then, in minutes, counts as failed";
                self.option("--timeout-in-minutes", &minutes.to_string(), why);
            }
            if options.termination_protection {
                let why = "the stack cannot be deleted until its protection is taken off";
                self.lines.push(vec![Word::text("--enable-termination-protection").chosen(why)]);
            }
        }
        self.role();
        if !options.notification_arns.is_empty() {
            let mut words = line(["--notification-arns"]);
            let topic = |arn: &String| Word::text(arn.as_str()).chosen("a topic that hears about the stack");
            words.extend(options.notification_arns.iter().map(topic));
            self.lines.push(words);
            let arns = &options.notification_arns;
            self.request.problems.extend(arns.iter().filter_map(|arn| checks::topic_problem(arn)));
            self.request.problems.extend(checks::topics_problem(arns));
        }
    }

    fn tags(&mut self) {
        let options = self.options;
        let safe = |text: &str| {
            let plain = |c: char| c.is_ascii_alphanumeric() || "-._:/+@".contains(c);
            !text.is_empty() && text.chars().all(plain)
        };
        let deploy = options.action == Action::Deploy;
        if options.tags.iter().all(|(key, value)| safe(key) && safe(value)) {
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
            if [key, value].iter().any(|text| text.chars().any(is_hidden)) {
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
            self.option("--role-arn", role, "CloudFormation acts in this role, not with your own rights");
            self.request.problems.extend(checks::role_problem(role));
        }
    }

    fn output(&mut self, stack: &Stack) {
        self.stack_name();
        match self.options.output.as_ref().or_else(|| main_output(stack)) {
            Some(id) => {
                self.lines.push(line(["--query", &output_query(id)]));
                self.lines.push(line(["--output", "text"]));
            }
            None => {
                self.request
                    .notes
                    .push("The stack has no outputs: this shows all that is known about it.".into());
            }
        }
    }

    /// What every command of the AWS CLI takes.
    fn everywhere(&mut self) {
        let lines = self.global_lines();
        self.lines.extend(lines);
        let Self { options, request, .. } = self;
        request.problems.extend(options.region.as_deref().and_then(checks::region_problem));
        request.problems.extend(options.profile.as_deref().and_then(checks::profile_problem));
    }

    fn global_lines(&self) -> Vec<Line> {
        let wishes = [
            ("--region", &self.options.region, "this region, not that of your AWS CLI"),
            ("--profile", &self.options.profile, "this profile of your AWS CLI, not its default"),
        ];
        let line = |(name, value, why): &(&str, &Option<String>, &str)| {
            value.as_deref().map(|value| chosen(words(name, value), why))
        };
        wishes.iter().filter_map(line).collect()
    }

    /// An option that the reader chose, and why it is there.
    fn option(&mut self, name: &str, value: &str, why: &str) {
        self.lines.push(chosen(words(name, value), why));
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
            if !secret && value.chars().any(is_hidden) {
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
                inputs.region
            ));
        }
        self.request.notes.extend(regions::bound(stack, self.options.region.as_deref()));
    }

    fn finish(mut self) -> Request {
        self.request.statements.push(self.lines);
        self.request
    }
}

/// An option and its value; with `=`, a value that starts with a hyphen is no option of its own.
fn words(name: &str, value: &str) -> Line {
    if value.is_empty() || value.starts_with('-') {
        vec![Word::text(format!("{name}={value}"))]
    } else {
        line([name, value])
    }
}

/// A line whose value the reader chose.
fn chosen(mut line: Line, why: &str) -> Line {
    if let Some(value) = line.pop() {
        line.push(value.chosen(why));
    }
    line
}

fn tag_reason(key: &str, value: &str) -> String {
    format!("the tag {}: {}", visible(key), visible(value))
}

/// JMESPath for the value of one output.
fn output_query(id: &LogicalId) -> String {
    let key = id.as_str().replace('\\', "\\\\").replace('\'', "\\'");
    format!("Stacks[0].Outputs[?OutputKey=='{key}'].OutputValue")
}
