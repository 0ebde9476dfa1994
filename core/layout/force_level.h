// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ForceLevel: one graph under spring and repulsion forces, moved iteration by iteration.

#include <cstdint>
#include <span>
#include <vector>

#include "core/layout/layout_graph.h"
#include "core/layout/repulsion_tree.h"

namespace chainscape {

/// A link of length d pulls with weight d ((1 - stiffening) + stiffening d); nodes push with repulsion mass mass / d.
struct ForceRules {
    float stiffening = 0;
    float repulsion = 1;
    float theta = 1.2F;
    float step = 0.4F;
    float momentum = 0.8F;
    float drift = 0.08F; // the tree is sorted anew when nodes moved this many spacings on average
};

/// Positions, speeds and buffers of one graph. Each node moves by its force over the stiffness of its links (Jacobi), with
/// momentum, never farther than a limit; nodes without links stay. Deterministic for any number of threads; coordinates stay finite.
class ForceLevel {
public:
    /// mass: one positive number per node. `graph` must outlive the level.
    ForceLevel(const LayoutAdjacency& graph, std::vector<float> mass, ForceRules rules);

    /// Finite starting points; speeds become zero.
    void place(Positions positions);

    /// Nodes that stay where they are; empty: none.
    void pin(std::vector<std::uint8_t> pinned) { m_pinned = std::move(pinned); }

    /// Scales the picture about its centre to where pull and push are in balance (virial theorem).
    void balanceScale();

    /// Sets the repulsion at which the present scale is in balance. No change without links.
    void balanceRepulsion();

    /// Moves one node, or all.
    void put(std::int32_t node, float x, float y);
    void shift(float dx, float dy);

    /// One step; returns the mean move. limit in units of positions.
    float iterate(float limit);

    /// Square root of area over nodes: how far apart nodes are when spread evenly.
    [[nodiscard]] float spacing() const;

    [[nodiscard]] const Positions& positions() const noexcept { return m_at; }
    [[nodiscard]] Positions take() noexcept { return std::move(m_at); }

private:
    struct Virial {
        double soft = 0, stiff = 0, push = 0;
    };
    [[nodiscard]] Virial virial() const;
    void move(std::size_t begin, std::size_t end, float limit);

    const LayoutAdjacency* m_graph;
    std::vector<float> m_mass;
    ForceRules m_rules;
    RepulsionTree m_tree;
    float m_drift = 0, m_driftAllowed = -1;
    Positions m_at, m_next, m_speed;
    std::vector<float> m_fx, m_fy;
    std::vector<std::uint8_t> m_pinned;
};

} // namespace chainscape
