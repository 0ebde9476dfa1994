// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// LayoutGraph: what the network layouts read, links as plain index pairs; and the frozen adjacency they work on.

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/result.h"

namespace chainscape {

/// Nodes are 0..n-1; link k joins source[k] and target[k]. `weight` is empty (all links alike) or one number per link.
struct LayoutGraph {
    std::int32_t n = 0;
    std::vector<std::int32_t> source;
    std::vector<std::int32_t> target;
    std::vector<float> weight;
};

/// One point per node, in units of about one link length.
struct Positions {
    std::vector<float> x;
    std::vector<float> y;

    bool operator==(const Positions&) const = default;
};

/// Symmetric compressed rows: the neighbours of i are targets[offsets[i]..offsets[i+1]), each once, never i itself.
struct LayoutAdjacency {
    std::vector<std::int32_t> offsets{0};
    std::vector<std::int32_t> targets;
    std::vector<float> weights;

    [[nodiscard]] std::int32_t size() const noexcept { return static_cast<std::int32_t>(offsets.size()) - 1; }
    [[nodiscard]] std::int32_t degree(std::int32_t node) const noexcept { return offsets[node + 1] - offsets[node]; }
    [[nodiscard]] std::span<const std::int32_t> neighbours(std::int32_t node) const noexcept {
        return {targets.data() + offsets[node], static_cast<std::size_t>(degree(node))};
    }
};

/// BadArgument when n is negative, the arrays differ in length or an index lies outside 0..n-1; else nothing.
Result<void> checked(const LayoutGraph& graph);

/// Direction, self-links and parallel links vanish (weights of parallel links add up). Weights are then squeezed to
/// sqrt(w / median) within [1/4, 4], so that one giant flow does not swallow the picture; NaN and infinite weights count
/// as the median, weights <= 0 as the least. Rows are sorted. O(n + links). Requires checked(graph).
LayoutAdjacency symmetricAdjacency(const LayoutGraph& graph);

/// The same graph with node i renamed newIndex[i] (a permutation). O(n + links).
LayoutAdjacency renumbered(const LayoutAdjacency& graph, std::span<const std::int32_t> newIndex);

/// Part of each node, parts numbered by their lowest node. `count` is their number. O(n + links).
struct Components {
    std::vector<std::int32_t> part;
    std::int32_t count = 0;
};
Components connectedComponents(const LayoutAdjacency& graph);

} // namespace chainscape
