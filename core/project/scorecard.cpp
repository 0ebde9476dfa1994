// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/scorecard.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/base/text.h"
#include "core/base/undefined.h"
#include "core/forecast/batch_forecast.h"
#include "core/forecast/chain_series.h"
#include "core/model/snapshot.h"

namespace chainscape {
namespace {

using namespace chainscape::forecast;

constexpr double kLeastTrend = 0.005;

double shareOrNone(double part, double whole) { return whole > 0 ? part / whole : kNaN; }

/// Firms that a data link from a later stage reaches; empty when there is no data layer in the period.
std::set<std::uint32_t> fedFirms(const Snapshot& trade) {
    std::set<std::uint32_t> firms;
    SnapshotSpec spec = trade.spec();
    spec.layer = Layer::Data;
    for (const auto& unit : trade.dataset().unitsOf(Layer::Data)) {
        spec.unit = unit;
        const auto data = makeSnapshot(trade.datasetPtr(), spec);
        if (!data) continue;
        const auto& edges = (*data)->edges();
        for (std::size_t e = 0; e < (*data)->edgeCount(); ++e) {
            const int from = (*data)->stage()[edges.source[e]], to = (*data)->stage()[edges.target[e]];
            if (to > 0 && from > to) firms.insert((*data)->firm()[edges.target[e]]);
        }
    }
    return firms;
}

struct StageSums {
    double trade = 0, scored = 0, forward = 0, fedBack = 0, sold = 0, skilled = 0;
};

/// One period over all stages; index 0 holds firms without a stage.
class ScorecardColumn {
public:
    explicit ScorecardColumn(const Snapshot& s) : m_s(s), m_sums(stageCount() + 1), m_cells(stageCount() + 1) {}

    Result<std::vector<ScorecardCell>> make(Progress& progress) {
        listFirms();
        sumTrade();
        if (const auto ok = addSkill(progress); !ok) return tl::unexpected(ok.error());
        for (std::size_t k = 1; k < m_cells.size(); ++k) {
            auto& cell = m_cells[k];
            const StageSums& sums = m_sums[k];
            cell.share = {shareOrNone(double(cell.active.size()), double(cell.active.size() + cell.silent.size())), shareOrNone(sums.scored, sums.trade),
                          shareOrNone(sums.fedBack, sums.forward), shareOrNone(sums.skilled, sums.sold)};
        }
        return std::vector<ScorecardCell>(std::make_move_iterator(m_cells.begin() + 1), std::make_move_iterator(m_cells.end()));
    }

private:
    [[nodiscard]] std::size_t stageCount() const { return static_cast<std::size_t>(m_s.stageCount()); }

    void listFirms() {
        for (std::uint32_t f = 0; f < m_s.dataset().firms().size(); ++f) {
            auto& cell = m_cells[static_cast<std::size_t>(m_s.dataset().firmAt(FirmId{f}, PeriodId{m_s.spec().to}).stage)];
            (m_s.nodeOfFirm(f) != kNone ? cell.active : cell.silent).push_back(f);
        }
    }

    void sumTrade() {
        const auto& edges = m_s.edges();
        const auto fed = fedFirms(m_s);
        std::vector<std::uint8_t> hasScore(m_s.nodeCount(), 0), sellsForward(m_s.nodeCount(), 0);
        for (std::size_t e = 0; e < m_s.edgeCount(); ++e) {
            const std::uint32_t s = edges.source[e], t = edges.target[e];
            const auto from = static_cast<std::size_t>(m_s.stage()[s]), to = static_cast<std::size_t>(m_s.stage()[t]);
            const bool isScored = !std::isnan(edges.digital[e]);
            for (const auto k : {from, to}) {
                m_sums[k].trade += edges.value[e];
                m_sums[k].scored += isScored ? edges.value[e] : 0;
            }
            hasScore[s] |= isScored;
            hasScore[t] |= isScored;
            if (from == 0 || to <= from) continue;
            m_sums[from].forward += edges.value[e];
            m_sums[from].fedBack += fed.contains(m_s.firm()[s]) ? edges.value[e] : 0;
            sellsForward[s] = 1;
        }
        for (std::uint32_t n = 0; n < m_s.nodeCount(); ++n) {
            auto& cell = m_cells[static_cast<std::size_t>(m_s.stage()[n])];
            const std::uint32_t firm = m_s.firm()[n];
            (hasScore[n] ? cell.scored : cell.unscored).push_back(firm);
            if (sellsForward[n]) (fed.contains(firm) ? cell.fed : cell.unfed).push_back(firm);
        }
    }

