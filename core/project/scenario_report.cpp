// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/scenario_report.h"

#include "core/analysis/findings.h"
#include "core/base/undefined.h"

namespace chainscape {
namespace {

double valueOf(const Measure& measure, Findings& findings, const AnalysisOptions& options, std::size_t firms, Progress& progress) {
    if (measure.cost == Cost::Heavy && firms > options.riskUpTo) return kNaN;
    const auto value = measure.chain(findings, progress);
    return value ? value->value : kNaN;
}

/// Every chain measure of one side, in the order of the registry.
Result<std::vector<double>> sideValues(const SnapshotPtr& side, const AnalysisOptions& options, Progress& progress) {
    Findings findings(side, options);
    std::vector<double> out;
    for (const auto& measure : measures(MeasureLevel::Chain)) {
        out.push_back(valueOf(measure, findings, options, side->nodeCount(), progress));
        if (progress.stopped()) return Progress::cancelled();
    }
    return out;
}

} // namespace

Result<ScenarioReport> scenarioReport(const DatasetPtr& base, std::span<const NamedScenario> scenarios, const SnapshotSpec& spec, const ScenarioReportOptions& options, Progress& progress) {
    const auto before = makeSnapshot(base, spec);
    if (!before) return tl::unexpected(before.error());
    const auto first = sideValues(*before, options.analysis, progress);
    if (!first) return tl::unexpected(first.error());
    const auto years = yearlySteps(base, (*before)->spec(), options.change, progress);
    if (!years) return tl::unexpected(years.error());
    ScenarioReport out{.period = (*before)->periodText(), .unit = (*before)->unit(), .normal = normalChange(*years), .columns = {}, .rows = {}};
    const auto table = measures(MeasureLevel::Chain);
    for (std::size_t m = 0; m < table.size(); ++m) out.rows.push_back({&table[m], (*first)[m], {}});
    for (const auto& scenario : scenarios) {
        progress.report(double(out.columns.size()) / double(scenarios.size()), "applying scenarios");
        auto result = replay(base, scenario.scenario, (*before)->spec(), progress);
        if (!result) return tl::unexpected(result.error());
        const auto after = makeSnapshot(result->after, (*before)->spec());
        if (!after) return tl::unexpected(after.error());
        const auto changed = alignSnapshots(**before, **after);
        if (!changed) return tl::unexpected(changed.error());
        ScenarioColumn column{scenario.name, std::move(*result), restructuring(*changed), kNaN};
        column.years = yearsOfNormalChange(column.change, out.normal);
        const auto values = column.result.after == base ? first : sideValues(*after, options.analysis, progress);
        if (!values) return tl::unexpected(values.error());
        for (std::size_t m = 0; m < out.rows.size(); ++m) out.rows[m].values.push_back((*values)[m]);
        out.columns.push_back(std::move(column));
    }
    return out;
}

} // namespace chainscape
