// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Loops: which firms stand in one, and the links that close them.

#include "core/project/panel_makers.h"

namespace chainscape {
namespace {

/// The value traded inside each zone.
std::vector<double> valueInside(const Snapshot& s, const Loops& loops) {
    std::vector<std::size_t> zoneOf(s.nodeCount(), 0);
    std::vector<double> inside(loops.zones.size() + 1, 0);
    for (std::size_t z = 0; z < loops.zones.size(); ++z)
        for (const auto i : loops.zones[z]) zoneOf[i] = z + 1;
    const auto& edges = s.edges();
    for (std::size_t e = 0; e < s.edgeCount(); ++e)
        if (zoneOf[edges.source[e]] == zoneOf[edges.target[e]]) inside[zoneOf[edges.source[e]]] += edges.value[e];
    return inside;
}

std::vector<PanelColumn> linkColumns() {
    return {{"source", "Seller", CellKind::Seller}, {"target", "Buyer", CellKind::Buyer}, {"source_stage", "Seller's stage", CellKind::Stage},
            {"target_stage", "Buyer's stage", CellKind::Stage}, {"value", "Value", CellKind::Value}};
}

std::vector<PanelCell> linkRow(const Snapshot& s, std::uint32_t e) {
    const auto &edges = s.edges();
    return {s.id(edges.source[e]), s.id(edges.target[e]), stageCell(s, edges.source[e]), stageCell(s, edges.target[e]), valueCell(s, e)};
}

} // namespace

Result<PanelTables> loopPanel(const PanelInput& input, Progress& progress) {
    const Snapshot& s = input.snapshot();
    const auto& loops = input.findings.loops(progress);
    if (!loops) return tl::unexpected(loops.error());
    PanelTables out;
    out.facts = {{"loop_share", "Value inside loops", CellKind::Share, loops->loopShare},
                 {"backflow_share", "Value that flows back", CellKind::Share, loops->backflowShare},
                 {"skip_share", "Value that skips stages", CellKind::Share, loops->skipShare},
                 {"feedback_arc_share", "Value that must go to leave no loop", CellKind::Share, loops->feedbackArcShare},
                 {"feedback_arcs_exact", "Surely the least", CellKind::Flag, loops->feedbackArcsExact},
                 {"reciprocity", "Links that run both ways", CellKind::Share, loops->reciprocity}};
    PanelTable zones{"zones", "Loops", "Firms from which trade leads back to where it began",
                     {{"zone", "Loop", CellKind::Count}, {"firms", "Firms", CellKind::Count}, {"value", "Value inside", CellKind::Value}, {"members", "Members", CellKind::Firms}},
                     {}};
    const auto inside = valueInside(s, *loops);
    for (std::size_t z = 0; z < loops->zones.size(); ++z) zones.rows.push_back({z + 1, loops->zones[z].size(), inside[z + 1], idsOf(s, loops->zones[z])});
    PanelTable arcs{"feedback_arcs", "Links that would have to go", "The least value whose removal leaves no loop", linkColumns(), {}};
    for (const auto e : loops->feedback.edges) arcs.rows.push_back(linkRow(s, e));
    PanelTable back{"backflow", "Backflow", "Links to the same or an earlier stage", linkColumns(), {}};
    for (std::uint32_t e = 0; e < s.edgeCount(); ++e) {
        const int from = s.stage()[s.edges().source[e]], to = s.stage()[s.edges().target[e]];
        if (from > 0 && to > 0 && to <= from) back.rows.push_back(linkRow(s, e));
    }
    if (zones.rows.empty()) out.notes.emplace_back("This layer has no loop: everything runs one way.");
    if (!loops->feedbackArcsExact) out.notes.emplace_back("The links that would have to go are an upper bound: the loops are too large to be sure of the least.");
    out.tables = {std::move(zones), std::move(arcs), std::move(back)};
    return out;
}

} // namespace chainscape
