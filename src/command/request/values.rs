//! Names that AWS gives rules to, which somebody may have typed otherwise: each is text in the command, or JSON where
//! text could mean something else, or, where a command has no room for JSON, what AWS refuses.

use super::super::carry::{option, region_stands, stands, stands_alone};
use super::super::json::{JsonWord, Plain};
use super::super::word::{CommandLine, Word, line};
use super::super::{Action, CommandOptions};
use super::{Builder, chosen};
use crate::hidden::visible;

/// A name, and where it goes.
pub(super) struct Named {
    /// The option of the AWS CLI.
    pub option: &'static str,
    /// Its name in the request.
    pub member: &'static str,
    /// The text in its place when the command has no room for it: nothing that AWS takes.
    pub placeholder: &'static str,
}

pub(super) const STACK: Named =
    Named { option: "--stack-name", member: "StackName", placeholder: "STACK_NAME" };
pub(super) const CHANGE_SET: Named =
    Named { option: "--change-set-name", member: "ChangeSetName", placeholder: "CHANGE_SET_NAME" };
pub(super) const ROLE: Named = Named { option: "--role-arn", member: "RoleARN", placeholder: "ROLE_ARN" };

/// A member of the request that stands in JSON.
pub(super) struct Member {
    name: &'static str,
    value: String,
    why: Option<String>,
}

impl Builder<'_> {
    /// A name of those, and why the reader chose it.
    pub(super) fn named(&mut self, named: &Named, value: &str, why: Option<String>) {
        let Named { option: name, member, placeholder } = *named;
        let (deploy, shell) = (self.options.action == Action::Deploy, self.options.shell);
        if stands_alone(value, shell) || (deploy && stands(value, shell)) {
            self.lines.push(with_reason(option(name, value), why));
        } else if deploy {
            self.lines.push(line([name, placeholder]));
            self.request.problems.push(in_place(value, placeholder));
        } else {
            self.member(member, value, why);
        }
    }

    /// A member of the request, whatever its value is.
    pub(super) fn member(&mut self, name: &'static str, value: &str, why: Option<String>) {
        self.members.push(Member { name, value: value.to_owned(), why });
    }

    /// The members that no option carries.
    pub(super) fn cli_input(&mut self) {
        let members = std::mem::take(&mut self.members);
        if members.is_empty() {
            return;
        }
        let mut json = JsonWord::new(Plain::for_shell(self.options.shell));
        for (i, Member { name, value, .. }) in members.iter().enumerate() {
            json.raw(if i == 0 { "{\"" } else { ",\"" });
            json.raw(name);
            json.raw("\":");
            json.string(value);
        }
        json.raw("}");
        let why: Vec<_> = members.into_iter().filter_map(|member| member.why).collect();
        let why = (!why.is_empty()).then(|| why.join("; "));
        self.lines.push(with_reason(vec![Word::text("--cli-input-json"), json.finish()], why));
    }

    /// A list of values: as text while all of them can be.
    pub(super) fn list(&mut self, option: &str, values: &[String], why: &str) {
        let mut words = line([option]);
        if values.iter().all(|value| stands_alone(value, self.options.shell)) {
            words.extend(values.iter().map(|value| Word::text(value.as_str()).chosen(why)));
        } else {
            let mut json = JsonWord::new(Plain::for_shell(self.options.shell));
            for (i, value) in values.iter().enumerate() {
                json.raw(if i == 0 { "[" } else { "," });
                json.string(value);
            }
            json.raw("]");
            words.push(json.finish().chosen(why));
        }
        self.lines.push(words);
    }
}

/// The options that every command of the AWS CLI takes, and what is to be mended about them.
pub(super) fn global(options: &CommandOptions) -> (Vec<CommandLine>, Vec<String>) {
    let CommandOptions { shell, region, profile, .. } = options;
    let (mut lines, mut problems) = (Vec::new(), Vec::new());
    let mut add = |name, value: &str, placeholder, stands, why| {
        let written = if stands { option(name, value) } else { line([name, placeholder]) };
        lines.push(chosen(written, why));
        if !stands {
            problems.push(in_place(value, placeholder));
        }
    };
    if let Some(region) = region {
        let why = "this region, not that of your AWS CLI";
        add("--region", region, "REGION", region_stands(region, *shell), why);
    }
    if let Some(profile) = profile {
        let why = "this profile of your AWS CLI, not its default";
        add("--profile", profile, "PROFILE", stands(profile, *shell), why);
    }
    (lines, problems)
}

fn in_place(value: &str, placeholder: &str) -> String {
    format!(
        "The shell or the AWS CLI may take `{}` for something else: the command has `{placeholder}` in its place.",
        visible(value)
    )
}

fn with_reason(line: CommandLine, why: Option<String>) -> CommandLine {
    match why {
        Some(why) => chosen(line, &why),
        None => line,
    }
}
