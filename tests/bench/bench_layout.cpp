// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Layout times and steadiness: force (fast, quality, clusters), one period's step with a warm start, live iterations, lanes, memory.
// The graphs are made here: 8 stages, clusters of about 130 firms, five links a firm of which four stay inside.
// Usage: bench_layout [largest number of firms, default 10000]. Quality of places is scored outside, from `chainscape-cli layout --edges`.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "core/layout/force_layout.h"
#include "core/layout/lane_layout.h"

using namespace chainscape;

namespace {

struct Clock {
    std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
    std::clock_t cpu = std::clock();
    [[nodiscard]] double wall() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(); }
    [[nodiscard]] double spent() const { return static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC; }
};

/// A number of /proc/self/status in MB, 0 where there is none.
double statusMegabytes(const std::string& key) {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with(key)) return std::atof(line.c_str() + key.size() + 1) / 1024;
    return 0;
}

/// The links of a period; in the next one a twentieth of them leads elsewhere.
LayoutGraph clustered(std::int32_t firms, int period) {
    std::mt19937 engine(7), later(static_cast<unsigned>(100 + period));
    const std::int32_t clusters = std::max(1, firms / 130);
    LayoutGraph graph;
    graph.n = firms;
    for (std::int32_t i = 0; i < 5 * firms; ++i) {
        const auto from = static_cast<std::int32_t>(engine() % static_cast<unsigned>(firms));
        auto to = static_cast<std::int32_t>(engine() % static_cast<unsigned>(firms));
        if (i % 5 != 0) to = std::min(firms - 1, to / clusters * clusters + from % clusters);
        if (period > 0 && later() % 20 == 0) to = static_cast<std::int32_t>(later() % static_cast<unsigned>(firms));
        graph.source.push_back(from);
        graph.target.push_back(to);
    }
    return graph;
}

ForceResult timed(const char* name, const LayoutGraph& graph, const ForceOptions& options) {
    Progress progress;
    const Clock clock;
    auto result = forceLayout(graph, options, progress);
    std::printf("%-26s %7d firms %8.3f s wall %8.3f s cpu\n", name, graph.n, clock.wall(), clock.spent());
    std::fflush(stdout);
    return result ? std::move(*result) : ForceResult{};
}

/// Median distance that nodes moved, in parts of the picture's width.
double medianMove(const Positions& before, const Positions& after) {
    std::vector<float> moves;
    for (std::size_t i = 0; i < before.x.size(); ++i) moves.push_back(std::hypot(after.x[i] - before.x[i], after.y[i] - before.y[i]));
    std::nth_element(moves.begin(), moves.begin() + static_cast<std::ptrdiff_t>(moves.size() / 2), moves.end());
    const auto [left, right] = std::minmax_element(before.x.begin(), before.x.end());
    return static_cast<double>(moves[moves.size() / 2] / (*right - *left));
}

void force(std::int32_t firms) {
    const LayoutGraph graph = clustered(firms, 0);
    const Clock cold;
    const ForceResult first = timed("force fast, cold", graph, {});
    const double coldCpu = cold.spent();
    if (firms <= 10000) {
        timed("force quality", graph, {.mode = ForceMode::Quality});
        timed("force clusters", graph, {.mode = ForceMode::Clusters});
    }
    ForceOptions warm;
    warm.startX = first.positions.x;
    warm.startY = first.positions.y;
    warm.startSpread = first.spread;
    const Clock step;
    const ForceResult next = timed("next period, warm", clustered(firms, 1), warm);
    std::printf("%-26s %.2f of the cold time, median move %.2f %% of the width\n", "", step.spent() / coldCpu,
                100 * medianMove(first.positions, next.positions));
    Progress progress;
    auto live = LiveForce::start(graph, warm, progress);
    if (!live) return;
    const Clock clock;
    int rounds = 0;
    while (clock.wall() < 2) {
        live->iterate();
        ++rounds;
    }
    std::printf("%-26s %7d firms %8.1f a second (wall), %.1f a second of one core\n", "live iterations", firms, rounds / clock.wall(),
                rounds / clock.spent());
}

void lanes(std::int32_t firms) {
    std::mt19937 engine(11);
    LayoutGraph graph;
    graph.n = firms;
    std::vector<std::int32_t> stage;
    for (std::int32_t i = 0; i < firms; ++i) stage.push_back(i % 8 + 1);
    for (std::int32_t i = 0; i < 5 * firms; ++i) {
        const auto from = static_cast<std::int32_t>(engine() % static_cast<unsigned>(firms));
        graph.source.push_back(from);
        graph.target.push_back(std::min(firms - 1, static_cast<std::int32_t>(engine() % static_cast<unsigned>(firms)) / 8 * 8 + (from + 1) % 8));
        graph.weight.push_back(static_cast<float>(1 + engine() % 20));
    }
    Progress progress;
    const Clock clock;
    const auto result = laneLayout(graph, stage, {}, progress);
    std::printf("%-26s %7d firms %8.3f s wall %8.3f s cpu, weighted crossings %.0f\n", "lanes", firms, clock.wall(), clock.spent(),
                result ? result->crossings : -1);
}

} // namespace

int main(int argc, char** argv) {
    const int largest = argc > 1 ? std::atoi(argv[1]) : 10000;
    for (const std::int32_t firms : {1000, 10000, 100000})
        if (firms <= largest) force(firms);
    lanes(200);
    lanes(2000);
    std::printf("memory: peak %.0f MB, now %.0f MB\n", statusMegabytes("VmHWM:"), statusMegabytes("VmRSS:"));
    return 0;
}
