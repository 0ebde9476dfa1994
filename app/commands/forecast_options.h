// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the two forms of `forecast` share.

#include <string>

#include "app/commands/command.h"

namespace chainscape::cli {

struct ForecastOptions {
    std::string series;  ///< The table of series, or empty for the chain form.
    std::string project; ///< The chain, or empty for the series form.
    std::string output;
    int horizon = 0;     ///< 0: not given.
    bool strict = false;
    // chain form
    std::string of = "total", period, unit, layer = "money";
    bool backtest = false, issue = false;
};

void forecastSeriesFile(Context& context, const ForecastOptions& options);
void forecastChainFile(Context& context, const ForecastOptions& options);

} // namespace chainscape::cli
