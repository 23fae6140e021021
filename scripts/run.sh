#!/usr/bin/env bash
# make run: builds the page and serves it on this machine until Ctrl-C. PORT chooses the port.
set -euo pipefail
here=$(dirname "$0")
source "$here/lib.sh" # begins to count the seconds
"$here/dist.sh"
exec node "$here/serve.mjs" "$here/../dist" "${PORT:-8080}"
