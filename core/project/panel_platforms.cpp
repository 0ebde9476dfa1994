// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Platforms: who depends on them, and what could go without.

#include "core/project/panel_makers.h"

namespace chainscape {
namespace {

PanelTable platformTable(const Snapshot& s, const PlatformDependence& p) {
    PanelTable out{"platforms", "Platforms", "Firms that stand between others",
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
    PanelFact graph{"graph_bypass", "Trade with another route", CellKind::Share, {}}, capacity{"capacity_bypass", "Room on other routes", CellKind::Share, {}};
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
                 {"platform_hhi", "Concentration of platforms (HHI)", CellKind::Share, p->hhi}};
    out.tables = {platformTable(s, *p), dependentTable(s, *p)};
    if (p->platforms.empty()) out.notes.emplace_back(p->viaPlatformShare > 0 ? "No firm is marked as a platform; the share is that of links made via one." : "No firm is marked as a platform.");
    addBypass(input, out, progress);
    if (progress.stopped()) return Progress::cancelled();
    return out;
}

} // namespace chainscape
