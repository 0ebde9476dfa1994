// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/places_job.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "core/analysis/trophic.h"
#include "core/layout/trophic_layout.h"
#include "core/model/view_snapshot.h"

namespace chainscape {
namespace {

constexpr float kLaneGap = 0.10F;          ///< of a lane's width, on both sides
constexpr float kEvenness = 0.75F;         ///< 0: as near to the partners as possible, 1: evenly down the lane
/// Rows that the largest firm takes beyond one, in a lane of one column and, a column, in sub-lanes: its disc and its name have room.
constexpr double kRoomForSize = 2.5, kRoomInSubLanes = 5;
constexpr double kAboveShare = 0.2;        ///< of that room more lies above, where the name stands
constexpr float kSubLane = 0.45F;          ///< width of a further sub-lane, of a lane's
constexpr float kNarrowest = 0.6F;         ///< of the mean lane's width: a lane's head has room

/// Stages that get a lane, in order.
std::vector<int> laneStages(const Snapshot& s, const ViewSpec& view) {
    std::vector<int> stages = view.narrow ? narrowStages(s.dataset().stages()) : std::vector<int>{};
    if (stages.empty())
        for (int k = 1; k <= s.stageCount(); ++k) stages.push_back(k);
    return stages;
}

/// Columns side by side over the unit width, wider ones for more sub-lanes; returns left and right of each.
std::vector<std::pair<float, float>> columnEdges(const std::vector<Lane>& lanes) {
    std::vector<float> widths;
    for (const auto& lane : lanes) widths.push_back(1 + kSubLane * static_cast<float>(lane.columns - 1));
    const float least = kNarrowest * std::accumulate(widths.begin(), widths.end(), 0.0F) / static_cast<float>(widths.size());
    for (auto& width : widths) width = std::max(width, least);
    const float total = std::accumulate(widths.begin(), widths.end(), 0.0F);
    std::vector<std::pair<float, float>> edges;
    float at = 0;
    for (const float width : widths) {
        edges.emplace_back(at / total, (at + width) / total);
        at += width;
    }
    return edges;
}

/// Rows of a lane layout to 0..1, half a row of margin.
void placeHeights(PlacesJob& job, const std::vector<float>& y) {
    const auto [low, high] = std::ranges::minmax_element(y);
    if (low == y.end()) return;
    for (std::size_t i = 0; i < y.size(); ++i) job.out.y[job.s.firm()[i]] = (y[i] - *low + 0.5F) / (*high - *low + 1);
}

/// The share of its lane's height that lies above a firm's middle when firms have room by their size. One entry per node.
std::vector<float> spreadBySize(const Snapshot& s, const LaneResult& laid) {
    std::vector<double> room(s.nodeCount());
    double most = 0;
    for (std::size_t i = 0; i < room.size(); ++i) {
        room[i] = std::max({0.0, s.outValue()[i], s.inValue()[i]});
        most = std::max(most, room[i]);
    }
    std::vector<std::size_t> byOrder(room.size());
    std::iota(byOrder.begin(), byOrder.end(), std::size_t(0));
    std::ranges::sort(byOrder, {}, [&](std::size_t i) { return std::pair(laid.lane[i], laid.order[i]); });
    std::vector<double> above(laid.lanes.size(), 0.0);
    std::vector<float> out(room.size());
    for (const auto i : byOrder) {
        // In sub-lanes the firm above in the same column comes several rows before.
        const auto columns = laid.lanes[std::size_t(laid.lane[i])].columns;
        const double more = most > 0 ? (columns > 1 ? kRoomInSubLanes * columns : kRoomForSize) * std::sqrt(room[i] / most) : 0;
        room[i] = 1 + more;
        double& used = above[std::size_t(laid.lane[i])];
        out[i] = static_cast<float>(used + room[i] / 2 + kAboveShare * more);
        used += room[i];
    }
    for (std::size_t i = 0; i < room.size(); ++i) out[i] /= static_cast<float>(above[std::size_t(laid.lane[i])]);
    return out;
}

/// Heights of a lane's firms are drawn towards a spread by size: near their partners, but not on top of each other.
void spreadLanes(PlacesJob& job, const LaneResult& laid) {
    const auto spread = spreadBySize(job.s, laid);
    for (std::size_t i = 0; i < job.s.nodeCount(); ++i) {
        const Lane& lane = laid.lanes[std::size_t(laid.lane[i])];
        const float evenness = lane.columns > 1 ? 1 : kEvenness; // sub-lanes in step with each other read as one lane
        const float even = spread[i];
        float& y = job.out.y[job.s.firm()[i]];
        y = (1 - evenness) * y + evenness * even;
    }
}

template <class Key>
void makeRoom(PlacesJob& job, std::map<Key, std::vector<std::uint32_t>>& columnsOf) {
    std::vector<std::vector<std::uint32_t>> columns;
    for (auto& [key, firms] : columnsOf) columns.push_back(std::move(firms));
    makeRoomForPins(job.pins, columns, job.out.x, job.out.y);
}

std::vector<std::pair<float, float>> placeColumns(PlacesJob& job, const LaneResult& laid) {
    const auto edges = columnEdges(laid.lanes);
    std::map<std::pair<std::size_t, std::int32_t>, std::vector<std::uint32_t>> columnsOf;
    for (std::size_t i = 0; i < job.s.nodeCount(); ++i) {
        const auto lane = std::size_t(laid.lane[i]);
        const auto columns = laid.lanes[lane].columns;
        const auto [left, right] = edges[lane];
        const float across = columns <= 1 ? 0.5F : (static_cast<float>(laid.order[i] % columns) + 0.5F) / static_cast<float>(columns);
        job.out.x[job.s.firm()[i]] = left + (right - left) * (kLaneGap + (1 - 2 * kLaneGap) * across);
        columnsOf[{lane, laid.order[i] % columns}].push_back(job.s.firm()[i]);
    }
    placeHeights(job, laid.positions.y);
    spreadLanes(job, laid);
    keepPlaces(job, laid.positions, false);
    makeRoom(job, columnsOf);
    return edges;
}

} // namespace

Result<void> placeLanes(PlacesJob& job) {
    const auto stages = laneStages(job.s, job.view);
    std::vector<std::int32_t> lane;
    for (const int stage : job.s.stage()) {
        const auto at = std::ranges::find(stages, stage);
        lane.push_back(at == stages.end() ? 0 : static_cast<std::int32_t>(at - stages.begin()) + 1);
    }
    LaneOptions options;
    options.lanes = static_cast<std::int32_t>(stages.size());
    options.startY = job.startY;
    const auto laid = laneLayout(job.graph, lane, options, job.progress);
    if (!laid) return tl::unexpected(laid.error());
    const auto edges = placeColumns(job, *laid);
    for (std::size_t k = 0; k < edges.size(); ++k)
        job.out.lanes.push_back({k < stages.size() ? stages[k] : 0, edges[k].first, edges[k].second});
    return {};
}

Result<void> placeByFocus(PlacesJob& job) {
    if (job.s.nodeCount() == 0) return {};
    LaneOptions options;
    options.startY = job.startY;
    const auto laid = focusLayout(job.graph, static_cast<std::int32_t>(job.s.nodeOfId(job.out.focus)), options, job.progress);
    if (!laid) return tl::unexpected(laid.error());
    const auto edges = placeColumns(job, laid->lanes);
    for (std::size_t k = 0; k < edges.size(); ++k) {
        const auto steps = static_cast<std::int32_t>(k) - laid->upstream;
        job.out.steps.push_back({steps <= laid->downstream ? steps : kNotConnected, edges[k].first, edges[k].second});
    }
    return {};
}

Result<void> placeByLevel(PlacesJob& job) {
    const auto trophic = trophicLevels(job.s, {}, job.progress);
    if (!trophic) return tl::unexpected(trophic.error());
    LaneOptions options;
    options.startY = job.startY;
    const auto laid = trophicLayout(job.graph, trophic->level, options, job.progress);
    if (!laid) return tl::unexpected(laid.error());
    job.out.highestLevel = laid->highest;
    job.out.levelSpan = std::max(1.0, laid->highest + (laid->hasUnknown ? 1 : 0));
    for (std::size_t i = 0; i < job.s.nodeCount(); ++i)
        job.out.x[job.s.firm()[i]] = static_cast<float>(double(laid->positions.x[i]) / job.out.levelSpan);
    placeHeights(job, laid->positions.y);
    keepPlaces(job, laid->positions, false);
    std::map<long, std::vector<std::uint32_t>> levels;
    for (std::size_t i = 0; i < job.s.nodeCount(); ++i) levels[std::lround(laid->positions.x[i])].push_back(job.s.firm()[i]);
    makeRoom(job, levels);
    return {};
}

} // namespace chainscape
