// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Plain network positions: degree, PageRank, coreness (and closeness on its own, for its cost).

#include <cstdint>
#include <vector>

#include "core/base/progress.h"
#include "core/model/snapshot.h"

namespace chainscape {

struct CentralityOptions {
    double damping = 0.85;
    double tolerance = 1e-9; ///< greatest sum of changes of a PageRank sweep
    int maxSweeps = 1000;

    bool operator==(const CentralityOptions&) const = default;
};

/// One entry per node.
struct Centrality {
    std::vector<std::uint32_t> suppliers, buyers; ///< in- and out-degree
    std::vector<std::uint32_t> coreness;          ///< k-core on the undirected simple projection
    std::vector<double> pageRank;                 ///< sums to 1; value-weighted, firms that sell nothing spread evenly
};

/// PageRank (Brin & Page 1998); cores after Batagelj & Zaversnik 2003. O(m) a sweep.
Result<Centrality> centrality(const Snapshot& snapshot, const CentralityOptions& options, Progress& progress);

/// Closeness to all firms downstream: (r / (n - 1)) * (r / sum of distances), r = firms reached (Wasserman &
/// Faust 1994); 0 for firms that reach nobody. O(n (n + m)) on all cores.
Result<std::vector<double>> closeness(const Snapshot& snapshot, Progress& progress);

} // namespace chainscape
