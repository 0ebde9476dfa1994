// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/flow_plan.h"

#include <algorithm>
#include <map>

#include "core/layout/sankey_order.h"
#include "core/project/union_snapshot.h"

namespace chainscape {
namespace {

constexpr int kShownGroups = 6;

double throughput(const Snapshot& s, std::uint32_t node) { return std::max(s.outValue()[node], s.inValue()[node]); }

/// The word a firm is grouped by; firms and stages are handled apart.
std::string groupWord(const Dataset& d, std::uint32_t firm, const std::string& by) {
    const auto& t = d.firms();
    if (by == "sector") return d.text(t.sector[firm]);
    if (by == "region") return d.text(t.region[firm]);
    if (by == "firm") return t.id[firm];
    if (by == "platform") return t.isPlatform[firm] ? "platform" : "direct";
    for (const auto& attribute : t.attributes)
        if (attribute.name == by) return d.text(attribute.codes[firm]);
    return {};
}

struct Bucket {
    double value = 0;
    std::vector<std::uint32_t> firms;
};

using Buckets = std::map<std::pair<int, std::string>, Bucket>;

Buckets bucketsOf(const Snapshot& s, const std::string& by) {
    Buckets buckets;
    for (std::uint32_t i = 0; i < s.nodeCount(); ++i) {
        Bucket& b = buckets[{s.stage()[i], groupWord(s.dataset(), s.firm()[i], by)}];
        b.value += throughput(s, i);
        b.firms.push_back(s.firm()[i]);
    }
    return buckets;
}

std::string shownName(const Dataset& d, const std::string& by, const std::string& word) {
    return by == "firm" ? d.firms().name[d.firmIndex(word)] : word;
}

/// The largest groups of each stage, the rest as one.
void keepLargest(const Snapshot& s, const Buckets& buckets, const std::string& by, std::size_t most, FlowPlan& plan) {
    std::map<int, std::vector<Buckets::const_iterator>> byStage;
    for (auto it = buckets.begin(); it != buckets.end(); ++it) byStage[it->first.first].push_back(it);
    for (auto& [stage, list] : byStage) {
        std::ranges::stable_sort(list, [](const auto& a, const auto& b) { return a->second.value > b->second.value; });
        FlowGroup other{stage, {}, std::to_string(stage) + "|*", true, {}};
        for (std::size_t k = 0; k < list.size(); ++k) {
            const auto& [key, bucket] = *list[k];
            if (k < most || list.size() == most + 1) {
                const std::string name = by == "stage" ? std::string(s.dataset().stages().name(stage)) : shownName(s.dataset(), by, key.second);
                plan.groups.push_back({stage, name, std::to_string(stage) + "|" + key.second, false, bucket.firms});
            } else {
                other.firms.insert(other.firms.end(), bucket.firms.begin(), bucket.firms.end());
            }
        }
        if (!other.firms.empty()) plan.groups.push_back(std::move(other));
    }
    for (std::uint32_t g = 0; g < plan.groups.size(); ++g)
        for (const auto f : plan.groups[g].firms) plan.groupOfFirm[f] = g;
}

/// Greatest layer sum of one period.
double largestLayer(const std::vector<GroupedFlow>& flows, const FlowPlan& plan) {
    std::vector<double> in(plan.groups.size(), 0), out(plan.groups.size(), 0);
    for (const auto& f : flows) {
        out[f.source] += f.value;
        in[f.target] += f.value;
    }
    std::map<int, double> sum;
    for (std::size_t g = 0; g < plan.groups.size(); ++g) sum[plan.groups[g].stage] += std::max(in[g], out[g]);
    double most = 0;
    for (const auto& [stage, value] : sum) most = std::max(most, value);
    return most;
}

Result<void> orderGroups(const Snapshot& s, const ViewSpec& view, FlowPlan& plan, Progress& progress) {
    const auto layers = flowLayers(plan);
    SankeyGraph graph;
    for (const auto& g : plan.groups) graph.layers.push_back(int(std::ranges::find(layers, g.stage) - layers.begin()));
    for (const auto& f : groupedFlows(s, plan)) graph.links.push_back({int(f.source), int(f.target), f.value});
    const auto structure = buildSankeyStructure(graph);
    if (!structure) return tl::unexpected(structure.error());
    SankeyOrderOptions options;
    const auto order = orderSankey(*structure, options, progress);
    if (!order) return tl::unexpected(order.error());
    for (std::size_t g = 0; g < plan.groups.size(); ++g) plan.position.push_back(order->position[g]);
    // Groups the user has dragged keep the order they were given, in the places they take up together.
    std::map<int, std::vector<double>> slots;
    std::map<int, std::vector<std::size_t>> dragged;
    for (const auto& key : view.order)
        for (std::size_t g = 0; g < plan.groups.size(); ++g)
            if (plan.groups[g].key == key) {
                slots[plan.groups[g].stage].push_back(plan.position[g]);
                dragged[plan.groups[g].stage].push_back(g);
            }
    for (auto& [stage, places] : slots) {
        std::ranges::sort(places);
        for (std::size_t k = 0; k < places.size(); ++k) plan.position[dragged[stage][k]] = places[k];
    }
    return {};
}

} // namespace

std::vector<int> flowLayers(const FlowPlan& plan) {
    std::vector<int> stages;
    for (const auto& g : plan.groups) stages.push_back(g.stage);
    std::ranges::sort(stages, {}, [](int s) { return s == 0 ? 1 << 20 : s; });
    stages.erase(std::unique(stages.begin(), stages.end()), stages.end());
    return stages;
}

std::vector<GroupedFlow> groupedFlows(const Snapshot& s, const FlowPlan& plan) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, GroupedFlow> sums;
    for (std::uint32_t e = 0; e < s.edgeCount(); ++e) {
        const auto from = plan.groupOfFirm[s.firm()[s.edges().source[e]]], to = plan.groupOfFirm[s.firm()[s.edges().target[e]]];
        if (from == kNone || to == kNone) continue;
        GroupedFlow& f = sums[{from, to}];
        f.source = from;
        f.target = to;
        f.value += s.edges().value[e];
        f.edges.push_back(e);
    }
    std::vector<GroupedFlow> out;
    for (auto& [key, flow] : sums) out.push_back(std::move(flow));
    return out;
}

Result<FlowPlan> flowPlan(const DatasetPtr& dataset, const ViewSpec& view, Progress& progress) {
    const auto all = unionSnapshot(dataset, view);
    if (!all) return tl::unexpected(all.error());
    FlowPlan plan;
    plan.groupOfFirm.assign(dataset->firms().size(), kNone);
    const auto most = std::size_t(view.topGroups > 0 ? view.topGroups : kShownGroups);
    keepLargest(**all, bucketsOf(**all, view.groupBy), view.groupBy, most, plan);
    if (auto ordered = orderGroups(**all, view, plan, progress); !ordered) return tl::unexpected(ordered.error());
    SnapshotSpec spec = (*all)->spec();
    const auto first = spec.from, last = spec.to;
    for (auto p = first; p <= last; ++p) {
        if (progress.stopped()) return Progress::cancelled();
        spec.from = spec.to = p;
        const auto one = makeSnapshot(dataset, spec);
        if (!one) return tl::unexpected(one.error());
        plan.largestLayer = std::max(plan.largestLayer, largestLayer(groupedFlows(**one, plan), plan));
    }
    return plan;
}

} // namespace chainscape
