// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/forecast_outlook.h"

#include <algorithm>
#include <map>
#include <mutex>

namespace chainscape {
namespace {

using namespace chainscape::forecast;

constexpr std::size_t kMostPairsAsAWhole = 1000, kPairsBesideTotals = 200;

struct OutlookKey {
    std::weak_ptr<const Dataset> dataset;
    Layer layer = Layer::Money;
    std::string unit;
    int horizon = 0;
    std::vector<ForecastMark> breaks;

    [[nodiscard]] bool fits(const DatasetPtr& other, const OutlookAsk& ask, const std::vector<ForecastMark>& marks) const {
        return dataset.lock() == other && layer == ask.layer && unit == ask.unit && horizon == ask.horizon && breaks == marks;
    }
};

/// The last outlook, shared by views, figures and reports of one chain.
class LastOutlook {
public:
    ForecastOutlookPtr find(const DatasetPtr& dataset, const OutlookAsk& ask, const std::vector<ForecastMark>& breaks) {
        const std::lock_guard lock(m_mutex);
        return m_outlook && m_key.fits(dataset, ask, breaks) ? m_outlook : nullptr;
    }
    void keep(OutlookKey key, ForecastOutlookPtr outlook) {
        const std::lock_guard lock(m_mutex);
        m_key = std::move(key);
        m_outlook = std::move(outlook);
    }

private:
    std::mutex m_mutex;
    OutlookKey m_key;
    ForecastOutlookPtr m_outlook;
};

LastOutlook& lastOutlook() {
    static LastOutlook last;
    return last;
}

std::vector<ForecastMark> breakMarks(const OutlookAsk& ask) {
    std::vector<ForecastMark> out;
    if (!ask.memory) return out;
    std::ranges::copy_if(ask.memory->marks.marks, std::back_inserter(out), [](const ForecastMark& m) { return m.kind != MarkKind::Event; });
    for (auto& mark : out) mark.note.clear(); // words change no forecast
    return out;
}

/// What the user said about breaks, per node; empty when nothing was said.
std::vector<BreakEdits> editsOf(const ChainSeries& series, const OutlookAsk& ask, const std::vector<ForecastMark>& breaks) {
    if (breaks.empty()) return {};
    std::vector<BreakEdits> out;
    for (std::size_t i = 0; i < series.nodes.size(); ++i) out.push_back(breakEdits(ask.memory->marks, seriesName(series.nodes[i]), series.first, series.values[i].size()));
    return out;
}

} // namespace

std::string seriesName(const ChainNode& node) {
    return node.level == ChainLevel::Total ? std::string("total") : std::string(nameOf(node.level)) + ":" + node.id;
}

std::size_t nodeIndex(const ChainSeries& series, ChainLevel level, std::string_view id) {
    const auto it = std::ranges::find_if(series.nodes, [&](const ChainNode& node) { return node.level == level && node.id == id; });
    return static_cast<std::size_t>(it - series.nodes.begin());
}

std::size_t nodeNamed(const ChainSeries& series, std::string_view name) {
    if (name == "total") return nodeIndex(series, ChainLevel::Total, "total");
    const auto at = name.find(':');
    const auto level = at == std::string_view::npos ? std::nullopt : chainLevelNamed(name.substr(0, at));
    return level ? nodeIndex(series, *level, name.substr(at + 1)) : series.nodes.size();
}

std::optional<int> placeOf(std::string_view period, Period first) {
    const auto parsed = parsePeriod(period);
    if (!parsed || parsed->granularity != first.granularity || parsed->fiscal != first.fiscal) return std::nullopt;
    return parsed->ordinal - first.ordinal;
}

BreakEdits breakEdits(const ForecastMarks& marks, std::string_view series, Period first, std::size_t length) {
    BreakEdits out;
    for (const auto& mark : marks.marks) {
        if (mark.kind == MarkKind::Event || (!mark.series.empty() && mark.series != series)) continue;
        const auto place = placeOf(mark.period, first);
        if (!place || *place < 1 || static_cast<std::size_t>(*place) >= length) continue;
        (mark.kind == MarkKind::Break ? out.kept : out.refused).push_back(static_cast<std::size_t>(*place));
    }
    return out;
}

Result<ForecastOutlookPtr> outlookFor(const DatasetPtr& dataset, const OutlookAsk& ask, Progress& progress) {
    const auto breaks = breakMarks(ask);
    if (auto known = lastOutlook().find(dataset, ask, breaks)) return known;
    progress.report(-1, "reading the series");
    auto made = std::make_shared<ForecastOutlook>();
    auto all = chainSeries(*dataset, {.layer = ask.layer, .unit = ask.unit, .maxLinks = dataset->links().size()});
    if (!all) return tl::unexpected(all.error());
    made->all = std::move(*all);
    if (made->all.hierarchy.bottom > kMostPairsAsAWhole) {
        auto whole = chainSeries(*dataset, {.layer = ask.layer, .unit = ask.unit, .maxLinks = kPairsBesideTotals});
        if (!whole) return tl::unexpected(whole.error());
        made->whole = std::move(*whole);
    }
    if (progress.stopped()) return Progress::cancelled();
    progress.report(-1, "forecasting the chain");
    ChainForecastOptions options{.horizon = ask.horizon};
    options.breaks = editsOf(made->shown(), ask, breaks);
    auto forecast = forecastChain(made->shown(), options, progress);
    if (!forecast) return tl::unexpected(forecast.error());
    made->forecast = std::move(*forecast);
    lastOutlook().keep({dataset, ask.layer, ask.unit, ask.horizon, breaks}, made);
    return ForecastOutlookPtr(std::move(made));
}

} // namespace chainscape
