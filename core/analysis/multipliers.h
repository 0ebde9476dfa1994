// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Multipliers and positions: what one euro sets in motion, how many steps a firm is from the customer (analytics B1, B2).

#include <vector>

#include "core/analysis/accounts.h"

namespace chainscape {

/// One entry per account row.
struct ChainPositions {
    std::vector<double> outputMultiplier; ///< column sums of L, >= 1 (Leontief 1936); also the downstreamness D
    std::vector<double> upstreamness;     ///< U = G 1, >= 1 (Antras, Chor, Fally & Hillberry 2012)
    double chainLength = 0;               ///< y'D / sum y; NaN when there is no final use
    double chainLengthByOrigin = 0;       ///< v'U / sum v; equal to chainLength but for rounding
};

/// Fails with Undefined when a closed loop has no inverse. O(m) per sweep.
Result<ChainPositions> positions(const Snapshot& snapshot, const Accounts& accounts, Progress& progress);

} // namespace chainscape
