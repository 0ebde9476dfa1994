// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// End-to-end penetration: how much of what users receive can be traced digitally to its origin, and what each gap is worth
// (analytics D3, D4).

#include <cstdint>
#include <span>
#include <vector>

#include "core/analysis/accounts.h"

namespace chainscape {

struct Penetration {
    double share = 0;                  ///< E2E: traced value / deliveries to end users; NaN without deliveries
    double upstream = 0;               ///< value-added weighted mean of byOrigin over stages 1-4; NaN without such origins
    std::vector<double> byOrigin;      ///< per account row: share of its value that stays digital down to an end user, 0..1
    std::vector<double> byStage;       ///< index s - 1: value-added weighted mean; NaN for stages that add no value
};

/// E2E = v'(I - B o M)^-1 (f o M) / deliveries, f = deliveries / x; `digital` is M, one byte per edge. Absorbing-chain value tracing,
/// one masked solve. Fails with Undefined when a closed loop is all digital.
Result<Penetration> penetration(const Snapshot& snapshot, const Accounts& accounts, std::span<const std::uint8_t> digital,
                                Progress& progress);

struct GapGains {
    std::vector<double> gain;         ///< per edge: what E2E gains when this gap alone closes; NaN for links that are no gaps
    std::size_t lowerBounds = 0;      ///< gains on loops left without their loop term, because there are too many; lower bounds
};

struct GapOptions {
    std::size_t loopSolves = 5000; ///< sources inside digital loops that get their own solve, the greatest gains first

    bool operator==(const GapOptions&) const = default;
};

/// The exact rank-one value of every gap from two solves: (v'N)_i b_ij (N f_M)_j / (1 - b_ij N_ji) / deliveries, plus one solve per
/// source whose gap closes a digital loop.
Result<GapGains> gapGains(const Snapshot& snapshot, const Accounts& accounts, std::span<const std::uint8_t> digital,
                          const GapOptions& options, Progress& progress);

} // namespace chainscape
