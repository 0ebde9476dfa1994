// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The matrix twin of the map: sellers in rows, buyers in columns, both in the order of the chain.

#include "ui/canvas/display_list.h"
#include "ui/painters/legend.h"
#include "ui/painters/network_input.h"

namespace chainscape::ui {

/// Firms (or groups) of the snapshot by stage, within a stage as high as they stand on the map; at most 90, those that trade most.
/// Selected and focused firms are lit. Items as on the map (network_painter.h).
Legend paintNetworkMatrix(DisplayList& list, const NetworkInput& input, const QRectF& area);

} // namespace chainscape::ui
