// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// SankeyStructure: flows sorted into layers, with the bends of long links and the bands that run back.

#include <cstdint>
#include <limits>
#include <vector>

#include "core/base/result.h"

namespace chainscape {

inline constexpr int kUnknownLayer = std::numeric_limits<int>::min();

/// One flow from node to node (indices from 0).
struct SankeyLink {
    int source = 0;
    int target = 0;
    double value = 0.0;
};

/// What is to be drawn. `layers` holds one entry per node, kUnknownLayer where it is to be told from the flows.
struct SankeyGraph {
    std::vector<int> layers;
    std::vector<SankeyLink> links;
};

/// Where nodes without a layer go: Left = as early as the flows allow (longest path), Right = as late, Balanced = where
/// the flows, weighted by value, are shortest.
enum class SankeyAlign : std::uint8_t { Balanced, Left, Right };

enum class SankeyBandKind : std::uint8_t { Forward, SameLayer, Backward, Self };

/// Negative: drawn the other way round with its absolute value (so that every node's balance stays). Zero and Unknown
/// (NaN, infinite, beyond 1e150): kept as a band of no width.
enum class SankeyValueState : std::uint8_t { Usable, Zero, Negative, Unknown };

/// One input link as drawn; `value` >= 0 and finite; source and target exchanged when the state is Negative.
struct SankeyBand {
    int source = 0;
    int target = 0;
    double value = 0.0;
    SankeyBandKind kind = SankeyBandKind::Forward;
    SankeyValueState state = SankeyValueState::Usable;
    int bundle = -1; ///< index in SankeyStructure::bundles; -1 for SameLayer and Self
};

/// All bands between two nodes of different layers, in both directions; they share their bends.
struct SankeyBundle {
    int low = 0;  ///< node in the lower layer
    int high = 0; ///< node in the higher layer
    double value = 0.0;
    int firstBend = 0; ///< vertex of the bend in layer(low) + 1; the following layers follow
    int bendCount = 0; ///< layer(high) - layer(low) - 1
};

/// Vertices are the nodes 0..nodeCount-1, then the bends. Layers are dense, 0..layerCount-1: layers without a node are
/// left out, `layerLabel` keeps the numbers as given.
struct SankeyStructure {
    int nodeCount = 0;
    int layerCount = 0;
    std::vector<int> layer;      ///< per vertex
    std::vector<int> layerLabel; ///< per layer, ascending
    std::vector<int> component;  ///< per node; weakly connected components, numbered by falling total value
    int componentCount = 0;
    std::vector<SankeyBand> bands; ///< one per input link, in input order
    std::vector<SankeyBundle> bundles;

    [[nodiscard]] int vertexCount() const { return static_cast<int>(layer.size()); }
};

/// Sorts the flows into layers. Feedback arcs are found first (weighted greedy of Eades, Lin, Smyth 1993, improved by
/// moving single nodes), so loops always end. Nodes of unknown layer beside known ones take the layer their neighbours
/// suggest; all unknown: longest path, then `align`. Errors: an index out of range (BadArgument, row = link from 1);
/// more than 20 million bends (TooLarge). An empty graph gives an empty structure. Cost O(n + m log m + bends).
Result<SankeyStructure> buildSankeyStructure(const SankeyGraph& graph, SankeyAlign align = SankeyAlign::Balanced);

} // namespace chainscape
