//! The package of layout, with what it reads: it is compiled for speed where the page's other code is compiled for size.
//!
//! Its modules are those of `cfn_explorer`, which passes them on; that one's documentation says how they stand to each other.

#[path = "../hidden.rs"]
pub mod hidden;
#[path = "../ink.rs"]
pub mod ink;
#[path = "../late.rs"]
pub mod late;
#[path = "mod.rs"]
pub mod layout;
#[path = "../logical_id.rs"]
pub mod logical_id;
#[path = "../maps/mod.rs"]
pub mod maps;
#[path = "../marked_text.rs"]
pub mod marked_text;
#[path = "../scene/model/mod.rs"]
pub mod scene;
#[path = "../sorting.rs"]
pub mod sorting;
#[path = "../words.rs"]
pub mod words;
