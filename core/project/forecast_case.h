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
#include "core/project/forecast_memory.h"

namespace chainscape {

enum class ForecastSubject : std::uint8_t { Total, Channel, Stage, StagePair, Sales, Purchases, Link, Structure };

/// How often outcomes fell inside the ranges in the back-tests of all series of the chain.
struct ForecastRecord {
    std::size_t checks = 0;
    double inside80 = 0, inside95 = 0; ///< shares
};

/// What the ledger says of the series shown.
struct LedgerWords {
    std::size_t issued = 0, scored = 0, ranged = 0, inside80 = 0; ///< entries; ranged: scored ones with ranges
    std::int64_t lastIssue = 0;      ///< number of the latest act of issuing; 0: never
    std::optional<LedgerEntry> last; ///< the latest scored one
};

/// A break or event on the chart. Found: by the engine alone; Confirmed: found, and the user agrees; Added: the user's own.
struct CaseMark {
    enum class Origin : std::uint8_t { Found, Confirmed, Added, Event };
    Origin origin = Origin::Found;
    std::size_t place = 0; ///< in periods, then in ahead
    std::string period, note;
    bool everySeries = false; ///< stored for all series, not this one alone
};

/// A scenario's forecast: that of the base times what the scenario makes of the last period. Its range is the base's, scaled.
struct ScenarioFan {
    std::string name;
    double ratio = 1;          ///< value in the scenario over value in the base, in the period the scenario changes
    std::vector<double> mean;
    std::vector<double> lower80, upper80;
    std::optional<std::size_t> parts; ///< first period ahead in which its forecast lies outside the base's likely range
    std::string reason;        ///< why there is no fan
};

struct ForecastCase {
    ForecastSubject subject = ForecastSubject::Total;
    std::string name;                 ///< as the ledger names it: "total", "stage:2", "stage-pair:2>3", "firm:ID:out", "structure:penetration"
    std::string series;               ///< "total", "2", "2>3", firm id, "a>b", "platform", a measure's id
    std::string first, second;        ///< names: the firm; seller and buyer; the stage or two stages ("" for no stage); the measure
    int stage = 0;                    ///< stage that gives the colour; 0: none
    std::string unit;
    bool share = false;               ///< values are shares 0..1 without a unit
    std::vector<Period> periods;      ///< of the history: every calendar period from the first to the last of the data
    std::vector<double> history;      ///< per period; NaN where the data have no such period
    std::size_t firstKnown = 0;       ///< where the indices of result.details and result.backtest begin to count
    int frequency = 1;                ///< periods per season
    forecast::SeriesForecast result;  ///< reason says why a forecast or its ranges are missing
    std::vector<Period> ahead;        ///< per value of result.mean
    bool coherent = false;            ///< made to add up with the rest of the chain; false: forecast alone
    std::optional<ForecastRecord> record; ///< none when untested
    LedgerWords ledger;
    double rangeFactor = 1;           ///< what the ledger's record made of the ranges' width
    std::size_t rangeLessons = 0;     ///< scored forecasts of this level that taught it
    std::vector<CaseMark> marks;      ///< breaks and events, ascending
    std::vector<ScenarioFan> fans;
    std::vector<std::string> stagePairs; ///< "1>2" ..., largest first, for choosing
};

struct ForecastRequest {
    DatasetPtr dataset;
    ViewSpec view;
    ForecastMemoryPtr memory;            ///< may be null
    std::vector<ScenarioData> scenarios; ///< to draw beside the base
};

/// The series named by view.of ("total", "channel", "stage", "stage-pair", "firm", "link", "structure") and view.series for the view's layer and
/// unit (blank: the main one); view.filter and view.period do not matter: a forecast is of the whole chain and begins after its last
/// period. A blank series: the largest stage or pair of stages; direct trade; end-to-end penetration; view.focus for a firm. A firm's series is the
/// larger of what it sells and what it buys, unless the id ends in ":out" or ":in".
/// Chains of up to 1,000 pairs of firms are forecast as a whole so that sums add up; in larger ones that holds for totals, channels, stages
/// and stage pairs, firms and links are forecast alone. The last chain is remembered: another series of it comes at once. Any thread.
/// Fails with NoData, NotFound (no such series), BadArgument (none chosen, undated or mixed periods), Cancelled.
Result<ForecastCase> forecastCase(const ForecastRequest& request, Progress& progress);

/// Without memory and scenarios.
Result<ForecastCase> forecastCase(const DatasetPtr& dataset, const ViewSpec& view, Progress& progress);

/// Every series of some levels, in the order of the chain; of links the largest 200 in a large chain. The view's of and series do not matter.
Result<std::vector<ForecastCase>> forecastLevels(const ForecastRequest& request, const std::vector<forecast::ChainLevel>& levels, Progress& progress);

/// The series a view shows beside its first: the view with `of` and `series` from a name of the ledger.
ViewSpec viewOfSeries(ViewSpec view, std::string_view name);

} // namespace chainscape
