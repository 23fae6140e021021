#!/usr/bin/env bash
# make fuzz: looks for texts that break the pipeline, or take more than 600 MB (fuzzer and all that it has seen included), for
# SECONDS_TO_FUZZ (300). Findings land in fuzz/artifacts.
#
# It needs neither cargo-fuzz nor a nightly toolchain: the coverage that libFuzzer reads is an option of the stable
# compiler. Where cargo-fuzz is there, `cargo fuzz run template` works as well.
set -euo pipefail
here=$(dirname "$0")
source "$here/lib.sh"

"$here/setup-rust.sh"
source "$here/env.sh"
cd "$ROOT/fuzz"

coverage="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters"
coverage+=" -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares"
target=$(rustc -vV | sed -n 's/^host: //p')

step "Building the fuzz target (two minutes, once)"
RUSTFLAGS="--cfg fuzzing $coverage" cargo build --release --quiet --target "$target"

# What was found before, templates of ours, and the corpus beside the project.
mkdir -p corpus artifacts
seeds=("$ROOT/www/templates" "$ROOT/tests/hostile")
for folder in "$ROOT"/../shared/corpus/{quirks,bad,good}; do
    [ -d "$folder" ] && seeds+=("$folder")
done
step "Fuzzing for ${SECONDS_TO_FUZZ:-300} seconds"
"target/$target/release/template" -max_total_time="${SECONDS_TO_FUZZ:-300}" -max_len=20000 -timeout=20 -rss_limit_mb=600 \
    -dict=template.dict -artifact_prefix=artifacts/ corpus "${seeds[@]}"
