// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Links of the network figure: forward ones as curves, same-stage ones as arcs.

#include "ui/canvas/display_list.h"
#include "ui/painters/network_marks.h"

namespace chainscape::ui {

/// The two control points of a link's curve.
struct LinkShape {
    QPointF control0, control1;
};

/// How a link runs when it is drawn as one curve: bent in free layouts, horizontal ends between lanes, a bulge within a stage, a sag back.
LinkShape linkShape(const NetworkInput& input, const NetworkMarks& marks, std::uint32_t edge);

/// A point of that curve, t in 0..1 from seller to buyer.
QPointF pointOnLink(const NetworkInput& input, const NetworkMarks& marks, std::uint32_t edge, double t);

/// Paints the drawn links into the current layer, and loops for links of a firm to itself. In lanes, links back to an earlier stage are left to
/// network_returns.h unless the data chain is on show.
void paintLinks(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme);

} // namespace chainscape::ui
