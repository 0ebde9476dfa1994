// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/cluster_force.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "core/base/parallel.h"
#include "core/layout/repulsion_tree.h"
#include "core/layout/sketch_clock.h"

namespace chainscape {

namespace {

void scaleTo(const LayoutAdjacency& graph, double meanLink, Positions& positions) {
    double length = 0;
    for (std::int32_t i = 0; i < graph.size(); ++i)
        for (const auto j : graph.neighbours(i)) length += std::hypot(positions.x[i] - positions.x[j], positions.y[i] - positions.y[j]);
    if (!(length > 0)) return;
    const auto factor = static_cast<float>(meanLink * static_cast<double>(graph.targets.size()) / length);
    for (auto* axis : {&positions.x, &positions.y})
        for (float& v : *axis) v *= factor;
}

struct Motion {
    const LayoutAdjacency* graph = nullptr;
    ClusterOptions options;
    std::vector<float> pushX, pushY, speedX, speedY;

    /// New places of nodes [begin, end), at most `limit` away.
    void move(const Positions& at, std::size_t begin, std::size_t end, float limit, Positions& next) {
        constexpr float momentum = 0.6F, step = 0.5F, firmness = 1;
        for (auto i = begin; i < end; ++i) {
            float x = pushX[i], y = pushY[i], stiffness = firmness;
            for (auto k = graph->offsets[i]; k < graph->offsets[i + 1]; ++k) {
                const auto j = graph->targets[k];
                const float dx = at.x[j] - at.x[i], dy = at.y[j] - at.y[i];
                const float pull = graph->weights[k] * (options.linear + options.near / (1.0F + dx * dx + dy * dy));
                x += pull * dx;
                y += pull * dy;
                stiffness += pull;
            }
            float vx = momentum * speedX[i] + step * x / stiffness, vy = momentum * speedY[i] + step * y / stiffness;
            const float length = std::sqrt(vx * vx + vy * vy);
            if (length > limit) {
                vx *= limit / length;
                vy *= limit / length;
            }
            speedX[i] = vx;
            speedY[i] = vy;
            next.x[i] = at.x[i] + vx;
            next.y[i] = at.y[i] + vy;
        }
    }
};

} // namespace

Result<std::int32_t> relaxClusters(const LayoutAdjacency& graph, const ClusterOptions& options, Positions& positions, Progress& progress) {
    constexpr float hottest = 3, coldest = 0.06F;
    const auto n = positions.x.size();
    scaleTo(graph, options.start, positions);
    Motion motion{&graph, options, std::vector<float>(n), std::vector<float>(n), std::vector<float>(n, 0.0F), std::vector<float>(n, 0.0F)};
    const std::vector<float> mass(n, 1.0F);
    RepulsionTree tree(1.2F);
    Positions next = positions;
    SketchClock sketches(options.meanwhile);
    for (std::int32_t k = 0; k < options.iterations; ++k) {
        if (progress.stopped()) return Progress::cancelled();
        const float share = static_cast<float>(k) / static_cast<float>(options.iterations);
        tree.build(positions.x, positions.y, mass);
        tree.forces(RepulsionKernel::Student, motion.pushX, motion.pushY);
        parallelFor(n, 1024, [&](std::size_t begin, std::size_t end) { motion.move(positions, begin, end, hottest * std::pow(coldest / hottest, share), next); });
        std::swap(positions, next);
        progress.report(0.3 + 0.7 * share, "drawing groups together");
        sketches.offer(positions);
    }
    scaleTo(graph, 1, positions);
    return options.iterations;
}

} // namespace chainscape
