// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Feedback arcs: the least value that must go to make a chain run one way (analytics A3).

#include <cstdint>
#include <vector>

#include "core/base/progress.h"
#include "core/model/snapshot.h"

namespace chainscape {

struct FeedbackArcOptions {
    std::size_t exactUpTo = 18;      ///< loops of so many firms are solved exactly; at most 20
    std::size_t restartsUpTo = 400;  ///< greater loops get one descent only
    int restarts = 30;               ///< perturbed descents per loop
    std::uint64_t seed = 1;

    bool operator==(const FeedbackArcOptions&) const = default;
};

struct FeedbackArcs {
    std::vector<std::uint32_t> edges; ///< to remove, ascending
    double value = 0;
    bool exact = true;                ///< false: an upper bound
};

/// Minimum-weight feedback arc set over links with known value: subset dynamic programming inside small loops, else the greedy order of
/// Eades, Lin & Smyth 1993 improved by moving single firms. O(2^k k^2) for k firms, else O(m log n) a pass.
Result<FeedbackArcs> feedbackArcs(const Snapshot& snapshot, const FeedbackArcOptions& options, Progress& progress);

} // namespace chainscape
