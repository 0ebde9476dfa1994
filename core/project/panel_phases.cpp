// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Phases: the change of every period against the one before, the phase it is in, and where an indicator changed its regime.

#include <map>

#include "core/analysis/change_regime.h"
#include "core/analysis/change_series.h"
#include "core/project/panel_makers.h"

namespace chainscape {
namespace {

/// What is followed over the periods.
struct PhaseIndicators {
    double total = 0, penetration = 0, directedness = 0;
};

/// Penetration is unknown where digital scores leave it open.
PhaseIndicators indicatorsAt(const PanelInput& input, std::uint32_t period, Progress& progress) {
    const double nan = std::nan("");
    SnapshotSpec spec = input.snapshot().spec();
    spec.from = spec.to = period;
    const auto snapshot = makeSnapshot(input.dataset(), spec);
    if (!snapshot) return {nan, nan, nan};
    Findings findings(*snapshot, input.findings.options());
    const auto &low = findings.penetration(UnknownScore::AsAnalogue, progress), &high = findings.penetration(UnknownScore::AsDigital, progress);
    const bool known = low && high && std::fabs(low->share - high->share) <= 1e-12;
    const auto& trophic = findings.trophic(progress);
    return {(*snapshot)->totalValue(), known ? low->share : nan, trophic ? trophic->directedness : nan};
}

PanelTable emptyPhases() {
    return {"phases", "Phases", "Each period against the one before",
            {{"from", "From", CellKind::Text}, {"to", "To", CellKind::Text}, {"gap", "Periods between", CellKind::Count}, {"phase", "Phase", CellKind::Text}, {"ri", "Restructuring", CellKind::Share},
             {"growth", "Growth", CellKind::Share}, {"between", "Remix between stages", CellKind::Share}, {"within", "Remix within stages", CellKind::Share},
             {"r_star", "Restructured", CellKind::Share}, {"jsd", "Shape distance", CellKind::Share}, {"births", "New links", CellKind::Count}, {"deaths", "Links gone", CellKind::Count},
             {"jaccard", "Links kept", CellKind::Share}, {"penetration_before", "End to end before", CellKind::Share}, {"penetration_after", "End to end after", CellKind::Share},
             {"between_share", "Between stages, of remix", CellKind::Share}},
            {}};
}

void addRegime(const char* indicator, const std::vector<double>& series, const std::vector<std::string>& periods, PanelTable& table) {
    const auto points = changePoints(series);
    std::vector<std::string> starts;
    for (const auto at : points.starts) starts.push_back(periods[at]);
    table.rows.push_back({indicator, points.judged, std::move(starts), points.sigma});
}

/// Where each indicator changed its regime.
PanelTable regimeTable(const std::map<std::uint32_t, PhaseIndicators>& at, const std::vector<double>& rStar, const std::vector<std::string>& stepPeriods, const Dataset& dataset) {
    PanelTable out{"regimes", "Regimes", "Where an indicator changed for good",
                   {{"indicator", "Indicator", CellKind::Text}, {"judged", "Enough periods", CellKind::Flag}, {"new_regimes", "New regimes from", CellKind::Words},
                    {"sigma", "Usual noise", CellKind::Number}},
                   {}};
    std::vector<double> total, penetration, directedness;
    std::vector<std::string> periods;
    for (const auto& [period, values] : at) {
        periods.push_back(dataset.periods()[period].text);
        total.push_back(values.total);
        penetration.push_back(values.penetration);
        directedness.push_back(values.directedness);
    }
    addRegime("total_value", total, periods, out);
    addRegime("penetration", penetration, periods, out);
    addRegime("directedness", directedness, periods, out);
    addRegime("r_star", rStar, stepPeriods, out);
    return out;
}

} // namespace

Result<PanelTables> phasePanel(const PanelInput& input, Progress& progress) {
    const auto steps = changeSteps(input.dataset(), input.snapshot().spec(), {}, progress);
    if (!steps) return tl::unexpected(steps.error());
    const auto& periods = input.dataset()->periods();
    std::map<std::uint32_t, PhaseIndicators> at;
    for (const auto& step : *steps)
        for (const auto period : {step.from, step.to})
            if (!at.contains(period)) at.emplace(period, indicatorsAt(input, period, progress));
    if (progress.stopped()) return Progress::cancelled();
    PanelTable phases = emptyPhases();
    std::vector<double> rStar;
    std::vector<std::string> stepPeriods;
    for (const auto& step : *steps) {
        const auto &before = at[step.from], &after = at[step.to];
        const auto reading = readPhase(step.change, before.penetration, after.penetration);
        rStar.push_back(step.change.rStar);
        stepPeriods.push_back(periods[step.to].text);
        phases.rows.push_back({periods[step.from].text, periods[step.to].text, step.gap, nameOf(reading.phase), step.change.ri, step.change.growth, step.change.between, step.change.within,
                               step.change.rStar, step.jsd, step.turnover.births, step.turnover.deaths, step.turnover.jaccard, before.penetration, after.penetration,
                               reading.betweenShare});
    }
    const auto years = yearlySteps(input.dataset(), input.snapshot().spec(), {}, progress);
    if (!years) return tl::unexpected(years.error());
    const auto normal = normalChange(*years);
    PanelTables out;
    out.tables = {std::move(phases), regimeTable(at, rStar, stepPeriods, *input.dataset())};
    out.facts = {{"steps", "Steps", CellKind::Count, steps->size()},
                 {"normal_change_median", "Normal change a year", CellKind::Share, normal.median},
                 {"normal_change_low", "Least", CellKind::Share, normal.low},
                 {"normal_change_high", "Greatest", CellKind::Share, normal.high}};
    if (steps->empty()) out.notes.emplace_back("There is only one period of this length, so no change to tell.");
    return out;
}

} // namespace chainscape
