// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Where bands touch their nodes, in which lane the return bands run and what room they need. Used by sankey_geometry only.

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
};

SankeyPorts sankeyPorts(const SankeyStructure& structure, std::span<const int> positions, const SankeyGeometryOptions& options);

/// Upper edges of all vertices once laid out, and the frame around them.
struct SankeyPlacing {
    std::vector<double> top;    ///< per vertex
    std::vector<double> laneX;  ///< per layer
    double bodyTop = 0.0, bodyBottom = 0.0;
    double returnStart = 0.0;   ///< between the body and the return bands
    double returnGap = 0.0;     ///< as shrunk to fit
    double returnShare = 1.0;   ///< of their width that return bands have on their way
    std::vector<double> turnLeft, turnRight; ///< per entry of SankeyPorts::returns: from its column to the middle of the turn
};

SankeyRoom roomOf(const SankeyStructure& structure, const SankeyPorts& ports);
/// What return bands take of the height on a scale, gaps included, and what they may take at most without gaps: a share of the height, and so
/// much that they turn side by side between two columns.
double returnRoom(const SankeyRoom& room, double scale, const SankeyGeometryOptions& options);
double mostAround(const SankeyRoom& room, const SankeyGeometryOptions& options);
/// The share of their width at which they fit into that.
double returnShare(const SankeyRoom& room, double scale, const SankeyGeometryOptions& options);

/// Columns at even distances, with room at both ends where bands turn; the turns of return bands and the gaps between them.
void placeColumns(const SankeyStructure& structure, const SankeyPorts& ports, const SankeyRoom& room, double scale, const SankeyGeometryOptions& options, SankeyPlacing& placing);

/// The ribbons of all bands.
std::vector<SankeyRibbon> sankeyRibbons(const SankeyStructure& structure, const SankeyPorts& ports, const SankeyPlacing& placing,
                                        double scale, const SankeyGeometryOptions& options);

} // namespace chainscape
