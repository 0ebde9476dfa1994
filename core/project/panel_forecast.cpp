// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Ledger and scorecard: forecasts against what came, and what can be said of each stage.

#include <cmath>
#include <map>
#include <set>

#include "core/base/text.h"
#include "core/forecast/batch_forecast.h"
#include "core/forecast/chain_series.h"
#include "core/project/panel_makers.h"

namespace chainscape {
namespace {

using forecast::ChainLevel;
using forecast::ChainSeries;
using forecast::chainSeries;

/// The series of one layer and unit, by the ids the ledger uses.
class Actuals {
public:
    explicit Actuals(const Dataset& dataset) : m_dataset(dataset) {}

    /// NaN when the data has no such series or period (yet).
    double of(const LedgerEntry& entry) {
        const auto period = m_dataset.periodIndex(entry.target);
        const Known& known = series(entry.layer, entry.unit);
        if (period == kNone || !known.series) return std::nan("");
        const auto at = m_dataset.periods()[period].period.ordinal - known.series->first.ordinal;
        const auto node = nodeOf(known, entry.series);
        if (node == kNone || at < 0 || static_cast<std::size_t>(at) >= known.series->values[node].size()) return std::nan("");
        return known.series->values[node][static_cast<std::size_t>(at)];
    }

private:
    struct Known {
        std::optional<ChainSeries> series;
        std::map<std::string, std::uint32_t> node;
    };

    const Known& series(const std::string& layerName, const std::string& unit) {
        const auto [it, isNew] = m_known.try_emplace({layerName, unit});
        if (!isNew) return it->second;
        const auto layer = layerNamed(layerName);
        auto found = chainSeries(m_dataset, {.layer = layer.value_or(Layer::Money), .unit = unit});
        if (!layer || !found) return it->second;
        it->second.series = std::move(*found);
        for (std::uint32_t i = 0; i < it->second.series->nodes.size(); ++i) {
            const auto& node = it->second.series->nodes[i];
            const auto prefix = node.level == ChainLevel::StagePair || node.level == ChainLevel::Link || node.level == ChainLevel::Firm ? std::string(nameOf(node.level)) + ":" : std::string();
            it->second.node[prefix + node.id] = i;
        }
        return it->second;
    }

    /// A firm's series is the larger of what it sells and what it buys.
    static std::uint32_t nodeOf(const Known& known, const std::string& series) {
        const auto find = [&](const std::string& id) {
            const auto it = known.node.find(id);
            return it == known.node.end() ? kNone : it->second;
        };
        if (const auto node = find(series); node != kNone) return node;
        const auto out = find(series + ":out"), in = find(series + ":in");
        const auto sum = [&](std::uint32_t node) {
            double total = node == kNone ? -1 : 0;
            if (node != kNone)
                for (const double v : known.series->values[node]) total += std::isnan(v) ? 0 : v;
            return total;
        };
        return sum(out) >= sum(in) ? out : in;
    }

