// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// analyse: bridge, internets, platforms.

#include <algorithm>
#include <cmath>
#include <numeric>

#include "app/commands/analyse_tables.h"

namespace chainscape::cli {
namespace {

void warnOfUnknown(AnalyseInput& input, Tables& out) {
    if (input.findings.hasUnknownScores()) out.warnings.push_back("Some digital scores are unknown; they count as not digital here.");
}

Json pairOf(const Snapshot& s, std::uint32_t edge) { return {{"source", s.id(s.edges().source[edge])}, {"target", s.id(s.edges().target[edge])}}; }

/// Every gap, the greatest gain first.
Json gapRows(const Snapshot& s, const DataChain& chain, const GapGains& gains) {
    const auto gaps = gapLinks(s, chain.digital);
    std::vector<std::uint32_t> edges;
    for (std::uint32_t e = 0; e < s.edgeCount(); ++e)
        if (gaps.isGap[e]) edges.push_back(e);
    std::ranges::stable_sort(edges, [&](auto a, auto b) { return gains.gain[a] > gains.gain[b]; });
    Json rows = Json::array();
    for (const auto e : edges) {
        Json row = pairOf(s, e);
        row["value"] = s.edges().valueUnknown[e] ? Json(nullptr) : number(s.edges().value[e]);
        row["digital"] = scoreOf(s.edges().digital[e]);
        row["gap_gain"] = number(gains.gain[e]);
        row["bridging"] = gaps.isBridging[e] != 0;
        rows.push_back(std::move(row));
    }
    return rows;
}

Json planRows(const Snapshot& s, const BridgePlan& plan) {
    Json rows = Json::array();
    double before = plan.base;
    for (std::size_t k = 0; k < plan.steps.size(); ++k) {
        const auto& step = plan.steps[k];
        Json links = Json::array();
        for (const auto e : step.edges) links.push_back(pairOf(s, e));
        rows.push_back({{"gaps", k + 1}, {"penetration", number(step.share)}, {"gain", number(step.share - before)}, {"exact", step.exact}, {"links", links}});
        before = step.share;
    }
    return rows;
}

} // namespace

Result<Tables> bridgeTables(AnalyseInput& input) {
    const Snapshot& s = input.snapshot();
    const auto& accounts = input.findings.accounts(input.progress);
    if (!accounts) return tl::unexpected(accounts.error());
    const auto& chain = input.findings.dataChain(UnknownScore::AsAnalogue, input.progress);
    if (!chain) return tl::unexpected(chain.error());
    const auto& gains = input.findings.gapGains(UnknownScore::AsAnalogue, input.progress);
    if (!gains) return tl::unexpected(gains.error());
    const auto plan = bridgePlan(s, *accounts, chain->digital, input.findings.options().bridgePlan, input.progress);
    if (!plan) return tl::unexpected(plan.error());
    Tables out;
    warnOfUnknown(input, out);
    out.facts = {{"penetration", number(plan->base)}, {"penetration_all_closed", number(plan->all)}, {"gaps", plan->gapCount},
                 {"knee", plan->steps.empty() ? Json(nullptr) : Json(plan->knee + 1)}};
    out.tables["plan"] = planRows(s, *plan);
    out.tables["gaps"] = gapRows(s, *chain, *gains);
    return out;
}

Result<Tables> internetTables(AnalyseInput& input) {
    const Snapshot& s = input.snapshot();
    const auto& chain = input.findings.dataChain(UnknownScore::AsAnalogue, input.progress);
    if (!chain) return tl::unexpected(chain.error());
    Tables out;
    warnOfUnknown(input, out);
    out.facts = {{"enterprise_internet_index", number(chain->internets.index)}, {"digital_components", chain->internets.componentCount},
                 {"largest_firm_share", number(chain->internets.largestFirmShare)}};
    out.tables["internets"] = Json::array();
    for (const auto& piece : chain->internets.pieces)
        out.tables["internets"].push_back({{"hub", s.id(piece.hub)}, {"hub_name", s.name(piece.hub)}, {"firms", piece.firms.size()}, {"stages", piece.stages},
                                           {"value", number(piece.value)}, {"centralisation", number(piece.centralisation)}, {"hub_share", number(piece.hubShare)},
                                           {"index", number(piece.index)}, {"openness", number(piece.openness)}, {"members", idsOf(s, piece.firms)}});
    return out;
}

namespace {

Json dependentRows(const Snapshot& s, const PlatformDependence& p) {
    Json rows = Json::array();
    for (std::uint32_t i = 0; i < s.nodeCount(); ++i)
        rows.push_back({{"id", s.id(i)}, {"stage", stageOf(s, i)}, {"supplier_total", number(p.supplierTotal[i])},
                        {"supplier_direct", number(p.supplierDirect[i])}, {"buyer", number(p.buyer[i])}});
    return rows;
}

void addBypass(AnalyseInput& input, Tables& out) {
    const Snapshot& s = input.snapshot();
    out.tables["pairs"] = Json::array();
    out.facts["graph_bypass"] = nullptr;
    out.facts["capacity_bypass"] = nullptr;
    if (const auto bypass = graphBypass(s, input.progress)) {
        out.facts["graph_bypass"] = number(bypass->share);
        for (const auto& pair : bypass->pairs)
            out.tables["pairs"].push_back({{"platform", s.id(pair.platform)}, {"supplier", s.id(pair.supplier)}, {"buyer", s.id(pair.buyer)},
                                           {"value", number(pair.value)}, {"route_without", pair.routeWithout}});
    } else {
        out.warnings.push_back(bypass.error().message);
    }
    if (const auto capacity = capacityBypass(s, {}, input.findings.options().spareCapacity, input.progress)) out.facts["capacity_bypass"] = number(capacity->share);
    else out.warnings.push_back(capacity.error().message);
}

} // namespace

Result<Tables> platformTables(AnalyseInput& input) {
    const Snapshot& s = input.snapshot();
    const auto& p = input.findings.platforms(input.progress);
    if (!p) return tl::unexpected(p.error());
    Tables out;
    out.facts = {{"platform_share", number(p->share())}, {"intermediated_share", number(p->intermediatedShare)}, {"direct_share", number(p->directShare)},
                 {"via_platform_share", number(p->viaPlatformShare)}, {"platform_hhi", number(p->hhi)}};
    out.tables["platforms"] = Json::array();
    for (const auto& row : p->platforms)
        out.tables["platforms"].push_back({{"id", s.id(row.node)}, {"name", s.name(row.node)}, {"bought", number(row.bought)}, {"sold", number(row.sold)}, {"share", number(row.share)},
                                           {"take_rate", number(row.takeRate)}, {"suppliers", row.suppliers}, {"buyers", row.buyers}});
    out.tables["firms"] = dependentRows(s, *p);
    addBypass(input, out);
    return out;
}

} // namespace chainscape::cli
