// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ForecastCase: one series of a chain with its forecast, ranges and tests, ready to be shown.

#include <optional>
#include <string>
#include <vector>

#include "core/base/period.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/forecast/chain_forecast.h"
#include "core/forecast/series_forecast.h"
#include "core/model/dataset.h"
#include "core/model/view_spec.h"

namespace chainscape {

enum class ForecastSubject : std::uint8_t { Total, StagePair, Sales, Purchases, Link };

/// How often outcomes fell inside the ranges in the back-tests of all series of the chain.
struct ForecastRecord {
    std::size_t checks = 0;
    double inside80 = 0, inside95 = 0; ///< shares
};

struct ForecastCase {
    ForecastSubject subject = ForecastSubject::Total;
    std::string series;               ///< "total", "2>3", firm id, "a>b"
    std::string first, second;        ///< names: the firm; seller and buyer; the two stages ("" for no stage)
    int stage = 0;                    ///< stage that gives the colour; 0: none
    std::string unit;
    std::vector<Period> periods;      ///< of the history: every calendar period from the first to the last of the data
    std::vector<double> history;      ///< per period; NaN where the data have no such period
    std::size_t firstKnown = 0;       ///< where the indices of result.details and result.backtest begin to count
    int frequency = 1;                ///< periods per season
    forecast::SeriesForecast result;  ///< reason says why a forecast or its ranges are missing
    std::vector<Period> ahead;        ///< per value of result.mean
    bool coherent = false;            ///< made to add up with the rest of the chain; false: forecast alone
    std::optional<ForecastRecord> record; ///< none when untested
    std::vector<std::string> stagePairs; ///< "1>2" ..., largest first, for choosing
};

/// The series named by view.of ("total", "stage-pair", "firm", "link") and view.series for the view's layer and unit (blank: the main
/// one); view.filter and view.period do not matter: a forecast is of the whole chain and begins after its last period. A blank series:
/// the largest stage pair; view.focus for a firm. A firm's series is the larger of what it sells and what it buys.
/// Chains of up to 1,000 pairs of firms are forecast as a whole so that sums add up; in larger ones that holds for totals and stage
/// pairs, firms and links are forecast alone. The last chain is remembered: another series of it comes at once. Any thread.
/// Fails with NoData, NotFound (no such series), BadArgument (none chosen, undated or mixed periods), Cancelled.
Result<ForecastCase> forecastCase(const DatasetPtr& dataset, const ViewSpec& view, Progress& progress);

} // namespace chainscape
