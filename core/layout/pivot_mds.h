// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Pivot MDS: a first picture of a connected graph from its distances to a few far-apart nodes.

#include <cstdint>
#include <span>
#include <vector>

#include "core/layout/layout_graph.h"

namespace chainscape {

/// Hop counts from the given node to every node; -1 where it does not reach. O(n + links).
std::vector<std::int32_t> hopsFrom(const LayoutAdjacency& graph, std::int32_t start);

/// At most `count` nodes, each the farthest from those before it (the first: the farthest from node 0), ties by index, and
/// their hop counts, row by row. Stops early when every node is a pivot.
struct Pivots {
    std::vector<std::int32_t> nodes;
    std::vector<std::vector<std::int32_t>> hops;
};
Pivots farPivots(const LayoutAdjacency& graph, std::int32_t count);

/// Brandes & Pich 2006, "Eigensolver methods for progressive multidimensional scaling of large data": double-centred
/// squared hops to the pivots, two main axes by power iteration. The graph must be connected; two or fewer nodes stand on
/// a line, as do paths. Deterministic. O(pivots (n + links)).
Positions pivotMds(const LayoutAdjacency& graph, std::int32_t pivots = 50);

} // namespace chainscape
