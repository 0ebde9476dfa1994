// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Small flow graphs for the tests: layered at random, with loops, and the awkward ones.

#include <random>

#include "core/layout/sankey_graph.h"

namespace chainscape::test {

inline int draw(std::mt19937& random, int count) { return static_cast<int>(random() % static_cast<unsigned>(count)); }

/// `links` flows among layers x width nodes, mostly one layer on; every fifth runs anywhere (back, within, to itself).
inline SankeyGraph randomGraph(unsigned seed, int layers, int width, int links) {
    std::mt19937 random(seed);
    SankeyGraph graph;
    for (int v = 0; v < layers * width; ++v) graph.layers.push_back(v / width);
    for (int i = 0; i < links; ++i) {
        const int source = draw(random, (layers - 1) * width);
        int target = (source / width + 1) * width + draw(random, width);
        if (i % 5 == 4) target = draw(random, layers * width);
        graph.links.push_back({source, target, 1.0 + draw(random, 200) / 8.0});
    }
    return graph;
}

inline SankeyGraph withoutLayers(SankeyGraph graph) {
    graph.layers.assign(graph.layers.size(), kUnknownLayer);
    return graph;
}

/// 40 loops of three firms each, chained.
inline SankeyGraph fortyLoops() {
    SankeyGraph graph;
    graph.layers.assign(120, kUnknownLayer);
    for (int k = 0; k < 40; ++k) {
        const int a = 3 * k;
        graph.links.push_back({a, a + 1, 5.0});
        graph.links.push_back({a + 1, a + 2, 4.0});
        graph.links.push_back({a + 2, a, 1.0});
        if (k + 1 < 40) graph.links.push_back({a + 2, (a + 3 + 3 * (k % 3)) % 120, 3.0});
    }
    return graph;
}

/// One loop through eight layers.
inline SankeyGraph bigLoop() {
    SankeyGraph graph;
    for (int l = 0; l < 8; ++l) graph.layers.push_back(l);
    for (int l = 0; l < 8; ++l) graph.links.push_back({l, (l + 1) % 8, 10.0});
    return graph;
}

/// Every pair of `count` firms trades both ways.
inline SankeyGraph everyPair(int count) {
    SankeyGraph graph;
    graph.layers.assign(static_cast<std::size_t>(count), kUnknownLayer);
    for (int a = 0; a < count; ++a)
        for (int b = 0; b < count; ++b)
            if (a != b) graph.links.push_back({a, b, 1.0 + (a * 7 + b * 3) % 11});
    return graph;
}

} // namespace chainscape::test
