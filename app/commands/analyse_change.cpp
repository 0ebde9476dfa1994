// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// analyse phases: the change of every period against the one before, the phase it is in, and where an indicator changed its regime.

#include <cmath>
#include <map>

#include "app/commands/analyse_tables.h"
#include "core/analysis/change_regime.h"
#include "core/analysis/change_series.h"

namespace chainscape::cli {
namespace {

/// What is followed over the periods.
struct Indicators {
    double total = 0, penetration = 0, directedness = 0;
};

/// Penetration is unknown where digital scores leave it open.
Indicators indicatorsAt(AnalyseInput& input, std::uint32_t period) {
    const double nan = std::nan("");
    SnapshotSpec spec = input.snapshot().spec();
    spec.from = spec.to = period;
    const auto snapshot = makeSnapshot(input.dataset, spec);
    if (!snapshot) return {nan, nan, nan};
    Findings findings(*snapshot, input.findings.options());
    const auto &low = findings.penetration(UnknownScore::AsAnalogue, input.progress), &high = findings.penetration(UnknownScore::AsDigital, input.progress);
    const bool known = low && high && std::fabs(low->share - high->share) <= 1e-12;
    const auto& trophic = findings.trophic(input.progress);
    return {(*snapshot)->totalValue(), known ? low->share : nan, trophic ? trophic->directedness : nan};
}

void addRegime(const char* indicator, const std::vector<double>& series, const std::vector<std::string>& periods, Json& rows) {
    const auto points = changePoints(series);
    Json starts = Json::array();
    for (const auto at : points.starts) starts.push_back(periods[at]);
    rows.push_back({{"indicator", indicator}, {"judged", points.judged}, {"new_regimes", starts}, {"sigma", number(points.sigma)}});
}

} // namespace

Result<Tables> phaseTables(AnalyseInput& input) {
    const auto steps = changeSteps(input.dataset, input.snapshot().spec(), {}, input.progress);
    if (!steps) return tl::unexpected(steps.error());
    const auto& periods = input.dataset->periods();
    std::map<std::uint32_t, Indicators> at;
    for (const auto& step : *steps)
        for (const auto period : {step.from, step.to})
            if (!at.contains(period)) at.emplace(period, indicatorsAt(input, period));
    Tables out;
    out.tables["phases"] = Json::array();
    std::vector<double> rStar, total, penetration, directedness;
    std::vector<std::string> stepPeriods, allPeriods;
    for (const auto& step : *steps) {
        const auto &before = at[step.from], &after = at[step.to];
        const auto reading = readPhase(step.change, before.penetration, after.penetration);
        rStar.push_back(step.change.rStar);
        stepPeriods.push_back(periods[step.to].text);
        out.tables["phases"].push_back(
            {{"from", periods[step.from].text}, {"to", periods[step.to].text}, {"gap", step.gap}, {"phase", nameOf(reading.phase)}, {"ri", number(step.change.ri)},
             {"growth", number(step.change.growth)}, {"between", number(step.change.between)}, {"within", number(step.change.within)}, {"r_star", number(step.change.rStar)},
             {"jsd", number(step.jsd)}, {"births", step.turnover.births}, {"deaths", step.turnover.deaths}, {"jaccard", number(step.turnover.jaccard)},
             {"penetration_before", number(before.penetration)}, {"penetration_after", number(after.penetration)}, {"between_share", number(reading.betweenShare)}});
    }
    for (const auto& [period, values] : at) {
        allPeriods.push_back(periods[period].text);
        total.push_back(values.total);
        penetration.push_back(values.penetration);
        directedness.push_back(values.directedness);
    }
    out.tables["regimes"] = Json::array();
    addRegime("total_value", total, allPeriods, out.tables["regimes"]);
    addRegime("penetration", penetration, allPeriods, out.tables["regimes"]);
    addRegime("directedness", directedness, allPeriods, out.tables["regimes"]);
    addRegime("r_star", rStar, stepPeriods, out.tables["regimes"]);
    const auto years = yearlySteps(input.dataset, input.snapshot().spec(), {}, input.progress);
    if (!years) return tl::unexpected(years.error());
    const auto normal = normalChange(*years);
    out.facts = {{"steps", steps->size()}, {"normal_change_median", number(normal.median)}, {"normal_change_low", number(normal.low)}, {"normal_change_high", number(normal.high)}};
    if (steps->empty()) out.warnings.push_back("There is only one period of this length, so no change to tell.");
    return out;
}

} // namespace chainscape::cli
