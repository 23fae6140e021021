//! The core in a real browser gives what it gives natively, and survives hostile input there too.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn deep_input_does_not_trap() {
    let deep = "[".repeat(100_000);
    let _ = cfn_explorer::yaml::read(&deep);
}
