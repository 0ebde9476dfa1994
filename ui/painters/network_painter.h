// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The network figure: stage lanes or a free map, links with direction and value, firms with labels.

#include <QRectF>

#include "ui/canvas/display_list.h"
#include "ui/painters/legend.h"
#include "ui/painters/network_input.h"

namespace chainscape::ui {

/// Paints the map into `area` of `list` (px at camera identity) and returns its legend.
/// Items: ItemKind::Firm with the firm index, ItemKind::Link with the edge index of the snapshot, ItemKind::Stage with the stage.
Legend paintNetwork(DisplayList& list, const NetworkInput& input, const QRectF& area);

/// Where the unit square of the places lies in the area: what a drag must be read against.
QRectF networkMapRect(NetworkLayoutKind layout, const QRectF& area);

} // namespace chainscape::ui
