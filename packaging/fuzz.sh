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

cmake --preset fuzz
cmake --build --preset fuzz
for subject in "$@"; do
  mkdir -p "build/fuzz/corpus/$subject"
  "build/fuzz/tests/fuzz/fuzz_$subject" -max_total_time="$seconds" -rss_limit_mb=2048 -timeout=20 -max_len=65536 -print_final_stats=1 \
    "build/fuzz/corpus/$subject" "tests/fuzz/seeds/$subject"
done
