//! Any text through the pipeline, as `tests/hostile.rs` does with mutations of its own.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/hostile/body.rs"]
mod body;

fuzz_target!(|text: &str| {
    body::survives(text, "the fuzzer's text");
});
