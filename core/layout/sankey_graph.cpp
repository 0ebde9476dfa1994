// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/sankey_graph.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <string>

#include "core/layout/sankey_layers.h"

namespace chainscape {
namespace {

constexpr std::int64_t kMostBends = 20'000'000;
constexpr double kMostValue = 1e150; // products of two values stay finite

SankeyBand bandOf(const SankeyLink& link) {
    SankeyBand band{link.source, link.target, link.value, SankeyBandKind::Forward, SankeyValueState::Usable, -1};
    if (!(std::abs(link.value) <= kMostValue)) {
        band.state = SankeyValueState::Unknown;
        band.value = 0.0;
    } else if (link.value == 0.0) {
        band.state = SankeyValueState::Zero;
        band.value = 0.0;
    } else if (link.value < 0.0) {
        band.state = SankeyValueState::Negative;
        band.value = -link.value;
        std::swap(band.source, band.target);
    }
    return band;
}

Result<std::vector<SankeyBand>> readBands(const SankeyGraph& graph) {
    const int n = static_cast<int>(graph.layers.size());
    std::vector<SankeyBand> bands;
    bands.reserve(graph.links.size());
    for (std::size_t i = 0; i < graph.links.size(); ++i) {
        const auto& link = graph.links[i];
        if (link.source < 0 || link.source >= n || link.target < 0 || link.target >= n)
            return failure(ErrorCode::BadArgument,
                           "A flow names node " + std::to_string(link.source < 0 || link.source >= n ? link.source : link.target) +
                               ", but the nodes are 0 to " + std::to_string(n - 1) + ".",
                           {"", static_cast<std::int64_t>(i) + 1, ""});
        bands.push_back(bandOf(link));
    }
    return bands;
}

SankeyBandKind kindOf(const SankeyBand& band, const std::vector<int>& layer) {
    if (band.source == band.target) return SankeyBandKind::Self;
    if (layer[band.source] == layer[band.target]) return SankeyBandKind::SameLayer;
    return layer[band.source] < layer[band.target] ? SankeyBandKind::Forward : SankeyBandKind::Backward;
}

/// Numbers the layers in use 0, 1, ... and remembers their given numbers.
void makeDense(SankeyStructure& s) {
    s.layerLabel = s.layer;
    std::sort(s.layerLabel.begin(), s.layerLabel.end());
    s.layerLabel.erase(std::unique(s.layerLabel.begin(), s.layerLabel.end()), s.layerLabel.end());
    for (int& l : s.layer)
        l = static_cast<int>(std::lower_bound(s.layerLabel.begin(), s.layerLabel.end(), l) - s.layerLabel.begin());
    s.layerCount = static_cast<int>(s.layerLabel.size());
}

/// One bundle per pair of nodes in different layers, in order of (low, high).
void makeBundles(SankeyStructure& s) {
    struct Entry {
        int low, high, band;
        auto operator<=>(const Entry&) const = default;
    };
    std::vector<Entry> entries;
    for (int i = 0; i < static_cast<int>(s.bands.size()); ++i) {
        const auto& band = s.bands[i];
        if (band.kind == SankeyBandKind::Forward) entries.push_back({band.source, band.target, i});
        if (band.kind == SankeyBandKind::Backward) entries.push_back({band.target, band.source, i});
    }
    std::sort(entries.begin(), entries.end());
    for (const auto& e : entries) {
        if (s.bundles.empty() || s.bundles.back().low != e.low || s.bundles.back().high != e.high)
            s.bundles.push_back({e.low, e.high, 0.0, 0, s.layer[e.high] - s.layer[e.low] - 1});
        s.bundles.back().value += s.bands[e.band].value;
        s.bands[e.band].bundle = static_cast<int>(s.bundles.size()) - 1;
    }
}

Result<void> addBends(SankeyStructure& s) {
    std::int64_t bends = 0;
    for (const auto& bundle : s.bundles) bends += bundle.bendCount;
    if (bends > kMostBends)
        return failure(ErrorCode::TooLarge, "The flows cross layers " + std::to_string(bends) + " times, more than " +
                                                std::to_string(kMostBends) + ": use fewer layers or fewer flows.");
    s.layer.reserve(s.layer.size() + static_cast<std::size_t>(bends));
    for (auto& bundle : s.bundles) {
        bundle.firstBend = static_cast<int>(s.layer.size());
        const int first = s.layer[bundle.low] + 1;
        for (int k = 0; k < bundle.bendCount; ++k) s.layer.push_back(first + k);
    }
    return {};
}

int rootOf(std::vector<int>& parent, int v) {
    while (parent[v] != v) v = parent[v] = parent[parent[v]];
    return v;
}

void findComponents(SankeyStructure& s) {
    const auto n = static_cast<std::size_t>(s.nodeCount);
    std::vector<int> parent(n);
    std::iota(parent.begin(), parent.end(), 0);
    for (const auto& band : s.bands) {
        const int a = rootOf(parent, band.source), b = rootOf(parent, band.target);
        if (a != b) parent[std::max(a, b)] = std::min(a, b);
    }
    std::vector<double> total(n, 0.0);
    for (const auto& band : s.bands) total[rootOf(parent, band.source)] += band.value;
    std::vector<int> roots;
    for (int v = 0; v < s.nodeCount; ++v)
        if (rootOf(parent, v) == v) roots.push_back(v);
    std::stable_sort(roots.begin(), roots.end(), [&](int a, int b) { return total[a] > total[b]; });
    std::vector<int> number(n, 0);
    for (std::size_t i = 0; i < roots.size(); ++i) number[roots[i]] = static_cast<int>(i);
    s.component.resize(n);
    for (int v = 0; v < s.nodeCount; ++v) s.component[v] = number[rootOf(parent, v)];
    s.componentCount = static_cast<int>(roots.size());
}

} // namespace

Result<SankeyStructure> buildSankeyStructure(const SankeyGraph& graph, SankeyAlign align) {
    auto bands = readBands(graph);
    if (!bands) return tl::unexpected(bands.error());
    SankeyStructure s;
    s.nodeCount = static_cast<int>(graph.layers.size());
    s.bands = std::move(*bands);
    SankeyGraph clean{graph.layers, {}};
    clean.links.reserve(s.bands.size());
    for (const auto& band : s.bands) clean.links.push_back({band.source, band.target, band.value});
    s.layer = sankeyLayers(clean, align);
    makeDense(s);
    for (auto& band : s.bands) band.kind = kindOf(band, s.layer);
    makeBundles(s);
    if (auto ok = addBends(s); !ok) return tl::unexpected(ok.error());
    findComponents(s);
    return s;
}

} // namespace chainscape
