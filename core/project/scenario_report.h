// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Scenarios beside the base: every chain measure before and after, the size of the remix, and what became of the steps.

#include <span>
#include <string>
#include <vector>

#include "core/analysis/analysis_options.h"
#include "core/analysis/change_series.h"
#include "core/analysis/registry.h"
#include "core/scenario/stored_scenario.h"

namespace chainscape {

struct NamedScenario {
    std::string name;
    StoredScenario scenario;
};

/// One scenario applied. `change` compares base and scenario (F2); `years` is its size in years of normal change, NaN where the
/// data has none.
struct ScenarioColumn {
    std::string name;
    ScenarioResult result;
    Restructuring change;
    double years = 0;
};

/// One chain measure: the base's value and one for each scenario; NaN undefined or unknown.
struct ScenarioRow {
    const Measure* measure = nullptr;
    double base = 0;
    std::vector<double> values;
};

struct ScenarioReport {
    std::string period, unit;
    NormalChange normal;
    std::vector<ScenarioColumn> columns;
    std::vector<ScenarioRow> rows;
};

struct ScenarioReportOptions {
    AnalysisOptions analysis;
    ChangeOptions change; ///< renamed firms, for the years of normal change
};

/// All are replayed on the period and unit of `spec`; steps that do not fit there are listed as not applied. Measures of Cost::Heavy
/// are left out above analysis.riskUpTo firms. Fails as replay does for the first that fails. Cancellable.
Result<ScenarioReport> scenarioReport(const DatasetPtr& base, std::span<const NamedScenario> scenarios, const SnapshotSpec& spec, const ScenarioReportOptions& options, Progress& progress);

} // namespace chainscape
