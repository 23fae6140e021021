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
    CHROMIUM=$(first_of ${CHROMIUM:+"$CHROMIUM"} chromium chromium-browser google-chrome) || return 1
    CHROMEDRIVER=$(first_of ${CHROMEDRIVER:+"$CHROMEDRIVER"} chromedriver) || return 1
    export CHROMIUM CHROMEDRIVER
}
