#!/usr/bin/env bash
# make hostile: prints what heavy templates of 1 MB take, family by family: time and peak memory of the command line in
# every command and lens, then the longest task and the core's memory in the page. Quiet machines give true figures.
set -euo pipefail
here=$(dirname "$0")
source "$here/lib.sh"

"$here/setup-rust.sh"
"$here/setup-node.sh"
"$here/setup-browser.sh"
"$here/setup-wasm-target.sh"
"$here/setup-wasm-tools.sh"
"$here/build-page.sh"
source "$here/env.sh"
find_browser
cd "$ROOT"
have python3 || stop "Python is missing" "it measures the command line"

step "Writing the templates"
cargo build --locked --quiet --release --bin cfn-explorer --example heavy
"$TARGET/release/examples/heavy" "$TARGET/heavy" "${BYTES:-980000}"

step "The command line (some minutes)"
python3 scripts/hostile/native.py "$TARGET/release/cfn-explorer" "$TARGET/heavy" ${NAMES:-}

step "The page (some minutes)"
node scripts/hostile/page.mjs "$TARGET/heavy" ${NAMES:-}
