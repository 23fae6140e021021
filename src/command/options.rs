//! What the reader wants to do, and how.

use crate::template::LogicalId;

use super::{DEFAULT_STACK_NAME, TEMPLATE_FILE};

/// The reader's wishes for a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandOptions {
    /// The action of the command.
    pub action: Action,
    /// The shell that it is for.
    pub shell: Shell,
    /// Everything in one line, where the shell can.
    pub one_line: bool,
    /// The stack's name.
    pub stack_name: String,
    /// Its name where the reader chose none.
    pub default_stack_name: String,
    /// The template's file name, for `file://`.
    pub template_file: String,
    /// The template's size; above 51,200 bytes it has to go through a bucket.
    pub template_bytes: usize,
    /// The number of errors in the template, for which AWS may refuse it.
    pub template_errors: usize,
    /// Where the template is on the web, for `--template-url` instead of the file.
    pub template_url: Option<String>,
    /// Where the template is on the web, for links; the command takes the file all the same.
    pub public_url: Option<String>,
    /// The bucket that a template goes through when it is too large to be sent.
    pub bucket: Option<String>,
    /// `--region`, when the reader chose one.
    pub region: Option<String>,
    /// `--profile`.
    pub profile: Option<String>,
    /// `--tags`: keys and values, in order.
    pub tags: Vec<(String, String)>,
    /// `--on-failure`; CloudFormation rolls back when nobody says.
    pub on_failure: Option<OnFailure>,
    /// `--enable-termination-protection`.
    pub termination_protection: bool,
    /// `--role-arn`: the role that CloudFormation acts in.
    pub role_arn: Option<String>,
    /// `--notification-arns`: topics that hear about the stack.
    pub notification_arns: Vec<String>,
    /// `--timeout-in-minutes`.
    pub timeout_minutes: Option<u32>,
    /// `--deployment-config`: whether CloudFormation works in Express mode.
    pub express: Option<Express>,
    /// `--disable-validation`: CloudFormation begins without having looked for mistakes first.
    pub disable_validation: bool,
    /// Input that no command can carry, and that is left out: a sentence each.
    pub mistakes: Vec<String>,
    /// The name of a change set.
    pub change_set: String,
    /// True if a change set makes a stack, or changes one that is there.
    pub change_set_makes_stack: bool,
    /// `--deployment-mode REVERT_DRIFT`: a change set for a stack that is there also undoes what others changed about its
    /// resources.
    pub revert_drift: bool,
    /// True if an update keeps what it does not name as it is, instead of going back to the template's defaults.
    pub use_previous_values: bool,
    /// The file that holds the parameters, instead of the command itself.
    pub parameter_file: Option<String>,
    /// The output to print; `None` is the main one.
    pub output: Option<LogicalId>,
}

/// The actions of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Action {
    /// `create-stack`.
    #[default]
    CreateStack,
    /// `update-stack`.
    UpdateStack,
    /// `deploy`: creates or updates, and waits.
    Deploy,
    /// `create-change-set`.
    CreateChangeSet,
    /// `describe-change-set`.
    DescribeChangeSet,
    /// `execute-change-set`.
    ExecuteChangeSet,
    /// `delete-stack`.
    DeleteStack,
    /// `validate-template`.
    ValidateTemplate,
    /// `wait stack-create-complete`.
    WaitForCreate,
    /// `wait stack-update-complete`.
    WaitForUpdate,
    /// `wait stack-delete-complete`.
    WaitForDelete,
    /// `wait change-set-create-complete`.
    WaitForChangeSet,
    /// `describe-stacks`, printing one output.
    Outputs,
    /// `describe-stacks`, printing all outputs.
    AllOutputs,
    /// `describe-events`, showing what failed.
    FailedEvents,
}

/// The fate of a stack that could not be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnFailure {
    /// The resources that were made stay, to be looked at.
    DoNothing,
    /// The resources that were made are deleted, the failed stack stays.
    Rollback,
    /// All of it is deleted.
    Delete,
}

/// The fate of what fails in Express mode, where a stack is complete once everything is configured, not ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Express {
    /// All that was made or changed stays, the mode's own default.
    Keep,
    /// It is rolled back, as outside of this mode.
    RollBack,
}

/// A shell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shell {
    /// bash, zsh and other POSIX shells.
    #[default]
    Bash,
    /// PowerShell, 5 and 7.
    PowerShell,
    /// cmd.exe.
    Cmd,
}

impl Default for CommandOptions {
    fn default() -> Self {
        Self {
            action: Action::default(),
            shell: Shell::default(),
            one_line: false,
            stack_name: DEFAULT_STACK_NAME.into(),
            default_stack_name: DEFAULT_STACK_NAME.into(),
            template_file: TEMPLATE_FILE.into(),
            template_bytes: 0,
            template_errors: 0,
            template_url: None,
            public_url: None,
            bucket: None,
            region: None,
            profile: None,
            tags: Vec::new(),
            on_failure: None,
            termination_protection: false,
            role_arn: None,
            notification_arns: Vec::new(),
            timeout_minutes: None,
            express: None,
            disable_validation: false,
            mistakes: Vec::new(),
            change_set: "cfn-explorer".into(),
            change_set_makes_stack: true,
            revert_drift: false,
            use_previous_values: false,
            parameter_file: None,
            output: None,
        }
    }
}

impl Shell {
    /// Every shell by the name that the command line and the page give it.
    pub const ALL: [(&str, Shell); 3] =
        [("bash", Shell::Bash), ("powershell", Shell::PowerShell), ("cmd", Shell::Cmd)];
}

