// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Layouts by place: a box per region with its firms in chain order, or a plain map when coordinates are known.

#include <cstdint>
#include <span>
#include <vector>

#include "core/layout/layout_graph.h"

namespace chainscape {

/// A rectangle of the unit square, y down.
struct RegionBox {
    std::uint32_t region = 0;
    float left = 0, top = 0, right = 0, bottom = 0;
};

struct RegionPlaces {
    Positions positions;          ///< in the unit square
    std::vector<RegionBox> boxes; ///< most firms first, ties by the smaller region number
};

/// Boxes fill a page of width/height `aspect` (squarified treemap, Bruls, Huizing & van Wijk 2000) with room by the square root of their
/// firms, so that small regions stay readable. Firms of a box stand in a grid, left to right by stage (unknown last), then by index.
/// region and stage: one per firm. Deterministic; O(n log n).
RegionPlaces regionGrid(std::span<const std::uint32_t> region, std::span<const std::int32_t> stage, double aspect);

struct MapPlaces {
    Positions positions;                                    ///< in the unit square, equirectangular, one scale on both axes for a page of `aspect`
    double west = 0, south = 0, east = 0, north = 0;        ///< degrees at the edges of the unit square's part that is map
    float bottom = 1;                                       ///< where the map ends; below stand firms without coordinates
    std::size_t placed = 0;                                 ///< firms with coordinates
};

/// latitude -90..90 and longitude -180..180 in degrees; anything else (NaN, infinite) is unknown, and the firm stands in rows below the
/// map. Firms at one point are spread round it in a spiral. `placed` 0: no map, all firms in rows. O(n log n).
MapPlaces mapPlaces(std::span<const double> latitude, std::span<const double> longitude, double aspect);

} // namespace chainscape
