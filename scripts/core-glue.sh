#!/usr/bin/env bash
# Takes what wasm-bindgen wrote for bundlers as the page's core/cfn-explorer.js: functions that get the WASM's exports from
# whoever loads them, which is how www/instance.js stands between. Trunk copies only the module that a bundler would
# begin with, and calls this after each build, with the folder that it fills.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

cp "$TARGET/wasm-bindgen/$TRUNK_PROFILE/cfn-explorer_bg.js" "$TRUNK_STAGING_DIR/core/cfn-explorer.js"
