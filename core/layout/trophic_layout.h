// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The trophic layout: every firm as far along the chain as its trophic level says.

#include <span>

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/layout/lane_layout.h"

namespace chainscape {

struct TrophicPlaces {
    Positions positions;        ///< x is the level itself, y the row (down) of lanes one level wide
    double highest = 0;         ///< greatest level
    bool hasUnknown = false;    ///< firms of unknown level (NaN) stand at highest + 1
    std::int32_t iterations = 0;
};

/// level: one per node, >= 0 or NaN. Heights come from laneLayout over rounded levels with the options' start and pins.
/// Errors: BadArgument (lengths), Cancelled.
Result<TrophicPlaces> trophicLayout(const LayoutGraph& graph, std::span<const double> level, const LaneOptions& options, Progress& progress);

} // namespace chainscape