    const Dataset& m_dataset;
    std::map<std::pair<std::string, std::string>, Known> m_known;
};

PanelCell inside(double actual, double lower, double upper) {
    if (std::isnan(actual) || std::isnan(lower) || std::isnan(upper)) return {};
    return actual >= lower && actual <= upper;
}

/// The share of a stage pair's value forecast better than by repeating the last season, by seller's stage.
struct Predictability {
    std::vector<double> value, skilled; ///< per stage number
};

Predictability predictability(const PanelInput& input, Progress& progress) {
    const Snapshot& s = input.snapshot();
    Predictability out;
    out.value.assign(static_cast<std::size_t>(s.stageCount()) + 1, 0);
    out.skilled = out.value;
    const auto series = chainSeries(*input.dataset(), {.layer = s.spec().layer, .unit = s.unit(), .last = s.spec().to});
    if (!series) return out;
    std::vector<forecast::SeriesInput> inputs;
    std::vector<std::size_t> stages;
    std::vector<double> totals;
    for (std::size_t i = 0; i < series->nodes.size(); ++i) {
        if (series->nodes[i].level != ChainLevel::StagePair) continue;
        const auto from = parseNumber(std::string_view(series->nodes[i].id).substr(0, series->nodes[i].id.find('>')));
        if (!from || *from < 1 || *from > s.stageCount()) continue;
        const double last = series->values[i].empty() ? 0 : series->values[i].back();
        inputs.push_back({series->values[i], {.horizon = series->frequency > 1 ? series->frequency : 3, .frequency = series->frequency}});
        stages.push_back(static_cast<std::size_t>(*from));
        totals.push_back(std::isnan(last) ? 0 : last);
    }
    forecast::ErrorPool pool;
    const auto forecasts = forecast::forecastBatch(inputs, pool, progress);
    if (!forecasts) return out;
    for (std::size_t i = 0; i < forecasts->size(); ++i) {
        const auto* score = (*forecasts)[i].backtest.of((*forecasts)[i].model);
        if (score == nullptr || std::isnan(score->skill)) continue;
        out.value[stages[i]] += totals[i];
        if (score->skill > 0) out.skilled[stages[i]] += totals[i];
    }
    return out;
}

/// Firms that a data link from a later stage reaches; empty when there is no data layer in the period.
std::set<std::uint32_t> firmsWithFeedback(const PanelInput& input) {
    std::set<std::uint32_t> firms;
    SnapshotSpec spec = input.snapshot().spec();
    spec.layer = Layer::Data;
    for (const auto& unit : input.dataset()->unitsOf(Layer::Data)) {
        spec.unit = unit;
        const auto data = makeSnapshot(input.dataset(), spec);
        if (!data) continue;
        const auto& edges = (*data)->edges();
        for (std::size_t e = 0; e < (*data)->edgeCount(); ++e) {
            const int from = (*data)->stage()[edges.source[e]], to = (*data)->stage()[edges.target[e]];
            if (to > 0 && from > to) firms.insert((*data)->firm()[edges.target[e]]);
        }
    }
    return firms;
}

/// Sums over one stage's firms.
struct StageSums {
    std::size_t firms = 0, active = 0;
    double trade = 0, scored = 0, forward = 0, fedBack = 0;
};

std::vector<StageSums> stageSums(const PanelInput& input) {
    const Snapshot& s = input.snapshot();
    const auto fed = firmsWithFeedback(input);
    std::vector<StageSums> sums(static_cast<std::size_t>(s.stageCount()) + 1);
    for (std::uint32_t f = 0; f < s.dataset().firms().size(); ++f) {
        auto& stage = sums[static_cast<std::size_t>(s.dataset().firmAt(FirmId{f}, PeriodId{s.spec().to}).stage)];
        ++stage.firms;
        stage.active += s.nodeOfFirm(f) != kNone;
    }
    const auto& edges = s.edges();
    for (std::size_t e = 0; e < s.edgeCount(); ++e) {
        const auto from = static_cast<std::size_t>(s.stage()[edges.source[e]]), to = static_cast<std::size_t>(s.stage()[edges.target[e]]);
        for (const auto k : {from, to}) {
            sums[k].trade += edges.value[e];
            if (!std::isnan(edges.digital[e])) sums[k].scored += edges.value[e];
        }
        if (from == 0 || to <= from) continue;
        sums[from].forward += edges.value[e];
        if (fed.contains(s.firm()[edges.source[e]])) sums[from].fedBack += edges.value[e];
    }
    return sums;
}

} // namespace

Result<PanelTables> ledgerPanel(const PanelInput& input, Progress&) {
    Actuals actuals(*input.dataset());
    PanelTable table{"ledger", "Ledger", "One issued forecast a row, with what came",
                     {{"id", "Number", CellKind::Count}, {"issued", "Issued", CellKind::Text}, {"series", "Series", CellKind::Text}, {"layer", "Layer", CellKind::Text}, {"unit", "Unit", CellKind::Text},
                      {"model", "Model", CellKind::Text}, {"origin", "Known up to", CellKind::Text}, {"period", "Period", CellKind::Text}, {"mean", "Forecast", CellKind::Value},
                      {"lower80", "80 % from", CellKind::Value}, {"upper80", "80 % to", CellKind::Value}, {"lower95", "95 % from", CellKind::Value}, {"upper95", "95 % to", CellKind::Value},
                      {"actual", "What came", CellKind::Value}, {"error", "Error", CellKind::Value}, {"inside80", "Inside 80 %", CellKind::Flag}, {"inside95", "Inside 95 %", CellKind::Flag}},
                     {}};
    std::size_t scored = 0, held80 = 0, ranged = 0;
    for (const auto& e : input.ledger) {
        const double actual = actuals.of(e);
        const PanelCell in80 = inside(actual, e.lower80, e.upper80);
        scored += !std::isnan(actual);
        ranged += in80.isKnown();
        held80 += in80.isKnown() && std::get<bool>(in80.value);
        table.rows.push_back({e.id, e.at, e.series, e.layer, e.unit, e.model, e.origin, e.target, e.mean, e.lower80, e.upper80, e.lower95, e.upper95, actual, e.mean - actual, in80,
                              inside(actual, e.lower95, e.upper95)});
    }
    PanelTables out;
    out.facts = {{"forecasts", "Forecasts", CellKind::Count, input.ledger.size()},
                 {"scored", "Scored", CellKind::Count, scored},
                 {"hit_rate_80", "Inside 80 %", CellKind::Share, shareCell(double(held80), double(ranged))}};
    if (table.rows.empty()) out.notes.emplace_back("No forecast has been kept in this project yet.");
    out.tables = {std::move(table)};
    return out;
}

/// visible: firms that trade here, and the value of their trade on links whose digital score is stated. feedback: forward sales of
/// firms that a data link from a later stage reaches. predictable: sales forecast better, in back-tests, than by repeating the past.
Result<PanelTables> scorecardPanel(const PanelInput& input, Progress& progress) {
    const Snapshot& s = input.snapshot();
    const auto sums = stageSums(input);
    const auto ahead = predictability(input, progress);
    if (progress.stopped()) return Progress::cancelled();
    PanelTable table{"scorecard", "Scorecard", "What can be said of each stage",
                     {{"stage", "Stage", CellKind::Stage}, {"name", "Name", CellKind::Text}, {"firms", "Firms", CellKind::Count}, {"visible_firms", "Visible firms", CellKind::Share},
                      {"visible_value", "Visible value", CellKind::Share}, {"feedback", "With feedback", CellKind::Share}, {"predictable", "Predictable", CellKind::Share}},
                     {}};
    for (std::size_t k = 1; k < sums.size(); ++k)
        table.rows.push_back({k, s.dataset().stages().name(static_cast<int>(k)), sums[k].firms, shareCell(double(sums[k].active), double(sums[k].firms)),
                              shareCell(sums[k].scored, sums[k].trade), shareCell(sums[k].fedBack, sums[k].forward), shareCell(ahead.skilled[k], ahead.value[k])});
    PanelTables out;
    if (table.rows.empty()) out.notes.emplace_back("The chain has no stages, so there is nothing to score.");
    out.tables = {std::move(table)};
    return out;
}

} // namespace chainscape
