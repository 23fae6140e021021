# Which Wine the tests ask, and what it needs. Sourced.
# shellcheck shell=bash disable=SC2034

WINE_COMPILER=x86_64-w64-mingw32-gcc
STAND_IN=$ROOT/tests/commands/wine/stand_in.c

# find_wine: puts the program's path into WINE: what WINE names, else Debian's, which wine64 does not put on PATH.
find_wine() {
    local named=${WINE:-}
    for WINE in ${named:-/usr/lib/wine/wine64 wine64 wine}; do
        WINE=$(command -v "$WINE") && return 0
    done
    WINE=$named
    return 1
}

# wine_folder: where the stand-ins for the Wine that was found are; the file `program` in it says that they are ready.
wine_folder() { echo "$CACHE/wine-$({ "$WINE" --version; cat "$STAND_IN" "$ROOT/scripts/setup-wine.sh"; } 2>/dev/null | digest)"; }
