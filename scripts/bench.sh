#!/usr/bin/env bash
# make bench: times the layout of generated templates in every lens, natively and in Chromium, beside elkjs and Graphviz,
# in one run with the harness in ../shared/bench. The references lens draws what the others draw; architecture and all
# resources are timed as the page starts, and with every box open. ROUNDS=3 by default. Quiet machines give true figures.
set -euo pipefail
here=$(dirname "$0")
source "$here/lib.sh"

harness=$(cd "$ROOT/../shared/bench" 2>/dev/null && pwd) || stop "there is no ../shared/bench" "it holds the harness"
have python3 || stop "Python is missing" "it writes the templates"
"$here/setup-rust.sh"
"$here/setup-node.sh"
"$here/setup-browser.sh"
"$here/setup-wasm-target.sh"
"$here/setup-wasm-tools.sh"
source "$here/env.sh"
find_browser
cd "$ROOT"
work=$TARGET/bench
sizes="10 50 200 500"

step "Building the core with its stages exported (a minute)"
wasm=$TARGET/wasm32-unknown-unknown/web
(use_wasm_toolchain && cargo build --locked --quiet --profile web --target wasm32-unknown-unknown \
    --no-default-features --features bench --bin core)
mkdir -p "$work/ours/core"
wasm-bindgen --target web --no-typescript --out-name cfn-explorer --out-dir "$work/ours/core" "$wasm/core.wasm"
wasm-opt -Os -o "$work/ours/core/cfn-explorer_bg.wasm" "$work/ours/core/cfn-explorer_bg.wasm"
cp scripts/bench/index.js "$work/ours/"

step "Copying the harness"
cp -r "$harness/." "$work/"
[ "$(cat "$work/.installed" 2>/dev/null)" = "$(digest <"$work/package-lock.json")" ] || {
    (cd "$work" && npm ci --no-audit --no-fund --loglevel error) || stop "npm ci failed" "is the npm registry reached?"
    digest <"$work/package-lock.json" >"$work/.installed"
}
mkdir -p "$work/out/templates"
templates=()
for size in $sizes; do
    python3 "$harness/gen_template.py" "$size" >"$work/out/templates/gen$size.yaml"
    templates+=("$work/out/templates/gen$size.yaml")
done

step "Natively"
cargo run --locked --quiet --release --example quality -- "${templates[@]}" | tee "$work/out/native.txt"
cargo run --locked --quiet --release --example quality -- --everything "${templates[@]}" | tee "$work/out/native-open.txt"
step "In Chromium (some minutes)"
names=$(printf 'gen%s,' $sizes | sed 's/,$//')
peers=$(for name in ours architecture architecture-open all-resources all-resources-open; do printf '%s=ours,' "$name"; done)
(cd "$work" && node peers.mjs --rounds "${ROUNDS:-3}" --only elk,graphviz --tpl "$names" --stage time --peer-dir "${peers%,}" \
    >out/log.txt &&
    node peers.mjs --only elk,graphviz --tpl "$names" --stage quality --peer-dir ours=ours >>out/log.txt)
node scripts/bench/table.mjs "$work/out" $sizes
