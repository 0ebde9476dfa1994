// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The lines of a forecast table, the same for series and chains.

#include <iosfwd>
#include <string>

#include "core/forecast/series_forecast.h"

namespace chainscape::cli {

struct ForecastRowLabels {
    const std::string& id;
    const std::string& period;
    const std::string& reason;
};

void writeForecastHeader(std::ostream& out);

/// The horizon h (from 0) of a forecast, or a refusal when there is none (null). A series has all its ranges or none.
void writeForecastRow(std::ostream& out, const ForecastRowLabels& labels, const forecast::SeriesForecast* forecast, std::size_t h);

} // namespace chainscape::cli
