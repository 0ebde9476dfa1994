// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/link_outlook.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "core/base/undefined.h"
#include "core/model/snapshot.h"

namespace chainscape {
namespace {

using namespace chainscape::forecast;
using FirmPair = std::pair<std::uint32_t, std::uint32_t>;

constexpr std::size_t kHistory = 24;     // periods looked at, the last ones
constexpr std::size_t kRecord = 8;       // periods a pair's record goes back
constexpr std::size_t kMostGhosts = 200; // listed
constexpr double kMostRoutes = 3e8;      // three-step routes in one period
constexpr double kStrongPartners = 0.5;  // complementarity that is worth a word

/// The links of one period over all firms of the dataset.
struct LinksThen {
    std::vector<std::uint32_t> start{0}, target;
    std::vector<double> value;
    std::vector<std::int16_t> stage;

    [[nodiscard]] LinkView view() const { return {start, target, value, stage}; }
};

LinksThen linksThen(const Snapshot& s) {
    LinksThen out;
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
double routesOf(const LinksThen& links) {
    std::vector<double> suppliers(links.stage.size(), 0);
    for (const auto t : links.target) ++suppliers[t];
    double work = 0;
    for (std::size_t b = 0; b < links.stage.size(); ++b)
        for (auto e = links.start[b]; e < links.start[b + 1]; ++e) work += suppliers[links.target[e]] * double(links.start[b + 1] - links.start[b]);
    return work;
}

using LinkHistory = std::vector<LinksThen>;

/// The periods up to the last one asked for, all of its length.
Result<LinkHistory> linkHistory(const DatasetPtr& dataset, const LinkAsk& ask, Progress& progress) {
    const auto& periods = dataset->periods();
    const std::uint32_t last = ask.last == kNone ? static_cast<std::uint32_t>(periods.size() - 1) : ask.last;
    LinkHistory history;
    for (std::uint32_t p = last + 1; p-- > 0 && history.size() < kHistory && periods[p].period.granularity == periods[last].period.granularity;) {
        if (progress.stopped()) return Progress::cancelled();
        const auto snapshot = makeSnapshot(dataset, {.from = p, .to = p, .layer = ask.layer, .unit = ask.unit});
        if (!snapshot) return tl::unexpected(snapshot.error());
        history.push_back(linksThen(**snapshot));
        if (routesOf(history.back()) > kMostRoutes)
            return failure(ErrorCode::TooLarge, "The chain is too dense to foresee single links: almost every firm trades with every other. Choose a layer or scenario with fewer links.");
    }
    std::ranges::reverse(history);
    return history;
}

double recordThen(const LinkHistory& history, std::size_t now, std::uint32_t source, std::uint32_t target) {
    std::vector<std::uint8_t> active;
    for (std::size_t p = now + 1 > kRecord ? now + 1 - kRecord : 0; p <= now; ++p) active.push_back(history[p].view().has(source, target));
    return recency(active);
}

/// Rows of features for pairs of one period, and what came of them in the next one.
struct PairCases {
    std::vector<FirmPair> pairs;
    std::vector<double> features;
    std::vector<std::uint8_t> labels;
    std::size_t width = 0;

    void append(const PairCases& more) {
        width = more.width;
        features.insert(features.end(), more.features.begin(), more.features.end());
        labels.insert(labels.end(), more.labels.begin(), more.labels.end());
    }
    [[nodiscard]] std::vector<double> scores(const LogisticModel& model) const {
        std::vector<double> out;
        for (std::size_t i = 0; i * width < features.size(); ++i) out.push_back(model.probability(std::span(features).subspan(i * width, width)));
        return out;
    }
};
using CasesOf = PairCases (*)(const LinkHistory&, std::size_t);

void addPair(PairCases& cases, const LinkHistory& history, std::size_t now, FirmPair pair) {
    cases.pairs.push_back(pair);
    if (now + 1 < history.size()) cases.labels.push_back(history[now + 1].view().has(pair.first, pair.second));
}

PairCases absentPairs(const LinkHistory& history, std::size_t now) {
    PairCases cases{.pairs = {}, .features = {}, .labels = {}, .width = 3};
    for (const auto& c : linkCandidates(history[now].view())) {
        cases.features.insert(cases.features.end(), {std::log1p(c.shortcut), std::log1p(c.complementarity), recordThen(history, now, c.source, c.target)});
        addPair(cases, history, now, {c.source, c.target});
    }
    return cases;
}

PairCases presentPairs(const LinkHistory& history, std::size_t now) {
    PairCases cases{.pairs = {}, .features = {}, .labels = {}, .width = 2};
    const auto& links = history[now];
    for (std::uint32_t f = 0; f < links.stage.size(); ++f)
        for (auto e = links.start[f]; e < links.start[f + 1]; ++e) {
            cases.features.insert(cases.features.end(), {std::log1p(links.value[e]), recordThen(history, now, f, links.target[e])});
            addPair(cases, history, now, {f, links.target[e]});
        }
    return cases;
}

/// All steps from one period on, up to before another, together.
PairCases steps(const LinkHistory& history, std::size_t from, std::size_t to, CasesOf casesOf) {
    PairCases out;
    for (std::size_t p = from; p < to; ++p) out.append(casesOf(history, p));
    return out;
}

/// Learned from every step there is; empty when there is none.
std::vector<double> chances(const LinkHistory& history, CasesOf casesOf, const PairCases& now) {
    const PairCases past = steps(history, 0, history.size() - 1, casesOf);
    if (past.labels.empty()) return {};
    return now.scores(fitLogistic(past.features, past.labels));
}

/// Learned from the first two thirds of the steps, scored on the rest.
void addTest(const LinkHistory& history, const char* rule, CasesOf casesOf, LinkOutlook& out) {
    if (history.size() < 3) return;
    const std::size_t all = history.size() - 1, split = all - std::max<std::size_t>(1, all / 3);
    const PairCases past = steps(history, 0, split, casesOf), later = steps(history, split, all, casesOf);
    if (past.labels.empty() || later.labels.empty()) return;
    const auto scores = later.scores(fitLogistic(past.features, past.labels));
    LinkTest test;
    test.rule = rule;
    test.periods = all - split;
    test.pairs = later.labels.size();
    test.hits = static_cast<std::size_t>(std::ranges::count(later.labels, 1));
    test.baseRate = double(test.hits) / double(test.pairs);
    test.precisionAtHits = precisionAt(scores, later.labels, test.hits);
    test.averagePrecision = averagePrecision(scores, later.labels);
    test.brier = brier(scores, later.labels);
    const double pastRate = double(std::ranges::count(past.labels, 1)) / double(past.labels.size());
    test.baseBrier = brier(std::vector<double>(test.pairs, pastRate), later.labels);
    test.calibration = calibration(scores, later.labels);
    out.tests.push_back(std::move(test));
}

std::string reasonOf(const GhostLink& ghost) {
    std::string out;
    const auto add = [&](const char* words) { out += (out.empty() ? "" : "; ") + std::string(words); };
    if (ghost.known) add("known to you");
    if (ghost.record > 0) add("they have traded before");
    if (ghost.shortcut > 0) add("value already goes from one to the other through a third firm");
    if (ghost.complementarity >= kStrongPartners) add("firms like the one sell to firms like the other");
    if (out.empty()) add("they share few partners");
    return out;
}

const PairMark* markOf(const LinkAsk& ask, const Dataset& dataset, FirmPair pair) {
    if (!ask.marks) return nullptr;
    const auto& ids = dataset.firms().id;
    const auto it = std::ranges::find_if(ask.marks->pairs, [&](const PairMark& m) { return m.source == ids[pair.first] && m.target == ids[pair.second]; });
    return it == ask.marks->pairs.end() ? nullptr : &*it;
}

/// Pairs the user knows of, that no score brought up.
void addKnown(const DatasetPtr& dataset, const LinkAsk& ask, const LinkHistory& history, std::set<FirmPair>& seen, LinkOutlook& out) {
    if (!ask.marks) return;
    for (const auto& mark : ask.marks->pairs) {
        const FirmPair pair{dataset->firmIndex(mark.source), dataset->firmIndex(mark.target)};
        if (mark.word != PairWord::Known || pair.first == kNone || pair.second == kNone || seen.contains(pair)) continue;
        if (history.back().view().has(pair.first, pair.second)) continue; // it has come
        GhostLink ghost{.source = pair.first, .target = pair.second, .probability = 1, .reason = {}, .known = true};
        ghost.reason = reasonOf(ghost);
        out.ghosts.push_back(std::move(ghost));
    }
}

void addGhosts(const DatasetPtr& dataset, const LinkAsk& ask, const LinkHistory& history, LinkOutlook& out) {
    const auto now = history.size() - 1;
    const PairCases fresh = absentPairs(history, now);
    const auto probability = chances(history, absentPairs, fresh);
    const auto candidates = linkCandidates(history[now].view()); // in the order of `fresh`
    std::set<FirmPair> seen;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const FirmPair pair = fresh.pairs[i];
        seen.insert(pair);
        const PairMark* mark = markOf(ask, *dataset, pair);
        if (mark && mark->word == PairWord::Impossible) {
            ++out.impossible;
            continue;
        }
        GhostLink ghost{.source = pair.first, .target = pair.second, .probability = probability.empty() ? kNaN : probability[i], .reason = {},
                        .shortcut = candidates[i].shortcut, .complementarity = candidates[i].complementarity, .record = fresh.features[i * 3 + 2], .known = mark != nullptr};
        if (ghost.known) ghost.probability = 1;
        out.ghosts.push_back(std::move(ghost));
    }
    addKnown(dataset, ask, history, seen, out);
    const auto key = [](const GhostLink& g) { return std::isnan(g.probability) ? g.shortcut : g.probability; };
    std::ranges::stable_sort(out.ghosts, [&](const GhostLink& a, const GhostLink& b) { return a.known != b.known ? a.known : key(a) > key(b); });
    if (out.ghosts.size() > kMostGhosts) out.ghosts.resize(kMostGhosts);
    for (auto& ghost : out.ghosts) ghost.reason = reasonOf(ghost);
    out.scored = candidates.size();
}

void addFading(const LinkHistory& history, LinkOutlook& out) {
    const auto now = history.size() - 1;
    const PairCases present = presentPairs(history, now);
    const auto stays = chances(history, presentPairs, present);
    for (std::size_t i = 0; i < present.pairs.size(); ++i)
        out.fading.push_back({present.pairs[i].first, present.pairs[i].second, history[now].value[i], stays.empty() ? kNaN : stays[i], present.features[i * 2 + 1]});
    const auto key = [](const FadingLink& f) { return std::isnan(f.stays) ? f.value : f.stays; };
    std::ranges::stable_sort(out.fading, {}, key);
}

/// How many of the last period's new links have an end that did not trade before: no structure could have told them.
void countNewFirms(const LinkHistory& history, LinkOutlook& out) {
    if (history.size() < 2) return;
    const auto& before = history[history.size() - 2];
    const auto& now = history.back();
    std::vector<std::uint8_t> traded(now.stage.size(), 0);
    for (std::size_t f = 0; f < before.stage.size(); ++f)
        for (auto e = before.start[f]; e < before.start[f + 1]; ++e) traded[f] = traded[before.target[e]] = 1;
    for (std::uint32_t f = 0; f < now.stage.size(); ++f)
        for (auto e = now.start[f]; e < now.start[f + 1]; ++e) {
            if (before.view().has(f, now.target[e])) continue;
            ++out.newLinks;
            out.newFirmLinks += !traded[f] || !traded[now.target[e]];
        }
}

} // namespace

Result<LinkOutlook> linkOutlook(const DatasetPtr& dataset, const LinkAsk& ask, Progress& progress) {
    if (!dataset || dataset->periods().empty()) return failure(ErrorCode::NoData, "The project has no data yet; import a links file.");
    const auto history = linkHistory(dataset, ask, progress);
    if (!history) return tl::unexpected(history.error());
    LinkOutlook out;
    out.periods = history->size();
    out.candidates = candidateCount(history->back().view());
    addGhosts(dataset, ask, *history, out);
    if (progress.stopped()) return Progress::cancelled();
    addFading(*history, out);
    addTest(*history, "new", absentPairs, out);
    addTest(*history, "existing", presentPairs, out);
    countNewFirms(*history, out);
    if (progress.stopped()) return Progress::cancelled();
    return out;
}

} // namespace chainscape
