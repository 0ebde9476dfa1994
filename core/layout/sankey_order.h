// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The order of nodes and bends within the layers of a flow drawing, with few weighted crossings.

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "core/base/progress.h"
#include "core/layout/sankey_graph.h"

namespace chainscape {

/// Positions count from 0 within each layer, nodes and bends together; one per vertex of the structure.
struct SankeyOrder {
    std::vector<int> position;
    double crossings = 0.0; ///< weighted crossings, in squared units of value
    int sweeps = 0;         ///< rounds of improvement done
};

struct SankeyOrderOptions {
    /// Any monotone numbers per node, or per vertex (nodes, then bends); empty: none. Bends without a number lie on the
    /// straight line between their ends. The result is never worse than this order.
    std::vector<double> start;
    /// Per node, or empty: nonzero keeps the node's order (by `start`, else by index) among the pinned of its layer.
    std::vector<std::uint8_t> pinned;
    std::uint64_t seed = 1;
    /// Rounds of improvement: 0 = the start (else barycentre) order alone; negative = chosen by size (well under a second).
    int sweeps = -1;
    /// > 0: improve for this many milliseconds of wall time instead of counting rounds (then not repeatable).
    double milliseconds = 0.0;
    /// Called on the working thread with the first order at once and with each clearly better one.
    std::function<void(const SankeyOrder&)> better;
};

struct SankeyCrossings {
    double weighted = 0.0;  ///< sum of value x value over crossing pieces
    std::int64_t count = 0;
};

/// Crossings of the pieces of all bundles (backward ones too, as if drawn straight) between neighbouring layers; pieces
/// that share an end do not cross. positions: one per vertex, ties by vertex. Cost O(pieces log pieces).
SankeyCrossings countCrossings(const SankeyStructure& structure, std::span<const double> positions);

/// One number per vertex from one per node: bends on the straight line between the ends of their bundle.
std::vector<double> straightBends(const SankeyStructure& structure, std::span<const double> nodePositions);

/// Barycentre start, then weighted sifting, then annealing in cycles by Gibbs sampling of single vertices and of whole
/// paths (see sankey_search.h); keeps the best order met, and separates components where that costs nothing.
/// Deterministic for a given seed unless `milliseconds` is set. BadArgument when start or pinned has a wrong length or
/// start is not finite; Cancelled when stopped. Empty structures give an empty order.
Result<SankeyOrder> orderSankey(const SankeyStructure& structure, const SankeyOrderOptions& options, Progress& progress);

} // namespace chainscape
