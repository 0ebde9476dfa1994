// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The Laplacian system behind trophic levels and inferred stages: levels that make every link one step, as far as they can.

#include <cstdint>
#include <span>
#include <vector>

#include "core/analysis/components.h"
#include "core/base/progress.h"

namespace chainscape {

/// Weighted directed links between nodes 0..count-1. Weights <= 0 are not links.
struct WeightedLinks {
    std::size_t count = 0;
    std::span<const std::uint32_t> source, target;
    std::span<const double> weight;
};

/// Levels that minimise sum w (h_t - h_s - 1)^2 (MacKay, Johnson & Sansom 2020).
struct LevelSolution {
    std::vector<double> level;  ///< NaN for nodes without links
    Partition components;       ///< weak components over links
};

/// `anchor` is empty or has one level per node, NaN where free; anchored levels stay. Components without an anchor get their least
/// level 0. Components of up to 1,000 free nodes, and those that are nearly trees, by sparse Cholesky, others by conjugate gradients with
/// Jacobi scaling, O(m) a step.
/// Fails with Cancelled only.
Result<LevelSolution> solveLevels(const WeightedLinks& links, std::span<const double> anchor, Progress& progress);

} // namespace chainscape
