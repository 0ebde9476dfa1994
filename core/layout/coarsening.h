// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Coarsening: a graph in ever smaller versions of itself, so that a layout settles its large shape first.

#include <cstdint>
#include <span>
#include <vector>

#include "core/layout/layout_graph.h"

namespace chainscape {

/// One version of the graph. `parent` names each node's node in the next smaller version; empty in the smallest.
struct GraphLevel {
    LayoutAdjacency graph;
    std::vector<float> mass;
    std::vector<std::int32_t> parent;
};

/// Groups nodes with the neighbour they are tied to most for its size: link weight over mass, lightest nodes first, up to
/// four nodes a group; nodes with one neighbour always go to it, so a star is one group. Link weights and masses add up,
/// so that energies of a coarse picture are those of the fine one with groups drawn as points. Heavy-edge grouping as in
/// Karypis & Kumar 1998 with the mass rule of Hachul & Juenger 2004 (FM3). Stops at about `smallest` nodes or when a
/// round removes less than a tenth. Deterministic. O(n + links) a level.
std::vector<GraphLevel> coarsened(LayoutAdjacency graph, std::vector<float> mass, std::int32_t smallest = 48);

} // namespace chainscape
