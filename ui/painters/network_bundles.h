// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Zoomed out, links between lanes are bundles: one band for every two stages, as wide as the value of all its links.

#include "ui/canvas/display_list.h"
#include "ui/painters/network_marks.h"

namespace chainscape::ui {

/// Forward value between two stages, 1..K.
struct LinkBundle {
    int from = 0, to = 0;
    double value = 0; ///< of all links, drawn or not
    std::size_t links = 0;
};

/// Of all links from an earlier to a later stage, by stages.
std::vector<LinkBundle> linkBundles(const Snapshot& snapshot);

/// The id of a bundle's band (ItemKind::Band), as returnLineId is for links that run back.
std::uint32_t bundleId(const LinkBundle& bundle);

/// Lanes of the trade with more links than can be told apart when small.
bool bundlesLinks(const NetworkInput& input, const NetworkMarks& marks);

/// Call right after the links, whose layer ends at the scale where the bands begin. Adds a layer of bands.
void paintBundles(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme);
/// The sums of the bands, in a layer above all that is there.
void paintBundleSums(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme);

} // namespace chainscape::ui
