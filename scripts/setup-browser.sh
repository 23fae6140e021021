#!/usr/bin/env bash
# Sees that Chromium and its chromedriver are there, which the tests drive; installs Debian's where it may.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
source "$ROOT/scripts/browser.sh"

find_browser && exit 0
for named in "${CHROMIUM:-}" "${CHROMEDRIVER:-}"; do
    [ -z "$named" ] || have "$named" || stop "there is no program $named" "CHROMIUM or CHROMEDRIVER names it"
done
mkdir -p "$CACHE"
step "Installing Debian's chromium and chromium-driver (about a minute, 700 MB, once)"
apt_install chromium chromium-driver && find_browser && exit 0
stop "Chromium or chromedriver is missing" \
    "on Debian: sudo apt-get install chromium chromium-driver" \
    "elsewhere: install both in the same version and set CHROMIUM and CHROMEDRIVER to their paths"
