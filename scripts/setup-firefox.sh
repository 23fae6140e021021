#!/usr/bin/env bash
# Sees that Firefox is there, which the tests drive; installs Debian's where it may.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
source "$ROOT/scripts/browser.sh"

find_firefox && exit 0
[ -z "${FIREFOX:-}" ] || stop "there is no program $FIREFOX" "FIREFOX names it"
mkdir -p "$CACHE"
step "Installing Debian's firefox-esr (about a minute, 300 MB, once)"
apt_install firefox-esr && find_firefox && exit 0
stop "Firefox is missing" \
    "on Debian: sudo apt-get install firefox-esr" \
    "elsewhere: install Firefox and set FIREFOX to its path"
