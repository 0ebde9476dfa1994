// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forecast/batch_forecast.h"

#include "core/base/parallel.h"

namespace chainscape::forecast {

Result<std::vector<SeriesForecast>> forecastBatch(std::span<const SeriesInput> series, ErrorPool& pool, Progress& progress) {
    std::vector<PreparedSeries> prepared(series.size());
    parallelFor(series.size(), 4, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end && !progress.stopped(); ++i) prepared[i] = prepareSeries(series[i].values, series[i].options);
    });
    if (progress.stopped()) return Progress::cancelled();
    for (const auto& one : prepared)
        for (const auto& [horizon, ratio] : one.ratios) pool.add(one.key, horizon, ratio);
    std::vector<SeriesForecast> out;
    out.reserve(series.size());
    for (auto& one : prepared) out.push_back(withRanges(std::move(one), pool));
    return out;
}

} // namespace chainscape::forecast
