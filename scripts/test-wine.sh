#!/usr/bin/env bash
# make test-wine: pastes the commands for cmd.exe into Wine's, every value in every option of every action, which takes some
# minutes; make test does it with a part of them.
set -euo pipefail
here=$(dirname "$0")
source "$here/lib.sh"

"$here/setup-rust.sh"
"$here/setup-python.sh"
"$here/setup-wine.sh"
source "$here/env.sh"
cd "$ROOT"

step "Commands in Wine's cmd.exe (some minutes)"
CFN_EXPLORER_WINE_ALL=1 cargo test --locked --test commands wine::
