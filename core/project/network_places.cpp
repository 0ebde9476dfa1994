// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/network_places.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <tuple>

#include "core/analysis/trophic.h"
#include "core/layout/force_layout.h"
#include "core/layout/trophic_layout.h"
#include "core/model/view_snapshot.h"
#include "core/project/pinned_places.h"
#include "core/project/union_snapshot.h"

namespace chainscape {
namespace {

constexpr float kNowhere = std::numeric_limits<float>::quiet_NaN();
constexpr float kLaneGap = 0.10F;          ///< of a lane's width, on both sides
constexpr float kEvenness = 0.75F;         ///< 0: as near to the partners as possible, 1: evenly down the lane
/// Rows that the largest firm takes beyond one, in a lane of one column and, a column, in sub-lanes: its disc and its name have room.
constexpr double kRoomForSize = 2.5, kRoomInSubLanes = 5;
constexpr double kAboveShare = 0.2;        ///< of that room more lies above, where the name stands
constexpr float kSubLane = 0.45F;          ///< width of a further sub-lane, of a lane's
constexpr double kPage = 1.6;              ///< width over height of the page that regions fill
constexpr std::size_t kQualityFirms = 5000;

/// One layout under way: the union snapshot, its graph and what came before.
struct Job {
    const Snapshot& s;
    const ViewSpec& view;
    Progress& progress;
    NetworkPlaces& out;
    const PlacesSink& meanwhile;
    LayoutGraph graph;
    PinnedFirms pins;
    std::vector<float> startX, startY; ///< per node, NaN unknown; empty when nothing is known
};

/// What kept places belong to: another layout starts anew.
std::string keptKey(const ViewSpec& view, const std::string& focus) {
    return std::string(nameOf(view.layout)) + (view.layout == NetworkLayoutKind::Force ? view.forceMode : std::string{}) + focus;
}

PinnedFirms pinnedFirms(const ViewSpec& view, const Snapshot& s) {
    PinnedFirms pins;
    for (const auto& [id, place] : view.pins)
        if (const auto node = s.nodeOfId(id); node != kNone) pins.emplace(s.firm()[node], std::pair(static_cast<float>(place.first), static_cast<float>(place.second)));
    return pins;
}

/// Takes over what `before` knows, firm by firm.
void takeKept(const NetworkPlaces* before, const Dataset& dataset, NetworkPlaces& out) {
    out.keptX.assign(dataset.firms().size(), kNowhere);
    out.keptY = out.keptX;
    if (!before || !before->dataset || before->keptFor != out.keptFor) return;
    out.spread = before->spread;
    if (before->dataset == out.dataset) {
        out.keptX = before->keptX;
        out.keptY = before->keptY;
        return;
    }
    for (std::uint32_t f = 0; f < out.keptX.size(); ++f) {
        const auto old = before->dataset->firmIndex(dataset.firms().id[f]);
        if (old == kNone || old >= before->keptX.size()) continue;
        out.keptX[f] = before->keptX[old];
        out.keptY[f] = before->keptY[old];
    }
}

void takeStart(Job& job) {
    bool any = false;
    for (const auto f : job.s.firm()) {
        job.startX.push_back(job.out.keptX[f]);
        job.startY.push_back(job.out.keptY[f]);
        any = any || std::isfinite(job.out.keptY[f]);
    }
    if (any) return;
    job.startX.clear();
    job.startY.clear();
}

/// `all`: everything moved together; else only firms not known before are added, so that a filter taken off gives the old order.
void keepPlaces(Job& job, const Positions& at, bool all) {
    for (std::size_t i = 0; i < job.s.nodeCount(); ++i) {
        const auto f = job.s.firm()[i];
        if (!all && std::isfinite(job.out.keptY[f])) continue;
        job.out.keptX[f] = at.x[i];
        job.out.keptY[f] = at.y[i];
    }
}

/// Stages that get a lane, in order.
std::vector<int> laneStages(const Snapshot& s, const ViewSpec& view) {
    std::vector<int> stages = view.narrow ? narrowStages(s.dataset().stages()) : std::vector<int>{};
    if (stages.empty())
        for (int k = 1; k <= s.stageCount(); ++k) stages.push_back(k);
    return stages;
}

/// Columns side by side over the unit width, wider ones for more sub-lanes; returns left and right of each.
std::vector<std::pair<float, float>> columnEdges(const std::vector<Lane>& lanes) {
    float total = 0;
    const auto width = [](const Lane& lane) { return 1 + kSubLane * static_cast<float>(lane.columns - 1); };
    for (const auto& lane : lanes) total += width(lane);
    std::vector<std::pair<float, float>> edges;
    float at = 0;
    for (const auto& lane : lanes) {
        edges.emplace_back(at / total, (at + width(lane)) / total);
        at += width(lane);
    }
    return edges;
}

/// Rows of a lane layout to 0..1, half a row of margin.
void placeHeights(Job& job, const std::vector<float>& y) {
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
void spreadLanes(Job& job, const LaneResult& laid) {
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
void makeRoom(Job& job, std::map<Key, std::vector<std::uint32_t>>& columnsOf) {
    std::vector<std::vector<std::uint32_t>> columns;
    for (auto& [key, firms] : columnsOf) columns.push_back(std::move(firms));
    makeRoomForPins(job.pins, columns, job.out.x, job.out.y);
}

std::vector<std::pair<float, float>> placeColumns(Job& job, const LaneResult& laid) {
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

Result<void> placeLanes(Job& job) {
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

Result<void> placeByFocus(Job& job) {
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

Result<void> placeByLevel(Job& job) {
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

/// The unit square by the extent of all places ever kept, so that a filter does not rescale the map.
void normaliseKept(const Snapshot& s, NetworkPlaces& out) {
    float low[2] = {INFINITY, INFINITY}, high[2] = {-INFINITY, -INFINITY};
    for (std::size_t f = 0; f < out.keptX.size(); ++f) {
        if (!std::isfinite(out.keptX[f]) || !std::isfinite(out.keptY[f])) continue;
        const float at[2] = {out.keptX[f], out.keptY[f]};
        for (int k = 0; k < 2; ++k) {
            low[k] = std::min(low[k], at[k]);
            high[k] = std::max(high[k], at[k]);
        }
    }
    const auto unit = [&](float v, int k) { return high[k] > low[k] ? (v - low[k]) / (high[k] - low[k]) : 0.5F; };
    for (const auto f : s.firm()) {
        out.x[f] = unit(out.keptX[f], 0);
        out.y[f] = unit(out.keptY[f], 1);
    }
}

/// The force layout as it stands.
NetworkPlaces sketched(const Job& job, const Positions& at) {
    NetworkPlaces out = job.out;
    for (std::size_t i = 0; i < job.s.nodeCount(); ++i) {
        out.keptX[job.s.firm()[i]] = at.x[i];
        out.keptY[job.s.firm()[i]] = at.y[i];
    }
    normaliseKept(job.s, out);
    return out;
}

ForceMode forceModeOf(const ViewSpec& view, std::size_t firms) {
    if (view.forceMode == "fast") return ForceMode::Fast;
    if (view.forceMode == "quality") return ForceMode::Quality;
    if (view.forceMode == "clusters") return ForceMode::Clusters;
    return firms <= kQualityFirms ? ForceMode::Quality : ForceMode::Fast;
}

Result<void> placeByForce(Job& job) {
    const bool known = !job.startX.empty() && std::ranges::all_of(job.startX, [](float v) { return std::isfinite(v); });
    if (!known) {
        ForceOptions options;
        options.mode = forceModeOf(job.view, job.s.nodeCount());
        options.startX = job.startX;
        options.startY = job.startY;
        options.startSpread = job.out.spread;
        job.graph.weight.clear();
        if (job.meanwhile) options.meanwhile = [&job](const Positions& at) { job.meanwhile(sketched(job, at)); };
        const auto laid = forceLayout(job.graph, options, job.progress);
        if (!laid) return tl::unexpected(laid.error());
        job.out.spread = laid->spread;
        keepPlaces(job, laid->positions, true);
    }
    normaliseKept(job.s, job.out);
    followPins(job.pins, job.graph, job.s.firm(), job.out.x, job.out.y);
    return {};
}

/// Over all firms of the dataset, so that no filter moves a region.
void placeByRegion(Job& job) {
    const FirmTable& firms = job.s.dataset().firms();
    MapPlaces onMap = mapPlaces(firms.latitude, firms.longitude, kPage);
    Positions at;
    if (onMap.placed * 2 >= firms.size() && onMap.placed > 0) {
        job.out.map = {onMap.west, onMap.south, onMap.east, onMap.north, onMap.bottom};
        at = std::move(onMap.positions);
    } else {
        const std::vector<std::int32_t> stages(firms.stage.begin(), firms.stage.end());
        RegionPlaces grid = regionGrid(firms.region, stages, kPage);
        job.out.regions = std::move(grid.boxes);
        at = std::move(grid.positions);
    }
    for (const auto f : job.s.firm()) {
        job.out.x[f] = at.x[f];
        job.out.y[f] = at.y[f];
    }
}

Result<void> placeFirms(Job& job) {
    switch (job.view.layout) {
    case NetworkLayoutKind::Force: return placeByForce(job);
    case NetworkLayoutKind::Trophic: return placeByLevel(job);
    case NetworkLayoutKind::Focus: return placeByFocus(job);
    case NetworkLayoutKind::Region: placeByRegion(job); return {};
    case NetworkLayoutKind::Lanes: break;
    }
    return placeLanes(job);
}

/// The focused firm, else the one that trades most; blank without firms.
std::string middleFirm(const Snapshot& s, const ViewSpec& view) {
    if (s.nodeOfId(view.focus) != kNone) return view.focus;
    std::uint32_t best = kNone;
    double most = -1;
    for (std::uint32_t i = 0; i < s.nodeCount(); ++i)
        if (const double trade = s.inValue()[i] + s.outValue()[i]; trade > most) {
            most = trade;
            best = i;
        }
    return best == kNone ? std::string{} : s.id(best);
}

} // namespace

LayoutGraph layoutGraphOf(const Snapshot& s) {
    LayoutGraph graph;
    graph.n = static_cast<std::int32_t>(s.nodeCount());
    graph.source.assign(s.edges().source.begin(), s.edges().source.end());
    graph.target.assign(s.edges().target.begin(), s.edges().target.end());
    for (const double value : s.edges().value) graph.weight.push_back(static_cast<float>(value));
    return graph;
}

Result<NetworkPlaces> networkPlaces(const DatasetPtr& dataset, const ViewSpec& view, Progress& progress, const NetworkPlaces* before, const PlacesSink& meanwhile) {
    const auto snapshot = unionSnapshot(dataset, view);
    if (!snapshot) return tl::unexpected(snapshot.error());
    NetworkPlaces out;
    out.layout = view.layout;
    out.dataset = dataset;
    out.x.assign(dataset->firms().size(), kNowhere);
    out.y = out.x;
    if (view.layout == NetworkLayoutKind::Focus) out.focus = middleFirm(**snapshot, view);
    out.keptFor = keptKey(view, out.focus);
    takeKept(before, *dataset, out);
    Job job{**snapshot, view, progress, out, meanwhile, layoutGraphOf(**snapshot), pinnedFirms(view, **snapshot), {}, {}};
    takeStart(job);
    if (const auto placed = placeFirms(job); !placed) return tl::unexpected(placed.error());
    for (const auto& [f, place] : job.pins)
        if (!std::isnan(out.x[f])) std::tie(out.x[f], out.y[f]) = place;
    return out;
}

} // namespace chainscape
