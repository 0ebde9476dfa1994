// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What stands behind the firms in layouts other than lanes: steps from the focus, trophic levels, boxes of regions, a graticule.

#include "ui/canvas/display_list.h"
#include "ui/painters/network_marks.h"

namespace chainscape::ui {

/// Paints the frame of the places' layout; nothing for lanes (network_lanes.h) and force.
void paintFrames(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme);

/// One sentence for the legend: how places are to be read in this layout. Blank for force.
QString layoutNote(const NetworkInput& input);

} // namespace chainscape::ui
