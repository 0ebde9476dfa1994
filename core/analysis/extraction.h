// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Extraction: what is lost if a firm disappears, and what follows from the diagonal of L (analytics B3, A3, C3).

#include <cstdint>
#include <span>
#include <vector>

#include "core/analysis/multipliers.h"

namespace chainscape {

/// The diagonals of L and G are the same, >= 1; rows that lie on no loop have exactly 1. One entry per account row.
/// Loops of up to 300 rows are inverted, greater ones cost one solve inside the loop per row, on all cores.
Result<std::vector<double>> inverseDiagonal(const Snapshot& snapshot, const Accounts& accounts, Progress& progress);

/// One entry per account row, in the snapshot's unit. Demand is assumed to be met from outside: importance, not a forecast.
struct Extraction {
    std::vector<double> total;    ///< output lost when the firm neither buys nor sells nor serves demand, its own included
    std::vector<double> others;   ///< total without the firm's own output
    std::vector<double> backward; ///< output lost when it stops buying (Leontief)
    std::vector<double> forward;  ///< output lost when it stops selling to producers (Ghosh)
};

/// Dietzenbacher & Lahr 2013; Miller & Blair 2009 ch. 12. Total by the one-solve formula L[:, i] x_i / L_ii summed, so only the
/// diagonal is needed. Singles only: losses of several firms do not add up. O(rows).
Extraction extraction(const Accounts& accounts, const ChainPositions& positions, std::span<const double> inverseDiagonal);

/// Output lost, in total, when all these rows go at once. One solve.
Result<double> extractionOfSet(const Snapshot& snapshot, const Accounts& accounts, std::span<const std::uint32_t> rows, Progress& progress);

/// Share of final value whose production passes through the row, 0..1: x / (L_ii sum y). NaN when there is no final use.
std::vector<double> throughflow(const Accounts& accounts, std::span<const double> inverseDiagonal);

/// Finn's cycling index, 0..1: share of all output that comes round again (Finn 1976). NaN without output.
double cyclingIndex(const Accounts& accounts, std::span<const double> inverseDiagonal);

} // namespace chainscape
