// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/forecast_case.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/base/text.h"
#include "core/model/view_snapshot.h"
#include "core/project/forecast_outlook.h"
#include "core/project/ledger.h"
#include "core/project/structure_series.h"

namespace chainscape {
namespace {

using namespace chainscape::forecast;

double sumOf(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0, [](double s, double v) { return std::isnan(v) ? s : s + std::abs(v); });
}

/// The series of one level, the largest first.
std::vector<std::string> largestOf(const ChainSeries& series, ChainLevel level) {
    std::vector<std::pair<double, std::string>> found;
    for (std::size_t i = 0; i < series.nodes.size(); ++i)
        if (series.nodes[i].level == level) found.emplace_back(-sumOf(series.values[i]), series.nodes[i].id);
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

Choice firmChoice(const std::string& id, bool sells) {
    return {sells ? ForecastSubject::Sales : ForecastSubject::Purchases, ChainLevel::Firm, id + (sells ? ":out" : ":in"), id};
}

Result<Choice> chooseFirm(const Dataset& dataset, const ChainSeries& all, const std::string& id) {
    if (id.empty()) return failure(ErrorCode::BadArgument, "Choose a firm: click one in any view.");
    const std::size_t side = nodeIndex(all, ChainLevel::Firm, id);
    if (side < all.nodes.size() && dataset.firmIndex(id) == kNone) return firmChoice(id.substr(0, id.rfind(':')), id.ends_with(":out"));
    if (dataset.firmIndex(id) == kNone) return failure(ErrorCode::NotFound, "There is no firm with the id \"" + id + "\".");
    const std::size_t out = nodeIndex(all, ChainLevel::Firm, id + ":out"), in = nodeIndex(all, ChainLevel::Firm, id + ":in");
    const auto value = [&](std::size_t node) { return node < all.nodes.size() ? sumOf(all.values[node]) : -1.0; };
    if (value(out) < 0 && value(in) < 0) return failure(ErrorCode::NoData, "The firm \"" + id + "\" has no flow of this layer and unit to forecast.");
    return firmChoice(id, value(out) >= value(in));
}

Result<Choice> chooseStagePair(const ChainSeries& all, const std::string& asked) {
    const auto pairs = largestOf(all, ChainLevel::StagePair);
    const std::string id = asked.empty() && !pairs.empty() ? pairs.front() : asked;
    if (std::ranges::find(pairs, id) == pairs.end())
        return failure(ErrorCode::NotFound, "Nothing flows between the stages \"" + id + "\"; write two stage numbers like 2>3.");
    return Choice{ForecastSubject::StagePair, ChainLevel::StagePair, id, id};
}

Result<Choice> chooseStage(const ChainSeries& all, const std::string& asked) {
    const auto stages = largestOf(all, ChainLevel::Stage);
    const std::string id = asked.empty() && !stages.empty() ? stages.front() : asked;
    if (std::ranges::find(stages, id) == stages.end()) return failure(ErrorCode::NotFound, "The stage \"" + id + "\" sells nothing of this layer and unit; write the number of a stage that does.");
    return Choice{ForecastSubject::Stage, ChainLevel::Stage, id, id};
}

Result<Choice> chooseChannel(const ChainSeries& all, const std::string& asked) {
    const std::string id = asked.empty() ? (nodeIndex(all, ChainLevel::Channel, "platform") < all.nodes.size() ? "platform" : "direct") : asked;
    if (id != "platform" && id != "direct") return failure(ErrorCode::NotFound, "There is no channel \"" + id + "\"; choose platform or direct.");
    if (nodeIndex(all, ChainLevel::Channel, id) == all.nodes.size())
        return failure(ErrorCode::NoData, id == "direct" ? "All trade of this layer and unit goes over platforms." : "No trade of this layer and unit goes over platforms.");
    return Choice{ForecastSubject::Channel, ChainLevel::Channel, id, id};
}

Result<Choice> chooseLink(const ChainSeries& all, const std::string& id) {
    if (id.empty()) return failure(ErrorCode::BadArgument, "Choose a link: click one in any view.");
    if (nodeIndex(all, ChainLevel::Link, id) == all.nodes.size())
        return failure(ErrorCode::NotFound, "There is no link \"" + id + "\" of this layer and unit; write the two firm ids like A>B.");
    return Choice{ForecastSubject::Link, ChainLevel::Link, id, id};
}

Result<Choice> choose(const Dataset& dataset, const ChainSeries& all, const ViewSpec& view) {
    if (view.of == "total" || view.of.empty()) return Choice{ForecastSubject::Total, ChainLevel::Total, "total", "total"};
    if (view.of == "firm") return chooseFirm(dataset, all, view.series.empty() ? view.focus : view.series);
    if (view.of == "stage") return chooseStage(all, view.series);
    if (view.of == "stage-pair") return chooseStagePair(all, view.series);
    if (view.of == "channel") return chooseChannel(all, view.series);
    if (view.of == "link") return chooseLink(all, view.series);
    if (view.of != "structure")
        return failure(ErrorCode::BadArgument, "\"" + view.of + "\" can not be forecast; choose total, channel, stage, stage-pair, firm, link or structure.");
    const std::string id = view.series.empty() ? "penetration" : view.series;
    if (!structureNamed(id)) return failure(ErrorCode::NotFound, "There is no measure of structure called \"" + id + "\" to forecast.");
    return Choice{ForecastSubject::Structure, ChainLevel::Total, id, id};
}

Choice choiceOf(const ChainNode& node) {
    switch (node.level) {
    case ChainLevel::Total: return {ForecastSubject::Total, node.level, node.id, node.id};
    case ChainLevel::Channel: return {ForecastSubject::Channel, node.level, node.id, node.id};
    case ChainLevel::Stage: return {ForecastSubject::Stage, node.level, node.id, node.id};
    case ChainLevel::StagePair: return {ForecastSubject::StagePair, node.level, node.id, node.id};
    case ChainLevel::Firm: return firmChoice(node.id.substr(0, node.id.rfind(':')), node.id.ends_with(":out"));
    case ChainLevel::Link: break;
    }
    return {ForecastSubject::Link, node.level, node.id, node.id};
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
    if (choice.subject == ForecastSubject::StagePair || choice.subject == ForecastSubject::Stage) {
        const auto at = choice.series.find('>');
        out.stage = static_cast<int>(parseNumber(choice.series.substr(0, at)).value_or(0));
        out.first = dataset.stages().name(out.stage);
        if (at != std::string::npos) out.second = dataset.stages().name(static_cast<int>(parseNumber(choice.series.substr(at + 1)).value_or(0)));
    } else if (choice.subject == ForecastSubject::Link) {
        const auto [source, target] = endsOf(dataset, choice.series);
        if (source == kNone) return;
        out.first = nameOfFirm(source);
        out.second = nameOfFirm(target);
        out.stage = stageOf(dataset, source);
    } else if (choice.subject == ForecastSubject::Structure) {
        out.first = structureNamed(choice.series)->name;
    } else if (choice.subject == ForecastSubject::Sales || choice.subject == ForecastSubject::Purchases) {
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

void forecastNode(const ForecastOutlook& outlook, const Choice& choice, const ForecastRequest& request, ForecastCase& out) {
    const ChainSeries& shown = outlook.shown();
    const bool sumsHold = outlook.whole.nodes.empty() || choice.level <= ChainLevel::StagePair;
    const std::size_t node = sumsHold ? nodeIndex(shown, choice.level, choice.node) : shown.nodes.size();
    out.name = seriesName({choice.level, choice.node});
    out.history = outlook.all.values[nodeIndex(outlook.all, choice.level, choice.node)];
    out.coherent = node < shown.nodes.size();
    SeriesOptions alone{.horizon = request.view.horizon, .frequency = outlook.all.frequency};
    if (request.memory) alone.breaks = breakEdits(request.memory->marks, out.name, outlook.all.first, out.history.size());
    out.result = out.coherent ? outlook.forecast.nodes[node] : forecastSeries(out.history, alone);
    out.record = recordOf(outlook.forecast.scores);
}

void dropFirst(std::vector<double>& values, std::size_t count) { values.erase(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(std::min(count, values.size()))); }

/// Periods at the end in which the measure is undefined are forecast, too, and not shown.
Result<void> forecastStructure(const ForecastOutlook& outlook, const Choice& choice, const ForecastRequest& request, ForecastCase& out, Progress& progress) {
    auto history = structureSeries(request.dataset, request.view.layer, out.unit, choice.series, progress);
    if (!history) return tl::unexpected(history.error());
    out.name = "structure:" + choice.series;
    out.share = structureNamed(choice.series)->share;
    out.unit = out.share ? std::string() : choice.series;
    out.history = std::move(*history);
    const auto known = std::ranges::find_if(out.history.rbegin(), out.history.rend(), [](double v) { return !std::isnan(v); });
    const auto missing = static_cast<std::size_t>(known - out.history.rbegin());
    SeriesOptions options{.horizon = request.view.horizon + static_cast<int>(std::min<std::size_t>(missing, 100)), .frequency = outlook.all.frequency};
    if (request.memory) options.breaks = breakEdits(request.memory->marks, out.name, outlook.all.first, out.history.size());
    out.result = out.share ? forecastShare(out.history, options) : forecastSeries(out.history, options);
    dropFirst(out.result.mean, missing);
    for (auto* side : {&out.result.bands.lower, &out.result.bands.upper})
        for (auto& band : *side) dropFirst(band, missing);
    return {};
}

/// What the ledger's record says, and what it makes of the ranges.
void applyLedger(const ForecastRequest& request, ForecastCase& out) {
    if (!request.memory || request.memory->ledger.empty()) return;
    const auto& ledger = request.memory->ledger;
    out.ledger = ledgerWords(ledger, out.name, request.view.layer, out.unit);
    const auto lesson = rangeLesson(ledger, ledgerLevel(out.name));
    out.rangeLessons = lesson.scored;
    if (lesson.factor == 1 || out.share) return; // the range of a share is not even about its mean
    out.rangeFactor = lesson.factor;
    const bool negative = std::ranges::any_of(out.history, [](double v) { return v < 0; });
    widen(out.result, lesson.factor, negative ? -std::numeric_limits<double>::infinity() : 0);
}

void addMarks(const ForecastRequest& request, ForecastCase& out) {
    const auto said = [&](std::size_t place, bool event) -> const ForecastMark* {
        if (!request.memory) return nullptr;
        for (const auto& m : request.memory->marks.marks) {
            const bool same = m.series.empty() || m.series == out.name;
            if (same && (m.kind == MarkKind::Event) == event && m.kind != MarkKind::NoBreak && placeOf(m.period, out.periods.front()) == static_cast<int>(place)) return &m;
        }
        return nullptr;
    };
    const auto known = std::span(out.history).subspan(std::min(out.firstKnown, out.history.size()));
    const auto found = known.size() >= 4 ? findBreaks(known) : std::vector<LevelBreak>{};
    for (const auto& b : out.result.details.breaks) {
        const std::size_t place = out.firstKnown + b.index;
        if (place >= out.periods.size()) continue;
        const ForecastMark* mark = said(place, false);
        const bool engineToo = std::ranges::find(found, b.index, &LevelBreak::index) != found.end();
        out.marks.push_back({!mark ? CaseMark::Origin::Found : engineToo ? CaseMark::Origin::Confirmed : CaseMark::Origin::Added, place, toText(out.periods[place]),
                             mark ? mark->note : std::string(), mark && mark->series.empty()});
    }
    for (std::size_t place = 0; place < out.periods.size() + out.ahead.size() && request.memory; ++place)
        if (const ForecastMark* mark = said(place, true)) out.marks.push_back({CaseMark::Origin::Event, place, mark->period, mark->note, mark->series.empty()});
    std::ranges::stable_sort(out.marks, {}, &CaseMark::place);
}

/// The series' value in the period a scenario changes, in base and scenario.
Result<double> scenarioRatio(const ScenarioData& scenario, const Choice& choice, const ForecastRequest& request, const ForecastCase& base, Progress& progress) {
    const auto place = scenario.period.empty() ? static_cast<int>(base.history.size()) - 1 : placeOf(scenario.period, base.periods.front()).value_or(-1);
    if (place < 0 || static_cast<std::size_t>(place) >= base.history.size()) return failure(ErrorCode::NotFound, "the scenario's period is not in the data");
    std::vector<double> values;
    if (choice.subject == ForecastSubject::Structure) {
        auto series = structureSeries(scenario.dataset, request.view.layer, request.view.unit, choice.series, progress);
        if (!series) return tl::unexpected(series.error());
        values = std::move(*series);
    } else {
        auto series = chainSeries(*scenario.dataset, {.layer = request.view.layer, .unit = base.unit, .maxLinks = scenario.dataset->links().size()});
        if (!series) return tl::unexpected(series.error());
        const auto node = nodeIndex(*series, choice.level, choice.node);
        values = node < series->nodes.size() ? series->values[node] : std::vector<double>(base.history.size(), 0.0);
    }
    const double before = base.history[static_cast<std::size_t>(place)], after = static_cast<std::size_t>(place) < values.size() ? values[static_cast<std::size_t>(place)] : 0;
    if (!(before > 0) || std::isnan(after)) return failure(ErrorCode::Undefined, "the series has no value in the scenario's period");
    return after / before;
}

void addFan(const ScenarioData& scenario, const Choice& choice, const ForecastRequest& request, ForecastCase& out, Progress& progress) {
    ScenarioFan fan;
    fan.name = scenario.name;
    const auto ratio = scenarioRatio(scenario, choice, request, out, progress);
    if (!ratio) {
        fan.reason = ratio.error().message;
        out.fans.push_back(std::move(fan));
        return;
    }
    fan.ratio = *ratio;
    const auto& bands = out.result.bands;
    for (std::size_t h = 0; h < out.result.mean.size(); ++h) {
        fan.mean.push_back(out.result.mean[h] * fan.ratio);
        if (bands.empty()) continue;
        fan.lower80.push_back(bands.lower[1][h] * fan.ratio);
        fan.upper80.push_back(bands.upper[1][h] * fan.ratio);
        if (!fan.parts && (fan.mean[h] < bands.lower[1][h] || fan.mean[h] > bands.upper[1][h])) fan.parts = h;
    }
    out.fans.push_back(std::move(fan));
}

Result<ForecastCase> makeCase(const ForecastOutlook& outlook, const Choice& choice, const ForecastRequest& request, Progress& progress) {
    const ChainSeries& all = outlook.all;
    ForecastCase out;
    out.subject = choice.subject;
    out.series = choice.series;
    out.unit = request.view.unit;
    out.frequency = all.frequency;
    out.stagePairs = largestOf(all, ChainLevel::StagePair);
    nameIt(*request.dataset, choice, out);
    if (choice.subject != ForecastSubject::Structure) forecastNode(outlook, choice, request, out);
    else if (const auto ok = forecastStructure(outlook, choice, request, out, progress); !ok) return tl::unexpected(ok.error());
    for (std::size_t t = 0; t < out.history.size(); ++t) out.periods.push_back(advanced(all.first, static_cast<int>(t)));
    for (std::size_t h = 0; h < out.result.mean.size(); ++h) out.ahead.push_back(advanced(all.last, static_cast<int>(h) + 1));
    const auto known = std::ranges::find_if(out.history, [](double v) { return !std::isnan(v); });
    out.firstKnown = static_cast<std::size_t>(known - out.history.begin());
    applyLedger(request, out);
    addMarks(request, out);
    for (const auto& scenario : request.scenarios) addFan(scenario, choice, request, out, progress);
    return out;
}

/// The request with its unit settled, and the outlook of its chain.
Result<ForecastOutlookPtr> outlookOf(ForecastRequest& request, Progress& progress) {
    if (!request.dataset || request.dataset->periods().empty()) return failure(ErrorCode::NoData, "The project has no data yet; import a links file.");
    if (request.view.horizon < 1 || request.view.horizon > 2000) return failure(ErrorCode::BadArgument, "The number of periods ahead must be 1 to 2000.");
    if (request.view.unit.empty()) request.view.unit = request.dataset->mainUnit(request.view.layer);
    return outlookFor(request.dataset, {request.view.layer, request.view.unit, request.view.horizon, request.memory}, progress);
}

} // namespace

Result<ForecastCase> forecastCase(const ForecastRequest& asked, Progress& progress) {
    ForecastRequest request = asked;
    const auto outlook = outlookOf(request, progress);
    if (!outlook) return tl::unexpected(outlook.error());
    const auto choice = choose(*request.dataset, (*outlook)->all, request.view);
    if (!choice) return tl::unexpected(choice.error());
    return makeCase(**outlook, *choice, request, progress);
}

Result<ForecastCase> forecastCase(const DatasetPtr& dataset, const ViewSpec& view, Progress& progress) { return forecastCase(ForecastRequest{dataset, view, nullptr, {}}, progress); }

Result<std::vector<ForecastCase>> forecastLevels(const ForecastRequest& asked, const std::vector<ChainLevel>& levels, Progress& progress) {
    ForecastRequest request = asked;
    const auto outlook = outlookOf(request, progress);
    if (!outlook) return tl::unexpected(outlook.error());
    std::vector<ForecastCase> out;
    for (const auto& node : (*outlook)->shown().nodes) {
        if (std::ranges::find(levels, node.level) == levels.end()) continue;
        if (nodeIndex((*outlook)->all, node.level, node.id) == (*outlook)->all.nodes.size()) continue; // the rest of a large chain
        if (progress.stopped()) return Progress::cancelled();
        auto one = makeCase(**outlook, choiceOf(node), request, progress);
        if (!one) return tl::unexpected(one.error());
        out.push_back(std::move(*one));
    }
    return out;
}

ViewSpec viewOfSeries(ViewSpec view, std::string_view name) {
    const auto at = name.find(':');
    view.of = name.substr(0, at);
    view.series = at == std::string_view::npos ? std::string() : std::string(name.substr(at + 1));
    return view;
}

} // namespace chainscape
