// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/platform_dependence.h"

#include <algorithm>
#include <cmath>

#include "core/base/undefined.h"

namespace chainscape {
namespace {

double ratio(double part, double whole) { return whole > 0 ? part / whole : kNaN; }

void sumPlatforms(const Snapshot& s, PlatformDependence& out) {
    double all = 0;
    for (std::uint32_t v = 0; v < s.nodeCount(); ++v) {
        if (!s.isPlatform()[v]) continue;
        PlatformRow row{.node = v, .bought = s.inValue()[v], .sold = s.outValue()[v]};
        row.share = std::max(row.bought, row.sold);
        all += row.share;
        row.takeRate = ratio(row.sold - row.bought, row.sold);
        row.suppliers = s.in().start[v + 1] - s.in().start[v];
        row.buyers = s.out().start[v + 1] - s.out().start[v];
        out.platforms.push_back(row);
    }
    out.hhi = out.platforms.empty() ? kNaN : 0;
    for (auto& row : out.platforms) {
        row.share = ratio(row.share, all);
        out.hhi += row.share * row.share;
    }
}

/// Shares of trade with platforms, one pass over the edges.
void sumTrade(const Snapshot& s, const Accounts& a, PlatformDependence& out) {
    const auto& edges = s.edges();
    const auto n = s.nodeCount();
    std::vector<double> toPlatform(n, 0), fromPlatform(n, 0);
    double final = 0, finalFromPlatform = 0, tagged = 0;
    for (std::size_t e = 0; e < edges.size(); ++e) {
        const bool toOne = s.isPlatform()[edges.target[e]] != 0, fromOne = s.isPlatform()[edges.source[e]] != 0;
        if (toOne) toPlatform[edges.source[e]] += edges.value[e];
        if (fromOne) fromPlatform[edges.target[e]] += edges.value[e];
        if (s.isEndUser()[edges.target[e]]) {
            final += edges.value[e];
            if (fromOne) finalFromPlatform += edges.value[e];
        }
        for (auto p = edges.partStart[e]; p < edges.partStart[e + 1]; ++p)
            if (s.dataset().links().via[s.edgeParts().link[p]] != kNone && !std::isnan(s.edgeParts().value[p])) tagged += s.edgeParts().value[p];
    }
    out.directShare = ratio(finalFromPlatform, final);
    out.viaPlatformShare = ratio(tagged, s.totalValue());
    out.supplierDirect.assign(n, kNaN);
    out.buyer.assign(n, kNaN);
    for (std::uint32_t v = 0; v < n; ++v) {
        out.buyer[v] = ratio(fromPlatform[v], s.inValue()[v]);
        const auto row = a.producer(v);
        if (row != kNone && !s.isPlatform()[v]) out.supplierDirect[v] = ratio(toPlatform[v], a.output[row]);
    }
}

/// E1 and E2: value that reaches final use over producers that are no platforms.
Result<void> solveDependence(const Snapshot& s, const Accounts& a, PlatformDependence& out, Progress& progress) {
    std::vector<std::uint8_t> keep(a.size(), 1);
    std::vector<double> finalShare(a.size(), 0);
    for (std::uint32_t i = 0; i < a.size(); ++i) {
        keep[i] = !s.isPlatform()[a.node[i]];
        if (keep[i] && a.output[i] > 0) finalShare[i] = a.finalUse[i] / a.output[i];
    }
    auto direct = solveAccount(s, a, System::SalesShares, finalShare, progress, {.rows = keep});
    if (!direct) return tl::unexpected(direct.error());
    double reached = 0;
    for (std::uint32_t i = 0; i < a.size(); ++i)
        if (keep[i]) reached += a.valueAdded[i] * (*direct)[i];
    out.intermediatedShare = out.platforms.empty() ? 0 : std::clamp(1 - reached / a.totalFinalUse, 0.0, 1.0);
    if (!(a.totalFinalUse > 0)) out.intermediatedShare = kNaN;
    out.supplierTotal.assign(s.nodeCount(), kNaN);
    for (std::uint32_t v = 0; v < s.nodeCount(); ++v) {
        const auto row = a.producer(v);
        if (row == kNone || !keep[row] || !(a.output[row] > 0)) continue;
        out.supplierTotal[v] = out.platforms.empty() ? 0 : std::clamp(1 - (*direct)[row], 0.0, 1.0);
    }
    return {};
}

} // namespace

Result<PlatformDependence> platformDependence(const Snapshot& snapshot, const Accounts& accounts, Progress& progress) {
    PlatformDependence out;
    sumPlatforms(snapshot, out);
    sumTrade(snapshot, accounts, out);
    if (auto ok = solveDependence(snapshot, accounts, out, progress); !ok) return tl::unexpected(ok.error());
    return out;
}

} // namespace chainscape
