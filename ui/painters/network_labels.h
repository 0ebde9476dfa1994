// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Labels of the network figure: the most important firms first, none over another.

#include "ui/canvas/display_list.h"
#include "ui/painters/network_marks.h"

namespace chainscape::ui {

/// Focused and selected firms always have a label; then what touches them; then by size, as room allows (canvas/label_placement.h).
void paintFirmLabels(DisplayList& list, const NetworkInput& input, const NetworkMarks& marks, const Theme& theme);

} // namespace chainscape::ui
