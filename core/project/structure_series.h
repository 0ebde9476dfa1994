// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// StructureSeries: how a chain is built, period by period, as series to forecast: directedness, end-to-end share, platforms, change.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/forecast/series_forecast.h"
#include "core/model/dataset.h"

namespace chainscape {

/// A series of structure. Shares lie in 0..1 and are forecast by their log-odds.
struct StructureMeasure {
    std::string_view id, name; ///< as the registry of measures says; "restructuring" is R* from the period before
    bool share = true;
};
/// directedness, penetration, platform_share, platform_hhi, restructuring, digital_coverage_value, firms, links.
std::span<const StructureMeasure> structureMeasures();
const StructureMeasure* structureNamed(std::string_view id);

/// One value per calendar period of the layer and unit; NaN where the data has no such period or the measure is undefined there.
/// NotFound for an unknown id, BadArgument for undated or mixed periods. Cancellable. One measure per period.
Result<std::vector<double>> structureSeries(const DatasetPtr& dataset, Layer layer, const std::string& unit, std::string_view id, Progress& progress);

/// Forecasts log(p / (1 - p)) and brings means, ranges and tests back, so that all stay inside 0..1. Shares of exactly 0 or 1 are taken
/// as 0.1 % inside. The back-test lists the forecast and the plain guesses alone: their errors are in shares.
forecast::SeriesForecast forecastShare(std::span<const double> shares, const forecast::SeriesOptions& options);

} // namespace chainscape
