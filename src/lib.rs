//! The architecture that a CloudFormation template builds, drawn as an AWS architect would draw it.
//!
//! One direction of data, one module a stage, in reading order:
//! text → [`yaml`] → [`template`] → [`eval`] → [`graph`] → [`scene`] → [`layout`] → [`svg`].
//! `ARCHITECTURE.md` has the picture, and what is deliberately absent. [`pipeline`] runs the stages.

pub mod catalog;
pub mod check;
pub mod command;
pub mod diagnostic;
pub mod edit;
#[cfg(feature = "web")]
pub mod embed;
pub mod eval;
pub mod export;
pub mod facts;
pub mod graph;
pub mod pipeline;
pub mod scene;
pub mod session;
pub mod svg;
pub mod template;
#[cfg(feature = "web")]
pub mod view;
pub mod yaml;

// Of a package of its own, so that the page has it compiled for speed, and all else for size.
pub use cfn_explorer_layout::{hidden, ink, late, layout, logical_id, maps, marked_text, sorting, words};
