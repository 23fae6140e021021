//! What the command line takes.

use std::path::PathBuf;

use cfn_explorer::command::{Action, CommandOptions, DEFAULT_STACK_NAME, Express, OnFailure, Shell, checks};
use cfn_explorer::scene::{ComposeOptions, Folding, Lens, Start};
use cfn_explorer::svg::Theme;
use cfn_explorer::template::LogicalId;
use clap::builder::PossibleValuesParser;
use clap::{Parser, Subcommand, ValueEnum};

/// Draws the architecture that a CloudFormation template builds.
#[derive(Debug, Parser)]
#[command(name = "cfn-explorer", version, propagate_version = true)]
pub struct Args {
    #[command(subcommand)]
    pub job: Job,
}

#[derive(Debug, Subcommand)]
pub enum Job {
    /// Draw the architecture
    Render(RenderArgs),
    /// List resources and the references between them
    Graph(GraphArgs),
    /// Print the AWS CLI command that deploys the template
    Command(Box<CommandArgs>),
    /// Look for mistakes; exits with 1 when there are errors, with 2 when nothing could be read
    Check(CheckArgs),
    /// Print what would be deployed, as JSON
    Evaluate(EvaluateArgs),
    /// Write values into the template's text; all else in it stays to the byte
    Set(SetArgs),
    /// Remove entries of the template's text, such as a resource or a property
    Remove(RemoveArgs),
    /// Add a rule to a security group of the template's text
    AddRule(AddRuleArgs),
}

/// Where the template is.
#[derive(Debug, clap::Args)]
pub struct TemplateArg {
    /// The template's file, or - for standard input
    #[arg(value_name = "TEMPLATE")]
    pub template: PathBuf,
}

/// A deployment's inputs.
#[derive(Debug, clap::Args)]
pub struct InputArgs {
    /// Set a parameter; may be given more than once
    #[arg(long, value_name = "KEY=VALUE")]
    pub param: Vec<String>,
    /// The region to deploy to
    #[arg(long, value_name = "REGION")]
    pub region: Option<String>,
    /// The account to deploy to, which conditions may ask for
    #[arg(long, value_name = "ID", value_parser = account_id)]
    pub account_id: Option<String>,
}

#[derive(Debug, clap::Args)]
pub struct RenderArgs {
    #[command(flatten)]
    pub template: TemplateArg,
    #[command(flatten)]
    pub inputs: InputArgs,
    /// The stack's name
    #[arg(long, value_name = "NAME", allow_hyphen_values = true)]
    pub stack_name: Option<String>,
    /// Write to a file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[arg(long, value_enum, default_value_t)]
    pub format: RenderFormat,
    /// What to show
    #[arg(long, value_enum, default_value_t)]
    pub lens: LensArg,
    /// The colours of the SVG
    #[arg(long, value_enum, default_value_t)]
    pub theme: ThemeArg,
    /// Where the pictures of AWS services are: SVG files named as in the npm package aws-icons
    #[arg(long, value_name = "DIR")]
    pub icons: Option<PathBuf>,
    /// Leave out what a false condition leaves out, instead of drawing it faintly
    #[arg(long)]
    pub no_ghosts: bool,
    /// Write the property on each line of the references lens
    #[arg(long)]
    pub link_labels: bool,
    /// Write it on this line, or on those of this node, by its id; may be given more than once
    #[arg(long, value_name = "ID")]
    pub link_labels_of: Vec<String>,
    /// How much is folded: what fits the size, nothing, or all
    #[arg(long, value_enum, default_value_t, help_heading = "Level of detail")]
    pub detail: DetailArg,
    /// Collapse a box, by its id (the logical ID where it has one); may be given more than once
    #[arg(long, value_name = "ID", help_heading = "Level of detail")]
    pub collapse: Vec<String>,
    /// Expand a box or a stack, by its id or that of a member; may be given more than once
    #[arg(long, value_name = "ID", help_heading = "Level of detail")]
    pub expand: Vec<String>,
}

