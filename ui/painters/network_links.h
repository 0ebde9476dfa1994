// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Links of the network figure: forward ones as curves, same-stage ones as arcs, backward ones dashed around the lanes.

#include "ui/canvas/display_list.h"
#include "ui/painters/network_marks.h"

namespace chainscape::ui {

struct BackwardSum {
    std::size_t count = 0;
    double value = 0;
};

/// Paints the drawn links into the current layer. Returns how many run backward and what they carry.
BackwardSum paintLinks(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme);

} // namespace chainscape::ui
