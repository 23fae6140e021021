//! The explorer as Yew components. The only folder that names yew; it shows a [`crate::session::Session`], and
//! decides nothing.
//!
//! What only some readers use loads when they do: `parts` has a function for each part of the page's WASM, which puts in place
//! (`crate::late`) what only that part has.

mod app;
mod bar;
mod begin;
mod camera;
mod changes;
mod checked;
mod code;
mod colours;
mod command_block;
mod deploy;
mod details;
mod download;
mod field;
mod fold;
mod gestures;
mod glide;
mod icons;
mod inspected;
mod left_out;
mod level;
mod map;
mod more;
mod open;
mod options;
mod outputs;
mod page;
mod paint;
mod panels;
mod parameters;
mod parts;
mod picture;
mod problems;
mod prose;
mod refusal;
mod rule_form;
mod save;
mod search;
mod segmented;
mod shared;
mod shell;
mod stage;
mod stand_in;
mod store;
mod styles;
mod table;
mod tabs;
mod targets;
mod template_pane;
mod template_tools;
mod visit;
mod walk;
mod written;

pub use app::{AppProps, FactsAnswer};
pub use begin::{Begin, Settings, SourceProp, prepare};
pub use open::{Open, Wanted};
pub use page::{Headings, Page};
pub use parts::{PictureWriter, picture_writer, read_facts};
pub use problems::told;
pub use save::{Format, Save};
pub use shared::Shared;
pub use shell::{Shell, ShellProps};
pub use stand_in::missing;
pub use visit::{Share, ShareForm, Visit};

/// The style sheet of the shadow root.
pub const STYLESHEET: &str = include_str!(concat!(env!("OUT_DIR"), "/explorer.css"));
