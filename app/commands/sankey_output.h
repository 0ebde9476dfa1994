// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the sankey command writes: the drawing as JSON, the order as text.

#include <iosfwd>
#include <string>
#include <vector>

#include "app/commands/command.h"
#include "core/layout/sankey_geometry.h"
#include "core/layout/sankey_order.h"

namespace chainscape::cli {

struct NamedSankey {
    std::vector<std::string> names; ///< per node
    SankeyGraph graph;
    std::vector<std::string> warnings;
};

struct SankeyDrawing {
    SankeyStructure structure;
    SankeyOrder order;
    SankeyGeometry geometry;
    double milliseconds = 0.0; ///< layers, order and geometry
};

/// Nodes, links (all, in input order), return links, bends, stubs, layers, weighted crossings.
Json sankeyDocument(const NamedSankey& named, const SankeyDrawing& drawing);

/// The counts and totals for standard output.
Json sankeySummary(const NamedSankey& named, const SankeyDrawing& drawing);

/// Line i: position of node i; then "d SRC DST LAYER POSITION" for every bend, SRC the end in the lower layer. Layers
/// without a node, which the drawing leaves out, get their places on the line between their neighbours.
void writeSankeyOrder(const SankeyDrawing& drawing, std::ostream& out);

} // namespace chainscape::cli
