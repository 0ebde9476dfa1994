// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Parts: a graph cut into its connected parts, each with its own small adjacency.

#include <cstdint>
#include <span>
#include <vector>

#include "core/layout/layout_graph.h"

namespace chainscape {

/// One connected part; nodes[i] is the node of the whole graph behind node i of `graph`.
struct GraphPart {
    std::vector<std::int32_t> nodes;
    LayoutAdjacency graph;
};

/// All parts, by lowest node. O(n + links).
std::vector<GraphPart> partsOf(const LayoutAdjacency& graph);

/// The places of the part's nodes out of those of all, and back.
Positions taken(const Positions& all, const GraphPart& part);
void putBack(const Positions& own, const GraphPart& part, Positions& all);

/// Moves whole parts so that their boxes lie side by side, gaps of about `gap`.
void packParts(const std::vector<GraphPart>& parts, float gap, Positions& all);

} // namespace chainscape
