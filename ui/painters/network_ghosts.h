// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Ghost links: pairs of firms that may trade in the next period, dotted over the network map.

#include "core/project/link_outlook.h"
#include "ui/canvas/display_list.h"
#include "ui/painters/legend.h"
#include "ui/painters/network_input.h"

namespace chainscape::ui {

/// Pairs with a smaller chance are not drawn.
inline constexpr double kLeastChance = 0.01;

/// At most this many are drawn, the likeliest.
inline constexpr std::size_t kMostGhostLinks = 12;

/// Paints them into a layer above what paintNetwork(list, input, area) painted, with their chance beside the middle, and adds what they
/// mean to the legend. Pairs one end of which is not on the map are left out. Not for maps of groups, the data chain or the matrix.
void paintGhostLinks(DisplayList& list, const NetworkInput& input, const LinkOutlook& outlook, const QRectF& area, Legend& legend);

} // namespace chainscape::ui
