// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// HistoryFit: one history through all rules - breaks, spikes, intermittence, length - to member forecasts and a width per horizon.

#include <span>
#include <vector>

#include "core/forecast/breaks.h"
#include "core/forecast/intermittent.h"
#include "core/forecast/members.h"

namespace chainscape::forecast {

struct HistoryFit {
    Members members;            ///< Forecasts in the units of the values.
    std::vector<double> width;  ///< Per horizon, before conformal factors; empty for intermittent and constant histories.
    ZeroPattern zeros;
    IntermittentFit intermittent; ///< Meaningful when members.used is Intermittent.
    std::vector<LevelBreak> breaks;
    std::vector<std::size_t> spikes;
    std::size_t start = 0;      ///< First value that was used.
    bool freshBreak = false;    ///< Fewer than 8 values since the last break: doubled width.
    double unit = 1;            ///< Mean absolute value that the models were scaled by.
    bool constant = false;      ///< All used values are equal.
};

/// Values finite and without gaps, at least 4. O(n) per model pass; histories beyond max(1500, 6 seasons) use their last part.
/// `edits` count from the first of the values.
HistoryFit fitHistory(std::span<const double> values, int frequency, int horizon, const BreakEdits& edits = {});

/// The forecast the rules choose; never empty.
const MemberForecast& chosen(const HistoryFit& fit);

} // namespace chainscape::forecast
