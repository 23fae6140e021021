#!/usr/bin/env bash
# Installs Graphviz, Mermaid and D2 as npm packages (260 MB on the disk): what pictures in their languages are tested with.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

cd "$ROOT/tests/exports"
key=$(digest <package-lock.json)
[ "$(cat node_modules/.installed 2>/dev/null)" = "$key" ] && exit 0
step "Installing Graphviz, Mermaid and D2 for tests (some seconds, 260 MB on the disk)"
npm ci --ignore-scripts --no-audit --no-fund --prefer-offline --loglevel error || stop "npm ci failed" "is the npm registry reached?"
echo "$key" >node_modules/.installed
