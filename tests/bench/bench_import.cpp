// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// bench_import LINKS.csv: preview, then parse to typed columns; RESULT lines with wall and CPU seconds and peak memory.

#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>

#include <sys/resource.h>

#include "core/io/import_tables.h"

namespace {

struct Clock {
    std::chrono::steady_clock::time_point wall = std::chrono::steady_clock::now();
    std::clock_t cpu = std::clock();

    void print(const char* what) const {
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - wall;
        std::printf("RESULT %s_s=%.4f\nRESULT %s_cpu_s=%.4f\n", what, seconds.count(), what,
                    static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC);
    }
};

} // namespace

int main(int count, char** arguments) {
    using namespace chainscape;
    if (count != 2) {
        std::fputs("usage: bench_import LINKS.csv\n", stderr);
        return 2;
    }
    const TableInput input{arguments[1], {}, {}};
    const Clock start;
    const auto shown = preview(input);
    start.print("preview");
    Progress progress;
    const Clock parse;
    const auto links = shown ? readLinks(input, shown->plan, progress) : tl::unexpected(shown.error());
    if (!links) {
        std::fprintf(stderr, "%s\n", describe(links.error()).c_str());
        return 1;
    }
    parse.print("parse");
    double sum = 0;
    for (const double value : links->rows.value)
        if (!std::isnan(value)) sum += value;
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::printf("RESULT rows=%zu\nRESULT firms=%zu\nRESULT sum=%.2f\nRESULT peak_mib=%ld\n", links->rows.size(),
                links->rows.firms.size() - 1, sum, usage.ru_maxrss / 1024);
    return 0;
}
