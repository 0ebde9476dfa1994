// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/coarsening.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace chainscape {

namespace {

constexpr std::int32_t groupNodes = 4;

/// Nodes by rising degree, equal degrees by index: the light ones choose first.
std::vector<std::int32_t> byDegree(const LayoutAdjacency& graph) {
    const auto n = graph.size();
    std::int32_t most = 0;
    for (std::int32_t i = 0; i < n; ++i) most = std::max(most, graph.degree(i));
    std::vector<std::int32_t> next(most + 2, 0);
    for (std::int32_t i = 0; i < n; ++i) ++next[graph.degree(i) + 1];
    std::partial_sum(next.begin(), next.end(), next.begin());
    std::vector<std::int32_t> order(n);
    for (std::int32_t i = 0; i < n; ++i) order[next[graph.degree(i)]++] = i;
    return order;
}

struct Groups {
    std::vector<std::int32_t> of;
    std::vector<std::int32_t> members; // how many, without hanging leaves
    std::vector<float> mass;
};

/// The neighbour whose group `node` should share, or -1 when all are full.
std::int32_t bestPartner(const GraphLevel& level, const Groups& groups, std::int32_t node) {
    const auto& graph = level.graph;
    std::int32_t best = -1;
    float bestTie = 0;
    for (auto k = graph.offsets[node]; k < graph.offsets[node + 1]; ++k) {
        const auto other = graph.targets[k];
        const auto group = groups.of[other];
        if (group >= 0 && groups.members[group] >= groupNodes) continue;
        const float tie = graph.weights[k] / (group >= 0 ? groups.mass[group] : level.mass[other]);
        if (tie > bestTie) {
            bestTie = tie;
            best = other;
        }
    }
    return best;
}

Groups grouped(const GraphLevel& level) {
    const auto n = level.graph.size();
    Groups groups;
    groups.of.assign(n, -1);
    const auto open = [&](std::int32_t node) {
        groups.of[node] = static_cast<std::int32_t>(groups.members.size());
        groups.members.push_back(1);
        groups.mass.push_back(level.mass[node]);
    };
    for (const auto node : byDegree(level.graph)) {
        if (groups.of[node] >= 0) continue;
        const bool leaf = level.graph.degree(node) == 1;
        const auto partner = leaf ? level.graph.targets[level.graph.offsets[node]] : bestPartner(level, groups, node);
        if (partner < 0) {
            open(node);
            continue;
        }
        if (groups.of[partner] < 0) open(partner);
        const auto group = groups.of[partner];
        groups.of[node] = group;
        groups.mass[group] += level.mass[node];
        if (!leaf) ++groups.members[group];
    }
    return groups;
}

GraphLevel mergedLevel(const GraphLevel& level, const Groups& groups) {
    const auto n = level.graph.size();
    const auto count = static_cast<std::int32_t>(groups.members.size());
    std::vector<std::int32_t> first(count + 1, 0), member(n);
    for (const auto g : groups.of) ++first[g + 1];
    std::partial_sum(first.begin(), first.end(), first.begin());
    auto next = first;
    for (std::int32_t i = 0; i < n; ++i) member[next[groups.of[i]]++] = i;

    GraphLevel result;
    result.mass = groups.mass;
    auto& coarse = result.graph;
    coarse.offsets.reserve(count + 1);
    coarse.targets.reserve(level.graph.targets.size() / 2);
    coarse.weights.reserve(level.graph.targets.size() / 2);
    std::vector<std::int32_t> slot(count, -1); // where this row already holds that neighbour
    for (std::int32_t g = 0; g < count; ++g) {
        const auto row = static_cast<std::int32_t>(coarse.targets.size());
        for (auto m = first[g]; m < first[g + 1]; ++m)
            for (auto k = level.graph.offsets[member[m]]; k < level.graph.offsets[member[m] + 1]; ++k) {
                const auto other = groups.of[level.graph.targets[k]];
                if (other == g) continue;
                if (slot[other] < row) {
                    slot[other] = static_cast<std::int32_t>(coarse.targets.size());
                    coarse.targets.push_back(other);
                    coarse.weights.push_back(level.graph.weights[k]);
                } else {
                    coarse.weights[slot[other]] += level.graph.weights[k];
                }
            }
        coarse.offsets.push_back(static_cast<std::int32_t>(coarse.targets.size()));
    }
    return result;
}

} // namespace

std::vector<GraphLevel> coarsened(LayoutAdjacency graph, std::vector<float> mass, std::int32_t smallest) {
    std::vector<GraphLevel> levels;
    levels.push_back({std::move(graph), std::move(mass), {}});
    while (levels.back().graph.size() > smallest) {
        auto groups = grouped(levels.back());
        const auto count = static_cast<std::int32_t>(groups.members.size());
        if (count > levels.back().graph.size() / 10 * 9) break;
        auto next = mergedLevel(levels.back(), groups);
        levels.back().parent = std::move(groups.of);
        levels.push_back(std::move(next));
    }
    return levels;
}

} // namespace chainscape
