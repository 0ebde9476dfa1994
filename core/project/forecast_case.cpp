// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/forecast_case.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <mutex>
#include <numeric>

#include "core/base/text.h"
#include "core/model/view_snapshot.h"

namespace chainscape {
namespace {

using namespace chainscape::forecast;

constexpr std::size_t kMostPairsAsAWhole = 1000, kPairsBesideTotals = 200;

/// A chain's series and their forecast, made once for all series of one horizon.
struct Outlook {
    ChainSeries all;      ///< every pair of firms
    ChainSeries whole;    ///< what was forecast to add up; empty: the same as `all`
    ChainForecast forecast;

    [[nodiscard]] const ChainSeries& shown() const { return whole.nodes.empty() ? all : whole; }
};
using OutlookPtr = std::shared_ptr<const Outlook>;

struct Key {
    std::weak_ptr<const Dataset> dataset;
    Layer layer = Layer::Money;
    std::string unit;
    int horizon = 0;

    [[nodiscard]] bool fits(const DatasetPtr& other, Layer l, const std::string& u, int h) const {
        return dataset.lock() == other && layer == l && unit == u && horizon == h;
    }
};

/// The last outlook, shared by views, figures and reports of one chain.
class Memory {
public:
    OutlookPtr find(const DatasetPtr& dataset, Layer layer, const std::string& unit, int horizon) {
        const std::lock_guard lock(m_mutex);
        return m_outlook && m_key.fits(dataset, layer, unit, horizon) ? m_outlook : nullptr;
    }
    void keep(Key key, OutlookPtr outlook) {
        const std::lock_guard lock(m_mutex);
        m_key = std::move(key);
        m_outlook = std::move(outlook);
    }

private:
    std::mutex m_mutex;
    Key m_key;
    OutlookPtr m_outlook;
};

Memory& memory() {
    static Memory last;
    return last;
}

Result<OutlookPtr> outlookFor(const DatasetPtr& dataset, Layer layer, const std::string& unit, int horizon, Progress& progress) {
    if (auto known = memory().find(dataset, layer, unit, horizon)) return known;
    progress.report(-1, "reading the series");
    Outlook made;
    auto all = chainSeries(*dataset, {.layer = layer, .unit = unit, .maxLinks = dataset->links().size()});
    if (!all) return tl::unexpected(all.error());
    made.all = std::move(*all);
    if (made.all.hierarchy.bottom > kMostPairsAsAWhole) {
        auto whole = chainSeries(*dataset, {.layer = layer, .unit = unit, .maxLinks = kPairsBesideTotals});
        if (!whole) return tl::unexpected(whole.error());
        made.whole = std::move(*whole);
    }
    if (progress.stopped()) return Progress::cancelled();
    progress.report(-1, "forecasting the chain");
    auto forecast = forecastChain(made.shown(), {.horizon = horizon}, progress);
    if (!forecast) return tl::unexpected(forecast.error());
    made.forecast = std::move(*forecast);
    auto outlook = std::make_shared<const Outlook>(std::move(made));
    memory().keep({dataset, layer, unit, horizon}, outlook);
    return OutlookPtr(std::move(outlook));
}

std::size_t nodeOf(const ChainSeries& series, ChainLevel level, const std::string& id) {
    const auto it = std::ranges::find(series.nodes, ChainNode{level, id});
    return static_cast<std::size_t>(it - series.nodes.begin());
}

double sumOf(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0, [](double s, double v) { return std::isnan(v) ? s : s + std::abs(v); });
}

std::vector<std::string> stagePairsOf(const ChainSeries& series) {
    std::vector<std::pair<double, std::string>> found;
    for (std::size_t i = 0; i < series.nodes.size(); ++i)
        if (series.nodes[i].level == ChainLevel::StagePair) found.emplace_back(-sumOf(series.values[i]), series.nodes[i].id);
    std::ranges::sort(found);
    std::vector<std::string> out;
    for (auto& [value, id] : found) out.push_back(std::move(id));
    return out;
}

/// Which node of the series is meant.
struct Choice {
    ForecastSubject subject = ForecastSubject::Total;
    ChainLevel level = ChainLevel::Total;
    std::string node;
    std::string series;
};

Result<Choice> chooseFirm(const Dataset& dataset, const ChainSeries& all, const std::string& id) {
    if (id.empty()) return failure(ErrorCode::BadArgument, "Choose a firm: click one in any view.");
    if (dataset.firmIndex(id) == kNone) return failure(ErrorCode::NotFound, "There is no firm with the id \"" + id + "\".");
    const std::size_t out = nodeOf(all, ChainLevel::Firm, id + ":out"), in = nodeOf(all, ChainLevel::Firm, id + ":in");
    const auto value = [&](std::size_t node) { return node < all.nodes.size() ? sumOf(all.values[node]) : -1.0; };
    if (value(out) < 0 && value(in) < 0) return failure(ErrorCode::NoData, "The firm \"" + id + "\" has no flow of this layer and unit to forecast.");
    const bool sells = value(out) >= value(in);
    return Choice{sells ? ForecastSubject::Sales : ForecastSubject::Purchases, ChainLevel::Firm, id + (sells ? ":out" : ":in"), id};
}

Result<Choice> choose(const Dataset& dataset, const ChainSeries& all, const ViewSpec& view) {
    if (view.of == "total" || view.of.empty()) return Choice{ForecastSubject::Total, ChainLevel::Total, "total", "total"};
    if (view.of == "firm") return chooseFirm(dataset, all, view.series.empty() ? view.focus : view.series);
    if (view.of == "stage-pair") {
        const auto pairs = stagePairsOf(all);
        const std::string id = view.series.empty() && !pairs.empty() ? pairs.front() : view.series;
        if (std::ranges::find(pairs, id) == pairs.end())
            return failure(ErrorCode::NotFound, "Nothing flows between the stages \"" + id + "\"; write two stage numbers like 2>3.");
        return Choice{ForecastSubject::StagePair, ChainLevel::StagePair, id, id};
    }
    if (view.of != "link") return failure(ErrorCode::BadArgument, "\"" + view.of + "\" can not be forecast; choose total, stage-pair, firm or link.");
    if (view.series.empty()) return failure(ErrorCode::BadArgument, "Choose a link: click one in any view.");
    if (nodeOf(all, ChainLevel::Link, view.series) == all.nodes.size())
        return failure(ErrorCode::NotFound, "There is no link \"" + view.series + "\" of this layer and unit; write the two firm ids like A>B.");
    return Choice{ForecastSubject::Link, ChainLevel::Link, view.series, view.series};
}

int stageOf(const Dataset& dataset, std::uint32_t firm) {
    return dataset.firmAt(FirmId{firm}, PeriodId{static_cast<std::uint32_t>(dataset.periods().size() - 1)}).stage;
}

/// Seller and buyer of a link's id; ids may hold ">" themselves.
std::pair<std::uint32_t, std::uint32_t> endsOf(const Dataset& dataset, const std::string& id) {
    for (auto at = id.find('>'); at != std::string::npos; at = id.find('>', at + 1)) {
        const auto source = dataset.firmIndex(id.substr(0, at)), target = dataset.firmIndex(id.substr(at + 1));
        if (source != kNone && target != kNone) return {source, target};
    }
    return {kNone, kNone};
}

void nameIt(const Dataset& dataset, const Choice& choice, ForecastCase& out) {
    const auto nameOfFirm = [&](std::uint32_t firm) {
        const auto& firms = dataset.firms();
        return firms.name[firm].empty() ? firms.id[firm] : firms.name[firm];
    };
    if (choice.subject == ForecastSubject::StagePair) {
        const auto at = choice.series.find('>');
        out.stage = static_cast<int>(parseNumber(choice.series.substr(0, at)).value_or(0));
        out.first = dataset.stages().name(out.stage);
        out.second = dataset.stages().name(static_cast<int>(parseNumber(choice.series.substr(at + 1)).value_or(0)));
    } else if (choice.subject == ForecastSubject::Link) {
        const auto [source, target] = endsOf(dataset, choice.series);
        if (source == kNone) return;
        out.first = nameOfFirm(source);
        out.second = nameOfFirm(target);
        out.stage = stageOf(dataset, source);
    } else if (choice.subject != ForecastSubject::Total) {
        const auto firm = dataset.firmIndex(choice.series);
        out.first = nameOfFirm(firm);
        out.stage = stageOf(dataset, firm);
    }
}

std::optional<ForecastRecord> recordOf(const std::vector<LevelScore>& scores) {
    ForecastRecord out;
    for (const auto& score : scores) {
        if (std::isnan(score.inside95)) continue;
        out.checks += score.checks;
        out.inside80 += score.inside80 * static_cast<double>(score.checks);
        out.inside95 += score.inside95 * static_cast<double>(score.checks);
    }
    if (out.checks == 0) return std::nullopt;
    out.inside80 /= static_cast<double>(out.checks);
    out.inside95 /= static_cast<double>(out.checks);
    return out;
}

void forecastIt(const Outlook& outlook, const Choice& choice, int horizon, ForecastCase& out) {
    const ChainSeries& shown = outlook.shown();
    const bool sumsHold = outlook.whole.nodes.empty() || choice.level == ChainLevel::Total || choice.level == ChainLevel::StagePair;
    const std::size_t node = sumsHold ? nodeOf(shown, choice.level, choice.node) : shown.nodes.size();
    out.history = outlook.all.values[nodeOf(outlook.all, choice.level, choice.node)];
    out.coherent = node < shown.nodes.size();
    out.result = out.coherent ? outlook.forecast.nodes[node]
                              : forecastSeries(out.history, {.horizon = horizon, .frequency = outlook.all.frequency});
    out.record = recordOf(outlook.forecast.scores);
}

} // namespace

