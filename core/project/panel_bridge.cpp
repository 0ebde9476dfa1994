// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The bridge plan and the gaps it chooses from.

#include <algorithm>

#include "core/project/bridge_band.h"
#include "core/project/panel_makers.h"

namespace chainscape {
namespace {

/// Adds a share under both readings: one cell, or, where unknown scores leave a band, the cell and its two ends.
void addShare(std::vector<PanelCell>& row, double low, double high, bool unknown) {
    row.push_back(agreed(low, high));
    if (unknown) row.insert(row.end(), {low, high});
}

PanelTable planTable(const Snapshot& s, const BridgePlan& plan, const BridgeBand& band, bool unknown) {
    PanelTable out{"plan", "Plan", "What the end-to-end share becomes with so many gaps closed, the best choice each", {{"gaps", "Gaps closed", CellKind::Count}}, {}};
    out.columns.push_back({"penetration", "End to end", CellKind::Share});
    if (unknown) out.columns.insert(out.columns.end(), {{"penetration_low", "Unknown as analogue", CellKind::Share}, {"penetration_high", "Unknown as digital", CellKind::Share}});
    out.columns.push_back({"gain", "Gain", CellKind::Share});
    if (unknown) out.columns.insert(out.columns.end(), {{"gain_low", "Gain, unknown as analogue", CellKind::Share}, {"gain_high", "Gain, unknown as digital", CellKind::Share}});
    out.columns.insert(out.columns.end(), {{"exact", "Best possible", CellKind::Flag}, {"links", "Links to close", CellKind::Links}});
    double low = plan.base, high = band.base;
    for (std::size_t k = 0; k < plan.steps.size(); ++k) {
        const auto& step = plan.steps[k];
        std::vector<PanelCell::Pair> links;
        for (const auto e : step.edges) links.emplace_back(s.id(s.edges().source[e]), s.id(s.edges().target[e]));
        std::vector<PanelCell> row{k + 1};
        addShare(row, step.share, band.share[k], unknown);
        addShare(row, step.share - low, band.share[k] - high, unknown);
        row.insert(row.end(), {step.exact, std::move(links)});
        out.rows.push_back(std::move(row));
        low = step.share;
        high = band.share[k];
    }
    return out;
}

/// Gaps and gains under one reading of unknown scores.
struct Reading {
    const DataChain& chain;
    const GapGains& gains;
    GapLinks links;
};

PanelCell flagCell(bool low, bool high) { return low == high ? PanelCell(low) : PanelCell(); }

/// Every link that is or may be a gap, the greatest gain first.
PanelTable gapTable(const Snapshot& s, const Reading& low, const Reading& high, bool unknown) {
    PanelTable out{"gaps", "Gaps", "Links that are not digital, and what closing each alone would gain",
                   {{"source", "Seller", CellKind::Seller}, {"target", "Buyer", CellKind::Buyer}, {"value", "Value", CellKind::Value}, {"digital", "Digital score", CellKind::Share},
                    {"gap_gain", "Gain alone", CellKind::Share}},
                   {}};
    if (unknown)
        out.columns.insert(out.columns.end(), {{"gap_gain_low", "Gain, unknown as analogue", CellKind::Share}, {"gap_gain_high", "Gain, unknown as digital", CellKind::Share},
                                               {"is_gap", "Surely a gap", CellKind::Flag}});
    out.columns.push_back({"bridging", "Bridging", CellKind::Flag});
    std::vector<std::uint32_t> edges;
    for (std::uint32_t e = 0; e < s.edgeCount(); ++e)
        if (low.links.isGap[e]) edges.push_back(e);
    std::ranges::stable_sort(edges, [&](auto a, auto b) { return low.gains.gain[a] > low.gains.gain[b]; });
    for (const auto e : edges) {
        std::vector<PanelCell> row{s.id(s.edges().source[e]), s.id(s.edges().target[e]), valueCell(s, e), scoreCell(s.edges().digital[e])};
        addShare(row, low.gains.gain[e], high.gains.gain[e], unknown);
        if (unknown) row.push_back(flagCell(true, high.links.isGap[e] != 0));
        row.push_back(flagCell(low.links.isBridging[e] != 0, high.links.isBridging[e] != 0));
        out.rows.push_back(std::move(row));
    }
    return out;
}

Result<Reading> readingOf(const PanelInput& input, UnknownScore unknown, Progress& progress) {
    const auto& chain = input.findings.dataChain(unknown, progress);
    if (!chain) return tl::unexpected(chain.error());
    const auto& gains = input.findings.gapGains(unknown, progress);
    if (!gains) return tl::unexpected(gains.error());
    return Reading{*chain, *gains, gapLinks(input.snapshot(), chain->digital)};
}

} // namespace

Result<PanelTables> bridgePanel(const PanelInput& input, Progress& progress) {
    const Snapshot& s = input.snapshot();
    if (const auto known = needScores(s); !known) return tl::unexpected(known.error());
    const auto low = readingOf(input, UnknownScore::AsAnalogue, progress), high = readingOf(input, UnknownScore::AsDigital, progress);
    if (!low || !high) return tl::unexpected((low ? high : low).error());
    const auto& plan = input.findings.bridgePlan(progress);
    if (!plan) return tl::unexpected(plan.error());
    const auto band = bridgeBand(input.findings, *plan, progress);
    if (!band) return tl::unexpected(band.error());
    const bool unknown = input.findings.hasUnknownScores();
    PanelTables out;
    if (unknown)
        out.notes.emplace_back("Some digital scores are unknown, so shares are bands: from unknown taken as analogue to unknown taken as digital. The plan is made for the first; "
                               "a link that may be digital already is worth asking about before it is paid for.");
    const auto gapsIn = [&](const Reading& r) {
        double count = 0;
        for (std::uint32_t e = 0; e < s.edgeCount(); ++e) count += r.links.isGap[e] && s.edges().value[e] > 0;
        return count;
    };
    out.facts = {bandFact({"penetration", "End to end now", CellKind::Share}, plan->base, band->base),
                 {"penetration_all_closed", "With every gap closed", CellKind::Share, plan->all},
                 bandFact({"gaps", "Gaps", CellKind::Count}, gapsIn(*low), gapsIn(*high)),
                 {"knee", "Knee at", CellKind::Count, plan->steps.empty() ? PanelCell() : PanelCell(plan->knee + 1)}};
    out.tables = {planTable(s, *plan, *band, unknown), gapTable(s, *low, *high, unknown)};
    return out;
}

} // namespace chainscape
