# How Trunk, wasm-bindgen and wasm-split-cli are built, and where they are in the cache. Sourced by those who install and use them.
# shellcheck shell=bash disable=SC2034

# These tools run for seconds: a profile that compiles fast beats their own, which takes Trunk past six minutes.
TOOL_PROFILE=(LTO=off DEBUG=0 CODEGEN_UNITS=16 STRIP=true)
# Trunk mostly waits for others, so it is not optimized at all. Without its default features it can download nothing,
# which it need not: every tool that it calls is here.
TRUNK_PROFILE=(OPT_LEVEL=0)
TRUNK_ARGUMENTS=(--no-default-features)
# wasm-bindgen reads the whole WASM, and would take longer than the optimizing does.
WASM_BINDGEN_PROFILE=(OPT_LEVEL=1)
# As does what takes it apart.
WASM_SPLIT_PROFILE=(OPT_LEVEL=1)
WASM_SPLIT_ARGUMENTS=(--features build-binary)

# tool_key WORD…: what decides a build's content, besides its name and version.
tool_key() { { uname -sm; echo "${TOOL_PROFILE[@]}" "$@"; } | digest; }
TRUNK_DIR=$CACHE/trunk-$TRUNK_VERSION-$(tool_key "${TRUNK_PROFILE[@]}" "${TRUNK_ARGUMENTS[@]}")
WASM_SPLIT_DIR=$CACHE/wasm-split-$WASM_SPLIT_VERSION-$(tool_key "${WASM_SPLIT_PROFILE[@]}" "${WASM_SPLIT_ARGUMENTS[@]}")
WASM_BINDGEN_DIR=$CACHE/wasm-bindgen-$WASM_BINDGEN_VERSION-$(tool_key "${WASM_BINDGEN_PROFILE[@]}")
