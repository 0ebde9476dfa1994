// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The focus layout: one firm in the middle, its suppliers to the left and its buyers to the right, a column per step.

#include <cstdint>
#include <limits>
#include <vector>

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/layout/lane_layout.h"

namespace chainscape {

inline constexpr std::int32_t kNotConnected = std::numeric_limits<std::int32_t>::max();

struct FocusResult {
    LaneResult lanes;                   ///< columns from the furthest supplier to the furthest buyer, then firms that are not connected
    std::vector<std::int32_t> distance; ///< per firm: steps to the focus, negative upstream, positive downstream, 0 itself, else kNotConnected
    std::int32_t upstream = 0, downstream = 0; ///< columns on either side; the outermost holds that distance and more
};

inline constexpr std::int32_t kFocusColumns = 4; ///< at most on either side

/// Distances are links, by breadth first search along and against the links. A firm that lies both ways stands on the nearer side, upstream
/// when equally near. Order and heights within the columns come from laneLayout with the options' start and pins.
/// Errors: BadArgument (focus outside, lengths), Cancelled. Cost: that of laneLayout.
Result<FocusResult> focusLayout(const LayoutGraph& graph, std::int32_t focus, const LaneOptions& options, Progress& progress);

} // namespace chainscape
