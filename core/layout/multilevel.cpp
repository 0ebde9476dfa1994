// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/multilevel.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/parallel.h"
#include "core/layout/coarsening.h"
#include "core/layout/pivot_mds.h"
#include "core/layout/sketch_clock.h"

namespace chainscape {

namespace {

/// Two numbers in -0.5..0.5 that belong to this node and seed.
std::pair<float, float> jitter(std::int32_t node, std::uint64_t seed) {
    std::uint64_t z = seed * 0x9E3779B97F4A7C15ULL + static_cast<std::uint64_t>(node) * 0xD1B54A32D192ED03ULL;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    z ^= z >> 31;
    return {static_cast<float>(z & 0xFFFFFU) / 1048576.0F - 0.5F, static_cast<float>((z >> 20) & 0xFFFFFU) / 1048576.0F - 0.5F};
}

/// Each node near its group, drawn towards the groups of its neighbours, and a little aside so that none coincide.
Positions unfolded(const GraphLevel& level, const Positions& coarse, std::uint64_t seed) {
    constexpr float own = 0.7F, aside = 0.3F;
    const auto n = level.graph.size();
    Positions result{std::vector<float>(n), std::vector<float>(n)};
    parallelFor(n, 2048, [&](std::size_t begin, std::size_t end) {
        for (auto i = begin; i < end; ++i) {
            float x = 0, y = 0, weight = 0;
            for (auto k = level.graph.offsets[i]; k < level.graph.offsets[i + 1]; ++k) {
                const auto group = level.parent[level.graph.targets[k]];
                x += level.graph.weights[k] * coarse.x[group];
                y += level.graph.weights[k] * coarse.y[group];
                weight += level.graph.weights[k];
            }
            const auto group = level.parent[i];
            const float share = weight > 0 ? (1 - own) / weight : 0, home = weight > 0 ? own : 1;
            const auto [dx, dy] = jitter(static_cast<std::int32_t>(i), seed);
            result.x[i] = home * coarse.x[group] + share * x + aside * dx;
            result.y[i] = home * coarse.y[group] + share * y + aside * dy;
        }
    });
    return result;
}

/// The start of the smallest version; hop distances leave twins on one point, so all step aside a little.
Positions started(const LayoutAdjacency& graph, std::uint64_t seed) {
    auto result = pivotMds(graph);
    double squares = 0;
    for (std::size_t i = 0; i < result.x.size(); ++i) squares += static_cast<double>(result.x[i]) * result.x[i] + static_cast<double>(result.y[i]) * result.y[i];
    const float scale = squares > 0 ? static_cast<float>(std::sqrt(static_cast<double>(result.x.size()) / squares)) : 0.0F;
    for (std::size_t i = 0; i < result.x.size(); ++i) {
        const auto [dx, dy] = jitter(static_cast<std::int32_t>(i), seed);
        result.x[i] = result.x[i] * scale + 0.1F * dx;
        result.y[i] = result.y[i] * scale + 0.1F * dy;
    }
    return result;
}

/// The places of level l, unfolded to the full graph.
Positions unfoldedTo(const std::vector<GraphLevel>& levels, std::int32_t l, Positions at, std::uint64_t seed) {
    while (l-- > 0) at = unfolded(levels[static_cast<std::size_t>(l)], at, seed);
    return at;
}

} // namespace

std::vector<float> nodeMasses(const LayoutAdjacency& graph, float hubMass) {
    std::vector<float> mass(graph.size());
    for (std::int32_t i = 0; i < graph.size(); ++i) mass[i] = 1.0F + hubMass * static_cast<float>(graph.degree(i));
    return mass;
}

float unitRepulsion(const LayoutAdjacency& graph, std::span<const float> mass) {
    double weights = 0, sum = 0, squares = 0;
    for (const float w : graph.weights) weights += 0.5 * w;
    for (const float m : mass) {
        sum += m;
        squares += static_cast<double>(m) * m;
    }
    const double products = 0.5 * (sum * sum - squares);
    return products > 0 && weights > 0 ? static_cast<float>(weights / products) : 1.0F;
}

Result<MultilevelResult> multilevelForce(const LayoutAdjacency& graph, const MultilevelOptions& options, Progress& progress) {
    constexpr std::int32_t mostIterations = 100;
    auto mass = nodeMasses(graph, options.hubMass);
    auto rules = options.rules;
    rules.repulsion = unitRepulsion(graph, mass);
    const auto levels = coarsened(graph, std::move(mass));
    MultilevelResult result;
    SketchClock sketches(options.meanwhile);
    double work = 0, done = 0;
    for (const auto& level : levels) work += level.graph.size();
    for (auto l = static_cast<std::int32_t>(levels.size()) - 1; l >= 0; --l) {
        const auto& level = levels[l];
        const double shrink = static_cast<double>(graph.size()) / level.graph.size();
        const auto rounds = std::max(1, l == 0 ? options.iterations : std::min(mostIterations, static_cast<std::int32_t>(options.iterations * std::sqrt(std::sqrt(shrink)))));
        ForceLevel force(level.graph, level.mass, rules);
        force.place(level.parent.empty() ? started(level.graph, options.seed) : unfolded(level, result.positions, options.seed));
        force.balanceScale();
        const float first = options.heat * force.spacing(), last = 0.04F * options.heat * force.spacing();
        for (std::int32_t k = 0; k < rounds; ++k) {
            if (progress.stopped()) return Progress::cancelled();
            force.iterate(first * std::pow(last / first, static_cast<float>(k) / static_cast<float>(std::max(1, rounds - 1))));
            progress.report((done + level.graph.size() * (k + 1.0) / rounds) / work, "laying out the network");
            if (sketches.due()) sketches.show(unfoldedTo(levels, l, force.positions(), options.seed));
        }
        done += level.graph.size();
        result.iterations += rounds;
        result.positions = force.take();
    }
    return result;
}

} // namespace chainscape
