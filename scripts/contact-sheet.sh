#!/usr/bin/env bash
# make contact-sheet: draws all templates at hand onto pages of thumbnails, one page for each lens, to be looked at.
# FILES names other templates or folders.
set -euo pipefail
here=$(dirname "$0")
source "$here/lib.sh"

"$here/setup-rust.sh"
"$here/setup-node.sh"
cd "$ROOT"
files=${FILES:-www/templates tests/scenes ../shared/corpus/good}
made=$TARGET/contact-sheet/templates
generator=../shared/bench/gen_template.py
if [ -f "$generator" ] && have python3 && [ -z "${FILES:-}" ]; then
    mkdir -p "$made"
    for size in 10 50 200 500; do python3 "$generator" "$size" >"$made/gen$size.yaml"; done
    files+=" $made"
fi
for lens in architecture all-resources references; do
    # shellcheck disable=SC2086 # several names
    cargo run --locked --quiet --release --example contact_sheet -- \
        --lens "$lens" -o "$TARGET/contact-sheet/$lens.html" $files
done
