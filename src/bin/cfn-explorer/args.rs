//! What the command line takes.

use std::path::PathBuf;

use cfn_explorer::command::{Action, DEFAULT_STACK_NAME, Shell};
use cfn_explorer::scene::{ComposeOptions, Lens};
use cfn_explorer::svg::Theme;
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
    Command(CommandArgs),
    /// Look for mistakes; exits with 1 when there are errors, with 2 when nothing could be read
    Check(CheckArgs),
    /// Print what would be deployed, as JSON
    Evaluate(EvaluateArgs),
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
    #[arg(long, value_name = "KEY=VALUE", value_parser = key_value)]
    pub param: Vec<(String, String)>,
    /// The region to deploy to
    #[arg(long, value_name = "REGION")]
    pub region: Option<String>,
}

#[derive(Debug, clap::Args)]
pub struct RenderArgs {
    #[command(flatten)]
    pub template: TemplateArg,
    #[command(flatten)]
    pub inputs: InputArgs,
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
    /// Leave out what a false condition leaves out, instead of drawing it faintly
    #[arg(long)]
    pub no_ghosts: bool,
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
    pub stack_name: String,
    /// The AWS CLI's profile
    #[arg(long, value_name = "PROFILE", allow_hyphen_values = true)]
    pub profile: Option<String>,
    /// What the command does
    #[arg(long, value_parser = PossibleValuesParser::new(Action::ALL.map(|(name, _)| name)),
          default_value = Action::ALL[0].0)]
    action: String,
    /// The shell to write for
    #[arg(long, value_enum, default_value_t)]
    pub shell: ShellArg,
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
pub struct EvaluateArgs {
    #[command(flatten)]
    pub template: TemplateArg,
    #[command(flatten)]
    pub inputs: InputArgs,
    /// The account to deploy to
    #[arg(long, value_name = "ID")]
    pub account_id: Option<String>,
    /// The stack's name
    #[arg(long, value_name = "NAME")]
    pub stack_name: Option<String>,
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub enum RenderFormat {
    /// A stand-alone SVG file
    #[default]
    Svg,
    /// Where everything is
    Json,
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

impl RenderArgs {
    pub fn compose_options(&self) -> ComposeOptions {
        let lens = match self.lens {
            LensArg::Architecture => Lens::Architecture,
            LensArg::AllResources => Lens::AllResources,
            LensArg::References => Lens::References,
        };
        ComposeOptions { lens, ghosts: !self.no_ghosts }
    }
}

impl CommandArgs {
    pub fn action(&self) -> Action {
        let named = Action::ALL.iter().find(|(name, _)| *name == self.action);
        named.map(|(_, action)| *action).unwrap_or_default()
    }
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
