#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Chainscape authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Sets up, builds and opens Chainscape on the sample chain. Without a display it renders the sample's three views to PNG.
set -eu
cd "$(dirname "$0")/.."

sh packaging/setup.sh
cmake --preset release -DCHAINSCAPE_TESTS=OFF
cmake --build --preset release

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  exec build/release/app/chainscape --sample battery
fi

figures=build/figures
mkdir -p "$figures"
rm -f "$figures/battery.chain"
build/release/app/chainscape-cli sample battery --project "$figures/battery.chain" > /dev/null
for view in network flow forecast; do
  build/release/app/chainscape-cli render "$figures/battery.chain" --view $view --size 254x142.9mm --dpi 150 -o "$figures/$view.png"
done
echo "No display: the sample's views are in $figures/network.png, $figures/flow.png and $figures/forecast.png."
