// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Packing: the parts of a disconnected picture side by side on one sheet.

#include <vector>

namespace chainscape {

struct PackBox {
    float width = 0, height = 0;
    float x = 0, y = 0; // lower left corner, set by packBoxes
};

/// Places boxes without overlaps, `gap` apart, tallest first in rows (small ones stacked in a row's columns), on a sheet
/// about 1.4 times as wide as high. Sizes must be finite and >= 0. Deterministic; ties by index. O(n log n).
void packBoxes(std::vector<PackBox>& boxes, float gap);

} // namespace chainscape
