// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The colours of groups and bands of a flow figure, and the legend that explains them. Groups have the colour their firms have elsewhere.

#include <vector>

#include "core/project/flow_panels.h"
#include "ui/painters/firm_colours.h"

namespace chainscape::ui {

struct FlowColours {
    std::vector<QColor> group;        ///< per group of the plan
    std::vector<QColor> band;         ///< per pair of the plan
    std::vector<std::uint8_t> hatched; ///< per pair: nothing is known
    QString title;                    ///< what the colour of a band means
    std::vector<LegendEntry> legend;
};

/// As look.spec says; look.snapshot is not needed.
FlowColours flowColours(const FlowPanel& panel, const NetworkInput& look);

/// Change of a value against a reference in -1 (gone) .. 0 .. 1 (new); NaN where both are 0.
double flowChange(double value, double reference);

} // namespace chainscape::ui
