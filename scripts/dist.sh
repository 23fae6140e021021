#!/usr/bin/env bash
# make dist: sets up what building the page needs, and builds it.
set -euo pipefail
here=$(dirname "$0")
source "$here/lib.sh" # begins to count the seconds
"$here/setup-rust.sh"
"$here/setup-node.sh"
"$here/setup-wasm-target.sh"
"$here/setup-wasm-tools.sh"
"$here/build-page.sh"
