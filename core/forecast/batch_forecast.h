// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Batches: many series at once, in parallel, sharing what their back-tests say about ranges.

#include <span>
#include <vector>

#include "core/base/progress.h"
#include "core/forecast/series_forecast.h"

namespace chainscape::forecast {

struct SeriesInput {
    std::vector<double> values;
    SeriesOptions options;
};

/// Forecasts in input order. Errors are added to `pool` in input order before any range is made, so the result does not depend on threads.
/// Feed a long stream in blocks with one pool. Cancelled when progress is stopped.
Result<std::vector<SeriesForecast>> forecastBatch(std::span<const SeriesInput> series, ErrorPool& pool, Progress& progress);

} // namespace chainscape::forecast
