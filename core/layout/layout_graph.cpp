// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/layout_graph.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace chainscape {

namespace {

/// Counting sort of (from, to, w) triples by from; stable.
struct Arcs {
    std::vector<std::int32_t> offsets, targets;
    std::vector<float> weights;
};

Arcs transposed(const Arcs& arcs, std::int32_t n) {
    Arcs result;
    result.offsets.assign(n + 1, 0);
    for (const auto t : arcs.targets) ++result.offsets[t + 1];
    std::partial_sum(result.offsets.begin(), result.offsets.end(), result.offsets.begin());
    auto next = result.offsets;
    result.targets.resize(arcs.targets.size());
    result.weights.resize(arcs.weights.size());
    for (std::int32_t i = 0; i < n; ++i)
        for (auto k = arcs.offsets[i]; k < arcs.offsets[i + 1]; ++k) {
            const auto slot = next[arcs.targets[k]]++;
            result.targets[slot] = i;
            if (!arcs.weights.empty()) result.weights[slot] = arcs.weights[k];
        }
    return result;
}

/// Both directions of every link, rows by source, unsorted, self-links left out.
Arcs bothDirections(const LayoutGraph& graph) {
    Arcs arcs;
    arcs.offsets.assign(graph.n + 1, 0);
    const auto m = graph.source.size();
    for (std::size_t k = 0; k < m; ++k)
        if (graph.source[k] != graph.target[k]) {
            ++arcs.offsets[graph.source[k] + 1];
            ++arcs.offsets[graph.target[k] + 1];
        }
    std::partial_sum(arcs.offsets.begin(), arcs.offsets.end(), arcs.offsets.begin());
    arcs.targets.resize(arcs.offsets.back());
    if (!graph.weight.empty()) arcs.weights.resize(arcs.offsets.back());
    auto next = arcs.offsets;
    for (std::size_t k = 0; k < m; ++k) {
        const auto a = graph.source[k], b = graph.target[k];
        if (a == b) continue;
        const auto forth = next[a]++, back = next[b]++;
        arcs.targets[forth] = b;
        arcs.targets[back] = a;
        if (!graph.weight.empty()) arcs.weights[forth] = arcs.weights[back] = graph.weight[k];
    }
    return arcs;
}

/// Merges equal neighbours of sorted rows in place; a NaN or infinite part stays out of the sum unless it is alone.
LayoutAdjacency merged(Arcs&& arcs, std::int32_t n) {
    LayoutAdjacency result;
    result.offsets.assign(1, 0);
    result.offsets.reserve(n + 1);
    const bool weighted = !arcs.weights.empty();
    std::int32_t out = 0;
    for (std::int32_t i = 0; i < n; ++i) {
        const auto begin = out;
        for (auto k = arcs.offsets[i]; k < arcs.offsets[i + 1]; ++k) {
            const float w = weighted ? arcs.weights[k] : 1.0F;
            if (out > begin && arcs.targets[out - 1] == arcs.targets[k]) {
                if (weighted && std::isfinite(w)) arcs.weights[out - 1] = std::isfinite(arcs.weights[out - 1]) ? arcs.weights[out - 1] + w : w;
                continue;
            }
            arcs.targets[out] = arcs.targets[k];
            if (weighted) arcs.weights[out] = w;
            ++out;
        }
        result.offsets.push_back(out);
    }
    arcs.targets.resize(out);
    result.targets = std::move(arcs.targets);
    if (weighted) arcs.weights.resize(out);
    result.weights = weighted ? std::move(arcs.weights) : std::vector<float>(out, 1.0F);
    return result;
}

void squeeze(std::vector<float>& weights) {
    std::vector<float> known;
    for (const float w : weights)
        if (std::isfinite(w) && w > 0) known.push_back(w);
    if (known.empty()) {
        std::ranges::fill(weights, 1.0F);
        return;
    }
    const auto middle = known.begin() + static_cast<std::ptrdiff_t>(known.size() / 2);
    std::ranges::nth_element(known, middle);
    const float median = *middle;
    for (float& w : weights) w = !std::isfinite(w) ? 1.0F : w <= 0 ? 0.25F : std::clamp(std::sqrt(w / median), 0.25F, 4.0F);
}

} // namespace

Result<void> checked(const LayoutGraph& graph) {
    if (graph.n < 0) return failure(ErrorCode::BadArgument, "The number of nodes is negative.");
    if (graph.source.size() != graph.target.size()) return failure(ErrorCode::BadArgument, "Links need as many sources as targets.");
    if (!graph.weight.empty() && graph.weight.size() != graph.source.size())
        return failure(ErrorCode::BadArgument, "There must be one weight per link, or none at all.");
    const auto outside = [n = graph.n](std::int32_t i) { return i < 0 || i >= n; };
    if (std::ranges::any_of(graph.source, outside) || std::ranges::any_of(graph.target, outside))
        return failure(ErrorCode::BadArgument, "A link names a node that does not exist.");
    if (graph.source.size() > 1'000'000'000U) return failure(ErrorCode::TooLarge, "More than a billion links cannot be laid out.");
    return {};
}

LayoutAdjacency symmetricAdjacency(const LayoutGraph& graph) {
    // The arcs are symmetric, so transposing the rows is the same graph with every row sorted.
    auto result = merged(transposed(bothDirections(graph), graph.n), graph.n);
    if (!graph.weight.empty()) squeeze(result.weights);
    return result;
}

LayoutAdjacency renumbered(const LayoutAdjacency& graph, std::span<const std::int32_t> newIndex) {
    const auto n = graph.size();
    std::vector<std::int32_t> old(n);
    for (std::int32_t i = 0; i < n; ++i) old[newIndex[i]] = i;
    LayoutAdjacency result;
    result.offsets.reserve(n + 1);
    result.targets.reserve(graph.targets.size());
    result.weights.reserve(graph.weights.size());
    for (std::int32_t i = 0; i < n; ++i) {
        for (auto k = graph.offsets[old[i]]; k < graph.offsets[old[i] + 1]; ++k) {
            result.targets.push_back(newIndex[graph.targets[k]]);
            result.weights.push_back(graph.weights[k]);
        }
        result.offsets.push_back(static_cast<std::int32_t>(result.targets.size()));
    }
    return result;
}

Components connectedComponents(const LayoutAdjacency& graph) {
    const auto n = graph.size();
    Components result;
    result.part.assign(n, -1);
    std::vector<std::int32_t> queue;
    for (std::int32_t start = 0; start < n; ++start) {
        if (result.part[start] >= 0) continue;
        queue.assign(1, start);
        result.part[start] = result.count;
        for (std::size_t head = 0; head < queue.size(); ++head)
            for (const auto next : graph.neighbours(queue[head]))
                if (result.part[next] < 0) {
                    result.part[next] = result.count;
                    queue.push_back(next);
                }
        ++result.count;
    }
    return result;
}

} // namespace chainscape
