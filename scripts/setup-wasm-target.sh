#!/usr/bin/env bash
# Finds or makes a Rust toolchain that builds for wasm32-unknown-unknown, and records its name in the cache.
# CFN_EXPLORER_WASM=debian takes the last way at once: the compiler that Debian keeps for its browsers.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
source "$ROOT/scripts/wasm-target.sh"

if [ "${CFN_EXPLORER_WASM:-}" = debian ]; then
    exec "$ROOT/scripts/setup-wasm-debian.sh"
fi

mkdir -p "$CACHE"
if toolchain=$(toolchain_with_wasm); then
    remember_wasm_toolchain "$toolchain"
    exit 0
fi
if have rustup; then
    step "Adding the target wasm32-unknown-unknown to rustup's toolchain (some seconds, once)"
    if rustup target add wasm32-unknown-unknown >"$CACHE/rustup.log" 2>&1 && toolchain=$(toolchain_with_wasm); then
        remember_wasm_toolchain "$toolchain"
        exit 0
    fi
    note "rustup cannot: $(tail -n 1 "$CACHE/rustup.log")"
fi
exec "$ROOT/scripts/setup-wasm-debian.sh"
