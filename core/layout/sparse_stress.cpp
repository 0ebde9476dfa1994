// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/sparse_stress.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <utility>

#include "core/base/parallel.h"
#include "core/layout/pivot_mds.h"
#include "core/layout/stress_kernel.h"

namespace chainscape {

namespace {

constexpr std::uint8_t unknown = 255;

} // namespace

SparseStress::SparseStress(const LayoutAdjacency& graph, StressOptions options) : m_graph(&graph), m_neighbourWeight(options.neighbourWeight) {
    const auto n = graph.size();
    m_count = std::min(options.pivots, n);
    m_row = (m_count + 7) / 8 * 8;
    m_represents = m_count == 0 ? 0 : static_cast<float>(n) / static_cast<float>(m_count);
    measure(options.seed);
}

void SparseStress::measure(std::uint64_t seed) {
    const auto n = m_graph->size();
    std::vector<std::int32_t> nodes(n);
    for (std::int32_t i = 0; i < n; ++i) nodes[i] = i;
    std::mt19937_64 random(seed);
    for (std::int32_t k = 0; k < m_count; ++k)
        std::swap(nodes[k], nodes[k + static_cast<std::int32_t>(random() % static_cast<std::uint64_t>(n - k))]);
    m_pivots.assign(nodes.begin(), nodes.begin() + m_count);
    m_pivotX.assign(m_row, 0.0F);
    m_pivotY.assign(m_row, 0.0F);
    m_hops.assign(static_cast<std::size_t>(n) * m_row, unknown);
    // Eight pivots share the cache lines of the rows, so one task takes all eight.
    parallelFor(static_cast<std::size_t>(m_row) / 8, 1, [&](std::size_t begin, std::size_t end) {
        for (auto k = static_cast<std::int32_t>(8 * begin); k < std::min(static_cast<std::int32_t>(8 * end), m_count); ++k) {
            const auto hops = hopsFrom(*m_graph, m_pivots[k]);
            for (std::int32_t i = 0; i < n; ++i)
                if (hops[i] > 0) m_hops[static_cast<std::size_t>(i) * m_row + k] = static_cast<std::uint8_t>(std::min(hops[i], 254));
        }
    });
}

void SparseStress::place(Positions positions) {
    m_at = std::move(positions);
    double first = 0, second = 0;
    const auto n = m_graph->size();
    for (std::int32_t i = 0; i < n; ++i)
        for (std::int32_t k = 0; k < m_count; ++k) {
            const auto hops = m_hops[static_cast<std::size_t>(i) * m_row + k];
            if (hops == unknown) continue;
            const double dx = m_at.x[i] - m_at.x[m_pivots[k]], dy = m_at.y[i] - m_at.y[m_pivots[k]];
            const double ratio = std::sqrt(dx * dx + dy * dy) / hops;
            first += ratio;
            second += ratio * ratio;
        }
    if (first > 0 && m_pinned.empty())
        for (auto* axis : {&m_at.x, &m_at.y})
            for (float& v : *axis) v = static_cast<float>(v * (first / second));
    m_next = m_at;
}

void SparseStress::move(std::size_t begin, std::size_t end) {
    const auto& graph = *m_graph;
    for (auto i = begin; i < end; ++i) {
        if (!m_pinned.empty() && m_pinned[i]) continue;
        const float x = m_at.x[i], y = m_at.y[i];
        auto pull = pullOfPivots({m_pivotX.data(), m_pivotY.data(), m_hops.data() + i * static_cast<std::size_t>(m_row), m_row}, x, y);
        pull.x *= m_represents;
        pull.y *= m_represents;
        pull.weight *= m_represents;
        for (auto k = graph.offsets[i]; k < graph.offsets[i + 1]; ++k) {
            const auto j = graph.targets[k];
            const float dx = m_at.x[j] - x, dy = m_at.y[j] - y;
            const float distance = std::sqrt(dx * dx + dy * dy);
            const float share = distance > 1e-6F ? 1.0F - 1.0F / distance : 0.0F;
            pull.x += m_neighbourWeight * share * dx;
            pull.y += m_neighbourWeight * share * dy;
            pull.weight += m_neighbourWeight;
        }
        if (!(pull.weight > 0)) continue;
        m_next.x[i] = x + pull.x / pull.weight;
        m_next.y[i] = y + pull.y / pull.weight;
    }
}

float SparseStress::iterate() {
    const auto n = m_at.x.size();
    for (std::int32_t k = 0; k < m_count; ++k) {
        m_pivotX[k] = m_at.x[m_pivots[k]];
        m_pivotY[k] = m_at.y[m_pivots[k]];
    }
    m_next = m_at;
    parallelFor(n, 1024, [this](std::size_t begin, std::size_t end) { move(begin, end); });
    double moved = 0;
    for (std::size_t i = 0; i < n; ++i) moved += std::abs(m_next.x[i] - m_at.x[i]) + std::abs(m_next.y[i] - m_at.y[i]);
    std::swap(m_at, m_next);
    return n == 0 ? 0 : static_cast<float>(moved / static_cast<double>(n));
}

} // namespace chainscape
