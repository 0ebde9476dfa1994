// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The network difference: firms and links of both periods in their lanes, what came with a plus mark, what went as dashed ghosts; or
// each side alone at one layout and scale, in turn or divided by a line.

#include <vector>

#include "ui/painters/change_painter.h"
#include "ui/painters/network_focus.h"

namespace chainscape::ui {

/// Positions, sizes and brightness of a network difference before anything is drawn.
struct ChangeMarks {
    ChangeSide side = ChangeSide::Both;
    QRectF map;
    std::vector<QPointF> place;       ///< per firm of the table; NaN: no place
    std::vector<double> radius;       ///< per firm, px: by the size on the side; of both by the size after, or before for those gone
    std::vector<ChangeKind> firm;     ///< per firm
    std::vector<ChangeKind> link;     ///< per link
    std::vector<double> width;        ///< per link, px: by the value on the side; of both by the size of the change
    std::vector<Brightness> firmLight, linkLight;
    std::vector<std::uint32_t> drawn; ///< links in order of painting
    double largestLink = 0, largestSize = 0; ///< full width: a value, or of both a change
    std::size_t left = 0;             ///< links beyond the budget
};

ChangeMarks changeMarks(const ChangeInput& input, const QRectF& area, ChangeSide side);

/// The id of the dividing line among ItemKind::Control, and where it stands in the area of the map.
inline constexpr std::uint32_t kSwipeHandle = 1;
inline double swipePlace(const QRectF& area, double share) { return area.left() + share * area.width(); }

/// Lanes, links, firms and labels, in layers of their own. With spec.change.swipe A stands left of a line, B right of it. Returns the
/// marks that a legend explains.
ChangeMarks paintChangeMap(DisplayList& list, const ChangeInput& input, const QRectF& area, const Theme& theme);

} // namespace chainscape::ui