#[derive(Debug, clap::Args)]
pub struct GraphArgs {
    #[command(flatten)]
    pub template: TemplateArg,
    #[arg(long, value_enum, default_value_t)]
    pub format: GraphFormat,
    /// Write to a file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub struct CommandArgs {
    #[command(flatten)]
    pub template: TemplateArg,
    #[command(flatten)]
    pub inputs: InputArgs,
    /// The stack's name
    #[arg(long, value_name = "NAME", default_value = DEFAULT_STACK_NAME, allow_hyphen_values = true)]
    stack_name: String,
    /// The AWS CLI's profile
    #[arg(long, value_name = "PROFILE", allow_hyphen_values = true)]
    profile: Option<String>,
    /// What the command does
    #[arg(long, value_parser = PossibleValuesParser::new(Action::ALL.map(|(name, _)| name)),
          default_value = Action::ALL[0].0)]
    action: String,
    /// The shell to write for
    #[arg(long, value_enum, default_value_t)]
    shell: ShellArg,
    /// What to print
    #[arg(long, value_enum, default_value_t)]
    pub print: PrintArg,
    /// Everything in one line
    #[arg(long)]
    one_line: bool,
    /// Tag the stack; may be given more than once
    #[arg(long, value_name = "KEY=VALUE", value_parser = key_value, help_heading = "Stack options")]
    tag: Vec<(String, String)>,
    /// What becomes of a stack that could not be made
    #[arg(long, value_name = "CHOICE", value_parser = PossibleValuesParser::new(OnFailure::ALL.map(|(name, _)| name)),
          help_heading = "Stack options")]
    on_failure: Option<String>,
    /// Express mode: the stack counts as complete once everything is configured, and what fails stays as it is
    #[arg(long, help_heading = "Stack options")]
    express: bool,
    /// In Express mode, roll back what fails
    #[arg(long, requires = "express", help_heading = "Stack options")]
    rollback: bool,
    /// Begin without CloudFormation's validation
    #[arg(long, help_heading = "Stack options")]
    disable_validation: bool,
    /// Protect the stack from being deleted
    #[arg(long, help_heading = "Stack options")]
    termination_protection: bool,
    /// The role that CloudFormation acts in
    #[arg(long, value_name = "ARN", help_heading = "Stack options")]
    role_arn: Option<String>,
    /// A topic that hears about the stack; may be given more than once
    #[arg(long, value_name = "ARN", help_heading = "Stack options")]
    notification_arn: Vec<String>,
    /// How long making the stack may take
    #[arg(long, value_name = "MINUTES", value_parser = checks::timeout, help_heading = "Stack options")]
    timeout: Option<u32>,
    /// The name of the change set
    #[arg(long, value_name = "NAME", default_value = "cfn-explorer", help_heading = "Stack options")]
    change_set: String,
    /// The change set is for a stack that is there
    #[arg(long, help_heading = "Stack options")]
    change_set_updates: bool,
    /// Such a change set also undoes what others changed about the stack's resources
    #[arg(long, requires = "change_set_updates", help_heading = "Stack options")]
    revert_drift: bool,
    /// An update keeps parameters that were not set, instead of taking the template's defaults
    #[arg(long, help_heading = "Stack options")]
    use_previous_values: bool,
    /// Where the template is on the web, instead of in a file
    #[arg(long, value_name = "URL", help_heading = "Forms")]
    template_url: Option<String>,
    /// The bucket for a template of more than 51,200 bytes
    #[arg(long, value_name = "BUCKET", help_heading = "Forms")]
    bucket: Option<String>,
    /// Read the parameters from this file; --print parameter-file writes it
    #[arg(long, value_name = "FILE", help_heading = "Forms")]
    parameter_file: Option<String>,
    /// The output that --action outputs prints, instead of the first
    #[arg(long, value_name = "KEY", help_heading = "Forms")]
    output_key: Option<String>,
}

#[derive(Debug, clap::Args)]
pub struct CheckArgs {
    #[command(flatten)]
    pub template: TemplateArg,
    #[command(flatten)]
    pub inputs: InputArgs,
    #[arg(long, value_enum, default_value_t)]
    pub format: CheckFormat,
}

