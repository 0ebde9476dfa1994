// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Lanes of the network figure: tinted columns with a head each, empty stages dashed.

#include "ui/canvas/display_list.h"
#include "ui/painters/network_marks.h"

namespace chainscape::ui {

/// The tinted box of a lane: the column of the map with room for the label of its uppermost firm.
QRectF laneBox(const QRectF& map, const LanePlace& lane);

/// Writes a lane's head above its box: chip, name (smaller when it is long) and a second line.
struct LaneHead {
    QString name, note;
    QColor chip;
    int stage = 0;
    bool empty = false;
    QString brief{}; ///< in place of the note where that has no room; blank: the note is cut
};
void paintLaneHead(DisplayList& list, const QRectF& box, const LaneHead& head, const Theme& theme);

/// Paints the ground of every lane of the places; empty lanes are dashed.
void paintLanes(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme);

/// Adds a layer of heads: chip, name and count of every lane; empty ones say "no data yet".
void paintLaneHeads(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme);

} // namespace chainscape::ui
