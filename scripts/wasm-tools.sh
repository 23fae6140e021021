# How Trunk and wasm-bindgen are built, and where they are in the cache. Sourced by those who install and use them.
# shellcheck shell=bash disable=SC2034

# These tools run for seconds: a profile that compiles fast beats their own, which takes Trunk past six minutes.
TOOL_PROFILE=(LTO=off OPT_LEVEL=1 DEBUG=0 CODEGEN_UNITS=16 STRIP=true)
# Without its default features Trunk can download nothing, which it need not: every tool it calls is here.
TRUNK_ARGUMENTS=(--no-default-features)

wasm_tools_key=$({ uname -sm; echo "${TOOL_PROFILE[@]}" "${TRUNK_ARGUMENTS[@]}"; } | digest)
TRUNK_DIR=$CACHE/trunk-$TRUNK_VERSION-$wasm_tools_key
WASM_BINDGEN_DIR=$CACHE/wasm-bindgen-$WASM_BINDGEN_VERSION-$wasm_tools_key
