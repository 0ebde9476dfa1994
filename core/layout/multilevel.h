// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The multilevel cold start of the force layout: one connected graph, from nothing to a settled picture.

#include <cstdint>
#include <functional>

#include "core/base/progress.h"
#include "core/layout/force_level.h"
#include "core/layout/layout_graph.h"

namespace chainscape {

struct MultilevelOptions {
    float hubMass = 0;              // a node's mass is 1 + hubMass * degree
    std::int32_t iterations = 15;   // of the full graph; small versions get more
    float heat = 10;                // largest first move, in spacings; the last is a twenty-fifth of it
    std::uint64_t seed = 1;
    std::function<void(const Positions&)> meanwhile; // the picture so far, a few times a second; empty: nobody looks
    ForceRules rules;               // `repulsion` is set here: links are about one unit long
};

struct MultilevelResult {
    Positions positions;
    std::int32_t iterations = 0; // of all levels
};

/// Masses of the nodes: 1 + hubMass * degree.
std::vector<float> nodeMasses(const LayoutAdjacency& graph, float hubMass);

/// The repulsion at which links of length 1 balance pushes: sum of link weights over sum of mass products.
float unitRepulsion(const LayoutAdjacency& graph, std::span<const float> mass);

/// Coarsens, starts the smallest version from Pivot MDS and relaxes version by version (Walshaw 2003, "A multilevel
/// algorithm for force-directed graph drawing"). The graph must be connected. Deterministic for any number of threads.
Result<MultilevelResult> multilevelForce(const LayoutAdjacency& graph, const MultilevelOptions& options, Progress& progress);

} // namespace chainscape
