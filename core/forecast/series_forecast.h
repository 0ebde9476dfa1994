// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Series in; prediction, ranges, back-test and what explains them out.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/forecast/history_fit.h"
#include "core/forecast/ranges.h"

namespace chainscape::forecast {

/// Whether the flow may be negative: Auto says no when nothing in the history is.
enum class Sign : unsigned char { Auto, NonNegative, Any };

struct SeriesOptions {
    int horizon = 1;   ///< Periods ahead, 1..2000.
    int frequency = 1; ///< Periods per season, 1..168; 1: no season.
    Sign sign = Sign::Auto;
    int origins = 3;   ///< Back-test origins at most; 0: no back-test.
    BreakEdits breaks{}; ///< Level breaks the user knows better, by index of the values.

    bool operator==(const SeriesOptions&) const = default;
};

/// One back-test: the forecasts made with the first `used` values only.
struct OriginTest {
    std::size_t used = 0;
    std::vector<double> actual, forecast;
    std::vector<double> width; ///< The model's own width then; empty when it brings its own ranges.
};

/// How one candidate did over all origins; errors in the units of the values.
struct ModelScore {
    Model model = Model::Naive;
    double error = 0; ///< Mean absolute error.
    double bias = 0;  ///< Mean of forecast - actual.
    double skill = 0; ///< 1 - error / error of "same as last period" (last season where there is one); NaN when that is 0.
    int wins = 0;     ///< Origins in which it was better than that yardstick.
};

struct Backtest {
    std::vector<OriginTest> origins;  ///< Latest first; empty when the history is too short.
    std::vector<ModelScore> scores;   ///< Ascending error.
    [[nodiscard]] const ModelScore* of(Model model) const;
};

/// What the panel tells about a series; every number in the units of the values.
struct SeriesDetails {
    std::size_t length = 0;   ///< Values from the first known to the last known one.
    std::size_t filled = 0;   ///< Gaps among them, filled on a straight line.
    bool seasonal = false;
    double trend = 0;         ///< Change per period over the last three seasons (at least 8 values), relative to their mean.
    ZeroPattern zeros;
    std::vector<LevelBreak> breaks; ///< Indices count from the first known value.
    std::vector<std::size_t> spikes;
    std::string form;         ///< Best ETS form, empty without.
    double alpha = 0, theta = 1;
    double disagreement = 0;  ///< |ETS - DOTM| over |mean| at the last horizon.
    double chanceOfDemand = 1; ///< Per period; below 1 for intermittent series only.
    std::size_t pooled = 0;   ///< Errors that shaped the range at the first horizon; 0: shipped factors.
};

struct SeriesForecast {
    std::vector<double> mean; ///< Empty: refused, see reason.
    Bands bands;              ///< Empty: no range can be told, see reason.
    Model model = Model::Naive;
    std::string reason;       ///< Why there is no forecast or no range; empty otherwise.
    SeriesDetails details;
    Backtest backtest;
};

/// The first half of the work, all that one series can do alone.
struct PreparedSeries {
    SeriesForecast forecast;  ///< Without bands, unless the model brings its own (intermittent).
    std::vector<double> width;
    double variance = 0;      ///< Of the first period's forecast, for weights when series must add up.
    double floor = 0;         ///< Lowest value a range may reach.
    PoolKey key;
    std::vector<double> record; ///< |error| / width of all back-test periods.
    /// (horizon, error / width) of each, the width adjusted by the record of the other origins.
    std::vector<std::pair<int, double>> ratios;
};

/// Fits, back-tests and forecasts. NaN in `values` is a gap (at the ends it is cut off). Refuses with a reason: no value, more than half
/// gaps, infinite values, a horizon or frequency outside its range. One to three values: the last one, said to be too short, no range.
/// Deterministic. About (1 + origins) fits.
PreparedSeries prepareSeries(std::span<const double> values, const SeriesOptions& options);

/// The second half: ranges from the pool of all series (which should hold this one's errors too).
SeriesForecast withRanges(PreparedSeries prepared, const ErrorPool& pool);

/// Both halves for one series alone.
SeriesForecast forecastSeries(std::span<const double> values, const SeriesOptions& options);

} // namespace chainscape::forecast
