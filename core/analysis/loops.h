// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Loops: how far a chain is from one-way, in the ways that answer different questions (analytics A3).

#include <cstdint>
#include <vector>

#include "core/analysis/feedback_arcs.h"

namespace chainscape {

/// Shares are of the snapshot's total value, 0..1, NaN when there is none.
struct Loops {
    double backflowShare = 0;      ///< links to the same or an earlier stage; NaN when no firm has a stage
    double skipShare = 0;          ///< links that skip at least one stage; NaN when no firm has a stage
    double feedbackArcShare = 0;   ///< least value that must go to leave no loop
    bool feedbackArcsExact = true; ///< false: feedbackArcShare is an upper bound
    double loopShare = 0;          ///< links inside strong components of several firms
    double reciprocity = 0;        ///< share of the links (by count) whose reverse is a link too; NaN without links
    std::vector<std::vector<std::uint32_t>> zones; ///< nodes of each strong component of several firms, greatest first
    FeedbackArcs feedback;
};

/// Links of firms without a stage count in the totals, never as backflow or skip. O(m) and the feedback arcs.
Result<Loops> loops(const Snapshot& snapshot, const FeedbackArcOptions& options, Progress& progress);

} // namespace chainscape
