// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Phases: the change of every period against the one before, the phase it is in, and where an indicator changed its regime.

#include <map>

#include "core/analysis/change_regime.h"
#include "core/analysis/change_series.h"
#include "core/base/undefined.h"
#include "core/project/change_case.h"
#include "core/project/change_indicator.h"
#include "core/project/panel_makers.h"

namespace chainscape {
namespace {

/// Penetration per period as phases read it; NaN unknown.
std::map<std::uint32_t, double> penetrations(const PanelInput& input, const std::vector<ChangeStep>& steps, Progress& progress) {
    std::map<std::uint32_t, double> at;
    SnapshotSpec spec = input.snapshot().spec();
    for (const auto& step : steps)
        for (const auto period : {step.from, step.to}) {
            if (at.contains(period)) continue;
            spec.from = spec.to = period;
            const auto snapshot = makeSnapshot(input.dataset(), spec);
            Findings findings(snapshot ? *snapshot : SnapshotPtr(), input.findings.options());
            const auto share = snapshot ? phasePenetration(findings, progress) : Result<double>(kNaN);
            at[period] = share ? *share : kNaN;
        }
    return at;
}

PanelTable emptyPhases() {
    return {"phases", "Phases", "Each period against the one before",
            {{"from", "From", CellKind::Period}, {"to", "To", CellKind::Period}, {"gap", "Periods between", CellKind::Count}, {"phase", "Phase", CellKind::Text}, {"ri", "Restructuring", CellKind::Share},
             {"growth", "Growth", CellKind::Share}, {"between", "Remix between stages", CellKind::Share}, {"within", "Remix within stages", CellKind::Share},
             {"r_star", "Restructured", CellKind::Share}, {"jsd", "Shape distance", CellKind::Share}, {"births", "New links", CellKind::Count}, {"deaths", "Links gone", CellKind::Count},
             {"jaccard", "Links kept", CellKind::Share}, {"penetration_before", "End to end before", CellKind::Share}, {"penetration_after", "End to end after", CellKind::Share},
             {"between_share", "Between stages, of remix", CellKind::Share}},
            {}};
}

PanelTable emptyRegimes() {
    return {"regimes", "Regimes", "Where an indicator changed for good",
            {{"indicator", "Indicator", CellKind::Text}, {"judged", "Enough periods", CellKind::Flag}, {"new_regimes", "New regimes from", CellKind::Period}, {"sigma", "Usual noise", CellKind::Number}},
            {}};
}

/// Periods as indices, one per value of the series.
void addRegime(PanelTable& table, std::string_view indicator, const ChangePoints& points, const std::vector<std::uint32_t>& periods, const Dataset& dataset) {
    std::vector<std::string> starts;
    for (const auto at : points.starts) starts.push_back(dataset.periods()[periods[at]].text);
    table.rows.push_back({indicator, points.judged, std::move(starts), points.sigma});
}

/// Every indicator, the restructuring index first.
Result<PanelTable> regimeTable(const PanelInput& input, const std::vector<ChangeStep>& steps, Progress& progress) {
    PanelTable out = emptyRegimes();
    std::vector<double> rStar;
    std::vector<std::uint32_t> ends;
    for (const auto& step : steps) rStar.push_back(step.change.rStar), ends.push_back(step.to);
    addRegime(out, "r_star", changePoints(rStar), ends, *input.dataset());
    const auto all = allIndicators(input.dataset(), input.snapshot().spec(), input.findings.options(), progress);
    if (!all) return tl::unexpected(all.error());
    for (const auto& series : *all) addRegime(out, series.measure->id, series.points, series.periods, *input.dataset());
    return out;
}

} // namespace

Result<PanelTables> phasePanel(const PanelInput& input, Progress& progress) {
    const ChangeSettings told = input.change ? *input.change : ChangeSettings{};
    const ChangeOptions options{.renamed = {}, .dated = told.renames};
    const auto steps = changeSteps(input.dataset(), input.snapshot().spec(), options, progress);
    if (!steps) return tl::unexpected(steps.error());
    const auto& periods = input.dataset()->periods();
    const auto penetration = penetrations(input, *steps, progress);
    if (progress.stopped()) return Progress::cancelled();
    PanelTable phases = emptyPhases();
    for (const auto& step : *steps) {
        const double before = penetration.at(step.from), after = penetration.at(step.to);
        const auto reading = readPhase(step.change, before, after, told.rule);
        phases.rows.push_back({periods[step.from].text, periods[step.to].text, step.gap, nameOf(reading.phase), step.change.ri, step.change.growth, step.change.between, step.change.within,
                               step.change.rStar, step.jsd, step.turnover.births, step.turnover.deaths, step.turnover.jaccard, before, after, reading.betweenShare});
    }
    auto regimes = regimeTable(input, *steps, progress);
    if (!regimes) return tl::unexpected(regimes.error());
    const auto years = yearlySteps(input.dataset(), input.snapshot().spec(), options, progress);
    if (!years) return tl::unexpected(years.error());
    const auto normal = normalChange(*years);
    PanelTables out;
    out.tables = {std::move(phases), std::move(*regimes)};
    out.facts = {{"steps", "Steps", CellKind::Count, steps->size()},
                 {"normal_change_median", "Normal change a year", CellKind::Share, normal.median},
                 {"normal_change_low", "Least", CellKind::Share, normal.low},
                 {"normal_change_high", "Greatest", CellKind::Share, normal.high},
                 {"rule", "Rule", CellKind::Text, phaseRuleWords(told.rule)},
                 {"renamed", "Renamed or merged firms", CellKind::Count, told.renames.size()}};
    if (steps->empty()) out.notes.emplace_back("There is only one period of this length, so no change to tell.");
    return out;
}

} // namespace chainscape
