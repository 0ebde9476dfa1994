// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Choke points: firms no route can get round (analytics C3).

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/progress.h"
#include "core/model/snapshot.h"

namespace chainscape {

/// Origins are firms that buy nothing, ends the end users.
struct Chokepoints {
    std::vector<std::uint8_t> isArticulation;      ///< per node: without it its piece of the undirected chain falls apart
    std::vector<std::uint32_t> origins;            ///< nodes, ascending
    /// Per origin: the firms every route from it to any end user passes, nearest first; empty too when no route exists.
    std::vector<std::vector<std::uint32_t>> passes;
    std::vector<std::uint32_t> originsThrough;     ///< per node: how many origins reach end users only through it
};

/// Articulation after Tarjan 1972; dominators by Cooper, Harvey & Kennedy 2001 on the reversed chain with all end users joined, so
/// one tree serves all origins. O(n + m) in practice.
Result<Chokepoints> chokepoints(const Snapshot& snapshot, Progress& progress);

/// The firms every route from any of `sources` to `target` passes, the ends left out, nearest to the sources first; empty when
/// there is none or no route.
std::vector<std::uint32_t> dominatorsOf(const Snapshot& snapshot, std::span<const std::uint32_t> sources, std::uint32_t target);

} // namespace chainscape
