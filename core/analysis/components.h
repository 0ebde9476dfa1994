// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Rows and components: a directed graph as compressed rows, and the parts it falls into.

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "core/model/snapshot.h"

namespace chainscape {

/// A read-only look at compressed rows: row i holds node[start[i]..start[i + 1]).
struct RowsView {
    std::span<const std::uint32_t> start, node;

    [[nodiscard]] std::size_t size() const { return start.empty() ? 0 : start.size() - 1; }
};

inline RowsView rowsOf(const Adjacency& adjacency) { return {adjacency.start, adjacency.node}; }

/// Compressed rows of their own. `edge` is where each entry came from (an edge of the snapshot).
struct Rows {
    std::vector<std::uint32_t> start, node, edge;

    [[nodiscard]] RowsView view() const { return {start, node}; }
    [[nodiscard]] std::size_t size() const { return start.empty() ? 0 : start.size() - 1; }
};

enum class Direction : std::uint8_t { Out, In };

/// The snapshot's edges with a non-zero byte in `keep` (one per edge), seen from their sources (Out) or targets (In). O(n + m).
Rows keptRows(const Snapshot& snapshot, std::span<const std::uint8_t> keep, Direction direction);

/// Which part each node belongs to: of[i] in 0..count-1.
struct Partition {
    std::vector<std::uint32_t> of;
    std::uint32_t count = 0;

    /// How many nodes each part has.
    [[nodiscard]] std::vector<std::uint32_t> sizes() const;
    /// The nodes of each part, ascending.
    [[nodiscard]] std::vector<std::vector<std::uint32_t>> members() const;
};

/// Strongly connected components, numbered so that every edge between two of them goes to the lower number (sinks first).
/// Tarjan 1972, without recursion. O(n + m).
Partition strongComponents(RowsView out);

/// Weakly connected components of the edges with a non-zero byte in `keep` (empty: all), numbered by their first node. O(m a(n)).
Partition weakComponents(const Snapshot& snapshot, std::span<const std::uint8_t> keep = {});

/// The same over plain pairs of nodes 0..count-1.
Partition weakComponents(std::size_t count, std::span<const std::uint32_t> source, std::span<const std::uint32_t> target,
                         const std::function<bool(std::size_t)>& keep);

} // namespace chainscape
