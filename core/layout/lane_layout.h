// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The stage-lane layout: one upright lane per stage, firms ordered so that links between stages cross little.

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/layout/layout_graph.h"

namespace chainscape {

struct LaneOptions {
    std::int32_t lanes = 0;                    // K; 0: the largest stage
    /// The last y of each firm, or empty; NaN or infinite: a new firm, which is set beside its neighbours. When all or some
    /// are known their order stays as it is: small changes never shuffle a lane.
    std::span<const float> startY;
    /// 1 = keeps its order (by startY, else by index) among the pinned firms of its lane; one entry per firm, or empty.
    std::span<const std::uint8_t> pinned;
    std::int32_t rows = 0;                     // a lane of more firms is folded into sub-lanes; 0: by the number of firms
    std::uint64_t seed = 1;
};

/// Where a lane lies: sub-lanes at x, x + 1, ..., x + columns - 1. Empty lanes have one column.
struct Lane {
    float x = 0;
    std::int32_t columns = 1;
    std::int32_t firms = 0;
};

struct LaneResult {
    std::vector<Lane> lanes;          // stages 1..K, then, only if there are any, firms without a stage
    std::vector<std::int32_t> lane;   // per firm, from 0
    std::vector<std::int32_t> order;  // per firm, from 0 at the top of its lane
    Positions positions;              // x to the right along the chain, y down; rows are one unit apart
    std::int32_t iterations = 0;      // rounds of improvement
    double crossings = 0;             // weighted crossings with long links bent at the lanes between
};

/// graph: links from source to target with weights >= 0 (NaN and infinite count as nothing); stage: one per firm, 1..K,
/// everything else is "without a stage". Only links from an earlier to a later stage count for the order; same-stage and
/// backward links and those of firms without a stage do not. Order: orderSankey (barycentre, weighted sifting, annealing);
/// y: places as near to the neighbours as order and distance allow (isotonic regression, Gansner et al. 1993's priority
/// idea without the priorities). Deterministic. Errors: BadArgument (lengths, indices), Cancelled.
/// 2,000 firms with 10,000 links: about 0.15 s.
Result<LaneResult> laneLayout(const LayoutGraph& graph, std::span<const std::int32_t> stage, const LaneOptions& options, Progress& progress);

} // namespace chainscape
