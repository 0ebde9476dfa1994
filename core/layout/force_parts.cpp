// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/force_parts.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/layout/cluster_force.h"
#include "core/layout/multilevel.h"
#include "core/layout/sketch_clock.h"
#include "core/layout/sparse_stress.h"
#include "core/layout/spread.h"

namespace chainscape {

namespace {

constexpr float hubMass = 0;

void centre(Positions& positions) {
    for (auto* axis : {&positions.x, &positions.y}) {
        double mean = 0;
        for (const float v : *axis) mean += v / static_cast<double>(axis->size());
        for (float& v : *axis) v = static_cast<float>(v - mean);
    }
}

/// Rounds of least stress until nodes hardly move. Returns the rounds done.
Result<std::int32_t> relaxStress(const LayoutAdjacency& graph, const ForceOptions& options, Positions& positions, Progress& progress) {
    constexpr std::int32_t mostRounds = 40;
    SparseStress stress(graph, {.pivots = 128, .seed = options.seed});
    SketchClock sketches(options.meanwhile);
    stress.place(std::move(positions));
    std::int32_t round = 0;
    for (float moved = 1; round < mostRounds && moved > 0.01F; ++round) {
        if (progress.stopped()) return Progress::cancelled();
        moved = stress.iterate();
        progress.report(0.6 + 0.4 * round / mostRounds, "fitting distances");
        sketches.offer(stress.positions());
    }
    positions = stress.take();
    return round;
}

} // namespace

Result<PartResult> coldPart(const LayoutAdjacency& graph, const ForceOptions& options, float spread, Progress& progress) {
    const auto n = graph.size();
    PartResult result;
    if (n <= 2) {
        result.positions = {std::vector<float>(n, 0.0F), std::vector<float>(n, 0.0F)};
        if (n == 2) result.positions.x = {-0.5F, 0.5F};
        return result;
    }
    MultilevelOptions levels;
    levels.hubMass = hubMass;
    levels.seed = options.seed;
    levels.meanwhile = options.meanwhile;
    if (options.iterations > 0) levels.iterations = options.iterations;
    auto force = multilevelForce(graph, levels, progress);
    if (!force) return tl::unexpected(force.error());
    result.positions = std::move(force->positions);
    result.iterations = force->iterations;
    if (options.mode == ForceMode::Clusters) {
        const auto rounds = relaxClusters(graph, {.meanwhile = options.meanwhile}, result.positions, progress);
        if (!rounds) return tl::unexpected(rounds.error());
        result.iterations += *rounds;
    }
    result.spread = spread > 0 ? spread : bestSpread(graph, result.positions);
    spreadOut(result.positions, result.spread);
    if (options.mode == ForceMode::Quality) {
        const auto rounds = relaxStress(graph, options, result.positions, progress);
        if (!rounds) return tl::unexpected(rounds.error());
        result.iterations += *rounds;
        result.spread = 1;
    }
    centre(result.positions);
    return result;
}

WarmPart::WarmPart(const LayoutAdjacency& graph, Positions positions, float spread, std::vector<std::uint8_t> pinned)
    : m_force(graph, nodeMasses(graph, hubMass), {}), m_start(std::move(positions)), m_held(std::move(pinned)), m_spread(spread) {
    const auto n = m_start.x.size();
    m_held.resize(n, 0);
    m_pinnedAny = std::ranges::find(m_held, 1) != m_held.end();
    for (std::size_t i = 0; i < n; ++i) {
        m_centreX += m_start.x[i] / static_cast<double>(n);
        m_centreY += m_start.y[i] / static_cast<double>(n);
    }
    double squares = 0, lengths = 0;
    for (std::size_t i = 0; i < n; ++i) squares += std::pow(m_start.x[i] - m_centreX, 2) + std::pow(m_start.y[i] - m_centreY, 2);
    for (std::int32_t i = 0; i < graph.size(); ++i)
        for (const auto j : graph.neighbours(i)) lengths += std::hypot(m_start.x[i] - m_start.x[j], m_start.y[i] - m_start.y[j]);
    m_outerRadius = std::sqrt(squares / static_cast<double>(n));
    m_innerRadius = lengths > 0 ? m_outerRadius * static_cast<double>(graph.targets.size()) / lengths : 1;
    m_innerRadius = std::clamp(m_innerRadius, 0.1, 1e6);
    if (!(m_outerRadius > 0)) m_outerRadius = 1;
    Positions inner = m_start;
    for (std::size_t i = 0; i < n; ++i) toInner(inner.x[i], inner.y[i]);
    m_force.place(std::move(inner));
    m_force.pin(m_held);
    m_force.balanceRepulsion();
    m_spacing = std::max(1e-6F, m_force.spacing());
}

void WarmPart::toInner(float& x, float& y) const {
    const double u = (x - m_centreX) / m_outerRadius, v = (y - m_centreY) / m_outerRadius, r = std::hypot(u, v);
    const double stretch = r > 0 ? m_innerRadius * std::pow(r, 1.0 / m_spread - 1.0) : 0;
    x = static_cast<float>(u * stretch);
    y = static_cast<float>(v * stretch);
}

float WarmPart::iterate(float heat) {
    const auto& before = m_force.positions();
    double x = 0, y = 0;
    if (!m_pinnedAny)
        for (std::size_t i = 0; i < before.x.size(); ++i) {
            x += before.x[i];
            y += before.y[i];
        }
    const float moved = m_force.iterate(heat * m_spacing);
    if (!m_pinnedAny) {
        const auto& after = m_force.positions();
        for (std::size_t i = 0; i < after.x.size(); ++i) {
            x -= after.x[i];
            y -= after.y[i];
        }
        const auto n = static_cast<double>(after.x.size());
        m_force.shift(static_cast<float>(x / n), static_cast<float>(y / n));
    }
    return moved;
}

void WarmPart::hold(std::int32_t node, float x, float y) {
    m_start.x[node] = x;
    m_start.y[node] = y;
    toInner(x, y);
    m_held[node] = 1;
    m_force.put(node, x, y);
    m_force.pin(m_held);
    m_pinnedAny = true;
}

void WarmPart::release(std::int32_t node) {
    m_held[node] = 0;
    m_force.pin(m_held);
    m_pinnedAny = std::ranges::find(m_held, 1) != m_held.end();
}

Positions WarmPart::positions() const {
    Positions result = m_force.positions();
    for (std::size_t i = 0; i < result.x.size(); ++i) {
        if (m_held[i]) {
            result.x[i] = m_start.x[i];
            result.y[i] = m_start.y[i];
            continue;
        }
        const double u = result.x[i] / m_innerRadius, v = result.y[i] / m_innerRadius, r = std::hypot(u, v);
        const double stretch = r > 0 ? m_outerRadius * std::pow(r, m_spread - 1.0) : 0;
        result.x[i] = static_cast<float>(m_centreX + u * stretch);
        result.y[i] = static_cast<float>(m_centreY + v * stretch);
    }
    return result;
}

} // namespace chainscape
