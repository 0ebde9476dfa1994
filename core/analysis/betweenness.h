// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Betweenness: how many shortest routes lead through a firm (analytics C3).

#include <cstdint>
#include <vector>

#include "core/base/progress.h"
#include "core/model/snapshot.h"

namespace chainscape {

struct BetweennessOptions {
    std::size_t exactUpTo = 5000; ///< firms; above, routes from a sample of firms are counted
    std::size_t pivots = 500;     ///< size of the sample
    std::uint64_t seed = 1;

    bool operator==(const BetweennessOptions&) const = default;
};

struct Betweenness {
    std::vector<double> value;         ///< per node: directed, in hops, not normalised
    std::vector<double> standardError; ///< per node; empty when exact
    std::size_t sources = 0;           ///< firms the routes start from

    [[nodiscard]] bool exact() const { return standardError.empty(); }
};

/// Brandes 2001; firms with a single link are folded into their partner. O(sources (n + m)) on all cores.
Result<Betweenness> betweenness(const Snapshot& snapshot, const BetweennessOptions& options, Progress& progress);

} // namespace chainscape
