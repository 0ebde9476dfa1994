// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ChainPaths: the ways along the links from one firm to another.

#include <cstdint>
#include <vector>

#include "core/base/progress.h"
#include "core/model/snapshot.h"

namespace chainscape {

enum class PathRule : std::uint8_t {
    Shortest, ///< all of the fewest links
    Within,   ///< all of at most `longest` links that visit no firm twice
    Widest,   ///< the one whose smallest link is greatest, of the fewest links among equals
};

struct PathOptions {
    PathRule rule = PathRule::Shortest;
    int longest = 5;         ///< Within: links
    std::size_t most = 200;  ///< paths returned at most
};

struct ChainPath {
    std::vector<std::uint32_t> nodes; ///< from the first firm to the last
    double least = 0;                 ///< value of the smallest link on it; a link of unknown value counts as 0
};

struct ChainPaths {
    std::vector<ChainPath> paths; ///< fewest links first, then by `least`, greatest first, then by nodes
    bool cut = false;             ///< there are more than `most`
};

/// Empty when there is no way, or when both firms are the same. BadArgument for nodes outside. Shortest and Widest O(m log n); Within
/// enumerates with the distance to the end as bound, so only branches that arrive are followed; stops at `most`.
Result<ChainPaths> chainPaths(const Snapshot& snapshot, std::uint32_t from, std::uint32_t to, const PathOptions& options, Progress& progress);

} // namespace chainscape
