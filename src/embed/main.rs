//! The page's WASM: what `embed` exports, linked as a program that does nothing by itself.

use cfn_explorer::embed as _;

fn main() {}
