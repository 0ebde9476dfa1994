// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/flow_plan.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <unordered_map>

#include "core/layout/sankey_order.h"
#include "core/project/flow_groups.h"
#include "core/project/union_snapshot.h"

namespace chainscape {
namespace {

std::vector<int> stagesOf(const FlowPlan& plan) {
    std::vector<int> stages;
    for (const auto& g : plan.groups) stages.push_back(g.stage);
    std::ranges::sort(stages, {}, [](int s) { return s == 0 ? 1 << 20 : s; });
    stages.erase(std::unique(stages.begin(), stages.end()), stages.end());
    return stages;
}

Result<void> makeStructure(FlowPlan& plan) {
    const auto stages = stagesOf(plan);
    const bool fromFlows = stages.size() == 1 && stages.front() == 0;
    SankeyGraph graph;
    for (const auto& g : plan.groups) graph.layers.push_back(fromFlows ? kUnknownLayer : static_cast<int>(std::ranges::find(stages, g.stage) - stages.begin()));
    for (const auto& p : plan.pairs) graph.links.push_back({static_cast<int>(p.source), static_cast<int>(p.target), p.value});
    auto structure = buildSankeyStructure(graph);
    if (!structure) return tl::unexpected(structure.error());
    plan.structure = std::move(*structure);
    plan.laneStage.assign(static_cast<std::size_t>(plan.structure.layerCount), -1);
    if (!fromFlows) plan.laneStage = stages;
    return {};
}

/// The values of every period, for pairs that flow in any of them.
Result<void> addPeriods(const DatasetPtr& dataset, SnapshotSpec spec, FlowPlan& plan, Progress& progress) {
    plan.firstPeriod = spec.from;
    const auto last = spec.to;
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<double>> values;
    const std::size_t count = last - spec.from + 1;
    for (auto p = spec.from; p <= last; ++p) {
        if (progress.stopped()) return Progress::cancelled();
        spec.from = spec.to = p;
        const auto one = makeSnapshot(dataset, spec);
        if (!one) return tl::unexpected(one.error());
        for (const auto& f : groupedFlows(**one, plan)) {
            auto& series = values[{f.source, f.target}];
            series.resize(count, 0.0);
            series[p - plan.firstPeriod] = f.value;
        }
    }
    plan.values.assign(count, std::vector<double>(values.size(), 0.0));
    for (const auto& [key, series] : values) {
        FlowPair pair{key.first, key.second, 0.0, false};
        for (std::size_t p = 0; p < count; ++p) {
            plan.values[p][plan.pairs.size()] = series[p];
            pair.value += series[p];
        }
        plan.pairs.push_back(pair);
    }
    return {};
}

void foldSmallPairs(double threshold, FlowPlan& plan) {
    double total = 0;
    for (const auto& p : plan.pairs) total += std::abs(p.value);
    for (auto& p : plan.pairs) p.folded = std::abs(p.value) < threshold * total;
}

/// Groups the user has dragged keep the order they were given, in the places they take up together. Returns which they are.
std::vector<std::uint8_t> applyHandOrder(const FlowPlan& plan, const std::vector<std::string>& hand, std::vector<double>& place) {
    std::vector<std::uint8_t> pinned(plan.groups.size(), 0);
    std::unordered_map<std::string, std::size_t> groupOfKey;
    for (std::size_t g = 0; g < plan.groups.size(); ++g) groupOfKey[plan.groups[g].key] = g;
    std::map<int, std::vector<double>> slots;
    std::map<int, std::vector<std::size_t>> dragged;
    for (const auto& key : hand) {
        const auto it = groupOfKey.find(key);
        if (it == groupOfKey.end() || pinned[it->second]) continue;
        const int layer = plan.structure.layer[it->second];
        pinned[it->second] = 1;
        slots[layer].push_back(place[it->second]);
        dragged[layer].push_back(it->second);
    }
    for (auto& [layer, places] : slots) {
        std::ranges::sort(places);
        for (std::size_t k = 0; k < places.size(); ++k) place[dragged[layer][k]] = places[k];
    }
    return pinned;
}

Result<void> orderGroups(const ViewSpec& view, FlowPlan& plan, Progress& progress, FlowEffort effort) {
    SankeyOrderOptions options;
    if (effort == FlowEffort::Quick) options.sweeps = 0;
    auto order = orderSankey(plan.structure, options, progress);
    if (!order) return tl::unexpected(order.error());
    if (!view.order.empty()) {
        options.start.assign(order->position.begin(), order->position.end());
        const auto pinned = applyHandOrder(plan, view.order, options.start);
        // Bends follow straight lines between the new places; the search then looks for better ones, and for those of free groups.
        options.start.resize(plan.groups.size());
        options.pinned = pinned;
        order = orderSankey(plan.structure, options, progress);
        if (!order) return tl::unexpected(order.error());
    }
    plan.order = std::move(order->position);
    plan.crossings = order->crossings;
    return {};
}

/// Whether a link of the data layer joins two firms, in either direction, within a snapshot's periods.
class DataLinks {
public:
    explicit DataLinks(const Snapshot& s) {
        const Dataset& d = s.dataset();
        if (s.spec().layer == Layer::Data) return;
        const auto& links = d.links();
        for (std::uint32_t l = 0; l < links.size(); ++l) m_any = m_any || d.kinds()[links.kind[l]].layer == Layer::Data;
        if (!m_any) return;
        const auto& flows = d.flows();
        for (std::size_t f = flows.start[s.spec().from]; f < flows.start[s.spec().to + 1]; ++f) {
            const auto l = flows.link[f];
            if (d.kinds()[links.kind[l]].layer == Layer::Data) m_pairs.push_back(keyOf(links.source[l], links.target[l]));
        }
        std::ranges::sort(m_pairs);
    }
    /// False when the chain has no data layer, so that nothing can be told from it.
    [[nodiscard]] bool known() const { return m_any; }
    [[nodiscard]] bool join(std::uint32_t a, std::uint32_t b) const { return std::ranges::binary_search(m_pairs, keyOf(a, b)); }

private:
    static std::uint64_t keyOf(std::uint32_t a, std::uint32_t b) { return (std::uint64_t{std::min(a, b)} << 32) | std::max(a, b); }
    bool m_any = false;
    std::vector<std::uint64_t> m_pairs;
};

constexpr double kDigitalFrom = 0.5;

/// One group pair while it is summed.
struct Summed {
    GroupedFlow flow;
    double scored = 0, scoredValue = 0;
    std::map<std::uint16_t, double> kinds;
    std::map<std::uint32_t, double> platforms;

