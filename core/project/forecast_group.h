// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ForecastGroup: several series of one chain with their forecasts, to be laid side by side or into one chart.

#include <string>
#include <vector>

#include "core/project/forecast_case.h"

namespace chainscape {

/// A series that was asked for and cannot be shown.
struct AbsentSeries {
    std::string name; ///< as the ledger names it
    int stage = 0;    ///< of "stage:k"; 0 else
    std::string reason; ///< blank: the stage sells nothing
};

struct ForecastGroup {
    std::vector<ForecastCase> cases; ///< of one calendar and horizon; when indexed without a unit
    std::vector<AbsentSeries> absent;
    bool indexed = false;            ///< every series' last known value is 100
    bool mixedUnits = false;         ///< indexed though not asked for, because the units differ
};

inline constexpr std::size_t kMostSeriesTogether = 8;

/// view.forecastShow Stages: what each stage sells, stage 1 first, those without sales among the absent. Several: the view's series and
/// those alongside, each once, the first eight; the rest is absent. view.indexed, or series of several units: all times 100 over
/// their last known value; a series whose last value is not above 0 is absent then. Fails with NoData when nothing is left (the sentence
/// tells why), and as forecastCase does for the chain as a whole; Cancelled.
Result<ForecastGroup> forecastGroup(const ForecastRequest& request, Progress& progress);

} // namespace chainscape
