// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// DigitalHorizon: how far data travels from some firms on digital links, and the links at which it stops (analytics D4).

#include <cstdint>
#include <span>
#include <vector>

#include "core/model/snapshot.h"

namespace chainscape {

struct DigitalHorizon {
    std::vector<std::uint8_t> downstream; ///< per node: 1 when data of a seed reaches it along digital links (seeds included)
    std::vector<std::uint8_t> upstream;   ///< per node: 1 when it reaches a seed along digital links; all 0 without given seeds
    std::vector<std::uint8_t> firstBreak; ///< per edge: 1 for a gap right behind (or, upstream, before) a reached firm
    std::size_t firms = 0;                ///< firms reached in either direction, seeds not counted
    double breakValue = 0;                ///< value on the first breaks
};

/// Follows digital links (`digital`: one byte per edge) from the seeds down and up the chain, loops included. The first break of a path
/// is the first link on it that is not digital, also where another path goes around it.
/// Without seeds the walk starts at the origins, firms that buy from nobody, and goes down only; when every firm buys (loops), at the
/// firms of the lowest stage. Seeds out of range are passed over. O(n + m).
DigitalHorizon digitalHorizon(const Snapshot& snapshot, std::span<const std::uint8_t> digital, std::span<const std::uint32_t> seeds);

/// The firms such a walk starts at when none are given; ascending.
std::vector<std::uint32_t> chainOrigins(const Snapshot& snapshot);

} // namespace chainscape
