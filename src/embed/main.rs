//! The page's WASM: what `embed` exports, linked as a program that does nothing by itself.

// Nothing of it is called here: the page calls what it exports.
extern crate cfn_explorer as _;

fn main() {}
