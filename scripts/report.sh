#!/usr/bin/env bash
# make report: prints what the tests and the benchmark measure, over the templates beside this folder where they are.
set -euo pipefail
here=$(dirname "$0")
source "$here/lib.sh"

"$here/setup-rust.sh"
"$here/setup-python.sh"
source "$here/env.sh"
cd "$ROOT"

step "Language, graph and messages, against cfn-lint (a minute)"
cargo test --locked --quiet --test corpus --test graph_corpus --test type_facts --test hostile -- --nocapture --test-threads 1 |
    sed -e '/^$/d' -e '/^running /d' -e '/^test result/d' -e 's/^\.*//'
step "Drawings: overlaps, collisions, crossings, time (a minute)"
cargo run --locked --quiet --release --example quality

# Templates of every size, when their generator is there: made anew, never kept.
generator=../shared/bench/gen_template.py
if [ -f "$generator" ]; then
    step "Drawings of generated templates of 10, 50, 200 and 500 resources"
    made=$(mktemp -d)
    trap 'rm -rf "$made"' EXIT
    for size in 10 50 200 500; do
        python3 "$generator" "$size" >"$made/generated-$size.yaml"
    done
    cargo run --locked --quiet --release --example quality -- "$made"/generated-{10,50,200,500}.yaml
    step "The same with every box open and nothing stacked"
    cargo run --locked --quiet --release --example quality -- --everything "$made"/generated-{10,50,200,500}.yaml
fi
