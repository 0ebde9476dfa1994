// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/network_places.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/layout/force_layout.h"
#include "core/layout/sankey_order.h"
#include "core/model/view_snapshot.h"
#include "core/project/union_snapshot.h"

namespace chainscape {
namespace {

/// Firms of a lane above one another before it is folded into sub-lanes.
constexpr std::size_t kLaneRows = 26;
constexpr float kLaneGap = 0.09F; ///< of a lane's width, on both sides

/// Stages that get a lane, in order; 0 at the end for firms without one.
std::vector<int> laneStages(const Snapshot& s, const ViewSpec& view) {
    std::vector<int> stages = view.narrow ? narrowStages(s.dataset().stages()) : std::vector<int>{};
    if (stages.empty())
        for (int k = 1; k <= s.stageCount(); ++k) stages.push_back(k);
    if (std::ranges::find(s.stage(), 0) != s.stage().end()) stages.push_back(0);
    return stages;
}

Result<std::vector<int>> orderInLanes(const Snapshot& s, const std::vector<int>& laneOfNode, Progress& progress) {
    SankeyGraph graph;
    graph.layers = laneOfNode;
    for (std::size_t e = 0; e < s.edgeCount(); ++e)
        graph.links.push_back({int(s.edges().source[e]), int(s.edges().target[e]), std::max(s.edges().value[e], 1e-9)});
    const auto structure = buildSankeyStructure(graph);
    if (!structure) return tl::unexpected(structure.error());
    auto order = orderSankey(*structure, {}, progress);
    if (!order) return tl::unexpected(order.error());
    order->position.resize(s.nodeCount());
    return std::move(order->position);
}

struct Lane {
    std::vector<std::uint32_t> nodes;
};

/// Evenly down the lane; long lanes zigzag over sub-lanes.
void placeLane(const Snapshot& s, const Lane& lane, const LanePlace& box, NetworkPlaces& out) {
    const auto n = lane.nodes.size();
    const auto columns = (n + kLaneRows - 1) / kLaneRows;
    const float inner = (box.right - box.left) * (1 - 2 * kLaneGap), left = box.left + (box.right - box.left) * kLaneGap;
    for (std::size_t i = 0; i < n; ++i) {
        const auto firm = s.firm()[lane.nodes[i]];
        const float across = columns <= 1 ? 0.5F : (float(i % columns) + 0.5F) / float(columns);
        out.x[firm] = left + inner * across;
        out.y[firm] = (float(i) + 0.5F) / float(n);
    }
}

Result<void> placeLanes(const Snapshot& s, const ViewSpec& view, NetworkPlaces& out, Progress& progress) {
    const auto stages = laneStages(s, view);
    std::vector<int> laneOfNode(s.nodeCount());
    for (std::size_t i = 0; i < s.nodeCount(); ++i)
        laneOfNode[i] = int(std::ranges::find(stages, int(s.stage()[i])) - stages.begin());
    const auto position = orderInLanes(s, laneOfNode, progress);
    if (!position) return tl::unexpected(position.error());
    std::vector<Lane> lanes(stages.size() + 1);
    for (std::uint32_t i = 0; i < s.nodeCount(); ++i) lanes[std::size_t(laneOfNode[i])].nodes.push_back(i);
    const float width = 1.0F / float(std::max<std::size_t>(1, stages.size()));
    for (std::size_t k = 0; k < stages.size(); ++k) {
        std::ranges::stable_sort(lanes[k].nodes, {}, [&](std::uint32_t i) { return (*position)[i]; });
        out.lanes.push_back({stages[k], float(k) * width, float(k + 1) * width});
        placeLane(s, lanes[k], out.lanes.back(), out);
    }
    return {};
}

/// Free coordinates into the unit square, each axis by its own extent.
void normalise(const Snapshot& s, const std::vector<float>& x, const std::vector<float>& y, NetworkPlaces& out) {
    const auto range = [](const std::vector<float>& v) {
        const auto [low, high] = std::ranges::minmax_element(v);
        return v.empty() ? std::pair(0.0F, 1.0F) : std::pair(*low, *high > *low ? *high - *low : 1.0F);
    };
    const auto [x0, dx] = range(x);
    const auto [y0, dy] = range(y);
    for (std::size_t i = 0; i < s.nodeCount(); ++i) {
        out.x[s.firm()[i]] = (x[i] - x0) / dx;
        out.y[s.firm()[i]] = (y[i] - y0) / dy;
    }
}

Result<void> placeByForce(const Snapshot& s, NetworkPlaces& out, Progress& progress) {
    LayoutGraph graph;
    graph.n = static_cast<std::int32_t>(s.nodeCount());
    for (std::size_t e = 0; e < s.edgeCount(); ++e) {
        graph.source.push_back(static_cast<std::int32_t>(s.edges().source[e]));
        graph.target.push_back(static_cast<std::int32_t>(s.edges().target[e]));
    }
    ForceOptions options;
    options.mode = s.nodeCount() <= 5000 ? ForceMode::Quality : ForceMode::Fast;
    const auto laid = forceLayout(graph, options, progress);
    if (!laid) return tl::unexpected(laid.error());
    normalise(s, laid->positions.x, laid->positions.y, out);
    return {};
}

} // namespace

Result<NetworkPlaces> networkPlaces(const DatasetPtr& dataset, const ViewSpec& view, Progress& progress) {
    const auto snapshot = unionSnapshot(dataset, view);
    if (!snapshot) return tl::unexpected(snapshot.error());
    NetworkPlaces out;
    out.layout = view.layout;
    out.x.assign(dataset->firms().size(), std::numeric_limits<float>::quiet_NaN());
    out.y = out.x;
    const auto placed = view.layout == NetworkLayoutKind::Force ? placeByForce(**snapshot, out, progress) : placeLanes(**snapshot, view, out, progress);
    if (!placed) return tl::unexpected(placed.error());
    for (const auto& [id, place] : view.pins)
        if (const auto f = dataset->firmIndex(id); f != kNone && !std::isnan(out.x[f])) {
            out.x[f] = static_cast<float>(place.first);
            out.y[f] = static_cast<float>(place.second);
        }
    return out;
}

} // namespace chainscape
