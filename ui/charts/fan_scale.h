// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// FanScale: the value axis of a chart, from values to heights, with round ticks.

#include <span>
#include <vector>

namespace chainscape::ui {

struct FanScale {
    bool logarithmic = false;
    double low = 0, high = 1;   ///< ends of the axis; on a logarithmic axis the low end stands for 0 and below
    std::vector<double> ticks;  ///< ascending, inside the ends; on a logarithmic axis the low end comes first and reads "0" when zeros are shown
    bool showsZero = false;     ///< a logarithmic axis whose low end stands for zeros in the data

    /// 0 at the low end, 1 at the high end, cut at both.
    [[nodiscard]] double height(double value) const;
};

/// Holds all finite `values`; linear axes hold 0. About `steps` ticks. Without a value: 0..1. A logarithmic axis needs a value above 0
/// and none below 0, else the axis is linear.
FanScale fanScale(std::span<const double> values, bool logarithmic, int steps);

} // namespace chainscape::ui
