#!/usr/bin/env bash
# Writes data/type-facts.txt, what is known about resource types, from the schemas of the cfn-lint that
# scripts/requirements.txt pins. After a change of that pin: make type-facts.
set -euo pipefail
here=$(dirname "$0")
source "$here/lib.sh"

"$here/setup-python.sh"
source "$here/python.sh"

step "Reading cfn-lint's schemas (some seconds)"
new=$(mktemp)
trap 'rm -f "$new"' EXIT
"$PYTHON_DIR/bin/python" "$here/type-facts.py" >"$new"
cp "$new" "$ROOT/data/type-facts.txt"
note "data/type-facts.txt: $(grep -c '^[A-Z]' "$new") types, $(wc -c <"$new") bytes, $(gzip -9 <"$new" | wc -c) with gzip"
