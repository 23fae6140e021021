//! Tells the tests which tools and folders are here: libtest shows a test as ignored only where that is known when it is compiled.

use std::env;
use std::path::Path;

/// Folders of programs that only the tests ask, by the variable that names each.
const TOOLS: [(&str, &str); 2] = [("has_python", "CFN_EXPLORER_PYTHON"), ("has_wine", "CFN_EXPLORER_WINE")];

/// Real templates and drawings, which lie beside some clones.
const SHARED: &str = "../shared/corpus/expected.jsonl";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // wasm-split-cli takes the program apart along these.
    if env::var_os("CARGO_FEATURE_SPLIT").is_some() {
        println!("cargo::rustc-link-arg-bin=core=--emit-relocs");
    }
    // `make test` sets it: no test is passed over for want of a tool, and one that misses it says what to install.
    let all = variable("CFN_EXPLORER_ALL_TOOLS");
    for (name, folder) in TOOLS {
        let has = variable(folder);
        tell(name, all || has);
    }
    let has_shared = Path::new(SHARED).exists();
    tell("has_shared", has_shared);
    // Cargo would take a file that is not there for one that has changed, in every build.
    if has_shared {
        println!("cargo::rerun-if-changed={SHARED}");
    }
}

/// Returns whether an environment variable is set.
fn variable(name: &str) -> bool {
    println!("cargo::rerun-if-env-changed={name}");
    env::var_os(name).is_some_and(|value| !value.is_empty())
}

fn tell(name: &str, is_here: bool) {
    println!("cargo::rustc-check-cfg=cfg({name})");
    if is_here {
        println!("cargo::rustc-cfg={name}");
    }
}
