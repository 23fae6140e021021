//! Changes of a template's text: what was asked, by the fewest bytes. Everything else in the text stays as it is: comments,
//! order, indentation, quotes, line ends, anchors.
//!
//! No change is trusted: each is read again, and refused unless the values are those that were asked for, and no other changed.
//!
//! The session keeps each change with its inverse (`session::editing`), typed text among them.

mod change;
mod copy;
mod entries;
mod insert;
mod lines;
mod parameter;
mod path;
mod put;
mod remove;
mod rule;
mod scalar;
#[cfg(test)]
mod tests;
mod typed_rule;
mod typed_value;
mod verify;
mod write;

pub use change::{Change, Piece};
pub use copy::duplicate;
pub use lines::{ChangedLines, changed_lines, lines};
pub use parameter::to_parameter;
pub use path::{parse_path, path_text};
pub use put::{put, set};
pub use remove::remove;
pub use rule::{Direction, Peer, Rule, add_rule};
pub use typed_value::{LAST_PORT, is_port, mistyped};
