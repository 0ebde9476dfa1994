// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Links: which pairs may trade next, which links may end, and how well the same rule did on the last step of the data.

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/forecast/link_prediction.h"
#include "core/project/panel_makers.h"

namespace chainscape {
namespace {

using forecast::LinkView;
using forecast::LogisticModel;

constexpr std::size_t kPeriods = 24;     // periods looked at, the last ones
constexpr std::size_t kRecent = 8;       // periods a pair's record goes back
constexpr std::size_t kCandidates = 200; // rows shown
constexpr double kMostWork = 3e8;        // three-step routes in one period

/// The links of one period over all firms of the dataset.
struct PeriodLinks {
    std::vector<std::uint32_t> start{0}, target;
    std::vector<double> value;
    std::vector<std::int16_t> stage;

    [[nodiscard]] LinkView view() const { return {start, target, value, stage}; }
};

PeriodLinks linksOf(const Snapshot& s) {
    PeriodLinks out;
    const Dataset& d = s.dataset();
    for (std::uint32_t f = 0; f < d.firms().size(); ++f) {
        out.stage.push_back(static_cast<std::int16_t>(d.firmAt(FirmId{f}, PeriodId{s.spec().to}).stage));
        const auto node = s.nodeOfFirm(f);
        for (auto e = node == kNone ? 0U : s.out().start[node]; node != kNone && e < s.out().start[node + 1]; ++e) {
            out.target.push_back(s.firm()[s.out().node[e]]);
            out.value.push_back(s.edges().value[e]);
        }
        out.start.push_back(static_cast<std::uint32_t>(out.target.size()));
    }
    return out;
}

/// How many three-step routes the candidates of a period take: sum over links (b, a) of suppliers of a times buyers of b.
double workOf(const PeriodLinks& links) {
    std::vector<double> suppliers(links.stage.size(), 0);
    for (const auto t : links.target) ++suppliers[t];
    double work = 0;
    for (std::size_t b = 0; b < links.stage.size(); ++b)
        for (auto e = links.start[b]; e < links.start[b + 1]; ++e) work += suppliers[links.target[e]] * double(links.start[b + 1] - links.start[b]);
    return work;
}

/// The periods up to the snapshot's own, all of its length; the last entry is its own.
Result<std::vector<PeriodLinks>> historyOf(const PanelInput& input) {
    const auto& periods = input.dataset()->periods();
    SnapshotSpec spec = input.snapshot().spec();
    const auto last = spec.to;
    std::vector<PeriodLinks> history;
    for (std::uint32_t p = last + 1; p-- > 0 && history.size() < kPeriods && periods[p].period.granularity == periods[last].period.granularity;) {
        spec.from = spec.to = p;
        const auto snapshot = makeSnapshot(input.dataset(), spec);
        if (!snapshot) return tl::unexpected(snapshot.error());
        history.push_back(linksOf(**snapshot));
        if (workOf(history.back()) > kMostWork)
            return failure(ErrorCode::TooLarge, "The chain is too dense to foresee single links: almost every firm trades with every other. Choose a layer or scenario with fewer links.");
    }
    std::ranges::reverse(history);
    return history;
}

double recordOf(const std::vector<PeriodLinks>& history, std::size_t now, std::uint32_t source, std::uint32_t target) {
    std::vector<std::uint8_t> active;
    for (std::size_t p = now + 1 > kRecent ? now + 1 - kRecent : 0; p <= now; ++p) active.push_back(history[p].view().has(source, target));
    return forecast::recency(active);
}

/// Rows of features for pairs of one period, and what came of them in the next one.
struct Cases {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
    std::vector<double> features;
    std::vector<std::uint8_t> labels;
    std::size_t width = 0;

