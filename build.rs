//! Packs the catalog's tables and the style sheet for the page, and tells the tests which tools and folders are here: libtest
//! shows a test as ignored only where that is known when it is compiled.

use std::path::Path;
use std::{env, fs};

#[path = "src/catalog/packing.rs"]
mod packing;
#[allow(dead_code)]
#[path = "src/words.rs"]
mod words;

/// Folders of programs that only the tests ask, by the variable that names each.
const TOOLS: [(&str, &str); 2] = [("has_python", "CFN_EXPLORER_PYTHON"), ("has_wine", "CFN_EXPLORER_WINE")];

/// Real templates and drawings, which lie beside some clones.
const SHARED: &str = "../shared/corpus/expected.jsonl";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    pack_tables();
    pack_style();
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

/// Makes one text of the catalog's tables.
fn pack_tables() {
    let tables =
        packing::TABLES.map(|(letter, name)| (letter, read(&format!("src/catalog/data/{name}.tsv"))));
    let texts: Vec<(char, &str)> = tables.iter().map(|(letter, text)| (*letter, text.as_str())).collect();
    println!("cargo::rerun-if-changed=src/catalog/packing.rs");
    println!("cargo::rerun-if-changed=src/words.rs");
    write("catalog.txt", &packing::pack(&texts));
}

/// Takes comments and unneeded space out of the style sheet.
fn pack_style() {
    let text = read("src/view/explorer.css");
    let mut parts = text.split("/*");
    let mut packed = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        packed += part.split_once("*/").expect("comments end").1;
    }
    packed = packed.split_whitespace().collect::<Vec<_>>().join(" ");
    for sign in ["{", "}", ";", ","] {
        packed = packed.replace(&format!(" {sign}"), sign).replace(&format!("{sign} "), sign);
    }
    write("explorer.css", &packed.replace(": ", ":").replace(";}", "}"));
}

fn read(path: &str) -> String {
    println!("cargo::rerun-if-changed={path}");
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Writes a file for `include_str!`.
fn write(name: &str, text: &str) {
    let path = Path::new(&env::var_os("OUT_DIR").expect("cargo says where")).join(name);
    fs::write(&path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
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
