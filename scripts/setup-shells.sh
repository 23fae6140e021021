#!/usr/bin/env bash
# Sees that the other shells are there that our commands are pasted into by the tests: dash and zsh.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

missing=()
for shell in dash zsh; do have "$shell" || missing+=("$shell"); done
[ "${#missing[@]}" = 0 ] && exit 0
mkdir -p "$CACHE"
step "Installing Debian's ${missing[*]} (some seconds, once)"
# The tests pass over a shell that is not there; bash always is.
apt_install "${missing[@]}" || note "${missing[*]} cannot be installed here: nothing is pasted into them"
