// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Reconciliation: forecasts of totals, stage pairs, firms and links made to add up, with the least change by weight.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace chainscape::forecast {

/// Which bottom series each aggregate is the sum of; grouped, not only nested. Nodes are the aggregates in this order, then the
/// bottom series.
struct Hierarchy {
    std::size_t bottom = 0;
    std::vector<std::vector<std::uint32_t>> aggregates; ///< bottom indices, ascending

    [[nodiscard]] std::size_t nodes() const { return aggregates.size() + bottom; }
};

enum class Weights : std::uint8_t { Ols, Structural, Variance, MinTShrink };
enum class Floor : std::uint8_t { None, Zero };

struct ReconcileOptions {
    Weights weights = Weights::Variance;
    Floor floor = Floor::Zero; ///< Zero: no bottom series below 0, by an active set, not by clipping.

    bool operator==(const ReconcileOptions&) const = default;
};

/// y~ = y^ - W C' (C W C')^-1 C y^ with C the constraints aggregate - sum = 0 (the dual of S (S' W^-1 S)^-1 S' W^-1 y^; Hyndman et al.
/// 2011, Wickramasuriya et al. 2019), so that only a system of the size of the aggregates is solved.
/// `base` holds one row of nodes() forecasts per horizon. `spread` is what the weights need: nothing for Ols and Structural, one
/// variance per node for Variance, all nodes' residuals (node-major, equally many) for MinTShrink. Aggregates of the answer are summed
/// from its bottom, so it is coherent to rounding. Fails (BadArgument) when sizes do not match or a variance is negative or not finite.
/// Dense factorisation up to 1500 aggregates, conjugate gradients on the sparse system above (not for MinTShrink).
Result<std::vector<std::vector<double>>> reconcile(const Hierarchy& hierarchy, std::span<const std::vector<double>> base,
                                                   std::span<const double> spread, const ReconcileOptions& options = {});

/// Mean of the squared residuals of each node (node-major): the variances of WLS_var.
std::vector<double> meanSquares(std::span<const double> residuals, std::size_t nodes);

/// Shrinkage of the residuals' correlations towards none (Schaefer & Strimmer 2005), as MinTShrink uses it; 0..1.
double shrinkage(std::span<const double> residuals, std::size_t nodes);

/// Largest |aggregate - sum of its bottom series|.
double incoherence(const Hierarchy& hierarchy, std::span<const double> nodes);

/// A total split by shares (recent values, not negative): all zero gives equal parts.
std::vector<double> splitByShares(double total, std::span<const double> recent);

} // namespace chainscape::forecast
