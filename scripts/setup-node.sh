#!/usr/bin/env bash
# Installs the npm packages of package-lock.json: wasm-opt, the pictures of AWS services, and for the page's tests
# playwright-core and ws, which drive browsers, axe-core, and what tells which browsers know what.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

how="install Node.js $NODE_OLDEST or newer with npm (https://nodejs.org, or your system's packages), then run make again"
have node || stop "Node.js is missing" "$how"
at_least "$(node --version | tr -d v)" "$NODE_OLDEST" || stop "Node.js is $(node --version)" "$how"
have npm || stop "npm is missing" "$how"

cd "$ROOT"
key=$(digest <package-lock.json)
[ "$(cat node_modules/.installed 2>/dev/null)" = "$key" ] && exit 0
step "Installing the npm packages of package-lock.json (some seconds)"
npm ci --no-audit --no-fund --prefer-offline --loglevel error || stop "npm ci failed" "is the npm registry reached?"
echo "$key" >node_modules/.installed
