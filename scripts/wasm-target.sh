# Which toolchain builds for wasm32-unknown-unknown. Sourced.
# shellcheck shell=bash disable=SC2034

DEBIAN_TOOLCHAIN=cfn-explorer-debian

# builds_wasm [TOOLCHAIN]: whether it is new enough and has a standard library for wasm32.
builds_wasm() {
    local oldest version folder
    oldest=$(sed -n 's/^rust-version = "\(.*\)"$/\1/p' "$ROOT/Cargo.toml")
    version=$(rustc ${1:++"$1"} --version 2>/dev/null | cut -d' ' -f2) || return 1
    at_least "${version%%-*}" "$oldest" || return 1
    folder=$(rustc ${1:++"$1"} --print target-libdir --target wasm32-unknown-unknown 2>/dev/null) || return 1
    compgen -G "$folder/libstd-*.rlib" >/dev/null
}

# toolchain_with_wasm: prints the name of the first that does, the default (an empty name) before the others.
toolchain_with_wasm() {
    local name
    builds_wasm && return 0
    have rustup || return 1
    for name in $(rustup toolchain list | cut -d' ' -f1); do
        if builds_wasm "$name"; then echo "$name" && return 0; fi
    done
    return 1
}

# remember_wasm_toolchain NAME: for use_wasm_toolchain.
remember_wasm_toolchain() { echo "$1" >"$CACHE/wasm-toolchain"; }

# use_wasm_toolchain: makes cargo and rustc of this shell those that build for wasm32.
use_wasm_toolchain() {
    local name
    name=$(cat "$CACHE/wasm-toolchain")
    if [ -n "$name" ]; then export RUSTUP_TOOLCHAIN=$name; fi
}
