// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// NetworkPlaces: where the firms of a chain stand on the map, the same over all periods, so that nothing jumps.

#include <functional>
#include <string>
#include <vector>

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/layout/focus_layout.h"
#include "core/layout/layout_graph.h"
#include "core/layout/region_layout.h"
#include "core/model/dataset.h"
#include "core/model/snapshot.h"
#include "core/model/view_spec.h"

namespace chainscape {

/// One stage's column, in unit coordinates.
struct LanePlace {
    int stage = 0;
    float left = 0, right = 0;
};

/// One column of the focus layout: steps from the focus (negative upstream, kNotConnected: the rest).
struct StepPlace {
    std::int32_t steps = 0;
    float left = 0, right = 0;
};

/// Longitudes and latitudes at the edges of the map part of the unit square, degrees.
struct MapFrame {
    double west = 0, south = 0, east = 0, north = 0;
    float bottom = 0; ///< 0: there is no map
};

/// One entry per firm of the dataset; firms that trade in no period under the filter have NaN. Coordinates are in the unit
/// square (0..1 on both axes, y down): x runs downstream in lanes, trophic and focus layouts.
struct NetworkPlaces {
    NetworkLayoutKind layout = NetworkLayoutKind::Lanes;
    std::vector<float> x, y;
    std::vector<LanePlace> lanes;       ///< lanes layout only: every stage shown, empty ones too
    std::vector<StepPlace> steps;       ///< focus layout only, left to right
    std::string focus;                  ///< focus layout: id of the firm in the middle
    double highestLevel = 0;            ///< trophic layout: level at the right edge of the levels
    double levelSpan = 1;               ///< trophic layout: levels over the width of the unit square
    std::vector<RegionBox> regions;     ///< region layout without coordinates; `region` is the text code of the dataset
    MapFrame map;                       ///< region layout with coordinates

    // What the next layout starts from, so that it moves nobody without need: every firm ever placed, in the layout's own units.
    DatasetPtr dataset;
    std::string keptFor;                ///< the kind of layout it is for
    std::vector<float> keptX, keptY;
    float spread = 1;
};

/// Gets a force layout as it stands, on the working thread, a few times a second.
using PlacesSink = std::function<void(NetworkPlaces)>;

/// Nodes and edges of the snapshot as layouts take them, weighted by value.
LayoutGraph layoutGraphOf(const Snapshot& snapshot);

/// Lays out the union of all periods under the view's layer, unit and filter, so that a step in time moves nobody. `before` (may be
/// null): the places so far; firms keep them, or their order in lanes, when filter or data change. A filter without places so far is laid
/// out on those of the whole chain, which then cost as much again. Pins of the view are kept, and
/// the others arrange around them: in columns they make room, in the force layout partners follow; places on a map do not move. The
/// region layout needs coordinates of at least half of the firms for a map, else it draws boxes. The focus layout without a focused
/// firm takes the one that trades most. Deterministic. Cost: that of the layout, off the GUI thread for more than some hundred firms.
Result<NetworkPlaces> networkPlaces(const DatasetPtr& dataset, const ViewSpec& view, Progress& progress, const NetworkPlaces* before = nullptr, const PlacesSink& meanwhile = {});

} // namespace chainscape