    void append(const Cases& more) {
        features.insert(features.end(), more.features.begin(), more.features.end());
        labels.insert(labels.end(), more.labels.begin(), more.labels.end());
    }
    [[nodiscard]] std::vector<double> scores(const LogisticModel& model) const {
        std::vector<double> out;
        for (std::size_t i = 0; i < pairs.size(); ++i) out.push_back(model.probability(std::span(features).subspan(i * width, width)));
        return out;
    }
};

void addCase(Cases& cases, const std::vector<PeriodLinks>& history, std::size_t now, std::pair<std::uint32_t, std::uint32_t> pair) {
    cases.pairs.push_back(pair);
    if (now + 1 < history.size()) cases.labels.push_back(history[now + 1].view().has(pair.first, pair.second));
}

Cases newLinks(const std::vector<PeriodLinks>& history, std::size_t now) {
    Cases cases{.width = 3};
    for (const auto& c : forecast::linkCandidates(history[now].view())) {
        cases.features.insert(cases.features.end(), {std::log1p(c.shortcut), std::log1p(c.complementarity), recordOf(history, now, c.source, c.target)});
        addCase(cases, history, now, {c.source, c.target});
    }
    return cases;
}

Cases oldLinks(const std::vector<PeriodLinks>& history, std::size_t now) {
    Cases cases{.width = 2};
    const auto& links = history[now];
    for (std::uint32_t f = 0; f < links.stage.size(); ++f)
        for (auto e = links.start[f]; e < links.start[f + 1]; ++e) {
            cases.features.insert(cases.features.end(), {std::log1p(links.value[e]), recordOf(history, now, f, links.target[e])});
            addCase(cases, history, now, {f, links.target[e]});
        }
    return cases;
}

/// Learns from all steps before `now` and scores the pairs of `now`; empty scores when there is nothing to learn from.
std::vector<double> foreseen(const std::vector<PeriodLinks>& history, std::size_t now, Cases (*casesOf)(const std::vector<PeriodLinks>&, std::size_t), Cases& cases) {
    cases = casesOf(history, now);
    if (now == 0) return {};
    Cases past;
    for (std::size_t p = 0; p < now; ++p) past.append(casesOf(history, p));
    if (past.labels.empty()) return {};
    return cases.scores(forecast::fitLogistic(past.features, past.labels));
}

/// The same rule one step earlier, against what came.
void addTest(const std::vector<PeriodLinks>& history, const char* name, Cases (*casesOf)(const std::vector<PeriodLinks>&, std::size_t), PanelTable& table) {
    if (history.size() < 3) return;
    Cases cases;
    const auto scores = foreseen(history, history.size() - 2, casesOf, cases);
    if (scores.empty() || cases.labels.empty()) return;
    const auto hits = static_cast<std::size_t>(std::ranges::count(cases.labels, 1));
    table.rows.push_back({name, cases.labels.size(), hits, double(hits) / double(cases.labels.size()), forecast::precisionAt(scores, cases.labels, hits),
                          forecast::averagePrecision(scores, cases.labels), forecast::brier(scores, cases.labels)});
}

/// By score, else by the first feature.
std::vector<std::size_t> ranked(const Cases& cases, const std::vector<double>& scores, bool greatestFirst) {
    std::vector<std::size_t> order(cases.pairs.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto key = [&](std::size_t i) { return scores.empty() ? cases.features[i * cases.width] : scores[i]; };
    std::ranges::stable_sort(order, [&](auto a, auto b) { return greatestFirst ? key(a) > key(b) : key(a) < key(b); });
    return order;
}

PanelTable newTable(const std::vector<PeriodLinks>& history, const std::vector<std::string>& ids) {
    PanelTable out{"new", "Links that may appear", "Pairs that do not trade yet, the likeliest first",
                   {{"source", "Seller", CellKind::Seller}, {"target", "Buyer", CellKind::Buyer}, {"probability", "Probability", CellKind::Share},
                    {"shortcut", "Value that takes a detour", CellKind::Value}, {"complementarity", "Complementarity", CellKind::Number}, {"record", "Traded before", CellKind::Share}},
                   {}};
    const auto now = history.size() - 1;
    Cases fresh;
    const auto mayCome = foreseen(history, now, newLinks, fresh);
    const auto candidates = forecast::linkCandidates(history[now].view()); // in the order of `fresh`
    auto order = ranked(fresh, mayCome, true);
    order.resize(std::min(order.size(), kCandidates));
    for (const auto i : order)
        out.rows.push_back({ids[fresh.pairs[i].first], ids[fresh.pairs[i].second], mayCome.empty() ? PanelCell() : PanelCell(mayCome[i]), candidates[i].shortcut,
                            candidates[i].complementarity, fresh.features[i * 3 + 2]});
    return out;
}

PanelTable existingTable(const std::vector<PeriodLinks>& history, const std::vector<std::string>& ids) {
    PanelTable out{"existing", "Links that may end", "Pairs that trade now, the least likely to stay first",
                   {{"source", "Seller", CellKind::Seller}, {"target", "Buyer", CellKind::Buyer}, {"value", "Value", CellKind::Value}, {"stays", "Stays", CellKind::Share},
                    {"record", "Traded before", CellKind::Share}},
                   {}};
    const auto now = history.size() - 1;
    Cases old;
    const auto mayStay = foreseen(history, now, oldLinks, old);
    for (const auto i : ranked(old, mayStay, false))
        out.rows.push_back({ids[old.pairs[i].first], ids[old.pairs[i].second], history[now].value[i], mayStay.empty() ? PanelCell() : PanelCell(mayStay[i]), old.features[i * 2 + 1]});
    return out;
}

} // namespace

Result<PanelTables> linkPanel(const PanelInput& input, Progress& progress) {
    const auto history = historyOf(input);
    if (!history) return tl::unexpected(history.error());
    const auto& ids = input.dataset()->firms().id;
    PanelTable test{"test", "Test on the last step", "The same rule one period earlier, against what came",
                    {{"rule", "Rule", CellKind::Text}, {"pairs", "Pairs", CellKind::Count}, {"true", "Came true", CellKind::Count}, {"base_rate", "By chance", CellKind::Share},
                     {"precision_at_true", "Hits among the first", CellKind::Share}, {"average_precision", "Average precision", CellKind::Share}, {"brier", "Brier score", CellKind::Number}},
                    {}};
    addTest(*history, "new", newLinks, test);
    addTest(*history, "existing", oldLinks, test);
    if (progress.stopped()) return Progress::cancelled();
    PanelTables out;
    out.tables = {newTable(*history, ids), existingTable(*history, ids), std::move(test)};
    const auto last = history->back().view();
    out.facts = {{"periods", "Periods looked at", CellKind::Count, history->size()},
                 {"candidates", "Pairs that could trade", CellKind::Count, forecast::candidateCount(last)},
                 {"scored", "Pairs scored", CellKind::Count, forecast::linkCandidates(last).size()}};
    if (history->size() < 2) out.notes.emplace_back("One period alone gives no probabilities; pairs are ranked by the value that already takes a detour.");
    return out;
}

} // namespace chainscape
