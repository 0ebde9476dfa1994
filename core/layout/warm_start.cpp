// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/warm_start.h"

#include <algorithm>
#include <cmath>

namespace chainscape {

WarmStart::WarmStart(std::int32_t n, const ForceOptions& options)
    : m_places{std::vector<float>(n, 0.0F), std::vector<float>(n, 0.0F)}, m_isKnown(n, 0), m_isPinned(n, 0), m_stays(n, 0) {
    constexpr float farthest = 1e12F;
    if (options.startX.empty()) return;
    std::size_t free = 0;
    std::int32_t first = -1;
    bool different = false;
    for (std::int32_t i = 0; i < n; ++i) {
        const float x = options.startX[i], y = options.startY[i];
        if (!(std::abs(x) <= farthest && std::abs(y) <= farthest)) continue;
        m_places.x[i] = x;
        m_places.y[i] = y;
        m_isKnown[i] = 1;
        m_isPinned[i] = !options.pinned.empty() && options.pinned[i] != 0;
        m_stays[i] = m_isPinned[i] || options.mode != ForceMode::Fast;
        ++m_known;
        if (!m_isPinned[i]) ++free;
        if (first < 0) first = i;
        different = different || x != m_places.x[first] || y != m_places.y[first];
    }
    m_usable = different && (free > 0 || complete());
}

std::vector<std::uint8_t> WarmStart::pinsOf(const GraphPart& part) const {
    std::vector<std::uint8_t> pins;
    for (const auto node : part.nodes) pins.push_back(m_stays[node]);
    return pins;
}

bool WarmStart::relaxes(const GraphPart& part) const {
    return std::ranges::any_of(part.nodes, [this](std::int32_t node) { return m_isKnown[node] != 0; });
}

/// The similarity (turn, one scale, move) of least squares that takes the cold picture to the known places.
void WarmStart::fit(const GraphPart& part, const Positions& cold, Positions& all) const {
    double count = 0, fx = 0, fy = 0, tx = 0, ty = 0;
    for (const auto i : part.nodes) {
        if (!m_isKnown[i]) continue;
        ++count;
        fx += cold.x[i];
        fy += cold.y[i];
        tx += m_places.x[i];
        ty += m_places.y[i];
    }
    fx /= count;
    fy /= count;
    tx /= count;
    ty /= count;
    double along = 0, across = 0, size = 0;
    for (const auto i : part.nodes) {
        if (!m_isKnown[i]) continue;
        const double u = cold.x[i] - fx, v = cold.y[i] - fy, p = m_places.x[i] - tx, q = m_places.y[i] - ty;
        along += u * p + v * q;
        across += u * q - v * p;
        size += u * u + v * v;
    }
    double a = size > 0 ? along / size : 1, b = size > 0 ? across / size : 0;
    if (!(std::hypot(a, b) > 1e-6)) {
        a = 1;
        b = 0;
    }
    for (const auto i : part.nodes) {
        const double u = cold.x[i] - fx, v = cold.y[i] - fy;
        all.x[i] = m_isKnown[i] ? m_places.x[i] : static_cast<float>(tx + a * u - b * v);
        all.y[i] = m_isKnown[i] ? m_places.y[i] : static_cast<float>(ty + b * u + a * v);
    }
}

/// Breadth first from the known nodes; a node starts at the mean of its placed neighbours, a little aside.
void WarmStart::spreadToNeighbours(const LayoutAdjacency& graph, const GraphPart& part, Positions& all) const {
    std::vector<std::int32_t> queue;
    std::vector<std::int32_t> state(graph.size(), 0); // 1: placed
    double left = 0, right = 0, low = 0, high = 0;
    for (const auto i : part.nodes)
        if (m_isKnown[i]) {
            const bool first = queue.empty();
            left = first ? m_places.x[i] : std::min<double>(left, m_places.x[i]);
            right = first ? m_places.x[i] : std::max<double>(right, m_places.x[i]);
            low = first ? m_places.y[i] : std::min<double>(low, m_places.y[i]);
            high = first ? m_places.y[i] : std::max<double>(high, m_places.y[i]);
            all.x[i] = m_places.x[i];
            all.y[i] = m_places.y[i];
            state[i] = 1;
            queue.push_back(i);
        }
    const double aside = 0.5 * std::max(right - left, high - low) / std::sqrt(static_cast<double>(part.nodes.size()));
    for (std::size_t head = 0; head < queue.size(); ++head)
        for (const auto next : graph.neighbours(queue[head])) {
            if (state[next]) continue;
            double x = 0, y = 0, placed = 0;
            for (const auto other : graph.neighbours(next))
                if (state[other]) {
                    x += all.x[other];
                    y += all.y[other];
                    ++placed;
                }
            const double turn = 2.399963 * next; // the golden angle: neighbours of one firm fan out
            all.x[next] = static_cast<float>(x / placed + aside * std::cos(turn));
            all.y[next] = static_cast<float>(y / placed + aside * std::sin(turn));
            state[next] = 1;
            queue.push_back(next);
        }
}

Positions WarmStart::completed(const LayoutAdjacency& graph, const std::vector<GraphPart>& parts, const Positions& cold) const {
    Positions all = cold;
    double right = 0, low = 0;
    bool first = true;
    for (const auto& part : parts) {
        std::size_t known = 0, pinned = 0;
        for (const auto i : part.nodes) {
            known += m_isKnown[i];
            pinned += m_isPinned[i];
        }
        if (known == 0) continue;
        if (known == pinned || known == 1) fit(part, cold, all);
        else spreadToNeighbours(graph, part, all);
        for (const auto i : part.nodes) {
            right = first ? all.x[i] : std::max<double>(right, all.x[i]);
            low = first ? all.y[i] : std::min<double>(low, all.y[i]);
            first = false;
        }
    }
    double coldLeft = 0, coldLow = 0;
    bool firstCold = true;
    for (const auto& part : parts)
        if (!relaxes(part))
            for (const auto i : part.nodes) {
                coldLeft = firstCold ? cold.x[i] : std::min<double>(coldLeft, cold.x[i]);
                coldLow = firstCold ? cold.y[i] : std::min<double>(coldLow, cold.y[i]);
                firstCold = false;
            }
    for (const auto& part : parts)
        if (!relaxes(part))
            for (const auto i : part.nodes) {
                all.x[i] = static_cast<float>(cold.x[i] - coldLeft + right + 2);
                all.y[i] = static_cast<float>(cold.y[i] - coldLow + low);
            }
    return all;
}

} // namespace chainscape
