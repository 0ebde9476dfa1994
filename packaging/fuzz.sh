#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Chainscape authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# fuzz.sh [SECONDS [SUBJECT...]]: builds the libFuzzer programs with clang and runs each for so long (60 s) over its seeds. A finding
# ends it with a file crash-*; make that a seed in tests/fuzz/seeds once it is fixed. What was found on the way stays in
# build/fuzz/corpus and is the start of the next run.
set -eu
cd "$(dirname "$0")/.."
seconds=${1:-60}
[ $# -eq 0 ] || shift
[ $# -gt 0 ] || set -- csv xlsx graph recipe project

# clang 14 cannot compile GCC 12's ranges, which the analysis uses: the newest one there is is taken.
compiler=""
for version in 19 18 17 16 15; do
  [ -n "$compiler" ] || ! command -v "clang++-$version" >/dev/null || compiler="clang++-$version"
done
[ -n "$compiler" ] || ! clang++ -dumpversion 2>/dev/null | grep -qE '^(1[5-9]|[2-9][0-9])' || compiler=clang++
if [ -z "$compiler" ]; then
  echo "fuzz.sh needs clang 15 or later: sh packaging/setup.sh fuzz installs it." >&2
  exit 1
fi
targets=""
for subject in "$@"; do targets="$targets fuzz_$subject"; done
cmake --fresh --preset fuzz -DCMAKE_CXX_COMPILER="$compiler"
# shellcheck disable=SC2086
cmake --build build/fuzz --target $targets
for subject in "$@"; do
  mkdir -p "build/fuzz/corpus/$subject"
  "build/fuzz/tests/fuzz/fuzz_$subject" -max_total_time="$seconds" -rss_limit_mb=2048 -timeout=20 -max_len=65536 -print_final_stats=1 \
    "build/fuzz/corpus/$subject" "tests/fuzz/seeds/$subject"
done
