// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Where bands touch their nodes, and in which lane the return bands run. Used by sankey_geometry only.

#include <span>
#include <vector>

#include "core/layout/sankey_geometry.h"

namespace chainscape {

/// Amounts in units of value; offsets count from the upper end of the node or bend.
struct SankeyPorts {
    std::vector<double> in, out;               ///< per node
    std::vector<double> bend;                  ///< per bundle: forward value that passes its bends
    std::vector<double> outOffset, inOffset;   ///< per band: upper edge at the source's right and the target's left side
    std::vector<double> bendOffset;            ///< per band: upper edge within its bundle's bends
    std::vector<std::uint8_t> loops;           ///< per node: 1 where it has a self-link
    std::vector<int> returns;                  ///< backward and same-layer bands, innermost first; at one layer the lower ones
    std::vector<int> returnLane;               ///< per entry of `returns`: 0 innermost; bands that do not overlap share a lane
    std::vector<double> laneValue;             ///< per lane of return bands: its widest
    double returnValue = 0.0;                  ///< sum of laneValue

    [[nodiscard]] bool loopsIn(const SankeyStructure& s, int layer) const {
        for (int v = 0; v < s.nodeCount; ++v)
            if (loops[v] != 0 && s.layer[v] == layer) return true;
        return false;
    }
};

SankeyPorts sankeyPorts(const SankeyStructure& structure, std::span<const int> positions, const SankeyGeometryOptions& options);

/// Upper edges of all vertices once laid out, and the frame around them.
struct SankeyPlacing {
    std::vector<double> top;    ///< per vertex
    std::vector<double> laneX;  ///< per layer
    double bodyTop = 0.0, bodyBottom = 0.0;
    double returnStart = 0.0;   ///< between the body and the return bands
    double returnGap = 0.0;     ///< as shrunk to fit
    std::vector<double> turnLeft, turnRight; ///< per entry of SankeyPorts::returns: from its column to the middle of the turn
};

/// The ribbons of all bands.
std::vector<SankeyRibbon> sankeyRibbons(const SankeyStructure& structure, const SankeyPorts& ports, const SankeyPlacing& placing,
                                        double scale, const SankeyGeometryOptions& options);

} // namespace chainscape
