// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/change_indicator.h"

#include <algorithm>

#include "core/base/undefined.h"

namespace chainscape {
namespace {

Result<std::vector<IndicatorSeries>> followed(const std::vector<const Measure*>& wanted, const DatasetPtr& dataset, SnapshotSpec spec, const AnalysisOptions& options, Progress& progress) {
    std::vector<IndicatorSeries> out;
    for (const Measure* measure : wanted) out.push_back({measure, {}, {}, {}});
    const auto& periods = dataset->periods();
    for (std::uint32_t p = 0; p < periods.size(); ++p) {
        if (periods[p].period.granularity != periods.back().period.granularity) continue;
        spec.from = spec.to = p;
        const auto snapshot = makeSnapshot(dataset, spec);
        if (!snapshot) return tl::unexpected(snapshot.error());
        Findings findings(*snapshot, options);
        for (auto& series : out) {
            const auto value = series.measure->chain(findings, progress);
            if (progress.stopped()) return Progress::cancelled();
            series.periods.push_back(p);
            series.values.push_back(value ? value->value : kNaN);
        }
    }
    for (auto& series : out) series.points = changePoints(series.values);
    return out;
}

} // namespace

std::vector<const Measure*> indicators() {
    std::vector<const Measure*> out;
    for (const Measure& measure : measures(MeasureLevel::Chain))
        if (measure.unit != MeasureUnit::Label && measure.unit != MeasureUnit::Flag && measure.cost == Cost::Linear) out.push_back(&measure);
    return out;
}

Result<IndicatorSeries> indicatorSeries(const DatasetPtr& dataset, const SnapshotSpec& spec, std::string_view id, const AnalysisOptions& options, Progress& progress) {
    const auto known = indicators();
    const auto it = std::ranges::find(known, id, [](const Measure* m) { return m->id; });
    if (it == known.end()) return failure(ErrorCode::NotFound, "There is no indicator \"" + std::string(id) + "\" that can be followed over the periods.");
    auto made = followed({*it}, dataset, spec, options, progress);
    if (!made) return tl::unexpected(made.error());
    return std::move(made->front());
}

Result<std::vector<IndicatorSeries>> allIndicators(const DatasetPtr& dataset, const SnapshotSpec& spec, const AnalysisOptions& options, Progress& progress) {
    return followed(indicators(), dataset, spec, options, progress);
}

} // namespace chainscape
