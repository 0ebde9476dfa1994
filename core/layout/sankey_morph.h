// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// One flow drawing on its way to another: the next period, another grouping, a box in the hand.

#include <span>

#include "core/layout/sankey_geometry.h"

namespace chainscape {

/// `from` at t = 0, `to` at t = 1 (clamped), of the same structure; what has no counterpart is taken from `to`. Cost O(pieces).
SankeyGeometry blendedSankey(const SankeyGeometry& from, const SankeyGeometry& to, double t);

/// `to` with its nodes in other boxes (one per node; height 0: the node grows where it is) and its bands between them: where a drawing of
/// other groups starts from. Wrong number of boxes: `to` itself.
SankeyGeometry sankeyStartingFrom(const SankeyStructure& structure, const SankeyGeometry& to, std::span<const SankeyBox> boxes);

/// Moves one node by `dy` with the ends of its bands and its stubs.
void moveSankeyNode(const SankeyStructure& structure, int node, double dy, SankeyGeometry& geometry);

} // namespace chainscape
