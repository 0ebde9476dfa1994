// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// FirmShapes: the shape of every node and the legend that explains it.

#include <vector>

#include <QString>

#include "ui/canvas/display_list.h"
#include "ui/painters/network_input.h"

namespace chainscape::ui {

struct ShapeEntry {
    MarkShape shape = MarkShape::Round;
    QString text;
};

struct FirmShapes {
    QString title;                  ///< blank: all are round
    std::vector<MarkShape> node;    ///< per node of the snapshot
    std::vector<ShapeEntry> legend;
};

/// By spec.network.shapeBy: platform, end_user, inferred, sector, region, function or an attribute's name. Of groups the five with the largest
/// trade have a shape of their own; the rest and blanks are round.
FirmShapes firmShapes(const NetworkInput& input);

} // namespace chainscape::ui
