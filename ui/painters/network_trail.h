// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The trail of the firm in focus: where the middle of its trade lay, period by period.

#include "ui/canvas/display_list.h"
#include "ui/painters/legend.h"
#include "ui/painters/network_marks.h"

namespace chainscape::ui {

/// A line through the stops, older ones fainter, a dot each by the size of the trade, the first and the last with their period. Nothing without
/// input.trail or with fewer than two stops.
void paintTrail(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme);

void addTrailLegend(Legend& legend, const NetworkInput& input, const Theme& theme);

} // namespace chainscape::ui
