// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Fixed points u = r + C u of sparse non-negative coefficients: how every inverse of an account is applied to a vector.

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/progress.h"
#include "core/base/result.h"

namespace chainscape {

/// Row i: u_i = r_i + sum weight[k] * u[column[k]], k in [start[i], start[i + 1]). `order` is the order of a sweep; with the
/// rows a row needs before it, an acyclic system is solved by the first sweep.
struct Coefficients {
    std::vector<std::uint32_t> start, column;
    std::vector<double> weight;
    std::vector<std::uint32_t> order;

    [[nodiscard]] std::size_t size() const { return order.size(); }
};

struct FixedPointOptions {
    double tolerance = 1e-13; ///< greatest change of a sweep, relative to the greatest |u|
    int maxSweeps = 10000;
    int sweepsBeforeKrylov = 200; ///< slower systems go to BiCGSTAB

    bool operator==(const FixedPointOptions&) const = default;
};

/// Gauss-Seidel sweeps in the given order; a system they do not settle in `sweepsBeforeKrylov` goes to Eigen's BiCGSTAB and is
/// swept further from there. Fails with Undefined when it does not settle in `maxSweeps`. O(entries) per sweep, usually 2 to 60.
Result<std::vector<double>> solveFixedPoint(const Coefficients& coefficients, std::span<const double> rhs,
                                            const FixedPointOptions& options, Progress& progress);

} // namespace chainscape
