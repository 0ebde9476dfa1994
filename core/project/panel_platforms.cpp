// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Platforms: who depends on them, and what could go without.

#include <algorithm>
#include <functional>

#include "core/project/panel_makers.h"
#include "core/project/platform_removals.h"

namespace chainscape {
namespace {

constexpr std::size_t kRemovalsShown = 12, kRemovalEdges = 600000; ///< platforms, and links passed over for all of them

PanelTable platformTable(const Snapshot& s, const PlatformDependence& p) {
    PanelTable out{"platforms", "Platforms", "Firms that stand between others; click one to see what its removal would do",
                   {{"id", "Platform", CellKind::Firm}, {"name", "Name", CellKind::Name}, {"bought", "Bought", CellKind::Value}, {"sold", "Sold", CellKind::Value},
                    {"share", "Share of platform trade", CellKind::Share}, {"take_rate", "Take rate", CellKind::Share}, {"suppliers", "Suppliers", CellKind::Count},
                    {"buyers", "Buyers", CellKind::Count}},
                   {}};
    for (const auto& row : p.platforms) out.rows.push_back({s.id(row.node), s.name(row.node), row.bought, row.sold, row.share, row.takeRate, row.suppliers, row.buyers});
    return out;
}

PanelTable dependentTable(const Snapshot& s, const PlatformDependence& p) {
    PanelTable out{"firms", "Dependence of firms", "How much of a firm's business goes through platforms",
                   {{"id", "Firm", CellKind::Firm}, {"stage", "Stage", CellKind::Stage}, {"supplier_total", "Sales that need a platform", CellKind::Share},
                    {"supplier_direct", "Sold to platforms", CellKind::Share}, {"buyer", "Bought from platforms", CellKind::Share}},
                   {}};
    for (std::uint32_t i = 0; i < s.nodeCount(); ++i) out.rows.push_back({s.id(i), stageCell(s, i), p.supplierTotal[i], p.supplierDirect[i], p.buyer[i]});
    return out;
}

/// Who could trade without the platform between them.
void addBypass(const PanelInput& input, PanelTables& out, Progress& progress) {
    const Snapshot& s = input.snapshot();
    PanelTable pairs{"pairs", "Pairs behind platforms", "Sellers and buyers a platform stands between, and whether a route without any platform exists",
                     {{"platform", "Platform", CellKind::Firm}, {"supplier", "Seller", CellKind::Seller}, {"buyer", "Buyer", CellKind::Buyer}, {"value", "Value", CellKind::Value},
                      {"route_without", "Route without", CellKind::Flag}},
                     {}};
    PanelFact graph{"graph_bypass", "Their trade that has another route", CellKind::Share, {}}, capacity{"capacity_bypass", "Of it, with room on that route", CellKind::Share, {}};
    if (const auto bypass = graphBypass(s, progress)) {
        graph.cell = bypass->share;
        for (const auto& pair : bypass->pairs) pairs.rows.push_back({s.id(pair.platform), s.id(pair.supplier), s.id(pair.buyer), pair.value, pair.routeWithout});
    } else {
        out.notes.push_back(bypass.error().message);
    }
    if (const auto room = capacityBypass(s, {}, input.findings.options().spareCapacity, progress)) capacity.cell = room->share;
    else out.notes.push_back(room.error().message);
    out.facts.push_back(std::move(graph));
    out.facts.push_back(std::move(capacity));
    out.tables.push_back(std::move(pairs));
}

/// Each platform lost, bypassed and dissolved; the largest ones where trying all would take long.
PanelTable removalTable(const PanelInput& input, const PlatformDependence& p, PanelTables& out, Progress& progress) {
    const Snapshot& s = input.snapshot();
    PanelTable table{"removals", "Removals", "What becomes of the chain without a platform: lost, bypassed on links that are there, or dissolved into direct trade",
                     {{"platform", "Platform", CellKind::Firm}, {"name", "Name", CellKind::Name}, {"mode", "Removal", CellKind::Text}, {"stranded_supply", "Supply stranded", CellKind::Value},
                      {"stranded_demand", "Demand unmet", CellKind::Value}, {"external_purchases", "Bought outside", CellKind::Value}, {"trade_left", "Trade left", CellKind::Share},
                      {"penetration", "Traceable then", CellKind::Share}},
                     {}};
    const bool unknown = input.findings.hasUnknownScores();
    if (unknown) table.columns.insert(table.columns.end(), {{"penetration_low", "Unknown as analogue", CellKind::Share}, {"penetration_high", "Unknown as digital", CellKind::Share}});
    auto rows = p.platforms;
    std::ranges::stable_sort(rows, std::greater{}, &PlatformRow::share);
    const auto shown = std::min(rows.size(), std::clamp<std::size_t>(kRemovalEdges / std::max<std::size_t>(1, s.edgeCount()), 1, kRemovalsShown));
    if (shown < rows.size()) out.notes.push_back("Removals are tried for the largest platforms; choose any other one to see what its removal would do.");
    rows.resize(shown);
    for (const auto& row : rows)
        for (const auto& removal : platformRemovals(input, s.id(row.node), progress)) {
            if (!removal.note.empty() && std::ranges::find(out.notes, removal.note) == out.notes.end()) out.notes.push_back(removal.note);
            std::vector<PanelCell> cells{s.id(row.node), s.name(row.node), wordOf(removal.mode), removal.strandedSupply, removal.strandedDemand, removal.externalPurchases, removal.tradeLeft,
                                         agreed(removal.tracedLow, removal.tracedHigh)};
            if (unknown) cells.insert(cells.end(), {removal.tracedLow, removal.tracedHigh});
            table.rows.push_back(std::move(cells));
        }
    return table;
}

} // namespace

Result<PanelTables> platformPanel(const PanelInput& input, Progress& progress) {
    const Snapshot& s = input.snapshot();
    const auto& p = input.findings.platforms(progress);
    if (!p) return tl::unexpected(p.error());
    PanelTables out;
    out.facts = {{"platform_share", "Final value through platforms", CellKind::Share, p->share()},
                 {"intermediated_share", "Of it, through platform firms", CellKind::Share, p->intermediatedShare},
                 {"direct_share", "End users' purchases from platforms", CellKind::Share, p->directShare},
                 {"via_platform_share", "Value on links via a platform", CellKind::Share, p->viaPlatformShare},
                 {"platform_hhi", "Concentration of platforms (HHI, 1: a single one)", CellKind::Number, p->hhi}};
    out.tables = {platformTable(s, *p), dependentTable(s, *p)};
    if (p->platforms.empty()) out.notes.emplace_back(p->viaPlatformShare > 0 ? "No firm is marked as a platform; the share is that of links made via one." : "No firm is marked as a platform.");
    if (!p->platforms.empty()) out.tables.push_back(removalTable(input, *p, out, progress));
    addBypass(input, out, progress);
    if (progress.stopped()) return Progress::cancelled();
    return out;
}

} // namespace chainscape
