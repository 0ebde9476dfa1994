// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// NetworkPlaces: where the firms of a chain stand on the map, the same over all periods, so that nothing jumps.

#include <vector>

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/model/dataset.h"
#include "core/model/view_spec.h"

namespace chainscape {

/// One stage's column, in unit coordinates.
struct LanePlace {
    int stage = 0;
    float left = 0, right = 0;
};

/// One entry per firm of the dataset; firms that trade in no period under the filter have NaN. Coordinates are in the unit
/// square (0..1 on both axes, y down): x runs downstream in lanes, trophic and focus layouts.
struct NetworkPlaces {
    NetworkLayoutKind layout = NetworkLayoutKind::Lanes;
    std::vector<float> x, y;
    std::vector<LanePlace> lanes; ///< lanes layout only: every stage shown, empty ones too
};

/// Lays out the union of all periods under the view's layer, unit and filter, so that a step in time moves nobody. Pins of the view
/// are kept. Deterministic. Cost: that of the layout, off the GUI thread for more than some hundred firms.
Result<NetworkPlaces> networkPlaces(const DatasetPtr& dataset, const ViewSpec& view, Progress& progress);

} // namespace chainscape
