//! The form of the stack's options: what was typed, what that means for the command, and what is wrong with it.

#[cfg(test)]
mod tests;

use super::{Session, set};
use crate::command::{
    self, Action as CommandAction, CommandOptions, Express, OnFailure, PARAMETER_FILE, Shell, checks,
    is_in_s3,
};
use crate::eval::Inputs;
use crate::pipeline::runs::{Stage, ran};
use crate::template::{LogicalId, Template};

/// A field of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextField {
    /// `--region`.
    Region,
    /// `--profile`.
    Profile,
    /// `--role-arn`.
    Role,
    /// `--notification-arns`, with blanks or commas between them.
    Topics,
    /// `--timeout-in-minutes`.
    Timeout,
    /// `--change-set-name`.
    ChangeSet,
    /// The bucket for a template that is too large to be sent.
    Bucket,
}

/// An option that the reader set.
#[derive(Debug, Clone, PartialEq)]
pub enum Setting {
    /// A field of text; empty is the default.
    Text(TextField, String),
    /// The fate of a stack that could not be made.
    OnFailure(Option<OnFailure>),
    /// Express mode, where CloudFormation works in it.
    Express(Option<Express>),
    /// True if CloudFormation begins without looking for mistakes first.
    DisableValidation(bool),
    /// True if a change set also undoes what others changed.
    RevertDrift(bool),
    /// True if the stack cannot be deleted.
    TerminationProtection(bool),
    /// True if an update keeps the parameters that it does not name.
    UsePreviousValues(bool),
    /// True if a change set makes a stack.
    ChangeSetMakesStack(bool),
    /// True if the parameters stand in a file.
    ParameterFile(bool),
    /// True if AWS reads the template from its public URL.
    FromUrl(bool),
    /// True if the command is one line.
    OneLine(bool),
    /// The output to print; `None` is the main one.
    Output(Option<LogicalId>),
    /// One more tag.
    AddTag,
    /// The key of the tag at this position.
    TagKey(usize, String),
    /// Its value.
    TagValue(usize, String),
    /// One tag less.
    RemoveTag(usize),
}

/// The text that was typed where that is more than the options can hold.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Typed {
    region: String,
    topics: String,
    timeout: String,
    tags: Vec<(String, String)>,
}

/// The form as it is shown.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Form {
    /// Why AWS refuses the stack's name.
    pub name_problem: Option<String>,
    /// The fields of text, in the order to show them.
    pub fields: Vec<FieldView>,
    /// The tags, as typed.
    pub tags: Vec<TagView>,
    /// Why CloudFormation refuses the tags together.
    pub tags_problem: Option<String>,
    /// The number of options that differ from their defaults.
    pub set: usize,
    /// The remark about what becomes of a stack that could not be made.
    pub on_failure_help: &'static str,
    /// The remark about Express mode.
    pub express_help: &'static str,
    /// The remark about doing without validation.
    pub validation_help: &'static str,
    /// True if the change set can undo what others changed: it is for a stack that is there.
    pub can_revert: bool,
    /// True if an update can keep parameters: the action is one, and there are any.
    pub can_keep: bool,
    /// True if parameters are in a command of this action at all.
    pub has_parameters: bool,
    /// True if the template has a URL that AWS can read.
    pub has_url: bool,
}

/// A field of text as it is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldView {
    /// Which it is.
    pub field: TextField,
    /// Its name.
    pub label: &'static str,
    /// Its effect, and its value while it is empty.
    pub help: &'static str,
    /// Its content.
    pub text: String,
    /// Why AWS refuses that, a sentence each.
    pub problems: Vec<String>,
    /// True if the chosen action takes it.
    pub taken: bool,
}

/// A tag as it is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct TagView {
    /// Its key.
    pub key: String,
    /// Its value.
    pub value: String,
    /// Why CloudFormation refuses it; nothing while both are empty.
    pub problem: Option<String>,
}

