# The tools' pinned versions, sourced by the other scripts. Crates are pinned by Cargo.lock, npm packages by
# package-lock.json, Python packages by scripts/requirements.txt.
# shellcheck shell=bash disable=SC2034

TRUNK_VERSION=0.21.14
# Must be the release of the wasm-bindgen crate in Cargo.toml: its glue and its tool speak a private format.
WASM_BINDGEN_VERSION=0.2.121
NODE_OLDEST=20
