#!/usr/bin/env bash
# For machines where rustup can fetch nothing: makes a toolchain for wasm32-unknown-unknown of Debian's packages.
# Debian has the compiler and the sources of the standard library, but no build of it for wasm32, so that is made
# here, once: build-std with Debian's cargo, its .rlib files and lld then laid into a toolchain folder of ours.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
source "$ROOT/scripts/wasm-target.sh"

by_hand="install rustup from https://rustup.rs, run: rustup target add wasm32-unknown-unknown, then run make again"
have rustup || stop "no Rust toolchain here builds for wasm32-unknown-unknown" "$by_hand"
have apt-get || stop "rustup cannot add wasm32-unknown-unknown, and this is no Debian" "$by_hand"

# newest_lld: lld-NN with the highest number that apt knows.
newest_lld() { apt-cache search --names-only '^lld-[0-9]+$' | cut -d' ' -f1 | sort -V | tail -n 1; }

lock_cache
packages=(rustc-web cargo-web rust-web-src rust-web-clippy)
installed() { dpkg-query -W -f '${Status}\n' "$@" 2>/dev/null | grep -c 'ok installed'; }
lld=$(newest_lld)
if [ -z "$lld" ] || [ "$(installed "${packages[@]}" "$lld")" != $((${#packages[@]} + 1)) ]; then
    step "Installing Debian's rustc-web and the newest lld (about a minute, 1.5 GB, once)"
    as_root apt-get -q update >"$CACHE/apt.log" 2>&1 || stop "apt-get update failed, or nobody here is root" "$by_hand"
    lld=$(newest_lld)
    [ -n "$lld" ] || stop "apt has no package lld-NN" "$by_hand"
    apt_install "${packages[@]}" "$lld" || stop "apt cannot install ${packages[*]} $lld" "$by_hand"
fi

sysroot=$(/usr/bin/rustc --print sysroot)
host=$(/usr/bin/rustc -vV | sed -n 's/^host: //p')
key=$({ /usr/bin/rustc -vV; echo "$lld"; cat "${BASH_SOURCE[0]}"; } | digest)
folder=$CACHE/wasm-debian-$key
if [ ! -x "$folder/bin/rustc" ]; then
    step "Building the standard library for wasm32-unknown-unknown (about a minute, once)"
    build=$folder.partial
    rm -rf "$build" && mkdir -p "$build/probe/src"
    printf '[package]\nname = "probe"\nedition = "2021"\n[workspace]\n' >"$build/probe/Cargo.toml"
    : >"$build/probe/src/lib.rs"
    # RUSTUP_TOOLCHAIN and its like would lead cargo back to rustup's compiler.
    (cd "$build/probe" && env -u RUSTUP_TOOLCHAIN -u RUSTC -u CARGO PATH="/usr/bin:$PATH" RUSTC=/usr/bin/rustc \
        RUSTC_BOOTSTRAP=1 RUSTFLAGS=-Cembed-bitcode=yes CARGO_TARGET_DIR="$build/target" \
        /usr/bin/cargo build --quiet --release --target wasm32-unknown-unknown -Z build-std=std,panic_abort,test) ||
        stop "the standard library does not build with Debian's compiler" "$by_hand"

    lib=$build/lib/rustlib
    mkdir -p "$lib/wasm32-unknown-unknown/lib" "$lib/$host/bin" "$build/bin"
    cp "$build"/target/wasm32-unknown-unknown/release/deps/*.rlib "$lib/wasm32-unknown-unknown/lib/"
    rm -f "$lib"/wasm32-unknown-unknown/lib/libprobe-*.rlib
    for part in "$sysroot/lib/rustlib/$host"/*; do ln -s "$part" "$lib/$host/"; done
    for part in src etc; do ln -s "$sysroot/lib/rustlib/$part" "$lib/$part"; done
    ln -s "$(command -v "$lld")" "$lib/$host/bin/rust-lld"
    # Debian's programs take their own folder for the sysroot; these lead them to ours. Nothing under /usr is changed.
    ln -s /usr/bin/cargo /usr/bin/cargo-clippy "$build/bin/"
    for program in rustc rustdoc; do
        printf '#!/bin/sh\nexec /usr/bin/%s --sysroot "%s" "$@"\n' "$program" "$folder" >"$build/bin/$program"
    done
    printf '#!/bin/sh\nSYSROOT="%s" exec /usr/bin/clippy-driver "$@"\n' "$folder" >"$build/bin/clippy-driver"
    chmod +x "$build"/bin/{rustc,rustdoc,clippy-driver}
    rm -rf "$build/target" "$build/probe" "$folder"
    mv "$build" "$folder"
fi

rustup toolchain link "$DEBIAN_TOOLCHAIN" "$folder"
builds_wasm "$DEBIAN_TOOLCHAIN" || stop "the toolchain made of Debian's packages does not work: $folder" "$by_hand"
remember_wasm_toolchain "$DEBIAN_TOOLCHAIN"
