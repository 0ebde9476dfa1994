// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Ledger: forecasts issued and kept, scored when the data that tells arrives, and what their record says.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/forecast/ranges.h"
#include "core/project/forecast_case.h"

namespace chainscape {

/// An entry's series is of one level: "total", "channel", "stage", "stage-pair", "firm", "link", "structure".
std::string_view ledgerLevel(std::string_view series);

/// One entry per period ahead of a series' forecast; none where there is no forecast. `naive` is the last season of the history
/// repeated, or its last value.
std::vector<LedgerEntry> entriesOf(const ForecastCase& c, Layer layer, std::string_view dataVersion);

struct IssuedForecast {
    std::int64_t issue = 0; ///< its number in the ledger
    std::size_t entries = 0, series = 0;
};

/// Issues the forecasts of total, channels, stage pairs and of the view's own series: one act, one transaction. The data must be that of
/// the file. Fails as forecastCase does, FileUnwritable, NoData when nothing could be forecast.
Result<IssuedForecast> issueForecast(ProjectFile& file, const DatasetPtr& dataset, const ViewSpec& view, Progress& progress);

/// Issues every series of one level ("total", "channel", "stage", "stage-pair", "firm", "link"), as the command line writes them.
Result<IssuedForecast> issueLevel(ProjectFile& file, const DatasetPtr& dataset, const ViewSpec& view, Progress& progress);

/// Scores what has come: every entry without an outcome whose period the data now holds. Already scored ones stay as they are, whatever
/// later data says. Returns how many were scored. Nothing to score: nothing is written.
Result<std::size_t> scoreLedger(ProjectFile& file, const DatasetPtr& dataset, Progress& progress);

/// How a group of scored forecasts did.
struct LedgerScore {
    std::string level;  ///< blank: all
    int horizon = 0;    ///< 0: all
    std::size_t scored = 0;
    double inside50 = 0, inside80 = 0, inside95 = 0; ///< shares of those with ranges; NaN without any
    double error = 0, naiveError = 0; ///< mean absolute error over mean absolute outcome (WAPE), of the forecast and of the plain guess
    double skill = 0;   ///< 1 - error / naiveError; NaN when that is 0
    double bias = 0;    ///< sum of (forecast - outcome) over sum of |outcome|; above 0: forecast too high
};

/// All, then each level, then each level at each horizon; groups without a scored entry are left out.
std::vector<LedgerScore> ledgerScores(std::span<const LedgerEntry> entries);

/// What the record teaches about ranges: the factor that would have made four in five scored outcomes of a level fall inside their
/// likely range, blended with 1 by count (n / (n + 40)). 1 below 19 scored ones with ranges. Between 0.5 and 3.
/// (Split conformal: the quantile at (n + 1) 0.8 of |outcome - forecast| over the half-range on that side; Vovk et al. 2005.)
struct RangeLesson {
    double factor = 1;
    std::size_t scored = 0;
};
RangeLesson rangeLesson(std::span<const LedgerEntry> entries, std::string_view level);

/// Every range as wide as `factor` times, about the mean, not below `floor`.
void widen(forecast::SeriesForecast& forecast, double factor, double floor);

/// What the ledger says of one series.
LedgerWords ledgerWords(std::span<const LedgerEntry> entries, std::string_view series, Layer layer, std::string_view unit);

} // namespace chainscape
