// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// FirmColours: the colour of every node and the legend that explains it. One rule for map, tables, flow and exports.

#include <vector>

#include <QColor>
#include <QString>

#include "ui/painters/network_input.h"

namespace chainscape::ui {

struct LegendEntry {
    QColor colour;
    QString text;
    bool hatched = false; ///< unknown
};

struct FirmColours {
    QString title;                    ///< what the colour means ("Stage", "Region", "Digital score")
    std::vector<QColor> node;         ///< per node of the snapshot
    std::vector<std::uint8_t> unknown; ///< per node, 1: nobody knows; empty: all are known
    std::vector<LegendEntry> legend;  ///< classes in order; for scales low, middle, high
};

/// By spec.colourBy: stage, sector, region, digital, platform, end_user, an attribute's name, or the given column or groups.
FirmColours firmColours(const NetworkInput& input, const Theme& theme);

/// The theme with the colours that the user chose for groups, stages and numbers, for every figure of the view.
Theme ownTheme(const Theme& theme, const ViewSpec& spec);

/// Colour of a stage in a dataset's own list: stages that mean a default stage keep its colour.
QColor colourOfStage(const Theme& theme, const StageList& stages, int stage);

} // namespace chainscape::ui
