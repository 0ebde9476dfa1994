// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/trophic_layout.h"

#include <algorithm>
#include <cmath>

namespace chainscape {

Result<TrophicPlaces> trophicLayout(const LayoutGraph& graph, std::span<const double> level, const LaneOptions& options, Progress& progress) {
    TrophicPlaces out;
    for (const double value : level)
        if (std::isfinite(value)) out.highest = std::max(out.highest, value);
        else out.hasUnknown = true;
    std::vector<std::int32_t> lane;
    for (const double value : level) lane.push_back(std::isfinite(value) ? 1 + static_cast<std::int32_t>(std::lround(value)) : 0);
    LaneOptions lanes = options;
    lanes.lanes = 1 + static_cast<std::int32_t>(std::lround(out.highest));
    auto laid = laneLayout(graph, lane, lanes, progress);
    if (!laid) return tl::unexpected(laid.error());
    out.positions = std::move(laid->positions);
    out.iterations = laid->iterations;
    for (std::size_t i = 0; i < level.size(); ++i)
        out.positions.x[i] = static_cast<float>(std::isfinite(level[i]) ? level[i] : out.highest + 1);
    return out;
}

} // namespace chainscape
