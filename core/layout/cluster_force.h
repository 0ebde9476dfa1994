// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Cluster forces: dense groups draw together and apart from others, long links hardly pull.

#include <cstdint>
#include <functional>

#include "core/base/progress.h"
#include "core/layout/layout_graph.h"

namespace chainscape {

struct ClusterOptions {
    std::int32_t iterations = 200;
    float linear = 0.03F; // pull of a link per length, at any length
    float near = 8;       // further pull of a link of length d: near d / (1 + d^2)
    float start = 8;      // the start is scaled to this mean link length
    std::function<void(const Positions&)> meanwhile; // the picture so far, a few times a second; empty: nobody looks
};

/// Moves a picture of a connected graph (finite, not all equal) under the bounded forces of Zhong et al. 2023 ("Force-
/// directed graph layouts revisited: a new force based on the t-distribution"): nodes push with d / (1 + d^2)^2, links pull
/// as above, so that long links let go as the run cools. Ends with a mean link length of one. Deterministic for any number
/// of threads. Returns the iterations done. O(n log n + links) each.
Result<std::int32_t> relaxClusters(const LayoutAdjacency& graph, const ClusterOptions& options, Positions& positions, Progress& progress);

} // namespace chainscape
