// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ChainForecast: every level of a chain forecast, back-tested and made to add up.

#include <vector>

#include "core/base/progress.h"
#include "core/forecast/chain_series.h"
#include "core/forecast/series_forecast.h"

namespace chainscape::forecast {

struct ChainForecastOptions {
    int horizon = 4;
    int origins = 3;
    std::vector<BreakEdits> breaks{}; ///< per node, by index of its values; empty: none

    bool operator==(const ChainForecastOptions&) const = default;
};

/// What the back-tests of one level say, over all its series, origins and horizons. Errors are sums of |e| over sums of |actual|.
struct LevelScore {
    ChainLevel level = ChainLevel::Total;
    std::size_t series = 0, checks = 0;
    double wape = 0;      ///< After reconciliation.
    double baseWape = 0;  ///< Each series alone.
    double naiveWape = 0; ///< "Same as last season", or last period without one.
    double skill = 0;     ///< 1 - wape / naiveWape; NaN when that is 0.
    double inside80 = 0, inside95 = 0; ///< Share of outcomes inside the ranges; NaN without ranges.
};

struct ChainForecast {
    std::vector<SeriesForecast> nodes; ///< As in the series; means coherent, ranges by level.
    std::vector<LevelScore> scores;    ///< Levels in order; empty when the history is too short to test.
    Period last;
    double incoherence = 0;            ///< Largest |aggregate - sum| over the horizons.
};

/// Forecasts all nodes alone, reconciles them by WLS_var with no link below 0 (when no flow of the past is), does the same inside each
/// back-test origin, and makes the ranges of each level from that level's own back-tests: ranges are never added.
/// Weights are the one-step variances of the full histories. Cancellable between series. About 4 fits per node.
Result<ChainForecast> forecastChain(const ChainSeries& series, const ChainForecastOptions& options, Progress& progress);

} // namespace chainscape::forecast
