// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How much of the business depends on platforms, and how much could go without them. (analytics E1-E4)

#include <vector>

#include "core/analysis/accounts.h"

namespace chainscape {

/// One active platform.
struct PlatformRow {
    std::uint32_t node = 0;
    double bought = 0, sold = 0;
    double share = 0;    ///< of all platforms' throughput = max(bought, sold)
    double takeRate = 0; ///< (sold - bought) / sold, negative for a subsidy; NaN when it sells nothing
    std::size_t suppliers = 0, buyers = 0;
};

/// Per snapshot node; NaN where it does not apply.
struct PlatformDependence {
    double intermediatedShare = 0;     ///< E1: share of final value that passes a platform, its margin included; 0 without platforms
    double directShare = 0;            ///< of what end users buy, the part bought from platforms; NaN when they buy nothing
    double viaPlatformShare = 0;       ///< value share of links tagged via_platform (fee-only platforms); NaN without value
    double hhi = 0;                    ///< E3 over throughput; NaN without platforms
    std::vector<double> supplierTotal; ///< E2: share of a producer's output that can only reach users through a platform
    std::vector<double> supplierDirect; ///< share of its output sold to platforms
    std::vector<double> buyer;          ///< share of its purchases bought from platforms
    std::vector<PlatformRow> platforms; ///< ascending by node

    /// What is shown as "platform share": E1, or the share of tagged links where no firm is a platform.
    [[nodiscard]] double share() const { return platforms.empty() && viaPlatformShare > 0 ? viaPlatformShare : intermediatedShare; }
};
/// Fails with Undefined when a closed loop has no inverse. One masked solve.
Result<PlatformDependence> platformDependence(const Snapshot& snapshot, const Accounts& accounts, Progress& progress);

/// One pair a platform stands between: value = s_i b_j / sum s.
struct MediatedPair {
    std::uint32_t platform = 0, supplier = 0, buyer = 0; ///< nodes
    double value = 0;
    bool routeWithout = false; ///< a route without any platform exists today
};
struct GraphBypass {
    std::vector<MediatedPair> pairs; ///< by platform, supplier, buyer
    double share = 0;                ///< value share of pairs with a route; NaN without pairs
};
/// E4, graph only: ignores capacities, so an upper bound. Platforms that trade with platforms are passed over.
/// O(suppliers x links); fails with TooLarge above two million pairs.
Result<GraphBypass> graphBypass(const Snapshot& snapshot, Progress& progress);

/// What the links without platforms could take over of a platform's trade.
struct CapacityBypass {
    double purchases = 0; ///< what the platforms buy from other firms today
    double placed = 0;
    double share = 0;     ///< placed / purchases; NaN when they buy nothing
    struct Use {
        std::uint32_t edge = 0;
        double amount = 0;
    };
    std::vector<Use> uses;                                    ///< edges that carry more, ascending
    std::vector<std::pair<std::uint32_t, double>> unsold;     ///< suppliers' nodes and what they cannot place
    std::vector<std::pair<std::uint32_t, double>> unserved;   ///< buyers' nodes and what they cannot get
};
/// E4, bounded: greatest flow from the platforms' suppliers (at most what they sell there) to their buyers (at most what they buy
/// there) on links between other firms, each with room headroom x value. `platforms`: nodes; empty: all of them.
Result<CapacityBypass> capacityBypass(const Snapshot& snapshot, std::span<const std::uint32_t> platforms, double headroom,
                                      Progress& progress);

} // namespace chainscape
