// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The flows behind a flow figure as numbers: shares, what does not add up, and a CSV file of them.

#include <span>
#include <string>
#include <vector>

#include "core/project/flow_panels.h"

namespace chainscape {

/// Shares 0..1 of a flow; NaN where the whole is 0.
struct FlowShares {
    double ofTotal = 0;  ///< of all flows of the period
    double ofSource = 0; ///< of all that its source sells
    double ofTarget = 0; ///< of all that its target buys
};

/// One entry per flow, in order.
std::vector<FlowShares> flowShares(std::span<const GroupedFlow> flows, const FlowPlan& plan);

/// A group that buys and sells, but not the same amount.
struct FlowImbalance {
    std::uint32_t group = 0;
    double in = 0, out = 0;
};

/// Every group is a source (only sells), a sink (only buys), or both. entering + added = leaving + kept, to rounding: what sources
/// bring in, what groups sell beyond what they buy, what sinks take, what groups buy and do not sell.
struct FlowBalance {
    double entering = 0, added = 0, leaving = 0, kept = 0;
    double returning = 0; ///< on bands that lead back to an earlier lane
    double total = 0;     ///< sum of all flows
    double dark = 0, undecided = 0; ///< without data; not known whether with data
    double folded = 0;    ///< on flows under the threshold
    std::size_t foldedCount = 0;
    std::vector<FlowImbalance> imbalances; ///< beyond the plan's tolerance, largest first
};

FlowBalance flowBalance(std::span<const GroupedFlow> flows, const FlowPlan& plan);

/// "Other (37 firms)", "no sector", or the group's name.
std::string flowGroupName(const FlowGroup& group);

/// Writes one row per flow of every panel: stages, groups, period, value, unit, shares, digital score, value without data, platform,
/// kind, links behind it. Reads back as a links file (columns from, to, period, value, unit). Numbers are exact.
Result<void> writeFlowCsv(const std::string& path, std::span<const FlowPanel> panels);

} // namespace chainscape
