# Which browsers the tests take: those that CHROMIUM, CHROMEDRIVER, FIREFOX, WEBKIT_DRIVER and XVFB name, else what is on
# PATH. Sourced.
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

find_firefox() {
    if [ -z "${FIREFOX:-}" ]; then FIREFOX=$(first_of firefox-esr firefox) || return 1; fi
    have "$FIREFOX" && export FIREFOX
}

# find_webkit: the driver, which starts the browser that it was built with, and a display, without which that does not run.
find_webkit() {
    if [ -z "${WEBKIT_DRIVER:-}" ]; then WEBKIT_DRIVER=$(first_of WebKitWebDriver) || return 1; fi
    if [ -z "${XVFB:-}" ]; then XVFB=$(first_of Xvfb) || return 1; fi
    have "$WEBKIT_DRIVER" && have "$XVFB" && export WEBKIT_DRIVER XVFB
}
