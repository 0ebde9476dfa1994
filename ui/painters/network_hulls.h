// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Hulls: outlines around the firms of a community, an enterprise internet, a sector or a region.

#include <vector>

#include <QPolygonF>

#include "ui/canvas/display_list.h"
#include "ui/painters/legend.h"
#include "ui/painters/network_marks.h"

namespace chainscape::ui {

/// The corners of the smallest convex area around the points, in order; fewer than three points or all on one line give those ends.
/// (Andrew 1979, monotone chain.) O(n log n).
QPolygonF convexHull(std::vector<QPointF> points);

/// Paints a soft outline around the eight groups with the most firms on show (three at least).
void paintHulls(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme);
/// Names them, above their highest firm.
void paintHullNames(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme);

/// "Outlines: enterprise internets (the 8 largest of 12)".
void addHullLegend(Legend& legend, const NetworkInput& input, const Theme& theme);

} // namespace chainscape::ui
