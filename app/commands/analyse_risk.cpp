// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// analyse: critical, loops.

#include <algorithm>
#include <cmath>
#include <numeric>

#include "app/commands/analyse_tables.h"
#include "app/commands/risk_limit.h"
#include "core/analysis/registry.h"

namespace chainscape::cli {
namespace {

std::vector<double> columnOf(AnalyseInput& input, std::string_view id, Tables& out) {
    auto values = firmMeasure(id, input.findings, input.progress);
    if (values) return std::move(*values);
    out.warnings.push_back(values.error().message);
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

void addSoleSuppliers(const Snapshot& s, const Concentration& c, Tables& out) {
    out.tables["sole_suppliers"] = Json::array();
    for (const auto& group : c.groups)
        if (group.sole)
            out.tables["sole_suppliers"].push_back({{"supplier", s.id(group.greatest)}, {"buyer", s.id(group.buyer)}, {"group", group.group}, {"suppliers", group.suppliers},
                                                    {"value", number(group.value)}, {"share_of_inputs", number(group.shareOfInputs)}, {"herfindahl", number(group.herfindahl)}});
}

} // namespace

Result<Tables> criticalTables(AnalyseInput& input) {
    const Snapshot& s = input.snapshot();
    const auto& sole = input.findings.concentration(input.progress);
    if (!sole) return tl::unexpected(sole.error());
    const auto& choke = input.findings.chokepoints(input.progress);
    if (!choke) return tl::unexpected(choke.error());
    Tables out;
    const bool risk = input.esri || riskWithinLimit(s, input.findings.options());
    if (!risk) out.warnings.push_back(riskLimitSentence(s, input.findings.options()));
    const std::vector<double> undefined(s.nodeCount(), std::nan(""));
    const auto esri = risk ? columnOf(input, "esri", out) : undefined, down = risk ? columnOf(input, "esri_down", out) : undefined,
               up = risk ? columnOf(input, "esri_up", out) : undefined;
    const auto loss = columnOf(input, "extraction_loss", out), flow = columnOf(input, "throughflow", out), between = columnOf(input, "betweenness", out);
    Json rows = Json::array();
    for (const auto i : byValue(s, risk ? esri : loss))
        rows.push_back({{"id", s.id(i)}, {"name", s.name(i)}, {"stage", stageOf(s, i)}, {"esri", number(esri[i])}, {"esri_down", number(down[i])}, {"esri_up", number(up[i])},
                        {"extraction_loss", number(loss[i])}, {"throughflow", number(flow[i])}, {"betweenness", number(between[i])}, {"digital", scoreOf(s.digital()[i])},
                        {"articulation", choke->isArticulation[i] != 0}, {"origins_through", choke->originsThrough[i]},
                        {"sole_supplier_of", idsOf(s, sole->soleSupplierOf[i])}});
    out.facts = {{"firms", s.nodeCount()}, {"sole_pairs", sole->solePairs}};
    out.tables["firms"] = std::move(rows);
    addSoleSuppliers(s, *sole, out);
    return out;
}

Result<Tables> loopTables(AnalyseInput& input) {
    const Snapshot& s = input.snapshot();
    const auto& loops = input.findings.loops(input.progress);
    if (!loops) return tl::unexpected(loops.error());
    Tables out;
    out.facts = {{"loop_share", number(loops->loopShare)}, {"backflow_share", number(loops->backflowShare)}, {"skip_share", number(loops->skipShare)},
                 {"feedback_arc_share", number(loops->feedbackArcShare)}, {"feedback_arcs_exact", loops->feedbackArcsExact}, {"reciprocity", number(loops->reciprocity)}};
    std::vector<std::size_t> zoneOf(s.nodeCount(), 0);
    std::vector<double> inside(loops->zones.size() + 1, 0);
    for (std::size_t z = 0; z < loops->zones.size(); ++z)
        for (const auto i : loops->zones[z]) zoneOf[i] = z + 1;
    const auto& edges = s.edges();
    for (std::size_t e = 0; e < s.edgeCount(); ++e)
        if (zoneOf[edges.source[e]] == zoneOf[edges.target[e]]) inside[zoneOf[edges.source[e]]] += edges.value[e];
    out.tables["zones"] = Json::array();
    for (std::size_t z = 0; z < loops->zones.size(); ++z)
        out.tables["zones"].push_back({{"zone", z + 1}, {"firms", loops->zones[z].size()}, {"value", number(inside[z + 1])}, {"members", idsOf(s, loops->zones[z])}});
    const auto rowOf = [&](std::uint32_t e) {
        return Json{{"source", s.id(edges.source[e])}, {"target", s.id(edges.target[e])}, {"source_stage", stageOf(s, edges.source[e])},
                    {"target_stage", stageOf(s, edges.target[e])}, {"value", edges.valueUnknown[e] ? Json(nullptr) : number(edges.value[e])}};
    };
    out.tables["feedback_arcs"] = Json::array();
    for (const auto e : loops->feedback.edges) out.tables["feedback_arcs"].push_back(rowOf(e));
    out.tables["backflow"] = Json::array();
    for (std::uint32_t e = 0; e < s.edgeCount(); ++e) {
        const int from = s.stage()[edges.source[e]], to = s.stage()[edges.target[e]];
        if (from > 0 && to > 0 && to <= from) out.tables["backflow"].push_back(rowOf(e));
    }
    return out;
}

} // namespace chainscape::cli
