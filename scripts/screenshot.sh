#!/usr/bin/env bash
# make screenshot: takes the README's picture of the page as it is built now.
set -euo pipefail
here=$(dirname "$0")
source "$here/lib.sh" # begins to count the seconds
"$here/dist.sh"
"$here/setup-browser.sh"
source "$here/env.sh"
find_browser
step "Taking docs/screenshot.png"
node "$here/screenshot.mjs"
