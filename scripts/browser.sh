# Which Chromium and chromedriver the tests take: those that CHROMIUM and CHROMEDRIVER name, else what is on PATH.
# Sourced.
# shellcheck shell=bash

# first_of NAME…: the path of the first program that is there.
first_of() {
    local name
    for name in "$@"; do command -v "$name" && return 0; done
    return 1
}

find_browser() {
    if [ -z "${CHROMIUM:-}" ]; then CHROMIUM=$(first_of chromium chromium-browser google-chrome) || return 1; fi
    if [ -z "${CHROMEDRIVER:-}" ]; then CHROMEDRIVER=$(first_of chromedriver) || return 1; fi
    have "$CHROMIUM" && have "$CHROMEDRIVER" && export CHROMIUM CHROMEDRIVER
}
