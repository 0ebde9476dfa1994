#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Chainscape authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Sets up, builds and runs all tests: first the core under the address and undefined-behaviour sanitizers, then everything in
# release with warnings as errors. Ends with ctest's summary; the exit code is that of the first part that failed.
set -eu
cd "$(dirname "$0")/.."

sh packaging/setup.sh tests

cmake --preset asan
cmake --build --preset asan
ctest --preset asan

cmake --preset release
cmake --build --preset release
ctest --preset release
