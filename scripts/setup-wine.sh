#!/usr/bin/env bash
# Sees that Wine is there, whose cmd.exe the tests paste our commands into, and builds what stands in for the programs that
# those call. Debian's packages are installed where they may be; elsewhere WINE names a Wine, and MinGW is on PATH.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
source "$ROOT/scripts/wine.sh"

by_hand=(
    "on Debian: sudo apt-get install --no-install-recommends wine64 gcc-mingw-w64-x86-64-win32"
    "elsewhere: install Wine for 64 bits and MinGW-w64, and set WINE to Wine's path"
)
[ -z "${WINE:-}" ] || have "$WINE" || stop "there is no program $WINE" "WINE names it"
packages=()
find_wine || packages+=(wine64)
# The smallest of MinGW's two: its compiler for C alone, without threads.
have "$WINE_COMPILER" || packages+=(gcc-mingw-w64-x86-64-win32)
if [ "${#packages[@]}" != 0 ]; then
    mkdir -p "$CACHE"
    step "Installing Debian's ${packages[*]} (under a minute, 1 GB, once)"
    apt_install "${packages[@]}" || stop "apt cannot install ${packages[*]}" "${by_hand[@]}"
    { find_wine && have "$WINE_COMPILER"; } || stop "Wine or MinGW is still missing" "${by_hand[@]}"
fi

folder=$(wine_folder)
[ -f "$folder/program" ] && exit 0
lock_cache
[ -f "$folder/program" ] && exit 0
step "Building the stand-ins for Windows, and Wine's folder (some seconds, once)"
rm -rf "$folder"
mkdir -p "$folder"
"$WINE_COMPILER" -std=c11 -Wall -Wextra -municode -O1 -s -o "$folder/stand_in.exe" "$STAND_IN" ||
    stop "the stand-in for Windows does not build" "see above"

# wine COMMAND…: runs it unseen. Neither .NET nor a browser is needed, which Wine would offer to download.
wine() {
    WINEPREFIX=$folder/prefix WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml=" DISPLAY='' "$WINE" "$@" >"$folder/log" 2>&1 </dev/null
}
wine wineboot --init || stop "Wine cannot make its folder" "see $folder/log"
disk=$folder/prefix/drive_c
# Wine has copied all its libraries there, 700 MB: links do as well.
libraries=$(find "$(dirname "$(realpath "$WINE")")/.." -maxdepth 4 -type d -name x86_64-windows -print -quit)
for copy in "$disk"/windows/system32/*; do
    if [ -n "$libraries" ] && cmp -s "$copy" "$libraries/${copy##*/}"; then ln -sf "$libraries/${copy##*/}" "$copy"; fi
done
mkdir "$disk/exe" "$disk/stand-ins"
cp "$folder/stand_in.exe" "$disk/exe/aws.exe"
# `calc` and `touch` are what the tests' values try to run; the others are told about in the stand-in's source.
for name in python powershell calc touch launch split fold; do cp "$folder/stand_in.exe" "$disk/stand-ins/$name.exe"; done
# The AWS CLI's aws.cmd looks for the Python that runs such files.
wine cmd /c 'assoc .py=Python.File & ftype Python.File=C:\stand-ins\python.exe %1' || stop "Wine's cmd.exe does not run" "see $folder/log"
echo "$WINE" >"$folder/program"
