# Puts the tools that the set-up scripts installed onto PATH. Sourced; a developer may do so too:
#   source scripts/env.sh
# shellcheck shell=bash

source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$ROOT/scripts/wasm-tools.sh"
source "$ROOT/scripts/wasm-target.sh"
source "$ROOT/scripts/python.sh"
source "$ROOT/scripts/browser.sh"
source "$ROOT/scripts/wine.sh"

export PATH="$TRUNK_DIR/bin:$WASM_BINDGEN_DIR/bin:$WASM_SPLIT_DIR/bin:$ROOT/node_modules/.bin:$PATH"
# Tests that ask cfn-lint, the AWS CLI or moto find them here, and are ignored without.
if [ -f "$PYTHON_DIR/.installed" ]; then export CFN_EXPLORER_PYTHON="$PYTHON_DIR/bin"; fi
# Tests that ask Wine's cmd.exe find it by this, and are ignored without.
if find_wine && [ -f "$(wine_folder)/program" ]; then
    CFN_EXPLORER_WINE=$(wine_folder)
    export CFN_EXPLORER_WINE
fi