#[derive(Debug, clap::Args)]
pub struct SetArgs {
    #[command(flatten)]
    pub template: TemplateArg,
    /// Where, as in `check --format json` (`~1` is a slash within a key, `~0` a tilde), and what
    #[arg(value_name = "PATH=VALUE", required = true)]
    pub values: Vec<String>,
    /// Write to a file, which may be the template's own, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub struct RemoveArgs {
    #[command(flatten)]
    pub template: TemplateArg,
    /// Which, as in `check --format json`; one after the other
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<String>,
    /// Write to a file, which may be the template's own, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub struct AddRuleArgs {
    #[command(flatten)]
    pub template: TemplateArg,
    /// The security group's logical ID
    #[arg(value_name = "GROUP")]
    pub group: String,
    /// Who may come in: addresses (203.0.113.7, 10.0.0.0/8), a prefix list, or a group's logical ID
    #[arg(long, value_name = "PEER", conflicts_with = "to")]
    pub from: Option<String>,
    /// Where to one may go, as a rule of egress
    #[arg(long, value_name = "PEER")]
    pub to: Option<String>,
    /// A port, a range such as 8000-8080, or all
    #[arg(long, value_name = "PORT")]
    pub port: Option<String>,
    /// tcp, udp, icmp, icmpv6, a number, or -1 for all
    #[arg(long, value_name = "PROTOCOL", default_value = "tcp", allow_hyphen_values = true)]
    pub protocol: String,
    /// What the rule is for
    #[arg(long, value_name = "TEXT")]
    pub description: Option<String>,
    /// Write to a file, which may be the template's own, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub struct EvaluateArgs {
    #[command(flatten)]
    pub template: TemplateArg,
    #[command(flatten)]
    pub inputs: InputArgs,
    /// The stack's name
    #[arg(long, value_name = "NAME")]
    pub stack_name: Option<String>,
    /// Show the values of NoEcho parameters, which read as the parameters' names otherwise
    #[arg(long)]
    pub show_secrets: bool,
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub enum RenderFormat {
    /// A stand-alone SVG file
    #[default]
    Svg,
    /// Where everything is
    Json,
    /// For draw.io: everything in its place, with draw.io's own shapes of AWS
    Drawio,
    /// For Mermaid, which lays it out itself
    Mermaid,
    /// For Graphviz, which lays it out itself
    Dot,
    /// For D2, which lays it out itself
    D2,
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub enum GraphFormat {
    /// Resources, edges and cycles
    #[default]
    Json,
    /// For Graphviz
    Dot,
    /// For Mermaid
    Mermaid,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// One finding a line, with hints below
    #[default]
    Text,
    /// A list of findings
    Json,
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub enum LensArg {
    /// Containers, workloads and flow
    #[default]
    Architecture,
    /// Every resource, in its containers
    AllResources,
    /// Every resource and every reference
    References,
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub enum DetailArg {
    /// Whatever fits the size; a small drawing shows everything
    #[default]
    Fitting,
    /// Every box open, no stacks
    Everything,
    /// The outermost boxes collapsed, what is alike as stacks
    Overview,
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub enum ThemeArg {
    /// On white
    #[default]
    Light,
    /// On near-black
    Dark,
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub enum ShellArg {
    /// bash, zsh and other POSIX shells
    #[default]
    Bash,
    /// PowerShell 5 and 7
    Powershell,
    /// cmd.exe
    Cmd,
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub enum PrintArg {
    /// The command alone
    #[default]
    Command,
    /// The command and what follows it: wait, print the output
    Script,
    /// The same, one command at a time, with an empty line between them
    Steps,
    /// The file for --parameter-file
    ParameterFile,
    /// The link that opens CloudFormation's console with everything filled in
    Link,
}

impl RenderArgs {
    pub fn compose_options(&self) -> ComposeOptions {
        let lens = match self.lens {
            LensArg::Architecture => Lens::Architecture,
            LensArg::AllResources => Lens::AllResources,
            LensArg::References => Lens::References,
        };
        let start = match self.detail {
            DetailArg::Fitting => Start::Fitting,
            DetailArg::Everything => Start::Everything,
            DetailArg::Overview => Start::Overview,
        };
        let ids = |ids: &[String]| ids.iter().map(|id| id.as_str().into()).collect();
        let folding =
            Folding { start, collapsed: ids(&self.collapse), expanded: ids(&self.expand), step: None };
        let region = self.inputs.region.as_deref().map(Into::into);
        ComposeOptions { lens, ghosts: !self.no_ghosts, folding, region }
    }
}

impl CommandArgs {
    /// The command's options, for a template with this file name and size.
    pub fn options(&self, template_file: &str, template_bytes: usize) -> CommandOptions {
        CommandOptions {
            action: named(&Action::ALL, &self.action).unwrap_or_default(),
            shell: self.shell.into(),
            one_line: self.one_line,
            stack_name: self.stack_name.clone(),
            default_stack_name: DEFAULT_STACK_NAME.into(),
            template_file: template_file.to_owned(),
            template_bytes,
            template_errors: 0,
            template_url: self.template_url.clone(),
            public_url: None,
            bucket: self.bucket.clone(),
            region: self.inputs.region.clone(),
            profile: self.profile.clone(),
            tags: self.tag.clone(),
            on_failure: self.on_failure.as_deref().and_then(|name| named(&OnFailure::ALL, name)),
            termination_protection: self.termination_protection,
            role_arn: self.role_arn.clone(),
            notification_arns: self.notification_arn.clone(),
            timeout_minutes: self.timeout,
            express: self.express.then_some(if self.rollback { Express::RollBack } else { Express::Keep }),
            disable_validation: self.disable_validation,
            mistakes: Vec::new(),
            change_set: self.change_set.clone(),
            change_set_makes_stack: !self.change_set_updates,
            revert_drift: self.revert_drift,
            use_previous_values: self.use_previous_values,
            parameter_file: self.parameter_file.clone(),
            output: self.output_key.as_deref().map(LogicalId::new),
        }
    }
}

fn named<T: Copy>(all: &[(&str, T)], name: &str) -> Option<T> {
    all.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
}

impl From<ThemeArg> for Theme {
    fn from(theme: ThemeArg) -> Self {
        match theme {
            ThemeArg::Light => Theme::Light,
            ThemeArg::Dark => Theme::Dark,
        }
    }
}

impl From<ShellArg> for Shell {
    fn from(shell: ShellArg) -> Self {
        match shell {
            ShellArg::Bash => Shell::Bash,
            ShellArg::Powershell => Shell::PowerShell,
            ShellArg::Cmd => Shell::Cmd,
        }
    }
}

fn key_value(text: &str) -> Result<(String, String), String> {
    let (key, value) = text.split_once('=').ok_or("write it as KEY=VALUE")?;
    if key.is_empty() {
        return Err("the parameter's name is missing: write it as KEY=VALUE".into());
    }
    Ok((key.to_owned(), value.to_owned()))
}

fn account_id(text: &str) -> Result<String, String> {
    let fits = text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.to_owned()).ok_or_else(|| "an account's ID has 12 digits, as in 123456789012".into())
}
