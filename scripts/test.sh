#!/usr/bin/env bash
# make test: sets up what testing needs, then every check there is, the quick ones first.
set -euo pipefail
here=$(dirname "$0")
source "$here/lib.sh"

"$here/setup-rust.sh"
"$here/setup-node.sh"
"$here/setup-exports.sh"
"$here/setup-python.sh"
"$here/setup-browser.sh"
"$here/setup-firefox.sh"
"$here/setup-webkit.sh"
"$here/setup-shells.sh"
"$here/setup-wine.sh"
"$here/setup-wasm-target.sh"
"$here/setup-wasm-tools.sh"
source "$here/env.sh"
find_browser
find_firefox
find_webkit
cd "$ROOT"
locks=(Cargo.lock package-lock.json tests/exports/package-lock.json)
locks_before=$(sha256sum "${locks[@]}")
for_wasm=(--locked --target wasm32-unknown-unknown --no-default-features --features web)

step "Formatting"
cargo fmt --all --check || stop "the sources are not formatted" "run: make fmt"

step "Clippy, natively (under a minute when the crates are not compiled yet)"
cargo clippy --locked --all-targets -- -D warnings

step "Clippy, for wasm32 (about a minute when the crates are not compiled yet)"
# Without the tests: with theirs, cargo would compile every crate once more, for a feature of one of them.
(use_wasm_toolchain && cargo clippy "${for_wasm[@]/%web/split}" --lib --bin core -- -D warnings)

step "The command line as it is released, for heavy templates (a minute or two when the crates are not compiled yet)"
cargo build --locked --quiet --release --bin cfn-explorer --example heavy
"$TARGET/release/examples/heavy" "$TARGET/heavy" 980000

# The page and the tests of its WASM are built while the tests below run: these wait for Wine and PowerShell half of their
# time, and Rust's last passes over the page's WASM keep one processor busy. A process group of its own, which ends with us.
build_wasm() {
    "$here/build-page.sh"
    (use_wasm_toolchain && cargo test "${for_wasm[@]}" --test wasm --no-run)
}
set -m
build_wasm >"$TARGET/wasm.log" 2>&1 &
building=$!
set +m
trap 'kill -- "-$building" 2>/dev/null || true' EXIT

step "Unit and integration tests, natively, while the page is built (four to six minutes)"
# None of the tests that ask a tool is passed over here (build.rs): where one is missing they fail, and say what to install.
CFN_EXPLORER_ALL_TOOLS=1 CFN_EXPLORER_RELEASE=$TARGET/release/cfn-explorer cargo test --locked --no-fail-fast

wait "$building" || stop "the page cannot be built" "see $TARGET/wasm.log"
trap - EXIT
cat "$TARGET/wasm.log"

step "Documentation"
RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps --lib
(use_wasm_toolchain && RUSTDOCFLAGS="-D warnings" cargo doc "${for_wasm[@]}" --no-deps --lib)

step "Tests of the WASM in Chromium"
(
    use_wasm_toolchain
    # What the drawings' bytes are natively: the tests above left it.
    CFN_EXPLORER_NATIVE_DIGEST=$(cat "$TARGET/tmp/drawings.digest")
    export CFN_EXPLORER_NATIVE_DIGEST
    # The capabilities of webdriver.json, for the Chromium that was found.
    export WASM_BINDGEN_TEST_WEBDRIVER_JSON=$TARGET/webdriver.json
    node -e 'const all = require("./webdriver.json");
             all["goog:chromeOptions"].binary = process.env.CHROMIUM;
             require("fs").writeFileSync(process.env.WASM_BINDGEN_TEST_WEBDRIVER_JSON, JSON.stringify(all));'
    export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner
    cargo test "${for_wasm[@]}" --test wasm
)

step "Tests of the page in Chromium, and of what a reader does in Firefox and WebKit too (about four minutes)"
# Two files at a time, the largest first, so that no long one runs alone at the end.
mapfile -t page_tests < <(ls -S tests/browser/*.test.mjs)
CFN_EXPLORER_HEAVY=$TARGET/heavy node --test --test-concurrency=2 "${page_tests[@]}"

[ "$(sha256sum "${locks[@]}")" = "$locks_before" ] ||
    stop "this run changed Cargo.lock or a package-lock.json" "commit the change, or undo it"
step "All checks passed"
