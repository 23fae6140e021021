# Where the tests' Python environment is in the cache. Sourced.
# shellcheck shell=bash disable=SC2034

# An environment is bound to its interpreter, so that is part of the key.
PYTHON_DIR=$CACHE/python-$({ python3 -VV; cat "$ROOT/scripts/requirements.txt"; } 2>/dev/null | digest)