impl Session {
    /// The form of the stack's options, for a template.
    pub(super) fn form_for(&self, template: &Template) -> Form {
        ran(Stage::Form);
        let options = &self.options;
        let action = options.action;
        let tags: Vec<TagView> = self.typed.tags.iter().map(tag).collect();
        let fields: Vec<FieldView> = self.shown_fields().map(|field| self.field(field)).collect();
        let flags = [
            options.on_failure.is_some(),
            options.express.is_some(),
            options.disable_validation,
            options.revert_drift,
            options.termination_protection,
            options.use_previous_values,
            options.parameter_file.is_some(),
            options.template_url.is_some(),
            options.one_line,
            options.shell != Shell::default(),
        ];
        let changes = action == CommandAction::CreateChangeSet && !options.change_set_makes_stack;
        let updates = action == CommandAction::UpdateStack || changes;
        let parameters = !template.parameters.is_empty();
        Form {
            name_problem: command::stack_name_problem(&options.stack_name),
            set: fields.iter().filter(|view| is_set(view)).count()
                + flags.iter().filter(|flag| **flag).count()
                + options.tags.len(),
            fields,
            tags,
            tags_problem: checks::tags_problem(&options.tags),
            on_failure_help: match options.express {
                _ if action != CommandAction::CreateStack => NOT_TAKEN,
                Some(_) => "In Express mode the choice below decides.",
                None => "",
            },
            express_help: match action {
                CommandAction::Deploy => "Not taken by `deploy`: creating, updating and change sets take it.",
                _ if action.takes_express() => {
                    "Complete once everything is configured, before all of it is ready."
                }
                _ => NOT_TAKEN,
            },
            validation_help: if action.takes_validation() { "" } else { NOT_TAKEN },
            can_revert: changes,
            can_keep: updates && parameters,
            has_parameters: action.makes_or_changes() && parameters,
            has_url: options.public_url.is_some(),
        }
    }

    /// Takes an option; whether that changed anything.
    pub(super) fn set_option(&mut self, setting: Setting) -> bool {
        match setting {
            Setting::Text(TextField::Region, text) => self.set_region(text),
            other => self.put(other) && self.renew(),
        }
    }

    /// The page's own region, or the reader's.
    pub(super) fn set_region(&mut self, text: String) -> bool {
        let region = Some(text.clone()).filter(|text| !text.is_empty());
        // While its name is being typed there is no such region, and nothing to know about it.
        let known = region.clone().filter(|region| checks::region_problem(region).is_none());
        let known = known.unwrap_or_else(|| Inputs::default().region);
        let evaluated = set(&mut self.inputs.region, known);
        let changed = set(&mut self.options.region, region) | set(&mut self.typed.region, text);
        (evaluated || changed) && self.renew()
    }

    /// Where the page says that the template is on the web.
    pub(super) fn set_url(&mut self, url: Option<String>) -> bool {
        let url = url.filter(|url| is_in_s3(url));
        if self.options.template_url.is_some() {
            self.options.template_url.clone_from(&url);
        }
        set(&mut self.options.public_url, url) && self.renew()
    }

    fn put(&mut self, setting: Setting) -> bool {
        let (options, typed) = (&mut self.options, &mut self.typed);
        match setting {
            Setting::Text(field, text) => return self.put_text(field, text),
            Setting::OnFailure(choice) => return set(&mut options.on_failure, choice),
            Setting::Express(choice) => return set(&mut options.express, choice),
            Setting::DisableValidation(on) => return set(&mut options.disable_validation, on),
            Setting::RevertDrift(on) => return set(&mut options.revert_drift, on),
            Setting::TerminationProtection(on) => return set(&mut options.termination_protection, on),
            Setting::UsePreviousValues(on) => return set(&mut options.use_previous_values, on),
            Setting::ChangeSetMakesStack(on) => return set(&mut options.change_set_makes_stack, on),
            Setting::OneLine(on) => return set(&mut options.one_line, on),
            Setting::Output(output) => return set(&mut options.output, output),
            Setting::ParameterFile(on) => {
                return set(&mut options.parameter_file, on.then(|| PARAMETER_FILE.to_owned()));
            }
            Setting::FromUrl(on) => {
                let url = options.public_url.clone().filter(|_| on);
                return set(&mut options.template_url, url);
            }
            Setting::AddTag => typed.tags.push(Default::default()),
            Setting::TagKey(at, text) => match typed.tags.get_mut(at) {
                Some((key, _)) => *key = text,
                None => return false,
            },
            Setting::TagValue(at, text) => match typed.tags.get_mut(at) {
                Some((_, value)) => *value = text,
                None => return false,
            },
            Setting::RemoveTag(at) if at < typed.tags.len() => drop(typed.tags.remove(at)),
            Setting::RemoveTag(_) => return false,
        }
        // A row that nobody has filled in is no tag.
        let filled = |(key, value): &&(String, String)| !key.is_empty() || !value.is_empty();
        options.tags = typed.tags.iter().filter(filled).cloned().collect();
        true
    }

    fn put_text(&mut self, field: TextField, text: String) -> bool {
        let (options, typed) = (&mut self.options, &mut self.typed);
        let some = Some(text.clone()).filter(|text| !text.is_empty());
        match field {
            TextField::Region => self.set_region(text),
            TextField::Profile => set(&mut options.profile, some),
            TextField::Role => set(&mut options.role_arn, some),
            TextField::ChangeSet => {
                let usual = || CommandOptions::default().change_set;
                set(&mut options.change_set, some.unwrap_or_else(usual))
            }
            TextField::Bucket => set(&mut options.bucket, some),
            TextField::Topics => {
                let between = |c: char| c.is_whitespace() || c == ',';
                options.notification_arns =
                    text.split(between).filter(|arn| !arn.is_empty()).map(str::to_owned).collect();
                set(&mut typed.topics, text)
            }
            TextField::Timeout => {
                // What is no number is not in the command, which says so.
                let minutes = Some(text.as_str()).filter(|text| !text.is_empty()).map(checks::timeout);
                options.mistakes = minutes.clone().and_then(Result::err).into_iter().collect();
                options.timeout_minutes = minutes.and_then(Result::ok);
                set(&mut typed.timeout, text)
            }
        }
    }

