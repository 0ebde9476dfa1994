// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What came and went since a period before: drawn over the map while stepping through time, or always when the view says so.

#include "ui/canvas/display_list.h"
#include "ui/painters/legend.h"
#include "ui/painters/network_marks.h"

namespace chainscape::ui {

struct StepCounts {
    std::size_t newFirms = 0, goneFirms = 0, newLinks = 0, goneLinks = 0;
};

/// Over the map of input.snapshot: new links in the colour of growth, gone ones as dashed ghosts (at most a hundred each, the heaviest); rings
/// around new firms, dashed ghosts of gone ones where they stood. Nothing without input.before. O((nodes + edges) log edges).
StepCounts paintStep(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme);

void addStepLegend(Legend& legend, const NetworkInput& input, const StepCounts& counts, const Theme& theme);

} // namespace chainscape::ui
