// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/network_places.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include "core/layout/force_layout.h"
#include "core/project/places_job.h"
#include "core/project/union_snapshot.h"

namespace chainscape {
namespace {

constexpr float kNowhere = std::numeric_limits<float>::quiet_NaN();
constexpr double kPage = 1.6;              ///< width over height of the page that regions fill
constexpr std::size_t kQualityFirms = 5000;

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

/// A filter that is on at the first layout stands on the places of the whole chain: opening a project again shuffles nobody.
Result<void> takeWhole(const DatasetPtr& dataset, const ViewSpec& view, Progress& progress, NetworkPlaces& out) {
    const auto known = [](float v) { return std::isfinite(v); };
    if ((view.filter.empty() && !view.narrow) || std::ranges::any_of(out.keptY, known)) return {};
    ViewSpec all = view;
    all.filter = {};
    all.narrow = false;
    all.pins.clear();
    const auto whole = networkPlaces(dataset, all, progress);
    if (!whole) return tl::unexpected(whole.error());
    takeKept(&*whole, *dataset, out);
    return {};
}

void takeStart(PlacesJob& job) {
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
NetworkPlaces sketched(const PlacesJob& job, const Positions& at) {
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

Result<void> placeByForce(PlacesJob& job) {
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
void placeByRegion(PlacesJob& job) {
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

Result<void> placeFirms(PlacesJob& job) {
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

void keepPlaces(PlacesJob& job, const Positions& at, bool all) {
    for (std::size_t i = 0; i < job.s.nodeCount(); ++i) {
        const auto f = job.s.firm()[i];
        if (!all && std::isfinite(job.out.keptY[f])) continue;
        job.out.keptX[f] = at.x[i];
        job.out.keptY[f] = at.y[i];
    }
}

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
    if (const auto taken = takeWhole(dataset, view, progress, out); !taken) return tl::unexpected(taken.error());
    PlacesJob job{**snapshot, view, progress, out, meanwhile, layoutGraphOf(**snapshot), pinnedFirms(view, **snapshot), {}, {}};
    takeStart(job);
    if (const auto placed = placeFirms(job); !placed) return tl::unexpected(placed.error());
    for (const auto& [f, place] : job.pins)
        if (!std::isnan(out.x[f])) std::tie(out.x[f], out.y[f]) = place;
    return out;
}

} // namespace chainscape
