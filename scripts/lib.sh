# What every script here shares: where things are, how to speak, how to stop. Sourced, never run.
# shellcheck shell=bash disable=SC2034

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# Where cargo builds.
TARGET=${CARGO_TARGET_DIR:-$ROOT/target}
# Tools that take long to build live outside the clone, so that the next clone finds them ready.
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/cfn-explorer
# shellcheck source=scripts/versions.sh
source "$ROOT/scripts/versions.sh"

# When the first of the scripts that call one another began.
export CFN_EXPLORER_BEGAN=${CFN_EXPLORER_BEGAN:-$(date +%s)}

# step WHAT: one line that says what happens now, with the seconds since the beginning.
step() { printf '\n==> [%4ds] %s\n' $(($(date +%s) - CFN_EXPLORER_BEGAN)) "$*"; }

# note WHAT: a detail of the step.
note() { printf '    %s\n' "$*"; }

# stop WHAT HOW…: ends the run and says how to go on.
stop() {
    printf '\nERROR: %s\n' "$1" >&2
    shift
    printf '       %s\n' "$@" >&2
    exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# at_least HAVE WANT: whether the version HAVE is WANT or newer.
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

# digest: the first 12 digits of the SHA-256 of standard input.
digest() { sha256sum | cut -c1-12; }

# as_root COMMAND…: runs it as root, or fails when nobody here may become root without a password.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif have sudo && sudo -n true 2>/dev/null; then
        sudo "$@"
    else
        return 1
    fi
}

# apt_install PACKAGE…: installs Debian packages, or fails where there is no apt or no root.
apt_install() {
    have apt-get || return 1
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y update >"$CACHE/apt.log" 2>&1 || return 1
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends "$@" \
        >>"$CACHE/apt.log" 2>&1 || { tail -n 5 "$CACHE/apt.log" >&2; return 1; }
}

# lock_cache: one run at a time may fill the cache; the lock ends with this process.
lock_cache() {
    mkdir -p "$CACHE"
    exec 8>"$CACHE/lock"
    if ! flock -n 8; then
        note "waiting for another run that fills $CACHE"
        flock 8
    fi
}
