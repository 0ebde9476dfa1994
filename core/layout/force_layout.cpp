// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/force_layout.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/layout/force_parts.h"
#include "core/layout/parts.h"
#include "core/layout/warm_start.h"

namespace chainscape {

namespace {

constexpr float packGap = 2; // links between the boxes of parts

Result<void> checkedOptions(const LayoutGraph& graph, const ForceOptions& options) {
    const auto n = static_cast<std::size_t>(std::max(0, graph.n));
    for (const auto size : {options.startX.size(), options.startY.size(), options.pinned.size()})
        if (size != 0 && size != n) return failure(ErrorCode::BadArgument, "Starts and pins need one entry per node, or none.");
    if (options.startX.size() != options.startY.size()) return failure(ErrorCode::BadArgument, "A start needs both x and y.");
    if (!(options.startSpread > 0.1F && options.startSpread < 10)) return failure(ErrorCode::BadArgument, "The spread of a start must lie in 0.1..10.");
    return checked(graph);
}

/// Largest part first, so that its spread is used for all.
std::vector<std::size_t> bySize(const std::vector<GraphPart>& parts) {
    std::vector<std::size_t> order(parts.size());
    for (std::size_t p = 0; p < parts.size(); ++p) order[p] = p;
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return parts[a].nodes.size() > parts[b].nodes.size(); });
    return order;
}

/// All parts as they stand, part p as it is now; parts that have not been laid out are nowhere.
Positions sketch(const std::vector<GraphPart>& parts, const std::vector<std::uint8_t>& done, std::size_t p, const Positions& rough, Positions all) {
    for (std::size_t k = 0; k < parts.size(); ++k)
        if (!done[k])
            for (const auto node : parts[k].nodes) all.x[node] = all.y[node] = std::numeric_limits<float>::quiet_NaN();
    putBack(rough, parts[p], all);
    return all;
}

Result<ForceResult> coldLayout(const std::vector<GraphPart>& parts, std::int32_t n, const ForceOptions& options, Progress& progress) {
    ForceResult result;
    result.positions = {std::vector<float>(n, 0.0F), std::vector<float>(n, 0.0F)};
    std::vector<std::uint8_t> done(parts.size(), 0);
    bool first = true;
    for (const auto p : bySize(parts)) {
        ForceOptions own = options;
        if (options.meanwhile) own.meanwhile = [&](const Positions& rough) { options.meanwhile(sketch(parts, done, p, rough, result.positions)); };
        auto part = coldPart(parts[p].graph, own, first ? 0.0F : result.spread, progress);
        done[p] = 1;
        if (!part) return tl::unexpected(part.error());
        if (first) {
            result.spread = part->spread;
            result.iterations = part->iterations;
        }
        first = false;
        putBack(part->positions, parts[p], result.positions);
    }
    if (parts.size() > 1) packParts(parts, packGap, result.positions);
    return result;
}

/// Lets every part with links relax where it stands.
Result<void> relaxParts(const std::vector<GraphPart>& parts, const WarmStart& start, const ForceOptions& options, ForceResult& result, Progress& progress) {
    const auto rounds = options.iterations > 0 ? options.iterations : 5;
    for (const auto& part : parts) {
        if (part.nodes.size() < 2 || !start.relaxes(part)) continue;
        WarmPart warm(part.graph, taken(result.positions, part), result.spread, start.pinsOf(part));
        for (std::int32_t k = 0; k < rounds; ++k) {
            if (progress.stopped()) return Progress::cancelled();
            warm.iterate(0.3F * std::pow(0.1F, static_cast<float>(k) / static_cast<float>(rounds)));
            progress.report((k + 1.0) / rounds, "relaxing the network");
        }
        putBack(warm.positions(), part, result.positions);
    }
    result.iterations = rounds;
    return {};
}

} // namespace