    GroupedFlow finish() {
        flow.digital = scoredValue > 0 ? scored / scoredValue : std::numeric_limits<double>::quiet_NaN();
        double most = -1;
        for (const auto& [kind, value] : kinds)
            if (value > most) most = value, flow.kind = kind;
        most = 0;
        for (const auto& [platform, value] : platforms)
            if (value > most) most = value, flow.platform = platform;
        return std::move(flow);
    }
};

class FlowSum {
public:
    FlowSum(const Snapshot& s, const FlowPlan& plan) : m_s(s), m_plan(plan), m_data(s) {}

    std::vector<GroupedFlow> run() {
        for (std::uint32_t e = 0; e < m_s.edgeCount(); ++e) addEdge(e);
        for (const auto& self : m_s.selfLinks()) addPlain(self.firm, self.firm, self.value);
        for (const auto& pair : m_s.negatives()) addPlain(pair.sourceFirm, pair.targetFirm, pair.value);
        std::vector<GroupedFlow> out;
        for (auto& [key, sum] : m_sums) out.push_back(sum.finish());
        return out;
    }

private:
    /// null when one of the firms is in no group.
    Summed* sumOf(std::uint32_t fromFirm, std::uint32_t toFirm) {
        const auto from = m_plan.groupOfFirm[fromFirm], to = m_plan.groupOfFirm[toFirm];
        if (from == kNone || to == kNone) return nullptr;
        Summed& sum = m_sums[{from, to}];
        sum.flow.source = from;
        sum.flow.target = to;
        return &sum;
    }

    void addPlain(std::uint32_t fromFirm, std::uint32_t toFirm, double value) {
        Summed* sum = sumOf(fromFirm, toFirm);
        if (!sum || !std::isfinite(value)) return;
        sum->flow.value += value;
        if (value > 0) sum->flow.undecided += value;
    }

    void addEdge(std::uint32_t e) {
        const auto fromFirm = m_s.firm()[m_s.edges().source[e]], toFirm = m_s.firm()[m_s.edges().target[e]];
        Summed* sum = sumOf(fromFirm, toFirm);
        if (!sum) return;
        sum->flow.value += m_s.edges().value[e];
        sum->flow.edges.push_back(e);
        const auto& parts = m_s.edgeParts();
        for (auto p = m_s.edges().partStart[e]; p < m_s.edges().partStart[e + 1]; ++p)
            if (std::isfinite(parts.value[p])) addPart(*sum, parts.link[p], parts.value[p], parts.digital[p]);
    }

    void addPart(Summed& sum, std::uint32_t link, double value, float digital) {
        const auto& links = m_s.dataset().links();
        const auto source = links.source[link], target = links.target[link];
        sum.kinds[links.kind[link]] += value;
        if (std::isfinite(digital)) {
            sum.scored += value * double(digital);
            sum.scoredValue += value;
            if (double(digital) < kDigitalFrom) sum.flow.dark += value;
        } else if (!m_data.known()) {
            sum.flow.undecided += value;
        } else if (!m_data.join(source, target)) {
            sum.flow.dark += value;
        }
        const auto platform = passed(source, target, links.via[link]);
        if (platform == kNone) return;
        sum.flow.viaPlatform += value;
        sum.platforms[platform] += value;
    }

