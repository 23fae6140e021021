#!/usr/bin/env bash
# Makes the Python environment of scripts/requirements.txt: cfn-lint, the AWS CLI and moto, which tests ask.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
source "$ROOT/scripts/python.sh"

[ -f "$PYTHON_DIR/.installed" ] && exit 0
have python3 || stop "Python 3 is missing" "on Debian: sudo apt-get install python3 python3-venv"
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    stop "Python is $(python3 --version)" "install Python 3.11 or newer, then run make again"
if ! python3 -c 'import ensurepip, venv' 2>/dev/null; then
    apt_install python3-venv || stop "Python's venv is missing" "on Debian: sudo apt-get install python3-venv"
fi

lock_cache
[ -f "$PYTHON_DIR/.installed" ] && exit 0
step "Installing cfn-lint, the AWS CLI and moto for the tests (under a minute, once)"
rm -rf "$PYTHON_DIR"
python3 -m venv "$PYTHON_DIR"
# Compiling everything ahead would take four times as long as all else here; Python compiles what it loads.
"$PYTHON_DIR/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-compile \
    --requirement "$ROOT/scripts/requirements.txt" ||
    { rm -rf "$PYTHON_DIR"; stop "pip cannot install scripts/requirements.txt" "is PyPI reached?"; }
: >"$PYTHON_DIR/.installed"
