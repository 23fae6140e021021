#!/usr/bin/env bash
# Puts Trunk, wasm-bindgen and wasm-split-cli, in their pinned versions, into the cache.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
source "$ROOT/scripts/wasm-tools.sh"

# profile SETTING…: cargo's release profile for what is installed next.
profile() {
    local setting
    for setting in "${TOOL_PROFILE[@]}" "$@"; do export "CARGO_PROFILE_RELEASE_$setting"; done
}

# install CRATE VERSION FOLDER BINARY… -- CARGO_ARGUMENT…
install() {
    local crate=$1 version=$2 folder=$3 binaries=() binary
    shift 3
    while [ "$1" != -- ]; do binaries+=("$1") && shift; done
    shift
    local build="$folder.partial"
    rm -rf "$build" && mkdir -p "$build/bin"
    if [ "$("${binaries[0]}" --version 2>/dev/null | cut -d' ' -f2)" = "$version" ]; then
        note "copied from $(dirname "$(command -v "${binaries[0]}")"), which has $crate $version"
        for binary in "${binaries[@]}"; do cp "$(command -v "$binary")" "$build/bin/" || return 1; done
    elif ! binstall "$crate" "$version" "$build" "${binaries[@]}"; then
        CARGO_TARGET_DIR="$CACHE/build" cargo install --quiet --locked --root "$build" "$@" "$crate@$version" ||
            stop "$crate $version does not build" "see above; a C compiler and access to crates.io are needed"
    fi
    rm -rf "$folder" && mv "$build" "$folder"
}

# binstall CRATE VERSION ROOT BINARY…: the maker's own build, where cargo-binstall is there and may download it.
binstall() {
    local crate=$1 version=$2 root=$3 binary
    shift 3
    have cargo-binstall || return 1
    cargo binstall --no-confirm --strategies crate-meta-data --root "$root" "$crate@$version" >/dev/null 2>&1 ||
        return 1
    for binary in "$@"; do [ -x "$root/bin/$binary" ] || return 1; done
}

[ -x "$WASM_BINDGEN_DIR/bin/wasm-bindgen-test-runner" ] && [ -x "$TRUNK_DIR/bin/trunk" ] && [ -x "$WASM_SPLIT_DIR/bin/wasm-split-cli" ] && exit 0
lock_cache
if [ ! -x "$WASM_BINDGEN_DIR/bin/wasm-bindgen-test-runner" ]; then
    step "Installing wasm-bindgen-cli $WASM_BINDGEN_VERSION (compiles for one to three minutes, once)"
    profile "${WASM_BINDGEN_PROFILE[@]}"
    install wasm-bindgen-cli "$WASM_BINDGEN_VERSION" "$WASM_BINDGEN_DIR" wasm-bindgen wasm-bindgen-test-runner --
fi
if [ ! -x "$WASM_SPLIT_DIR/bin/wasm-split-cli" ]; then
    step "Installing wasm-split-cli $WASM_SPLIT_VERSION (compiles for half a minute to two, once)"
    profile "${WASM_SPLIT_PROFILE[@]}"
    install wasm_split_cli_support "$WASM_SPLIT_VERSION" "$WASM_SPLIT_DIR" wasm-split-cli -- "${WASM_SPLIT_ARGUMENTS[@]}"
fi
if [ ! -x "$TRUNK_DIR/bin/trunk" ]; then
    step "Installing Trunk $TRUNK_VERSION (compiles for two to six minutes, once)"
    profile "${TRUNK_PROFILE[@]}"
    install trunk "$TRUNK_VERSION" "$TRUNK_DIR" trunk -- "${TRUNK_ARGUMENTS[@]}"
fi
rm -rf "$CACHE/build"
