#!/usr/bin/env bash
# Sees that cargo, rustfmt and clippy are there and new enough, and fetches the crates.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

have cargo || stop "cargo is missing" "install rustup from https://rustup.rs, then run make again"
oldest=$(sed -n 's/^rust-version = "\(.*\)"$/\1/p' "$ROOT/Cargo.toml")
found=$(rustc --version | cut -d' ' -f2)
at_least "$found" "$oldest" ||
    stop "rustc is $found, this project needs $oldest or newer" "run: rustup update stable"
cargo fmt --version >/dev/null 2>&1 || stop "rustfmt is missing" "run: rustup component add rustfmt"
cargo clippy --version >/dev/null 2>&1 || stop "clippy is missing" "run: rustup component add clippy"
have cc || stop "a C compiler, which links Rust programs, is missing" "on Debian: sudo apt-get install gcc libc6-dev"

cd "$ROOT"
if ! cargo fetch --locked --offline >/dev/null 2>&1; then
    step "Fetching the crates of Cargo.lock (under a minute)"
    cargo fetch --locked --quiet ||
        stop "the crates cannot be fetched" "is crates.io reached? does Cargo.lock agree with Cargo.toml?"
fi
