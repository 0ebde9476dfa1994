// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// SankeyGeometry: boxes, ribbons and stubs of a flow drawing in plain numbers, for any painter.

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "core/layout/sankey_graph.h"

namespace chainscape {

struct SankeyPoint {
    double x = 0.0;
    double y = 0.0;
};

/// x, y: upper left corner; y grows downwards.
struct SankeyBox {
    double x = 0.0;
    double y = 0.0;
    double width = 0.0;
    double height = 0.0;
};

/// One cubic Bezier piece of a ribbon's centre line: start, two controls, end. Straight pieces are cubics too.
using SankeyCurve = std::array<SankeyPoint, 4>;

/// Swept: the ribbon reaches width / 2 above and below its centre line (its ends are vertical). Stroked: width / 2 to
/// both sides across it (return bands and loops, which turn corners).
enum class SankeyRibbonKind : std::uint8_t { Swept, Stroked };

struct SankeyRibbon {
    SankeyRibbonKind kind = SankeyRibbonKind::Swept;
    double width = 0.0; ///< at both ends
    double waist = 1.0; ///< share of the width that it has between its first and its last curve, which narrow to it
    std::vector<SankeyCurve> centre; ///< from the right edge of the source's box to the left edge of the target's
};

struct SankeyNodeShape {
    SankeyBox box; ///< height = max(in, out) * scale
    double in = 0.0;
    double out = 0.0;
};

/// What a node takes in and does not pass on (Kept, on the right side), or passes on and never took in (Added, left).
enum class SankeyStubKind : std::uint8_t { Added, Kept };

struct SankeyStub {
    int node = 0;
    SankeyStubKind kind = SankeyStubKind::Added;
    double value = 0.0;
    SankeyBox box;
};

/// Sums over a layer. `through`: bands that pass it by without touching a node of it (bends).
struct SankeyLane {
    double x = 0.0; ///< left edge of its nodes
    double in = 0.0;
    double out = 0.0;
    double through = 0.0;
};

struct SankeyGeometry {
    double scale = 0.0; ///< height per unit of value
    double returnShare = 1.0; ///< of their width that return bands have on their way around; their ends are on the scale
    double width = 0.0;
    double height = 0.0; ///< used height: the one asked for, or more when a given scale needs it
    std::vector<SankeyNodeShape> nodes;
    std::vector<SankeyRibbon> ribbons; ///< one per band of the structure, same order
    std::vector<SankeyStub> stubs;     ///< by node
    std::vector<SankeyLane> lanes;     ///< by layer
};

enum class SankeyReturnSide : std::uint8_t { Below, Above };

/// What return bands need, in units of value and in numbers of bands.
struct SankeyRoom {
    double value = 0.0;           ///< of bands that lie side by side
    int lanes = 0;                ///< how many those are
    double left = 0.0, right = 0.0; ///< of bands that turn before the first and after the last layer
    int leftBands = 0, rightBands = 0;
    double turn = 0.0;              ///< of bands that turn beside one layer, at most
    int layers = 0;
    bool leftLoops = false, rightLoops = false; ///< a node there has a self-link

    /// The room that does for both.
    [[nodiscard]] SankeyRoom with(const SankeyRoom& other) const;
};

/// All lengths in the painter's unit.
struct SankeyGeometryOptions {
    double width = 1000.0;
    double height = 600.0;
    double nodeWidth = 14.0; ///< narrower, as stubs are, where columns stand close
    double nodeGap = 16.0;   ///< between nodes of a layer; shrinks when the gaps would take over half of the height
    double bendGap = 4.0;    ///< beside the bend of a long link
    double returnGap = 6.0;  ///< between return bands
    double stubWidth = 26.0;
    double scale = 0.0;      ///< 0: the largest that fits; else kept as given (one scale for several periods)
    SankeyRoom room;         ///< kept for return bands, if their own is less: columns then stand still over several periods
    double tolerance = 1e-9; ///< imbalances up to this share of the total value draw no stub
    int rounds = 12;         ///< of straightening
    SankeyReturnSide returns = SankeyReturnSide::Below;
    /// Order of the bands by hand at their source and at their target: one number per band or none; NaN: told from where they lead.
    std::vector<double> outRank, inRank;
};

/// Places everything for an order (positions: one per vertex, as SankeyOrder gives them). Bands within a node are sorted
/// by where they lead, ranked ones first; nodes are pulled towards their neighbours without changing the order (weighted isotonic
/// regression per layer, alternating sweeps); backward and same-layer bands run around the outside, nested so that they
/// do not cross each other; where they would take over a quarter of the height they are narrowed on their way, all by the same
/// share. Self-links loop over their node, narrowed to fit into the gap. Sources (nothing in) and sinks (nothing out) get no stub.
/// Widths are value * scale, so they add up as the values do. No NaN for zero or empty input. BadArgument: a wrong
/// number of positions, or a size that is not finite or not positive. Cost O(rounds * pieces + n log n).
Result<SankeyGeometry> sankeyGeometry(const SankeyStructure& structure, std::span<const int> positions, const SankeyGeometryOptions& options = {});

/// The room of the return bands of a structure in this order.
SankeyRoom sankeyRoom(const SankeyStructure& structure, std::span<const int> positions, const SankeyGeometryOptions& options);

/// The largest scale at which the structure, in this order, fits the options' height beside the room kept for return bands: the
/// smallest over several periods is one that all can share. 0 when there is no value at all.
double fittedSankeyScale(const SankeyStructure& structure, std::span<const int> positions, const SankeyGeometryOptions& options);

} // namespace chainscape
