#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Chainscape authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Installs what a fresh Debian 12 or Ubuntu 24.04 lacks to build, run and (with "tests") test Chainscape.
# With "fuzz" it adds what packaging/fuzz.sh needs. Asks for nothing; needs root or sudo only when something is missing.
set -eu

build="g++ cmake ninja-build mold pkg-config
  qt6-base-dev libqt6opengl6-dev qt6-charts-dev qt6-svg-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools libgl1-mesa-dev
  libboost-graph-dev libsqlite3-dev libicu-dev libexpat1-dev libzip-dev zlib1g-dev libtbb-dev
  libeigen3-dev libfast-float-dev libexpected-dev robin-map-dev libcli11-dev nlohmann-json3-dev libigraph-dev
  fonts-inter fonts-noto-core"
tests="xvfb xauth openbox xdotool poppler-utils librsvg2-bin libxml2-utils desktop-file-utils appstream sqlite3 python3"

wanted=$build
[ "${1:-}" = tests ] && wanted="$build $tests"
[ "${1:-}" = fuzz ] && wanted="$build clang-16 libclang-rt-16-dev"

missing=""
for package in $wanted; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $package"
done
if [ -z "$missing" ]; then
  echo "Everything needed is installed."
  exit 0
fi

echo "Installing:$missing"
as_root=""
[ "$(id -u)" = 0 ] || as_root=sudo
$as_root apt-get update -qq
# shellcheck disable=SC2086
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=300 $missing