    Result<void> addSkill(Progress& progress) {
        const auto series = chainSeries(m_s.dataset(), {.layer = m_s.spec().layer, .unit = m_s.unit(), .last = m_s.spec().to, .maxLinks = 0});
        if (!series) return {}; // undated data can not be predicted: nothing to take a share of
        std::vector<SeriesInput> inputs;
        std::vector<std::pair<std::size_t, std::size_t>> from; // stage, node
        for (std::size_t i = 0; i < series->nodes.size(); ++i) {
            if (series->nodes[i].level != ChainLevel::StagePair) continue;
            const auto stage = parseNumber(std::string_view(series->nodes[i].id).substr(0, series->nodes[i].id.find('>'))).value_or(0);
            if (stage < 1 || stage > m_s.stageCount()) continue;
            inputs.push_back({series->values[i], {.horizon = series->frequency > 1 ? series->frequency : 3, .frequency = series->frequency}});
            from.emplace_back(static_cast<std::size_t>(stage), i);
        }
        ErrorPool pool;
        const auto forecasts = forecastBatch(inputs, pool, progress);
        if (!forecasts) return tl::unexpected(forecasts.error());
        for (std::size_t i = 0; i < from.size(); ++i) {
            const auto* score = (*forecasts)[i].backtest.of((*forecasts)[i].model);
            if (!score || std::isnan(score->skill)) continue;
            const auto [stage, node] = from[i];
            const double last = series->values[node].empty() ? 0 : series->values[node].back();
            m_sums[stage].sold += std::isnan(last) ? 0 : last;
            if (score->skill > 0) m_sums[stage].skilled += std::isnan(last) ? 0 : last;
            (score->skill > 0 ? m_cells[stage].skilled : m_cells[stage].unskilled).push_back(series->nodes[node].id);
        }
        return {};
    }

    const Snapshot& m_s;
    std::vector<StageSums> m_sums;
    std::vector<ScorecardCell> m_cells;
};

} // namespace

int Scorecard::trend(std::size_t stage, std::size_t period, Aspect aspect) const {
    if (period == 0) return 0;
    const auto a = static_cast<std::size_t>(aspect);
    const double change = cell(stage, period).share[a] - cell(stage, period - 1).share[a];
    return change > kLeastTrend ? 1 : change < -kLeastTrend ? -1 : 0;
}

Result<Scorecard> scorecard(const DatasetPtr& dataset, const ScorecardAsk& ask, Progress& progress) {
    if (!dataset || dataset->periods().empty()) return failure(ErrorCode::NoData, "The project has no data yet; import a links file.");
    const auto& periods = dataset->periods();
    const std::uint32_t last = ask.last == kNone ? static_cast<std::uint32_t>(periods.size() - 1) : ask.last;
    if (last >= periods.size()) return failure(ErrorCode::BadArgument, "There is no such period.");
    Scorecard out;
    for (int k = 1; k <= dataset->stages().size(); ++k) out.stages.emplace_back(dataset->stages().name(k));
    for (std::uint32_t p = last + 1; p-- > 0 && out.periods.size() < ask.periods && periods[p].period.granularity == periods[last].period.granularity;) out.periods.push_back(p);
    std::ranges::reverse(out.periods);
    out.cells.resize(out.stages.size());
    for (const std::uint32_t p : out.periods) {
        if (progress.stopped()) return Progress::cancelled();
        const auto snapshot = makeSnapshot(dataset, {.from = p, .to = p, .layer = ask.layer, .unit = ask.unit});
        if (!snapshot) return tl::unexpected(snapshot.error());
        auto column = ScorecardColumn(**snapshot).make(progress);
        if (!column) return tl::unexpected(column.error());
        for (std::size_t k = 0; k < column->size(); ++k) out.cells[k].push_back(std::move((*column)[k]));
    }
    return out;
}

} // namespace chainscape
