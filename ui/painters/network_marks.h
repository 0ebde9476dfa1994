// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// NetworkMarks: positions, sizes, widths and colours of a network figure before anything is drawn.

#include <vector>

#include <QPointF>
#include <QRectF>

#include "ui/painters/firm_colours.h"
#include "ui/painters/network_focus.h"
#include "ui/painters/network_input.h"
#include "ui/painters/value_scale.h"

namespace chainscape::ui {

struct NetworkMarks {
    QRectF map;                       ///< where firms stand, px at camera identity
    std::vector<QPointF> place;       ///< per node; NaN: no place
    std::vector<double> radius;       ///< per node, px
    std::vector<double> opacity;      ///< per node, 0..1; NaN: unknown
    std::vector<double> linkOpacity;  ///< per edge, the share of full; NaN: unknown. Empty: all are full
    std::vector<double> width;        ///< per edge, px
    std::vector<std::uint32_t> drawn; ///< edges within the budget, lightest first
    double drawnShare = 1;            ///< of the value
    std::vector<double> edgeValue;    ///< per edge, what its width is by; NaN unknown
    double largestValue = 0;          ///< of those
    double largestSize = 0;           ///< of a node
    double largestDisc = 0;           ///< its radius, px: less where firms stand close
    ValueScale widthScale, sizeScale; ///< from a value to its share of the widest link, the largest disc
    ValueScale opacityScale;          ///< to the share of full; see kFaintest
    std::vector<std::uint8_t> sizeUnknown; ///< per node
    FirmColours colours;
    NetworkFocus focus;
};

/// Opacity of a firm with the smallest value; unknown ones are hollow instead.
inline constexpr double kFaintest = 0.2;

/// Head and gutter heights around the map in lanes layout, px.
inline constexpr double kLaneHead = 66;
inline constexpr double kLaneFoot = 54;

/// What the opacity of firms is by, one entry per node; empty: all are full.
std::vector<double> opacityValues(const NetworkInput& input);

/// What the opacity of links is by, 0..1 for each edge, NaN unknown; empty: all are full.
std::vector<double> linkOpacityValues(const NetworkInput& input);

NetworkMarks networkMarks(const NetworkInput& input, const QRectF& area, const Theme& theme);

/// Disc radius of a size value (area grows with it).
double discRadius(double value, double largest, std::size_t nodes);
/// Of a share 0..1 of the largest value, whose disc has radius `most`.
double discRadius(double share, double most);
/// Link width of a value, linear from 0.
double linkWidth(double value, double largest);

} // namespace chainscape::ui
