// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/measure_tables.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/undefined.h"

namespace chainscape {
namespace {


Result<ChainValue> sure(double value) { return ChainValue{value, value, value}; }

/// A number read from an intermediate result.
template <class T, class Read>
Result<ChainValue> from(const Result<T>& result, const Read& read) {
    if (!result) return tl::unexpected(result.error());
    return sure(double(read(*result)));
}

/// Both readings of unknown scores; the value is NaN where they differ.
template <class Get, class Read>
Result<ChainValue> band(const Get& get, const Read& read) {
    const auto& low = get(UnknownScore::AsAnalogue);
    if (!low) return tl::unexpected(low.error());
    const auto& high = get(UnknownScore::AsDigital);
    if (!high) return tl::unexpected(high.error());
    ChainValue out{kNaN, double(read(*low)), double(read(*high))};
    if (std::fabs(out.low - out.high) <= 1e-12) out.value = out.low;
    return out;
}

template <class Read>
Result<ChainValue> chainBand(Findings& f, Progress& p, const Read& read) {
    return band([&](UnknownScore u) -> const Result<DataChain>& { return f.dataChain(u, p); }, read);
}

template <class Read>
Result<ChainValue> traceBand(Findings& f, Progress& p, const Read& read) {
    return band([&](UnknownScore u) -> const Result<Penetration>& { return f.penetration(u, p); }, read);
}

double weakestShare(const DataChain& chain) {
    const auto k = weakestCut(chain.cuts);
    return k == kNone ? kNaN : chain.cuts[k].digital;
}

Result<ChainValue> highestRisk(Findings& f, Progress& p) {
    return from(f.risk(p), [&](const SystemicRisk& r) {
        const auto i = mostCritical(f.snapshot(), r.index);
        return i == kNone ? kNaN : r.index[i];
    });
}

constexpr std::string_view kTrophicSource = "MacKay, Johnson & Sansom 2020, R. Soc. Open Sci. 7:201138";

using L = MeasureLevel;
using U = MeasureUnit;

constexpr std::array kChain{
    Measure{"firms", L::Chain, "Firms", U::Count, 0, kOpen, Better::Neither, Cost::Linear, false,
            "Firms with at least one link here.", "n", "", [](Findings& f, Progress&) { return sure(double(f.snapshot().nodeCount())); }},
    Measure{"links", L::Chain, "Links", U::Count, 0, kOpen, Better::Neither, Cost::Linear, false,
            "Pairs of a seller and a buyer.", "m", "", [](Findings& f, Progress&) { return sure(double(f.snapshot().edgeCount())); }},
    Measure{"total_value", L::Chain, "Total value", U::Value, 0, kOpen, Better::Neither, Cost::Linear, false,
            "Everything that is traded on the links.", "sum w", "", [](Findings& f, Progress&) { return sure(f.snapshot().totalValue()); }},
    Measure{"final_value", L::Chain, "Final value", U::Value, 0, kOpen, Better::Neither, Cost::Linear, false,
            "What leaves the chain: deliveries to end users and what producers buy beyond their sales.", "sum y", "Standard accounting",
            [](Findings& f, Progress& p) { return from(f.accounts(p), [](const Accounts& a) { return a.totalFinalUse; }); }},
    Measure{"directedness", L::Chain, "Directedness", U::Share, 0, 1, Better::Neither, Cost::Linear, false,
            "How strongly everything flows one way: 1 a perfectly layered chain, 0 going round in circles.", "1 - F0", kTrophicSource,
            [](Findings& f, Progress& p) { return from(f.trophic(p), [](const TrophicLevels& t) { return t.directedness; }); }},
    Measure{"trophic_incoherence", L::Chain, "Incoherence", U::Share, 0, 1, Better::Neither, Cost::Linear, false,
            "How far links are from leading exactly one level on.", "F0 = sum w (h_t - h_s - 1)^2 / sum w", kTrophicSource,
            [](Findings& f, Progress& p) { return from(f.trophic(p), [](const TrophicLevels& t) { return t.incoherence; }); }},
    Measure{"backflow_share", L::Chain, "Backflow", U::Share, 0, 1, Better::Neither, Cost::Linear, false,
            "Share of the value that goes to the same or an earlier stage.", "sum of w with stage_t <= stage_s / sum w", kOwn,
            [](Findings& f, Progress& p) { return from(f.loops(p), [](const Loops& l) { return l.backflowShare; }); }},
    Measure{"skip_share", L::Chain, "Stage skipping", U::Share, 0, 1, Better::Neither, Cost::Linear, false,
            "Share of the value on links that skip a stage.", "sum of w with stage_t - stage_s > 1 / sum w", kOwn,
            [](Findings& f, Progress& p) { return from(f.loops(p), [](const Loops& l) { return l.skipShare; }); }},
    Measure{"feedback_arc_share", L::Chain, "Feedback links", U::Share, 0, 1, Better::Neither, Cost::Linear, false,
            "The least share of value that would have to go to leave a chain without loops; an upper bound for loops of more than 18 firms.",
            "minimum feedback arc set / sum w", "Eades, Lin & Smyth 1993; exact by subsets in small loops",
            [](Findings& f, Progress& p) { return from(f.loops(p), [](const Loops& l) { return l.feedbackArcShare; }); }},
    Measure{"loop_share", L::Chain, "Trade inside loops", U::Share, 0, 1, Better::Neither, Cost::Linear, false,
            "Share of the value between firms that can reach each other both ways.", "w inside strong components / sum w", "Tarjan 1972",
            [](Findings& f, Progress& p) { return from(f.loops(p), [](const Loops& l) { return l.loopShare; }); }},
    Measure{"reciprocity", L::Chain, "Reciprocity", U::Share, 0, 1, Better::Neither, Cost::Linear, false,
            "Share of the links whose reverse is a link, too.", "mutual links / links", "",
            [](Findings& f, Progress& p) { return from(f.loops(p), [](const Loops& l) { return l.reciprocity; }); }},
    Measure{"cycling_index", L::Chain, "Cycling index", U::Share, 0, 1, Better::Neither, Cost::Search, false,
            "Share of all output that comes round again.", "sum x (1 - 1 / L_ii) / sum x", "Finn 1976",
            [](Findings& f, Progress& p) {
                return from(f.inverseDiagonal(p), [&](const std::vector<double>& d) { return cyclingIndex(*f.accounts(p), d); });
            }},
    Measure{"chain_length", L::Chain, "Chain length", U::Steps, 1, kOpen, Better::Neither, Cost::Linear, false,
            "How many producers a euro of final value has passed, on average.", "y'D / sum y, D = 1'L",
            "Antras, Chor, Fally & Hillberry 2012",
            [](Findings& f, Progress& p) { return from(f.positions(p), [](const ChainPositions& q) { return q.chainLength; }); }},
    Measure{"breadth", L::Chain, "Breadth", U::Plain, 1, kOpen, Better::Higher, Cost::Linear, false,
            "How many equally large firms carry a stage, on average.", "mean over stages of exp(-sum q ln q)", "Hill 1973, order 1",
            [](Findings& f, Progress& p) { return from(f.breadth(p), [](const Breadth& b) { return b.mean; }); }},
    Measure{"narrowest_breadth", L::Chain, "Narrowest stage", U::Plain, 1, kOpen, Better::Higher, Cost::Linear, false,
            "Effective firms of the stage with the fewest.", "min over stages of exp(-sum q ln q)", "Hill 1973, order 1",
            [](Findings& f, Progress& p) { return from(f.breadth(p), [](const Breadth& b) { return b.narrowest; }); }},
    Measure{"scope", L::Chain, "Scope", U::Share, 0, 1, Better::Higher, Cost::Linear, false,
            "Share of the stages that anything flows through.", "stages with flow / K", kOwn,
            [](Findings& f, Progress& p) { return from(f.breadth(p), [](const Breadth& b) { return b.scope; }); }},
    Measure{"digital_coverage_value", L::Chain, "Digital value", U::Share, 0, 1, Better::Higher, Cost::Linear, true,
            "Share of the value on digital links.", "sum W M / sum W", kOwn,
            [](Findings& f, Progress& p) { return chainBand(f, p, [](const DataChain& c) { return c.coverage.value; }); }},
    Measure{"digital_coverage_count", L::Chain, "Digital links", U::Share, 0, 1, Better::Higher, Cost::Linear, true,
            "Share of the links that are digital.", "digital links / links", kOwn,
            [](Findings& f, Progress& p) { return chainBand(f, p, [](const DataChain& c) { return c.coverage.count; }); }},
    Measure{"penetration", L::Chain, "End-to-end penetration", U::Share, 0, 1, Better::Higher, Cost::Linear, true,
            "Of every euro delivered to end users, the part that can be traced digitally from where it was created.",
            "v'(I - B o M)^-1 (f o M) / deliveries", "Own definition: absorbing-chain value tracing",
            [](Findings& f, Progress& p) { return traceBand(f, p, [](const Penetration& t) { return t.share; }); }},
    Measure{"penetration_upstream", L::Chain, "Upstream penetration", U::Share, 0, 1, Better::Higher, Cost::Linear, true,
            "The traceable part of the value created in stages 1 to 4.", "value-added weighted mean of the traced share over stages 1-4", kOwn,
            [](Findings& f, Progress& p) { return traceBand(f, p, [](const Penetration& t) { return t.upstream; }); }},
    Measure{"penetration_depth_strict", L::Chain, "Penetration depth", U::Count, 0, kOpen, Better::Higher, Cost::Linear, true,
            "The most consecutive tiers in a row joined by digital links.", "firms on the longest digital path, each step to the next stage", kOwn,
            [](Findings& f, Progress& p) { return chainBand(f, p, [](const DataChain& c) { return c.strictPath.size(); }); }},
    Measure{"penetration_depth_relaxed", L::Chain, "Penetration depth, skipping allowed", U::Count, 0, kOpen, Better::Higher, Cost::Linear, true,
            "The most tiers joined by digital links when stages may be skipped.", "firms on the longest digital path to later stages", kOwn,
            [](Findings& f, Progress& p) { return chainBand(f, p, [](const DataChain& c) { return c.relaxedPath.size(); }); }},
    Measure{"weakest_cut_share", L::Chain, "Weakest cut", U::Share, 0, 1, Better::Higher, Cost::Linear, true,
            "Digital share of the value at the border between stages where the data chain is thinnest.", "min over k of digital / all value across k|k+1",
            kOwn, [](Findings& f, Progress& p) { return chainBand(f, p, weakestShare); }},
    Measure{"enterprise_internet_index", L::Chain, "Enterprise-internet index", U::Share, 0, 1, Better::Lower, Cost::Linear, true,
            "1 where the digital links are one company's own internet, 0 where they belong to nobody.",
            "value-weighted mean of sqrt(centralisation x hub share)", "Own definition on Freeman 1979",
            [](Findings& f, Progress& p) { return chainBand(f, p, [](const DataChain& c) { return c.internets.index; }); }},
    Measure{"largest_digital_component", L::Chain, "Largest digital component", U::Share, 0, 1, Better::Higher, Cost::Linear, true,
            "Share of the firms in the largest piece joined by digital links.", "firms of the largest piece / n", kOwn,
            [](Findings& f, Progress& p) { return chainBand(f, p, [](const DataChain& c) { return c.internets.largestFirmShare; }); }},
    Measure{"platform_share", L::Chain, "Platform share", U::Share, 0, 1, Better::Neither, Cost::Linear, false,
            "Share of the final value that passes through a platform.", "1 - v_N'(I - B_NN)^-1 f_N / sum y", kOwn,
            [](Findings& f, Progress& p) { return from(f.platforms(p), [](const PlatformDependence& d) { return d.share(); }); }},
    Measure{"platform_hhi", L::Chain, "Platform concentration", U::Share, 0, 1, Better::Lower, Cost::Linear, false,
            "1 where one platform has all the trade of platforms.", "sum of squared throughput shares", "Herfindahl",
            [](Findings& f, Progress& p) { return from(f.platforms(p), [](const PlatformDependence& d) { return d.hhi; }); }},
    Measure{"highest_risk", L::Chain, "Greatest single risk", U::Share, 0, 1, Better::Lower, Cost::Heavy, false,
            "Share of the chain's sales hit when its most critical firm stops.", "max ESRI", "Diem et al. 2022, Sci. Rep. 12:7719", highestRisk},
};

} // namespace

std::span<const Measure> chainMeasures() { return kChain; }

} // namespace chainscape
