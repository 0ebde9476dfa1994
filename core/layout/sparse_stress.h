// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// SparseStress: moves nodes so that distances on paper match hop counts, at a cost linear in nodes.

#include <cstdint>
#include <span>
#include <vector>

#include "core/layout/layout_graph.h"

namespace chainscape {

struct StressOptions {
    std::int32_t pivots = 100;
    float neighbourWeight = 1; // of a link, next to one for each represented pair at one hop
    std::uint64_t seed = 1;
};

/// Stress = sum over pairs of (distance - hops)^2 / hops^2, with all far pairs represented by pairs with `pivots` random
/// nodes (after Ortmann, Klimenta & Brandes 2016, "A sparse stress model") and every link kept. Minimised by localised
/// majorisation (Gansner, Koren & North 2004), all nodes at once. Each part of a graph sees its own pivots only.
/// Hops above 254 count as 254. Deterministic for any number of threads. Memory: one byte per node and pivot.
class SparseStress {
public:
    /// `graph` must outlive the object. O(pivots (n + links)).
    SparseStress(const LayoutAdjacency& graph, StressOptions options);

    /// Finite starting points; they are scaled to the least stress.
    void place(Positions positions);

    /// Nodes that stay where they are; empty: none.
    void pin(std::vector<std::uint8_t> pinned) { m_pinned = std::move(pinned); }

    /// One round; returns the mean move in units of a link. O(n pivots + links).
    float iterate();

    [[nodiscard]] const Positions& positions() const { return m_at; }
    [[nodiscard]] Positions take() noexcept { return std::move(m_at); }

private:
    void measure(std::uint64_t seed);
    void move(std::size_t begin, std::size_t end);

    const LayoutAdjacency* m_graph;
    float m_neighbourWeight;
    std::int32_t m_count = 0, m_row = 0;      // pivots; bytes of a row, a multiple of eight
    float m_represents = 1;                   // nodes behind each pivot
    std::vector<std::int32_t> m_pivots;
    std::vector<std::uint8_t> m_hops;         // node-major; 255: not reached or the node itself
    std::vector<float> m_pivotX, m_pivotY;
    Positions m_at, m_next;
    std::vector<std::uint8_t> m_pinned;
};

} // namespace chainscape
