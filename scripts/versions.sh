# The tools' pinned versions, sourced by the other scripts. Crates are pinned by Cargo.lock, npm packages by
# package-lock.json, Python packages by scripts/requirements.txt.
# shellcheck shell=bash disable=SC2034

TRUNK_VERSION=0.21.14
# Must be the release of the wasm-bindgen crate in Cargo.toml: its glue and its tool speak a private format.
WASM_BINDGEN_VERSION=0.2.121
# Takes the linked WASM apart along what the crate wasm_split_helpers in Cargo.toml marks; its releases have numbers of their own.
WASM_SPLIT_VERSION=0.2.4
NODE_OLDEST=20