Result<ForceResult> forceLayout(const LayoutGraph& graph, const ForceOptions& options, Progress& progress) {
    if (const auto good = checkedOptions(graph, options); !good) return tl::unexpected(good.error());
    const auto adjacency = symmetricAdjacency(graph);
    const auto parts = partsOf(adjacency);
    WarmStart start(graph.n, options);
    if (start.usable() && start.complete()) {
        ForceResult result{.positions = start.positions(), .spread = options.startSpread};
        if (const auto done = relaxParts(parts, start, options, result, progress); !done) return tl::unexpected(done.error());
        return result;
    }
    auto cold = coldLayout(parts, graph.n, options, progress);
    if (!cold || !start.any()) return cold;
    ForceResult result{.positions = start.completed(adjacency, parts, cold->positions), .spread = start.usable() ? options.startSpread : cold->spread};
    if (const auto done = relaxParts(parts, start, options, result, progress); !done) return tl::unexpected(done.error());
    return result;
}

struct LiveForce::State {
    std::vector<GraphPart> parts;
    std::vector<WarmPart> warm;             // one per part with two nodes or more
    std::vector<std::pair<std::int32_t, std::int32_t>> where; // node -> (index in warm or -1, own node)
    std::vector<std::size_t> partOf;        // of each entry of warm
    Positions all;
    float spread = 1;
    float heat = 0.3F;
};

LiveForce::LiveForce(std::unique_ptr<State> state) : m_state(std::move(state)) {}
LiveForce::LiveForce(LiveForce&&) noexcept = default;
LiveForce& LiveForce::operator=(LiveForce&&) noexcept = default;
LiveForce::~LiveForce() = default;

Result<LiveForce> LiveForce::start(const LayoutGraph& graph, const ForceOptions& options, Progress& progress) {
    auto placed = forceLayout(graph, options, progress);
    if (!placed) return tl::unexpected(placed.error());
    auto state = std::make_unique<State>();
    state->parts = partsOf(symmetricAdjacency(graph));
    state->all = std::move(placed->positions);
    state->spread = placed->spread;
    state->where.assign(graph.n, {-1, 0});
    const WarmStart pins(graph.n, options);
    for (std::size_t p = 0; p < state->parts.size(); ++p) {
        const auto& part = state->parts[p];
        if (part.nodes.size() < 2) continue;
        for (std::size_t i = 0; i < part.nodes.size(); ++i)
            state->where[part.nodes[i]] = {static_cast<std::int32_t>(state->warm.size()), static_cast<std::int32_t>(i)};
        state->warm.emplace_back(part.graph, taken(state->all, part), state->spread, pins.pinsOf(part));
        state->partOf.push_back(p);
    }
    return LiveForce(std::move(state));
}

float LiveForce::iterate() {
    constexpr float cooling = 0.98F, coldest = 0.02F;
    float moved = 0;
    for (auto& part : m_state->warm) moved = std::max(moved, part.iterate(m_state->heat));
    m_state->heat = std::max(coldest, m_state->heat * cooling);
    return moved;
}

void LiveForce::wake() { m_state->heat = 0.3F; }

void LiveForce::hold(std::int32_t node, float x, float y) {
    if (node < 0 || node >= static_cast<std::int32_t>(m_state->where.size()) || !std::isfinite(x) || !std::isfinite(y)) return;
    const auto [warm, own] = m_state->where[node];
    if (warm >= 0) m_state->warm[warm].hold(own, x, y);
    m_state->all.x[node] = x;
    m_state->all.y[node] = y;
}

void LiveForce::release(std::int32_t node) {
    if (node < 0 || node >= static_cast<std::int32_t>(m_state->where.size())) return;
    const auto [warm, own] = m_state->where[node];
    if (warm >= 0) m_state->warm[warm].release(own);
}

Positions LiveForce::positions() const {
    auto result = m_state->all;
    for (std::size_t w = 0; w < m_state->warm.size(); ++w) putBack(m_state->warm[w].positions(), m_state->parts[m_state->partOf[w]], result);
    return result;
}

float LiveForce::spread() const { return m_state->spread; }

} // namespace chainscape