    fn shown_fields(&self) -> impl Iterator<Item = TextField> + use<> {
        let CommandOptions { action, template_bytes, .. } = self.options;
        let all = [
            (TextField::Bucket, command::needs_bucket(template_bytes)),
            (TextField::ChangeSet, action.names_change_set()),
            (TextField::Region, true),
            (TextField::Profile, true),
            (TextField::Role, true),
            (TextField::Topics, true),
            (TextField::Timeout, true),
        ];
        all.into_iter().filter(|(_, shown)| *shown).map(|(field, _)| field)
    }

    fn field(&self, field: TextField) -> FieldView {
        let options = &self.options;
        let (action, typed) = (options.action, &self.typed);
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let one = |text: &Option<String>, problem: fn(&str) -> Option<String>| {
            text.as_deref().and_then(problem).into_iter().collect::<Vec<_>>()
        };
        let arns = &options.notification_arns;
        let (label, help, text, problems, taken) = match field {
            TextField::Region => (
                "Region",
                "Of your AWS CLI while empty",
                typed.region.clone(),
                one(&options.region, checks::region_problem),
                true,
            ),
            TextField::Profile => (
                "Profile",
                "Of your AWS CLI; its default while empty",
                text(&options.profile),
                one(&options.profile, checks::profile_problem),
                true,
            ),
            TextField::Role => (
                "Role",
                "ARN of the role that CloudFormation acts in; your own rights while empty",
                text(&options.role_arn),
                one(&options.role_arn, checks::role_problem),
                action.makes_or_changes() || action == CommandAction::DeleteStack,
            ),
            TextField::Topics => (
                "Topics to notify",
                "ARNs of up to five SNS topics, with blanks between them",
                typed.topics.clone(),
                arns.iter()
                    .filter_map(|arn| checks::topic_problem(arn))
                    .chain(checks::topics_problem(arns))
                    .collect(),
                action.makes_or_changes(),
            ),
            TextField::Timeout => (
                "Timeout",
                "Minutes after which a stack that is not made has failed; none while empty",
                typed.timeout.clone(),
                Some(&typed.timeout)
                    .filter(|text| !text.is_empty())
                    .and_then(|text| checks::timeout(text).err())
                    .into_iter()
                    .collect(),
                action == CommandAction::CreateStack,
            ),
            TextField::ChangeSet => (
                "Change set",
                "Its name",
                options.change_set.clone(),
                checks::change_set_problem(&options.change_set).into_iter().collect(),
                true,
            ),
            TextField::Bucket => (
                "Bucket",
                "Of yours: the template is too large to be sent, so it is copied there first",
                text(&options.bucket),
                one(&options.bucket, checks::bucket_problem),
                true,
            ),
        };
        FieldView { field, label, help, text, problems, taken }
    }
}

fn tag((key, value): &(String, String)) -> TagView {
    let empty = key.is_empty() && value.is_empty();
    let problem = if empty { None } else { checks::tag_problem(key, value) };
    TagView { key: key.clone(), value: value.clone(), problem }
}

fn is_set(view: &FieldView) -> bool {
    match view.field {
        TextField::ChangeSet => view.text != CommandOptions::default().change_set,
        _ => !view.text.is_empty(),
    }
}

/// The remark beside what the chosen action does not take.
pub const NOT_TAKEN: &str = "Not taken by this action.";

/// The texts of a choice of Express mode, `None` for the default.
pub const EXPRESS: [(Option<Express>, &str); 3] = [
    (None, "Wait until everything is ready (the default)"),
    (Some(Express::Keep), "EXPRESS: do not wait, keep what fails"),
    (Some(Express::RollBack), "EXPRESS: do not wait, roll back what fails"),
];

/// The texts of a choice of what becomes of a stack that could not be made, `None` for the default.
pub const ON_FAILURE: [(Option<OnFailure>, &str); 4] = [
    (None, "Roll back (the default)"),
    (Some(OnFailure::Rollback), "ROLLBACK: delete what was made, keep the stack"),
    (Some(OnFailure::Delete), "DELETE: delete all of it"),
    (Some(OnFailure::DoNothing), "DO_NOTHING: keep what was made"),
];
