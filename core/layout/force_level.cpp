// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/force_level.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/parallel.h"

namespace chainscape {

ForceLevel::ForceLevel(const LayoutAdjacency& graph, std::vector<float> mass, ForceRules rules)
    : m_graph(&graph), m_mass(std::move(mass)), m_rules(rules), m_tree(rules.theta) {}

void ForceLevel::place(Positions positions) {
    const auto n = positions.x.size();
    m_at = std::move(positions);
    m_next = m_at;
    m_speed = {std::vector<float>(n, 0.0F), std::vector<float>(n, 0.0F)};
    m_fx.assign(n, 0.0F);
    m_fy.assign(n, 0.0F);
    m_driftAllowed = -1;
    m_drift = 0;
}

/// The two sides of the virial theorem: pull w d^2 (and w d^3 for the stiff share), push over pairs at repulsion 1.
ForceLevel::Virial ForceLevel::virial() const {
    Virial sum;
    double mass = 0, squares = 0;
    for (std::int32_t i = 0; i < m_graph->size(); ++i) {
        mass += m_mass[i];
        squares += static_cast<double>(m_mass[i]) * m_mass[i];
        for (auto k = m_graph->offsets[i]; k < m_graph->offsets[i + 1]; ++k) {
            const auto j = m_graph->targets[k];
            const double dx = m_at.x[i] - m_at.x[j], dy = m_at.y[i] - m_at.y[j], d2 = dx * dx + dy * dy;
            sum.soft += 0.5 * m_graph->weights[k] * d2 * (1.0 - m_rules.stiffening);
            if (m_rules.stiffening > 0) sum.stiff += 0.5 * m_graph->weights[k] * d2 * std::sqrt(d2) * m_rules.stiffening;
        }
    }
    sum.push = 0.5 * (mass * mass - squares);
    return sum;
}

void ForceLevel::balanceScale() {
    const auto n = m_graph->size();
    const auto sum = virial();
    const double push = m_rules.repulsion * sum.push;
    if (!(sum.soft + sum.stiff > 0) || !(push > 0)) return;
    double scale = sum.stiff > 0 ? std::cbrt(push / (sum.soft + sum.stiff)) : std::sqrt(push / sum.soft);
    for (int round = 0; round < 20 && sum.stiff > 0; ++round)
        scale = std::max(0.2 * scale, scale - (scale * scale * (sum.soft + scale * sum.stiff) - push) / (scale * (2 * sum.soft + 3 * scale * sum.stiff)));
    double cx = 0, cy = 0;
    for (std::int32_t i = 0; i < n; ++i) {
        cx += m_at.x[i];
        cy += m_at.y[i];
    }
    cx /= n;
    cy /= n;
    for (std::int32_t i = 0; i < n; ++i) {
        m_at.x[i] = static_cast<float>((m_at.x[i] - cx) * scale);
        m_at.y[i] = static_cast<float>((m_at.y[i] - cy) * scale);
    }
    m_next = m_at;
}

void ForceLevel::balanceRepulsion() {
    const auto sum = virial();
    if (sum.soft + sum.stiff > 0 && sum.push > 0) m_rules.repulsion = static_cast<float>((sum.soft + sum.stiff) / sum.push);
}

void ForceLevel::put(std::int32_t node, float x, float y) {
    m_at.x[node] = m_next.x[node] = x;
    m_at.y[node] = m_next.y[node] = y;
    m_speed.x[node] = m_speed.y[node] = 0;
}

void ForceLevel::shift(float dx, float dy) {
    for (float& x : m_at.x) x += dx;
    for (float& y : m_at.y) y += dy;
}

float ForceLevel::spacing() const {
    const auto n = m_at.x.size();
    if (n < 2) return 1;
    double sx = 0, sy = 0, xx = 0, yy = 0;
    for (std::size_t i = 0; i < n; ++i) {
        sx += m_at.x[i];
        sy += m_at.y[i];
        xx += static_cast<double>(m_at.x[i]) * m_at.x[i];
        yy += static_cast<double>(m_at.y[i]) * m_at.y[i];
    }
    const double count = static_cast<double>(n);
    const double spread = std::max(0.0, xx / count - sx / count * sx / count) + std::max(0.0, yy / count - sy / count * sy / count);
    return static_cast<float>(std::sqrt(6.28 * spread / count)); // a disc of that spread has area 2 pi spread
}

/// Pull, push and step of nodes [begin, end), from m_at into m_next.
void ForceLevel::move(std::size_t begin, std::size_t end, float limit) {
    const auto& graph = *m_graph;
    const float soft = 1.0F - m_rules.stiffening, stiff = m_rules.stiffening;
    for (auto i = begin; i < end; ++i) {
        const float x = m_at.x[i], y = m_at.y[i];
        if (!m_pinned.empty() && m_pinned[i]) {
            m_next.x[i] = x;
            m_next.y[i] = y;
            continue;
        }
        float pullX = 0, pullY = 0, stiffness = 0;
        for (auto k = graph.offsets[i]; k < graph.offsets[i + 1]; ++k) {
            const auto j = graph.targets[k];
            const float dx = m_at.x[j] - x, dy = m_at.y[j] - y;
            const float w = graph.weights[k] * (stiff == 0 ? 1.0F : soft + stiff * std::sqrt(dx * dx + dy * dy));
            pullX += w * dx;
            pullY += w * dy;
            stiffness += w;
        }
        const float push = m_rules.repulsion * m_mass[i];
        const float scale = stiffness > 0 ? m_rules.step / stiffness : 0.0F; // a node without links stays
        float vx = m_rules.momentum * m_speed.x[i] + scale * (pullX + push * m_fx[i]);
        float vy = m_rules.momentum * m_speed.y[i] + scale * (pullY + push * m_fy[i]);
        const float length = std::sqrt(vx * vx + vy * vy);
        if (length > limit) {
            vx *= limit / length;
            vy *= limit / length;
        }
        m_speed.x[i] = vx;
        m_speed.y[i] = vy;
        m_next.x[i] = x + vx;
        m_next.y[i] = y + vy;
    }
}

float ForceLevel::iterate(float limit) {
    const auto n = m_at.x.size();
    if (m_drift > m_driftAllowed) {
        m_tree.build(m_at.x, m_at.y, m_mass);
        m_drift = 0;
        m_driftAllowed = m_rules.drift * spacing();
    } else {
        m_tree.refit(m_at.x, m_at.y);
    }
    m_tree.forces(RepulsionKernel::Coulomb, m_fx, m_fy);
    parallelFor(n, 2048, [this, limit](std::size_t begin, std::size_t end) { move(begin, end, limit); });
    std::swap(m_at, m_next);
    double moved = 0;
    for (std::size_t i = 0; i < n; ++i) moved += std::abs(m_speed.x[i]) + std::abs(m_speed.y[i]);
    const auto mean = n == 0 ? 0.0F : static_cast<float>(moved / static_cast<double>(n));
    m_drift += mean;
    return mean;
}

} // namespace chainscape
