// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The network difference: firms and links of both periods in their lanes, what came with a plus mark, what went as dashed ghosts.

#include <vector>

#include "ui/painters/change_painter.h"
#include "ui/painters/network_focus.h"

namespace chainscape::ui {

/// Positions, sizes and brightness of a network difference before anything is drawn.
struct ChangeMarks {
    QRectF map;
    std::vector<QPointF> place;       ///< per firm of the table; NaN: no place
    std::vector<double> radius;       ///< per firm, px: by the size after, or before for those gone
    std::vector<ChangeKind> firm;     ///< per firm
    std::vector<ChangeKind> link;     ///< per link
    std::vector<double> width;        ///< per link, px: by the size of the change
    std::vector<Brightness> firmLight, linkLight;
    std::vector<std::uint32_t> drawn; ///< links in order of painting
    double largestChange = 0, largestSize = 0;
    std::size_t left = 0;             ///< links beyond the budget
};

ChangeMarks changeMarks(const ChangeInput& input, const QRectF& area);

/// Lanes, links, firms and labels, in layers of their own.
void paintChangeMap(DisplayList& list, const ChangeInput& input, const ChangeMarks& marks, const Theme& theme);

} // namespace chainscape::ui
