// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ForecastOutlook: all series of a chain with their forecast, made once and shared by every series that is asked for.

#include <memory>
#include <string>
#include <string_view>

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/forecast/chain_forecast.h"
#include "core/model/dataset.h"
#include "core/project/forecast_memory.h"

namespace chainscape {

struct ForecastOutlook {
    forecast::ChainSeries all;       ///< every pair of firms
    forecast::ChainSeries whole;     ///< what was forecast to add up; no nodes: the same as `all`
    forecast::ChainForecast forecast;

    [[nodiscard]] const forecast::ChainSeries& shown() const { return whole.nodes.empty() ? all : whole; }
};
using ForecastOutlookPtr = std::shared_ptr<const ForecastOutlook>;

struct OutlookAsk {
    Layer layer = Layer::Money;
    std::string unit;
    int horizon = 8;
    ForecastMemoryPtr memory; ///< may be null: nothing said, nothing issued
};

/// Chains of up to 1,000 pairs of firms are forecast as a whole; of larger ones the 200 largest pairs and the rest per stage pair.
/// Breaks the user marked steer the series they name. The last outlook is remembered while dataset, marks and question are the
/// same. Any thread. Fails as chainSeries and forecastChain do, or Cancelled.
Result<ForecastOutlookPtr> outlookFor(const DatasetPtr& dataset, const OutlookAsk& ask, Progress& progress);

/// "total", "channel:platform", "stage-pair:2>3", "firm:ID:out", "link:A>B": what a series is called in ledger and marks.
std::string seriesName(const forecast::ChainNode& node);

/// The node's index; nodes.size() when there is none.
std::size_t nodeIndex(const forecast::ChainSeries& series, forecast::ChainLevel level, std::string_view id);
std::size_t nodeNamed(const forecast::ChainSeries& series, std::string_view name);

/// Breaks the user kept or refused for one series, by place on its calendar; marks of other calendars are passed over.
forecast::BreakEdits breakEdits(const ForecastMarks& marks, std::string_view series, Period first, std::size_t length);

/// The place of a period on a calendar that begins with `first`; negative before it, nothing for another calendar or no period at all.
std::optional<int> placeOf(std::string_view period, Period first);

} // namespace chainscape
