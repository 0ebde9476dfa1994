// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The innermost loop of the sparse stress: one node against all pivots, eight at a time.

#include <cstdint>

namespace chainscape {

struct PivotPull {
    float x = 0, y = 0, weight = 0;
};

/// Sum over pivots with hop count h != 255 of (pivot - node) (1 - h / distance) / h^2, and of 1 / h^2.
/// `row` is a multiple of eight; equal points count as not pulling. The same bits with and without AVX2.
struct PivotRow {
    const float* pivotX = nullptr;
    const float* pivotY = nullptr;
    const std::uint8_t* hops = nullptr;
    std::int32_t row = 0;
};
PivotPull pullOfPivots(const PivotRow& pivots, float x, float y);

} // namespace chainscape
