// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Firms that stand where the user put them, and how the others arrange around them.

#include <cstdint>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "core/layout/layout_graph.h"

namespace chainscape {

/// Pinned firms by index, with their place in the unit square.
using PinnedFirms = std::map<std::uint32_t, std::pair<float, float>>;

/// Firms in columns make room: in the column nearest to a pin, the order by y is that with the pinned firm at its place, and the others
/// keep a distance to it and move no farther than that takes. x, y: one entry per firm; only y of firms in a column with a pin changes,
/// and a column without one stays to the bit. All stay in 0..1. columns: firms of each, with finite places.
void makeRoomForPins(const PinnedFirms& pins, const std::vector<std::vector<std::uint32_t>>& columns, std::span<const float> x, std::span<float> y);

/// In a free layout the partners of a pinned firm follow it: half as far at each step away, less when they have partners elsewhere, too.
/// firm: of each node of the graph; x, y: one entry per firm.
void followPins(const PinnedFirms& pins, const LayoutGraph& graph, std::span<const std::uint32_t> firm, std::span<float> x, std::span<float> y);

} // namespace chainscape
