// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// FlowNetwork: arcs with capacities between plain nodes, and the greatest flow they carry.

#include <cstdint>
#include <vector>

#include "core/base/progress.h"

namespace chainscape {

/// Build once, solve once. Capacities are >= 0; infinite ones are allowed but not on a whole route from source to sink.
class FlowNetwork {
public:
    explicit FlowNetwork(std::size_t nodes) : m_first(nodes, kEnd) {}

    /// Returns the number of the arc, counting from 0.
    std::size_t addArc(std::uint32_t from, std::uint32_t to, double capacity);
    /// Greatest flow from source to sink (Dinic 1970). Amounts below 1e-12 of the greatest finite capacity count as none.
    /// Deterministic: one of several equal answers, told by the order of the arcs. Usually O(arcs x few phases).
    Result<double> solve(std::uint32_t source, std::uint32_t sink, Progress& progress);
    /// What an arc carries after solve().
    [[nodiscard]] double flow(std::size_t arc) const { return m_residual[2 * arc + 1]; }

private:
    static constexpr std::uint32_t kEnd = 0xFFFFFFFFu;
    bool layer(std::uint32_t source, std::uint32_t sink);
    double augment(std::uint32_t source, std::uint32_t sink);

    std::vector<std::uint32_t> m_first, m_next, m_head; ///< arcs 2a forward, 2a + 1 backward
    std::vector<double> m_residual;
    std::vector<std::uint32_t> m_level, m_at;
    double m_least = 0;
};

} // namespace chainscape
