#!/usr/bin/env bash
# Sees that WebKit's driver and a virtual display are there, by which the tests drive WebKitGTK; installs Debian's where it may.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
source "$ROOT/scripts/browser.sh"

find_webkit && exit 0
for named in "${WEBKIT_DRIVER:-}" "${XVFB:-}"; do
    [ -z "$named" ] || have "$named" || stop "there is no program $named" "WEBKIT_DRIVER or XVFB names it"
done
mkdir -p "$CACHE"
step "Installing Debian's webkit2gtk-driver and xvfb (under a minute, some 200 MB, once)"
apt_install webkit2gtk-driver xvfb && find_webkit && exit 0
stop "WebKit's driver or a virtual display is missing" \
    "on Debian: sudo apt-get install webkit2gtk-driver xvfb" \
    "elsewhere: install WebKitGTK with WebKitWebDriver, and Xvfb, and set WEBKIT_DRIVER and XVFB to their paths"
