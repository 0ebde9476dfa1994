// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/flow_network.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace chainscape {

std::size_t FlowNetwork::addArc(std::uint32_t from, std::uint32_t to, double capacity) {
    const auto add = [&](std::uint32_t tail, std::uint32_t head, double room) {
        m_head.push_back(head);
        m_next.push_back(m_first[tail]);
        m_residual.push_back(room);
        m_first[tail] = static_cast<std::uint32_t>(m_head.size() - 1);
    };
    add(from, to, capacity);
    add(to, from, 0);
    return m_head.size() / 2 - 1;
}

/// Distances from the source over arcs with room; false when the sink is out of reach.
bool FlowNetwork::layer(std::uint32_t source, std::uint32_t sink) {
    m_level.assign(m_first.size(), kEnd);
    m_level[source] = 0;
    std::vector<std::uint32_t> queue{source};
    for (std::size_t q = 0; q < queue.size(); ++q)
        for (auto arc = m_first[queue[q]]; arc != kEnd; arc = m_next[arc]) {
            if (m_residual[arc] <= m_least || m_level[m_head[arc]] != kEnd) continue;
            m_level[m_head[arc]] = m_level[queue[q]] + 1;
            queue.push_back(m_head[arc]);
        }
    return m_level[sink] != kEnd;
}

/// Pushes flow along one route of the layered graph; 0 when there is none left. Dead ends are never entered again.
double FlowNetwork::augment(std::uint32_t source, std::uint32_t sink) {
    std::vector<std::uint32_t> route;
    std::uint32_t at = source;
    while (at != sink) {
        auto& arc = m_at[at];
        while (arc != kEnd && (m_residual[arc] <= m_least || m_level[m_head[arc]] != m_level[at] + 1)) arc = m_next[arc];
        if (arc != kEnd) {
            route.push_back(arc);
            at = m_head[arc];
            continue;
        }
        if (at == source) return 0;
        at = m_head[route.back() ^ 1u];
        m_at[at] = m_next[m_at[at]];
        route.pop_back();
    }
    double amount = std::numeric_limits<double>::infinity();
    for (const auto arc : route) amount = std::min(amount, m_residual[arc]);
    for (const auto arc : route) {
        m_residual[arc] -= amount;
        m_residual[arc ^ 1u] += amount;
    }
    return amount;
}

Result<double> FlowNetwork::solve(std::uint32_t source, std::uint32_t sink, Progress& progress) {
    double greatest = 0;
    for (const double room : m_residual)
        if (std::isfinite(room)) greatest = std::max(greatest, room);
    m_least = 1e-12 * greatest;
    double total = 0;
    while (layer(source, sink)) {
        m_at = m_first;
        for (double pushed = augment(source, sink); pushed > 0; pushed = augment(source, sink)) {
            total += pushed;
            if (progress.stopped()) return Progress::cancelled();
        }
    }
    return total;
}

} // namespace chainscape