    /// The platform a link goes through: the one it names, else the seller or the buyer if it is one.
    [[nodiscard]] std::uint32_t passed(std::uint32_t source, std::uint32_t target, std::uint32_t via) const {
        if (via != kNone) return via;
        const auto& firms = m_s.dataset().firms();
        if (firms.isPlatform[source]) return source;
        return firms.isPlatform[target] ? target : kNone;
    }

    const Snapshot& m_s;
    const FlowPlan& m_plan;
    DataLinks m_data;
    std::map<std::pair<std::uint32_t, std::uint32_t>, Summed> m_sums;
};

} // namespace

std::vector<GroupedFlow> groupedFlows(const Snapshot& s, const FlowPlan& plan) { return FlowSum(s, plan).run(); }

std::vector<GroupedFlow> flowsByPair(const Snapshot& s, const FlowPlan& plan) {
    std::vector<GroupedFlow> out(plan.pairs.size());
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i].source = plan.pairs[i].source;
        out[i].target = plan.pairs[i].target;
        out[i].digital = std::numeric_limits<double>::quiet_NaN();
    }
    std::size_t k = 0;
    for (auto& flow : groupedFlows(s, plan)) { // both ascend
        while (k < out.size() && std::pair(out[k].source, out[k].target) < std::pair(flow.source, flow.target)) ++k;
        if (k < out.size() && out[k].source == flow.source && out[k].target == flow.target) out[k] = std::move(flow);
    }
    return out;
}

std::vector<double> pairValues(const FlowPlan& plan, std::span<const GroupedFlow> flows) {
    std::vector<double> values(plan.pairs.size(), 0.0);
    std::size_t k = 0;
    for (const auto& f : flows) { // both ascend
        while (k < plan.pairs.size() && std::pair(plan.pairs[k].source, plan.pairs[k].target) < std::pair(f.source, f.target)) ++k;
        if (k < plan.pairs.size() && plan.pairs[k].source == f.source && plan.pairs[k].target == f.target) values[k] = f.value;
    }
    return values;
}

std::span<const double> periodValues(const FlowPlan& plan, std::uint32_t period) {
    if (period < plan.firstPeriod || period - plan.firstPeriod >= plan.values.size()) return {};
    return plan.values[period - plan.firstPeriod];
}

std::vector<std::uint32_t> groupsInOrder(const FlowPlan& plan) {
    std::vector<std::uint32_t> out;
    for (std::uint32_t g = 0; g < plan.groups.size(); ++g) out.push_back(g);
    std::ranges::stable_sort(out, {}, [&](std::uint32_t g) { return std::pair(plan.structure.layer[g], plan.order[g]); });
    return out;
}

Result<FlowPlan> flowPlan(const DatasetPtr& dataset, const ViewSpec& view, Progress& progress, FlowEffort effort) {
    const auto all = unionSnapshot(dataset, view);
    if (!all) return tl::unexpected(all.error());
    FlowPlan plan;
    plan.layer = (*all)->spec().layer;
    plan.unit = (*all)->unit();
    plan.tolerance = view.flow.tolerance;
    if (auto grouped = makeFlowGroups(**all, view, plan, progress); !grouped) return tl::unexpected(grouped.error());
    if (auto added = addPeriods(dataset, (*all)->spec(), plan, progress); !added) return tl::unexpected(added.error());
    foldSmallPairs(view.flow.threshold, plan);
    if (auto made = makeStructure(plan); !made) return tl::unexpected(made.error());
    if (auto ordered = orderGroups(view, plan, progress, effort); !ordered) return tl::unexpected(ordered.error());
    return plan;
}

Result<FlowPlan> improvedFlowPlan(const FlowPlan& plan, const ViewSpec& view, Progress& progress) {
    FlowPlan better = plan;
    if (auto ordered = orderGroups(view, better, progress, FlowEffort::Full); !ordered) return tl::unexpected(ordered.error());
    return better.crossings <= plan.crossings || !view.order.empty() ? better : plan;
}

FlowPlan rearrangedFlowPlan(const FlowPlan& plan, const ViewSpec& view) {
    FlowPlan arranged = plan;
    std::vector<double> place(plan.order.begin(), plan.order.end());
    applyHandOrder(plan, view.order, place);
    std::ranges::transform(place, arranged.order.begin(), [](double at) { return static_cast<int>(at); });
    arranged.crossings = countCrossings(plan.structure, place).weighted;
    return arranged;
}

} // namespace chainscape
