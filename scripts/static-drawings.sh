#!/usr/bin/env bash
# Draws each template of the page with the command line, in both themes: what readers see before the WASM is there,
# or without script. Trunk calls this after each build, with the folder that it fills.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${TRUNK_STAGING_DIR:-dist}/templates

# The command line is native: Trunk's own cargo may be of a toolchain that is here for wasm32 alone.
unset RUSTUP_TOOLCHAIN
for template in www/templates/*.yaml; do
    name=$(basename "$template" .yaml)
    for theme in light dark; do
        suffix=$([ $theme = light ] || echo .dark)
        cargo run --quiet --locked -- render "$template" --theme $theme --icons "${TRUNK_STAGING_DIR:-dist}/icons" --output "$folder/$name$suffix.svg"
    done
done
