// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Breadth: how many firms really carry each stage, and how far a firm reaches (analytics A4, C2).

#include <cstdint>
#include <vector>

#include "core/base/progress.h"
#include "core/model/snapshot.h"

namespace chainscape {

/// Index s - 1 stands for stage s; NaN for stages without throughput. Firms without a stage are left out.
struct Breadth {
    std::vector<double> throughput;     ///< sum of max(in, out) over the stage's firms
    std::vector<double> effectiveFirms; ///< exp(-sum q ln q), q = share of throughput (Hill number of order 1)
    std::vector<double> herfindahl;     ///< sum q^2, 1/n..1
    double mean = 0;                    ///< chain breadth: mean of effectiveFirms over stages with flow; NaN when none
    double narrowest = 0;               ///< least of effectiveFirms; NaN when none
    int narrowestStage = 0;             ///< the first of them; 0 when none
    double scope = 0;                   ///< stages with flow / K; NaN when K is 0
};

/// O(n).
Result<Breadth> breadth(const Snapshot& snapshot, Progress& progress);

/// How far influence extends along links, one entry per node asked for.
struct Reach {
    std::vector<double> share;        ///< reachable firms / (n - 1), the firm itself not counted; NaN when n < 2
    std::vector<std::uint32_t> depth; ///< greatest distance in links
    std::vector<std::uint32_t> stages; ///< different stages among the reachable firms, the firm's own not counted
};

enum class ReachDirection : std::uint8_t { Downstream, Upstream };

/// Breadth-first search from every node, on all cores: O(n (n + m)).
Result<Reach> reach(const Snapshot& snapshot, ReachDirection direction, Progress& progress);

} // namespace chainscape