impl Action {
    /// Every action by the name that the command line and the page give it.
    pub const ALL: [(&str, Action); 15] = [
        ("create-stack", Action::CreateStack),
        ("update-stack", Action::UpdateStack),
        ("deploy", Action::Deploy),
        ("create-change-set", Action::CreateChangeSet),
        ("describe-change-set", Action::DescribeChangeSet),
        ("execute-change-set", Action::ExecuteChangeSet),
        ("delete-stack", Action::DeleteStack),
        ("validate-template", Action::ValidateTemplate),
        ("wait", Action::WaitForCreate),
        ("wait-update", Action::WaitForUpdate),
        ("wait-delete", Action::WaitForDelete),
        ("wait-change-set", Action::WaitForChangeSet),
        ("outputs", Action::Outputs),
        ("all-outputs", Action::AllOutputs),
        ("failed-events", Action::FailedEvents),
    ];

    /// Returns what the action does, as a heading: 'Create the stack'.
    pub fn title(self) -> &'static str {
        match self {
            Action::CreateStack => "Create the stack",
            Action::UpdateStack => "Update the stack",
            Action::Deploy => "Create or update the stack, and wait",
            Action::CreateChangeSet => "Create a change set",
            Action::DescribeChangeSet => "Look at the change set",
            Action::ExecuteChangeSet => "Execute the change set",
            Action::DeleteStack => "Delete the stack",
            Action::ValidateTemplate => "Have AWS check the template",
            Action::WaitForCreate => "Wait until it is created",
            Action::WaitForUpdate => "Wait until it is updated",
            Action::WaitForDelete => "Wait until it is deleted",
            Action::WaitForChangeSet => "Wait until the change set is ready",
            Action::Outputs => "Print its output",
            Action::AllOutputs => "Print all outputs",
            Action::FailedEvents => "If it failed, see what went wrong",
        }
    }

    /// The words after `aws cloudformation`.
    pub(super) fn words(self) -> &'static [&'static str] {
        match self {
            Action::CreateStack => &["create-stack"],
            Action::UpdateStack => &["update-stack"],
            Action::Deploy => &["deploy"],
            Action::CreateChangeSet => &["create-change-set"],
            Action::DescribeChangeSet => &["describe-change-set"],
            Action::ExecuteChangeSet => &["execute-change-set"],
            Action::DeleteStack => &["delete-stack"],
            Action::ValidateTemplate => &["validate-template"],
            Action::WaitForCreate => &["wait", "stack-create-complete"],
            Action::WaitForUpdate => &["wait", "stack-update-complete"],
            Action::WaitForDelete => &["wait", "stack-delete-complete"],
            Action::WaitForChangeSet => &["wait", "change-set-create-complete"],
            Action::Outputs | Action::AllOutputs => &["describe-stacks"],
            Action::FailedEvents => &["describe-events"],
        }
    }

    /// Returns true if it makes or changes a stack, and so takes parameters, tags and topics.
    pub fn makes_or_changes(self) -> bool {
        matches!(self, Action::CreateStack | Action::UpdateStack | Action::Deploy | Action::CreateChangeSet)
    }

    /// Returns true if the AWS CLI has Express mode for it.
    pub fn takes_express(self) -> bool {
        self.takes_validation() || self == Action::DeleteStack
    }

    /// Returns true if CloudFormation validates the template for it, and can be asked not to.
    pub fn takes_validation(self) -> bool {
        self.makes_or_changes() && self != Action::Deploy
    }

    /// Returns true if it names a change set.
    pub fn names_change_set(self) -> bool {
        self == Action::ExecuteChangeSet || self.is_before_execution()
    }

    /// Returns true if a change set that this is about has not changed anything yet.
    pub(super) fn is_before_execution(self) -> bool {
        matches!(self, Action::CreateChangeSet | Action::WaitForChangeSet | Action::DescribeChangeSet)
    }

    /// Returns what a reader does next, in order, this action first; what only matters when something failed comes last.
    pub(super) fn and_then(self, has_outputs: bool, makes_stack: bool) -> Vec<Action> {
        let wait = if makes_stack { Action::WaitForCreate } else { Action::WaitForUpdate };
        let mut steps = match self {
            Action::CreateStack => vec![self, Action::WaitForCreate],
            Action::UpdateStack => vec![self, Action::WaitForUpdate],
            Action::Deploy => vec![self],
            Action::CreateChangeSet => vec![
                self,
                Action::WaitForChangeSet,
                Action::DescribeChangeSet,
                Action::ExecuteChangeSet,
                wait,
            ],
            Action::ExecuteChangeSet => vec![self, wait],
            Action::DeleteStack => return vec![self, Action::WaitForDelete, Action::FailedEvents],
            Action::DescribeChangeSet
            | Action::ValidateTemplate
            | Action::WaitForCreate
            | Action::WaitForUpdate
            | Action::WaitForDelete
            | Action::WaitForChangeSet
            | Action::Outputs
            | Action::AllOutputs
            | Action::FailedEvents => return vec![self],
        };
        if has_outputs {
            steps.push(Action::Outputs);
        }
        steps.push(Action::FailedEvents);
        steps
    }
}

impl OnFailure {
    /// Every choice by its name in the AWS CLI.
    pub const ALL: [(&str, OnFailure); 3] = [
        ("DO_NOTHING", OnFailure::DoNothing),
        ("ROLLBACK", OnFailure::Rollback),
        ("DELETE", OnFailure::Delete),
    ];

    /// Its name in the AWS CLI.
    pub fn name(self) -> &'static str {
        match self {
            OnFailure::DoNothing => "DO_NOTHING",
            OnFailure::Rollback => "ROLLBACK",
            OnFailure::Delete => "DELETE",
        }
    }
}
