// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The bridge plan: which gaps of the data chain to close next, gaps that gain only together included (analytics D6).

#include <cstdint>
#include <span>
#include <vector>

#include "core/analysis/penetration.h"

namespace chainscape {

struct BridgePlanOptions {
    int gaps = 6;             ///< plans for 1..gaps closed gaps
    double exactUpTo = 2e5;   ///< so many combinations are all tried
    std::size_t paths = 200;  ///< most valuable routes whose gaps are offered together
    int pathGaps = 6;         ///< at most so many gaps on one of them

    bool operator==(const BridgePlanOptions&) const = default;
};

/// The plan for a number of gaps.
struct BridgeStep {
    std::vector<std::uint32_t> edges; ///< to close, ascending
    double share = 0;                 ///< E2E with them closed
    bool exact = false;               ///< no other choice of as many gaps is better
};

struct BridgePlan {
    double base = 0;               ///< E2E now
    double all = 0;                ///< E2E with every gap closed: the bound
    std::size_t gapCount = 0;
    std::vector<BridgeStep> steps; ///< index k - 1 for k gaps; ends where every gap with value is closed
    std::size_t knee = 0;          ///< index of the step after which a further gap gains least for its share of the whole curve
};

/// E2E is monotone but not submodular (two gaps in series gain nothing alone). Every combination is tried when there are few; else bundles
/// of single gaps and of the gaps of the most valuable routes are taken by gain per gap, then exchanged one by one while that helps.
/// One-by-one pricing uses gapGains, so a step costs two solves. Fails with Undefined without deliveries to end users.
Result<BridgePlan> bridgePlan(const Snapshot& snapshot, const Accounts& accounts, std::span<const std::uint8_t> digital,
                              const BridgePlanOptions& options, Progress& progress);

} // namespace chainscape
