#!/usr/bin/env bash
# Makes the page's core/cfn-explorer.js of what wasm-bindgen wrote for bundlers: functions that get the WASM's exports from
# whoever loads them, which is how www/instance.js stands between. Trunk copies only the module that a bundler would
# begin with, and calls this after each build, with the folder that it fills.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
glue=$TARGET/wasm-bindgen/$TRUNK_PROFILE/core_bg.js
core=$TRUNK_STAGING_DIR/core

# Browsers keep a module for as long as the page lives, and its views of the memory would keep all of that.
views=$(sed -n 's/^let \(cached[A-Za-z0-9]*Memory[0-9]*\) = null;$/    \1 = null;/p' "$glue")
[ -n "$views" ] || stop "wasm-bindgen's functions keep no views of the memory by the names that this script knows" "see $glue"
{
    cat "$glue"
    printf '\nexport function __forget_memory() {\n%s\n}\n' "$views"
} >"$core/cfn-explorer.js"
rm "$core/core.js"
# The names that docs/embedding.md promises, whatever the program is called.
mv "$core/core_bg.wasm" "$core/cfn-explorer_bg.wasm"
node "$ROOT/scripts/strip-comments.mjs"
