#!/bin/sh
# Browser tests need Chromium: install Debian's when root and missing; else say how to get it.
command -v chromium >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "installing chromium for the browser tests …" >&2
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium; } >/dev/null 2>&1 && exit 0
fi
echo "chromium is missing: browser tests will be skipped; get it with 'sudo apt-get install chromium'" >&2