Result<ForecastCase> forecastCase(const DatasetPtr& dataset, const ViewSpec& view, Progress& progress) {
    if (!dataset || dataset->periods().empty()) return failure(ErrorCode::NoData, "The project has no data yet; import a links file.");
    if (view.horizon < 1 || view.horizon > 2000) return failure(ErrorCode::BadArgument, "The number of periods ahead must be 1 to 2000.");
    const std::string unit = view.unit.empty() ? mainUnit(*dataset, view.layer) : view.unit;
    const auto outlook = outlookFor(dataset, view.layer, unit, view.horizon, progress);
    if (!outlook) return tl::unexpected(outlook.error());
    const ChainSeries& all = (*outlook)->all;
    const auto choice = choose(*dataset, all, view);
    if (!choice) return tl::unexpected(choice.error());
    ForecastCase out;
    out.subject = choice->subject;
    out.series = choice->series;
    out.unit = unit;
    out.frequency = all.frequency;
    out.stagePairs = stagePairsOf(all);
    nameIt(*dataset, *choice, out);
    forecastIt(**outlook, *choice, view.horizon, out);
    for (std::size_t t = 0; t < out.history.size(); ++t) out.periods.push_back(advanced(all.first, static_cast<int>(t)));
    for (std::size_t h = 0; h < out.result.mean.size(); ++h) out.ahead.push_back(advanced(all.last, static_cast<int>(h) + 1));
    const auto known = std::ranges::find_if(out.history, [](double v) { return !std::isnan(v); });
    out.firstKnown = static_cast<std::size_t>(known - out.history.begin());
    return out;
}

} // namespace chainscape
