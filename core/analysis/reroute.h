// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Rerouting: how much could still be delivered, and how few links or firms cut a chain (analytics C4).

#include <cstdint>
#include <span>
#include <vector>

#include "core/analysis/accounts.h"

namespace chainscape {

struct RerouteOptions {
    double headroom = 0.1;         ///< spare share of every link, firm and source of value
    std::vector<double> capacity;  ///< per node: output it can at most have; empty or NaN: x (1 + headroom)
};

struct Rerouted {
    double deliveries = 0;   ///< best possible deliveries to end users, in the snapshot's unit
    double baseline = 0;     ///< deliveries now
    std::vector<double> flow; ///< per edge: what it carries then
};

/// Greatest flow from each producer's value added to end users: nodes carry at most x (1 + s), links w (1 + s), users at most what
/// they buy now. An optimistic bound, because it ignores recipes. A given capacity is not widened by the headroom.
Result<Rerouted> reroute(const Snapshot& snapshot, const Accounts& accounts, const RerouteOptions& options, Progress& progress);

struct UnitCuts {
    std::uint32_t links = 0; ///< least number of links that part all origins from all end users
    std::uint32_t firms = 0; ///< least number of firms in between; kNone when some origin sells to an end user directly
};

/// Sizes only: the cut itself is not unique. Origins buy nothing. 0 when there is no route at all.
Result<UnitCuts> unitCuts(const Snapshot& snapshot, Progress& progress);

} // namespace chainscape
