// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/internets.h"

#include <algorithm>
#include <cmath>

#include "core/analysis/components.h"
#include "core/base/undefined.h"

namespace chainscape {
namespace {

/// Digital degrees and values per node, over the undirected simple graph.
struct DigitalTies {
    std::vector<std::uint32_t> degree;
    std::vector<double> value, trade; ///< digital value, all trade
};

DigitalTies ties(const Snapshot& s, std::span<const std::uint8_t> digital) {
    const auto& edges = s.edges();
    DigitalTies out{std::vector<std::uint32_t>(s.nodeCount(), 0), std::vector<double>(s.nodeCount(), 0), std::vector<double>(s.nodeCount(), 0)};
    for (std::uint32_t e = 0; e < edges.size(); ++e) {
        const auto i = edges.source[e], j = edges.target[e];
        for (const auto node : {i, j}) {
            out.trade[node] += edges.value[e];
            if (digital[e]) out.value[node] += edges.value[e];
        }
        if (!digital[e]) continue;
        const auto back = s.edgeBetween(j, i);
        if (back != kNone && digital[back] && back < e) continue; // the pair is counted already
        ++out.degree[i];
        ++out.degree[j];
    }
    return out;
}

EnterpriseInternet internetOf(const Snapshot& s, const DigitalTies& t, std::vector<std::uint32_t> firms) {
    EnterpriseInternet out;
    out.firms = std::move(firms);
    out.hub = out.firms.front();
    std::uint32_t greatest = 0;
    double twice = 0, trade = 0, off = 0;
    std::vector<std::uint8_t> seen(std::size_t(s.stageCount()) + 1, 0);
    for (const auto i : out.firms) {
        greatest = std::max(greatest, t.degree[i]);
        twice += t.value[i];
        trade += t.trade[i];
        const bool equal = t.value[i] == t.value[out.hub];
        if (t.value[i] > t.value[out.hub] || (equal && s.id(i) < s.id(out.hub))) out.hub = i;
        auto& mark = seen[std::size_t(s.stage()[i])];
        if (s.stage()[i] > 0 && !mark) {
            mark = 1;
            ++out.stages;
        }
    }
    for (const auto i : out.firms) off += double(greatest - t.degree[i]);
    const double n = double(out.firms.size());
    out.value = twice / 2;
    out.centralisation = off / ((n - 1) * (n - 2));
    out.hubShare = out.value > 0 ? t.value[out.hub] / out.value : kNaN;
    out.index = std::sqrt(out.centralisation * out.hubShare);
    out.openness = trade > 0 ? 1 - twice / trade : kNaN;
    return out;
}

} // namespace

Result<Internets> internets(const Snapshot& s, std::span<const std::uint8_t> digital, Progress& progress) {
    if (progress.stopped()) return Progress::cancelled();
    const auto t = ties(s, digital);
    const auto parts = weakComponents(s, digital);
    Internets out;
    std::size_t greatest = 0;
    double weight = 0, sum = 0;
    for (auto& firms : parts.members()) {
        if (firms.size() < 2) continue;
        ++out.componentCount;
        greatest = std::max(greatest, firms.size());
        if (firms.size() >= 3) out.pieces.push_back(internetOf(s, t, std::move(firms)));
    }
    for (const auto& piece : out.pieces) {
        if (std::isnan(piece.index)) continue;
        weight += piece.value;
        sum += piece.value * piece.index;
    }
    out.index = weight > 0 ? sum / weight : kNaN;
    out.largestFirmShare = double(greatest) / double(s.nodeCount());
    std::ranges::stable_sort(out.pieces, std::greater{}, &EnterpriseInternet::value);
    return out;
}

} // namespace chainscape
