// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/digital_horizon.h"

#include <algorithm>

namespace chainscape {
namespace {

/// Nodes reached from the seeds along (out) or against (in) digital links.
std::vector<std::uint8_t> reachedBy(const Snapshot& s, const Adjacency& way, std::span<const std::uint8_t> digital, const std::vector<std::uint32_t>& seeds) {
    std::vector<std::uint8_t> seen(s.nodeCount(), 0);
    std::vector<std::uint32_t> open;
    for (const auto seed : seeds)
        if (!seen[seed]) {
            seen[seed] = 1;
            open.push_back(seed);
        }
    while (!open.empty()) {
        const auto at = open.back();
        open.pop_back();
        for (auto i = way.start[at]; i < way.start[at + 1]; ++i) {
            const auto edge = way.edgeOf.empty() ? i : way.edgeOf[i];
            const auto next = way.node[i];
            if (!digital[edge] || seen[next]) continue;
            seen[next] = 1;
            open.push_back(next);
        }
    }
    return seen;
}

} // namespace

std::vector<std::uint32_t> chainOrigins(const Snapshot& s) {
    std::vector<std::uint32_t> out;
    int lowest = 0;
    for (std::uint32_t i = 0; i < s.nodeCount(); ++i) {
        if (s.in().start[i] == s.in().start[i + 1]) out.push_back(i);
        if (const int stage = s.stage()[i]; stage > 0 && (lowest == 0 || stage < lowest)) lowest = stage;
    }
    if (out.empty())
        for (std::uint32_t i = 0; i < s.nodeCount(); ++i)
            if (s.stage()[i] == lowest) out.push_back(i);
    return out;
}

DigitalHorizon digitalHorizon(const Snapshot& s, std::span<const std::uint8_t> digital, std::span<const std::uint32_t> seeds) {
    std::vector<std::uint32_t> from;
    for (const auto seed : seeds)
        if (seed < s.nodeCount()) from.push_back(seed);
    const bool given = !from.empty();
    if (!given) from = chainOrigins(s);

    DigitalHorizon out;
    out.downstream = reachedBy(s, s.out(), digital, from);
    out.upstream = given ? reachedBy(s, s.in(), digital, from) : std::vector<std::uint8_t>(s.nodeCount(), 0);
    out.firstBreak.assign(s.edgeCount(), 0);
    for (std::size_t e = 0; e < s.edgeCount(); ++e) {
        if (digital[e]) continue;
        if (!out.downstream[s.edges().source[e]] && !out.upstream[s.edges().target[e]]) continue;
        out.firstBreak[e] = 1;
        out.breakValue += s.edges().value[e];
    }
    for (std::size_t i = 0; i < s.nodeCount(); ++i) out.firms += out.downstream[i] || out.upstream[i];
    out.firms -= from.size();
    return out;
}

} // namespace chainscape
