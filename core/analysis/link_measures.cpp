// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/measure_tables.h"

#include <array>
#include <cmath>

#include "core/base/undefined.h"

namespace chainscape {
namespace {

using Column = Result<std::vector<double>>;

template <class Value>
Column perEdge(const Snapshot& s, const Value& value) {
    std::vector<double> out(s.edgeCount());
    for (std::uint32_t e = 0; e < out.size(); ++e) out[e] = double(value(e));
    return out;
}

Column value(Findings& f, Progress&) {
    const auto& edges = f.snapshot().edges();
    return perEdge(f.snapshot(), [&](std::uint32_t e) { return edges.valueUnknown[e] ? kNaN : edges.value[e]; });
}

/// One value per edge under both readings of unknown scores; NaN where they differ.
template <class Read>
Column underBoth(Findings& f, Progress& p, const Read& read) {
    const Column low = read(f, UnknownScore::AsAnalogue, p);
    if (!low || !f.hasUnknownScores()) return low;
    const Column high = read(f, UnknownScore::AsDigital, p);
    if (!high) return high;
    return agreement(*low, *high);
}

Column gaps(Findings& f, Progress& p) {
    return underBoth(f, p, [](Findings& of, UnknownScore unknown, Progress& progress) -> Column {
        const auto& chain = of.dataChain(unknown, progress);
        if (!chain) return tl::unexpected(chain.error());
        return perEdge(of.snapshot(), [&](std::uint32_t e) { return chain->digital[e] ? 0 : 1; });
    });
}

Column bridging(Findings& f, Progress& p) {
    return underBoth(f, p, [](Findings& of, UnknownScore unknown, Progress& progress) -> Column {
        const auto& chain = of.dataChain(unknown, progress);
        if (!chain) return tl::unexpected(chain.error());
        const auto found = gapLinks(of.snapshot(), chain->digital);
        return perEdge(of.snapshot(), [&](std::uint32_t e) { return found.isBridging[e]; });
    });
}

Column gains(Findings& f, Progress& p) {
    return underBoth(f, p, [](Findings& of, UnknownScore unknown, Progress& progress) -> Column {
        return of.gapGains(unknown, progress).map([](const GapGains& g) { return g.gain; });
    });
}

Column steps(Findings& f, Progress& p) {
    const auto& t = f.trophic(p);
    if (!t) return tl::unexpected(t.error());
    const auto& edges = f.snapshot().edges();
    return perEdge(f.snapshot(), [&](std::uint32_t e) { return t->level[edges.target[e]] - t->level[edges.source[e]]; });
}

Column stageSteps(Findings& f, Progress&) {
    const auto& s = f.snapshot();
    return perEdge(s, [&](std::uint32_t e) {
        const int from = s.stage()[s.edges().source[e]], to = s.stage()[s.edges().target[e]];
        return from > 0 && to > 0 ? double(to - from) : kNaN;
    });
}

Column inLoop(Findings& f, Progress& p) {
    const auto& l = f.loops(p);
    if (!l) return tl::unexpected(l.error());
    const auto& edges = f.snapshot().edges();
    std::vector<std::uint32_t> zone(f.snapshot().nodeCount(), kNone);
    for (std::uint32_t z = 0; z < l->zones.size(); ++z)
        for (const auto i : l->zones[z]) zone[i] = z;
    return perEdge(f.snapshot(), [&](std::uint32_t e) {
        return zone[edges.source[e]] != kNone && zone[edges.source[e]] == zone[edges.target[e]] ? 1 : 0;
    });
}

Column feedback(Findings& f, Progress& p) {
    const auto& l = f.loops(p);
    if (!l) return tl::unexpected(l.error());
    std::vector<double> out(f.snapshot().edgeCount(), 0);
    for (const auto e : l->feedback.edges) out[e] = 1;
    return out;
}

using L = MeasureLevel;
using U = MeasureUnit;

constexpr std::array kLink{
    Measure{"value", L::Link, "Value", U::Value, 0, kOpen, Better::Neither, Cost::Linear, false, "What is traded on the link.", "w", "", nullptr, value},
    Measure{"digital_score", L::Link, "Digital score", U::Share, 0, 1, Better::Higher, Cost::Linear, false,
            "How digital the exchange on the link is, as the data states it.", "value-weighted mean of the known scores", "", nullptr,
            [](Findings& f, Progress&) { return perEdge(f.snapshot(), [&](std::uint32_t e) { return f.snapshot().edges().digital[e]; }); }},
    Measure{"is_gap", L::Link, "Gap", U::Flag, 0, 1, Better::Lower, Cost::Linear, true, "The data chain breaks here: the link is not digital.",
            "score below the threshold", kOwn, nullptr, gaps},
    Measure{"is_bridging_gap", L::Link, "Bridging gap", U::Flag, 0, 1, Better::Neither, Cost::Linear, true,
            "A gap with digital links before and after it.", "digital inflow or origin, and digital outflow or end user", kOwn, nullptr, bridging},
    Measure{"gap_gain", L::Link, "Gain of closing", U::Share, 0, 1, Better::Neither, Cost::Search, true,
            "How much end-to-end penetration rises when this gap alone is closed.", "(v'N)_i b_ij (N f_M)_j / (1 - b_ij N_ji) / deliveries", kOwn, nullptr, gains},
    Measure{"level_step", L::Link, "Level step", U::Steps, -kOpen, kOpen, Better::Neither, Cost::Linear, false,
            "How many trophic levels it leads on; below 0 it runs against the flow.", "h_t - h_s", "MacKay, Johnson & Sansom 2020", nullptr, steps},
    Measure{"stage_step", L::Link, "Stage step", U::Steps, -kOpen, kOpen, Better::Neither, Cost::Linear, false,
            "How many stages it leads on; 0 or less is backflow.", "stage_t - stage_s", kOwn, nullptr, stageSteps},
    Measure{"in_loop", L::Link, "In a loop", U::Flag, 0, 1, Better::Neither, Cost::Linear, false, "What it carries can come back.",
            "both ends in one strong component", "Tarjan 1972", nullptr, inLoop},
    Measure{"is_feedback", L::Link, "Feedback link", U::Flag, 0, 1, Better::Neither, Cost::Linear, false,
            "One of the links whose removal leaves no loop at the least value.", "minimum feedback arc set", "Eades, Lin & Smyth 1993", nullptr, feedback},
};

} // namespace

std::span<const Measure> linkMeasures() { return kLink; }

} // namespace chainscape
