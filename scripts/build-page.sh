#!/usr/bin/env bash
# Writes dist/, the folder to deploy: the page, the element, its WASM, the templates. Does nothing when it is newest.
set -euo pipefail
source "$(dirname "$0")/env.sh"
cd "$ROOT"

# Everything that decides what dist/ holds.
inputs() {
    find .cargo src www data index.html NOTICE Trunk.toml Cargo.toml Cargo.lock package-lock.json \
        scripts/build-page.sh scripts/core-parts.sh scripts/core-parts.mjs scripts/short-names.mjs scripts/strip-comments.mjs scripts/service-icons.sh scripts/static-drawings.sh scripts/versions.sh -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum
    cat "$CACHE/wasm-toolchain"
}
key=$(inputs | digest)
if [ -f dist/index.html ] && [ "$(cat "$TARGET/dist.key" 2>/dev/null)" = "$key" ]; then
    note "dist/ is up to date"
    node scripts/budgets.mjs
    exit 0
fi

step "Building the page into dist/ (one to three minutes when the crates are not compiled yet)"
rm -f "$TARGET/dist.key"
# Messages of panics name source files: by their crates, the same on every machine, not by where this one keeps them.
registry=$(echo "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*/ | cut -d' ' -f1)
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="--remap-path-prefix=$registry="
(use_wasm_toolchain && NO_COLOR=true trunk build --release) ||
    stop "Trunk cannot build the page" "see above"
mkdir -p "$TARGET" && echo "$key" >"$TARGET/dist.key"
note "dist/ holds $(find dist -type f | wc -l) files; the WASM is $(
    for wasm in dist/core/*.wasm; do echo "$(wc -c <"$wasm") bytes, $(gzip -9 <"$wasm" | wc -c) zipped"; done)"
node scripts/budgets.mjs
