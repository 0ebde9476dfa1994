// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The bridge plan and the gaps it chooses from.

#include <algorithm>

#include "core/project/panel_makers.h"

namespace chainscape {
namespace {

PanelTable planTable(const Snapshot& s, const BridgePlan& plan) {
    PanelTable out{"plan", "Plan", "What the end-to-end share becomes with so many gaps closed, the best choice each",
                   {{"gaps", "Gaps closed", CellKind::Count}, {"penetration", "End to end", CellKind::Share}, {"gain", "Gain", CellKind::Share}, {"exact", "Best possible", CellKind::Flag},
                    {"links", "Links to close", CellKind::Links}},
                   {}};
    double before = plan.base;
    for (std::size_t k = 0; k < plan.steps.size(); ++k) {
        const auto& step = plan.steps[k];
        std::vector<PanelCell::Pair> links;
        for (const auto e : step.edges) links.emplace_back(s.id(s.edges().source[e]), s.id(s.edges().target[e]));
        out.rows.push_back({k + 1, step.share, step.share - before, step.exact, std::move(links)});
        before = step.share;
    }
    return out;
}

/// Every gap, the greatest gain first.
PanelTable gapTable(const Snapshot& s, const DataChain& chain, const GapGains& gains) {
    PanelTable out{"gaps", "Gaps", "Links that are not digital, and what closing each alone would gain",
                   {{"source", "Seller", CellKind::Seller}, {"target", "Buyer", CellKind::Buyer}, {"value", "Value", CellKind::Value}, {"digital", "Digital score", CellKind::Share},
                    {"gap_gain", "Gain alone", CellKind::Share}, {"bridging", "Bridging", CellKind::Flag}},
                   {}};
    const auto gaps = gapLinks(s, chain.digital);
    std::vector<std::uint32_t> edges;
    for (std::uint32_t e = 0; e < s.edgeCount(); ++e)
        if (gaps.isGap[e]) edges.push_back(e);
    std::ranges::stable_sort(edges, [&](auto a, auto b) { return gains.gain[a] > gains.gain[b]; });
    for (const auto e : edges)
        out.rows.push_back({s.id(s.edges().source[e]), s.id(s.edges().target[e]), valueCell(s, e), scoreCell(s.edges().digital[e]), gains.gain[e], gaps.isBridging[e] != 0});
    return out;
}

} // namespace

Result<PanelTables> bridgePanel(const PanelInput& input, Progress& progress) {
    const Snapshot& s = input.snapshot();
    if (const auto known = needScores(s); !known) return tl::unexpected(known.error());
    const auto& chain = input.findings.dataChain(UnknownScore::AsAnalogue, progress);
    if (!chain) return tl::unexpected(chain.error());
    const auto& gains = input.findings.gapGains(UnknownScore::AsAnalogue, progress);
    if (!gains) return tl::unexpected(gains.error());
    const auto& plan = input.findings.bridgePlan(progress);
    if (!plan) return tl::unexpected(plan.error());
    PanelTables out;
    if (input.findings.hasUnknownScores()) out.notes.emplace_back("Some digital scores are unknown; they count as not digital here.");
    out.facts = {{"penetration", "End to end now", CellKind::Share, plan->base},
                 {"penetration_all_closed", "With every gap closed", CellKind::Share, plan->all},
                 {"gaps", "Gaps", CellKind::Count, plan->gapCount},
                 {"knee", "Knee at", CellKind::Count, plan->steps.empty() ? PanelCell() : PanelCell(plan->knee + 1)}};
    out.tables = {planTable(s, *plan), gapTable(s, *chain, *gains)};
    return out;
}

} // namespace chainscape
