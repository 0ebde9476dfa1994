// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Communities: which firms trade more among themselves than by chance (analytics F6).

#include <cstdint>
#include <vector>

#include "core/base/progress.h"
#include "core/model/snapshot.h"

namespace chainscape {

struct CommunityOptions {
    double resolution = 1;             ///< greater: more and smaller communities
    int restarts = 20;                 ///< seeded runs of which the best modularity is kept
    std::size_t restartsUpTo = 5000;   ///< firms; above, one run
    std::uint64_t seed = 1;

    bool operator==(const CommunityOptions&) const = default;
};

struct Communities {
    std::vector<std::uint32_t> of; ///< per node: 0 the greatest community, then by size, ties by the smallest id
    std::uint32_t count = 0;
    double modularity = 0;         ///< of the undirected weighted projection; NaN without value
};

/// Leiden (Traag, Waltman & van Eck 2019) on the undirected projection, both directions of a pair summed, links of unknown value left
/// out. Fails with Undefined when this build has no igraph. Stops within one run.
Result<Communities> communities(const Snapshot& snapshot, const CommunityOptions& options, Progress& progress);

} // namespace chainscape
