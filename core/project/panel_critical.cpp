// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Critical firms: what the loss of each would cost, and who is tied to a sole supplier.

#include <algorithm>
#include <numeric>

#include "core/analysis/registry.h"
#include "core/project/panel_makers.h"
#include "core/project/risk_limit.h"

namespace chainscape {
namespace {

std::vector<double> columnOf(const PanelInput& input, std::string_view id, PanelTables& out, Progress& progress) {
    auto values = firmMeasure(id, input.findings, progress);
    if (values) return std::move(*values);
    if (std::ranges::find(out.notes, values.error().message) == out.notes.end()) out.notes.push_back(values.error().message);
    return std::vector<double>(input.snapshot().nodeCount(), std::nan(""));
}

/// Greatest first, unknown last, ties by id.
std::vector<std::uint32_t> byValue(const Snapshot& s, const std::vector<double>& column) {
    std::vector<std::uint32_t> order(s.nodeCount());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, [&](auto a, auto b) {
        const double va = std::isnan(column[a]) ? -1 : column[a], vb = std::isnan(column[b]) ? -1 : column[b];
        return va != vb ? va > vb : s.id(a) < s.id(b);
    });
    return order;
}

PanelTable soleTable(const Snapshot& s, const Concentration& c) {
    PanelTable out{"sole_suppliers", "Sole suppliers", "Buyers that have a single supplier for one kind of input",
                   {{"supplier", "Supplier", CellKind::Seller}, {"buyer", "Buyer", CellKind::Buyer}, {"group", "Input", CellKind::Text}, {"suppliers", "Suppliers", CellKind::Count},
                    {"value", "Value", CellKind::Value}, {"share_of_inputs", "Share of inputs", CellKind::Share}, {"herfindahl", "Concentration", CellKind::Share}},
                   {}};
    for (const auto& group : c.groups)
        if (group.sole) out.rows.push_back({s.id(group.greatest), s.id(group.buyer), group.group, group.suppliers, group.value, group.shareOfInputs, group.herfindahl});
    return out;
}

PanelTable firmTable(const PanelInput& input, const Chokepoints& choke, const Concentration& sole, bool risk, PanelTables& out, Progress& progress) {
    const Snapshot& s = input.snapshot();
    PanelTable table{"firms", "Firms", "What stops with a firm, the costliest first",
                     {{"id", "Firm", CellKind::Firm}, {"name", "Name", CellKind::Name}, {"stage", "Stage", CellKind::Stage}, {"esri", "Loss if it fails", CellKind::Share},
                      {"esri_down", "Loss downstream", CellKind::Share}, {"esri_up", "Loss upstream", CellKind::Share}, {"extraction_loss", "Output lost without it", CellKind::Value},
                      {"throughflow", "Final value through it", CellKind::Share}, {"betweenness", "Betweenness", CellKind::Number}, {"digital", "Digital score", CellKind::Share},
                      {"articulation", "Holds pieces together", CellKind::Flag}, {"origins_through", "Origins only through it", CellKind::Count},
                      {"sole_supplier_of", "Sole supplier of", CellKind::Firms}},
                     {}};
    const std::vector<double> undefined(s.nodeCount(), std::nan(""));
    const auto column = [&](const char* id) { return columnOf(input, id, out, progress); };
    const auto esri = risk ? column("esri") : undefined, down = risk ? column("esri_down") : undefined, up = risk ? column("esri_up") : undefined;
    const auto loss = column("extraction_loss"), flow = column("throughflow"), between = column("betweenness");
    for (const auto i : byValue(s, risk ? esri : loss))
        table.rows.push_back({s.id(i), s.name(i), stageCell(s, i), esri[i], down[i], up[i], loss[i], flow[i], between[i], scoreCell(s.digital()[i]), choke.isArticulation[i] != 0,
                              choke.originsThrough[i], idsOf(s, sole.soleSupplierOf[i])});
    return table;
}

} // namespace

Result<PanelTables> criticalPanel(const PanelInput& input, Progress& progress) {
    const Snapshot& s = input.snapshot();
    const auto& sole = input.findings.concentration(progress);
    if (!sole) return tl::unexpected(sole.error());
    const auto& choke = input.findings.chokepoints(progress);
    if (!choke) return tl::unexpected(choke.error());
    PanelTables out;
    const bool risk = input.esri || riskWithinLimit(s, input.findings.options());
    if (!risk) out.notes.push_back(riskLimitSentence(s, input.findings.options()));
    out.tables = {firmTable(input, *choke, *sole, risk, out, progress), soleTable(s, *sole)};
    if (progress.stopped()) return Progress::cancelled();
    if (risk)
        if (const auto& cascades = input.findings.risk(progress); cascades && cascades->notConverged > 0)
            out.notes.push_back("The loss of " + std::to_string(cascades->notConverged) + " firms had not settled after " +
                                std::to_string(input.findings.options().cascade.maxRounds) + " rounds; what stands there is not converged.");
    out.facts = {{"firms", "Firms", CellKind::Count, s.nodeCount()}, {"sole_pairs", "Buyers tied to a sole supplier", CellKind::Count, sole->solePairs}};
    return out;
}

} // namespace chainscape
