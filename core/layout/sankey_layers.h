// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Layers of a flow graph told from its flows.

#include <vector>

#include "core/layout/sankey_graph.h"

namespace chainscape {

/// A layer per node; entries given in graph.layers are kept. Links must be valid, with values >= 0 and finite.
/// Nodes without any link get the lowest layer. Cost O(n + m log m).
std::vector<int> sankeyLayers(const SankeyGraph& graph, SankeyAlign align);

/// An order of the nodes in which the links that point back carry little value: rank per node, 0..n-1.
std::vector<int> flowRanks(int nodeCount, const std::vector<SankeyLink>& links);

} // namespace chainscape
