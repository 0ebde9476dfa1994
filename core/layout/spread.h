// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Spread: a radial stretch that opens crowded middles (or rims) so that distances on paper follow hop counts.

#include <cstdint>

#include "core/layout/layout_graph.h"

namespace chainscape {

/// Moves every node to r^power of its distance r from the centre, keeping directions and the root mean square radius.
/// spreadOut(spreadOut(p, a), 1 / a) is p up to rounding. power must be positive; 1 does nothing.
void spreadOut(Positions& positions, float power);

/// The power in 0.5..1.2 of least stress (hop counts, weights 1 / hops^2), measured from `sources` nodes to a sample of the
/// others. 1 for fewer than 30 nodes. The graph must be connected. O(sources (n + links)).
float bestSpread(const LayoutAdjacency& graph, const Positions& positions, std::int32_t sources = 16);

} // namespace chainscape
