// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The bands, stubs and boxes of one panel of the flow figure.

#include "ui/painters/flow_drawing.h"

namespace chainscape::ui {

/// Which kinds of marks have been drawn, for the legend.
struct FlowMarks {
    bool stubs = false, returns = false, dark = false, undecided = false, hatchedBands = false;
    std::size_t folded = 0;
    double foldedValue = 0;
};

FlowMarks paintFlowBands(DisplayList& list, const FlowDrawing& drawing);
void paintFlowBoxes(DisplayList& list, const FlowDrawing& drawing);

/// One ribbon of a frame, or the part of it from `from` to `to` (0 = upper edge, 1 = lower edge).
struct RibbonPart {
    double from = 0, to = 1;
};
void paintRibbon(DisplayList& list, const FlowFrame& frame, const SankeyRibbon& ribbon, RibbonPart part, const AreaStyle& style, ItemRef item);

} // namespace chainscape::ui
