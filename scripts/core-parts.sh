#!/usr/bin/env bash
# Makes the page's core of the WASM that Trunk had cargo link: takes it apart into what every explorer needs and the parts that
# load when they are used (src/view/parts.rs says which), and makes core/cfn-explorer.js of what wasm-bindgen writes for
# bundlers: functions that get the WASM's exports from whoever loads them, which is how www/instance.js stands between. Trunk
# can split nothing between cargo and wasm-bindgen, so what it made itself is replaced. It calls this after each build, with the
# folder that it fills.
set -euo pipefail
source "$(dirname "$0")/env.sh"
linked=$TARGET/wasm32-unknown-unknown/web/core.wasm # of the cargo profile that Trunk.toml names
core=$TRUNK_STAGING_DIR/core
work=$TARGET/split
rm -rf "$work" && mkdir -p "$work/parts" "$work/glue"

wasm-split-cli --target bundler --out-name core "$linked" "$work/parts" 2>"$work/log" ||
    stop "the WASM cannot be taken apart" "$(tail -n 3 "$work/log")"
mv "$work/parts/core.wasm" "$work/core.wasm"
# What lld exports is what the parts need of the core.
wasm-bindgen --target bundler --no-typescript --no-demangle --keep-lld-exports --out-dir "$work/glue" "$work/core.wasm" \
    2>"$work/log" || stop "wasm-bindgen fails" "$(tail -n 3 "$work/log")"
glue=$work/glue/core_bg.js

# Parts do not say which features they use; not all that there are, since browsers have some of them not yet.
features=(bulk-memory bulk-memory-opt call-indirect-overlong multivalue mutable-globals nontrapping-float-to-int reference-types sign-ext)
# In the order of their names functions that are alike stand together, and are zipped the better for it.
for wasm in "$work/glue/core_bg.wasm" "$work"/parts/*.wasm; do
    # After a compiler that looked for size, this is smaller than -Os or -Oz when zipped, and as fast.
    # Nobody reads which tools made it.
    wasm-opt -O2 "${features[@]/#/--enable-}" --reorder-functions-by-name --strip-producers --strip-target-features "$wasm" -o "$wasm.small" 2>"$work/log" ||
        stop "wasm-opt fails" "$(tail -n 3 "$work/log")"
    mv "$wasm.small" "$wasm"
done

node "$ROOT/scripts/short-names.mjs" "$work/glue/core_bg.wasm" "$glue" ./core_bg.js 2>"$work/log" ||
    stop "the functions that the WASM imports cannot be named anew" "$(tail -n 3 "$work/log")"

# Browsers keep a module for as long as the page lives, and its views of the memory would keep all of that.
views=$(sed -n 's/^let \(cached[A-Za-z0-9]*Memory[0-9]*\) = null;$/    \1 = null;/p' "$glue")
[ -n "$views" ] || stop "wasm-bindgen's functions keep no views of the memory by the names that this script knows" "see $glue"
rm "$core"/core*
{
    cat "$glue"
    printf '\nexport function __forget_memory() {\n%s\n}\n' "$views"
    node "$ROOT/scripts/core-parts.mjs" "$work/parts" "$work/glue/core_bg.wasm" "$core" "${features[@]/#/--enable-}"
} >"$core/cfn-explorer.js"
# The names that docs/embedding.md promises, whatever the program is called.
mv "$work/glue/core_bg.wasm" "$core/cfn-explorer_bg.wasm"
node "$ROOT/scripts/strip-comments.mjs"
