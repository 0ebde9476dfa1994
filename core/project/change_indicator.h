// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// IndicatorSeries: one chain measure over all periods, and where it changed its regime. (analytics F7)

#include <string_view>
#include <vector>

#include "core/analysis/change_regime.h"
#include "core/analysis/registry.h"
#include "core/base/progress.h"

namespace chainscape {

struct IndicatorSeries {
    const Measure* measure = nullptr;
    std::vector<std::uint32_t> periods; ///< of the last one's length, in time order
    std::vector<double> values;         ///< one per period; NaN unknown or undefined there
    ChangePoints points;                ///< places in `values`
};

/// Chain measures that can be followed over the periods: numbers that cost one sweep a period.
std::vector<const Measure*> indicators();

/// One measure per period of the spec's layer and unit; the spec's periods are ignored. NotFound for an id that is no indicator.
/// Cancellable.
Result<IndicatorSeries> indicatorSeries(const DatasetPtr& dataset, const SnapshotSpec& spec, std::string_view id, const AnalysisOptions& options, Progress& progress);

/// Every indicator, each period's intermediate results computed once.
Result<std::vector<IndicatorSeries>> allIndicators(const DatasetPtr& dataset, const SnapshotSpec& spec, const AnalysisOptions& options, Progress& progress);

} // namespace chainscape
