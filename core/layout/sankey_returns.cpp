// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/layout/sankey_ports.h"

namespace chainscape {
namespace {

constexpr double kReturnGaps = 0.04; ///< of the height, at most, for the gaps between return bands, and for that before them
constexpr double kReturnRoom = 0.25; ///< of the height, at most, for the return bands themselves
constexpr double kTurnRoom = 0.15;   ///< of the width, at most, for the turns beside a column
constexpr double kTurnShare = 0.4;   ///< of the room between two columns, at most, for the turns of return bands
constexpr double kTurnStart = 8.0;   ///< between a column and its innermost turn
constexpr double kLoopRoom = 1.25;   ///< gaps between nodes that a self-link reaches beyond its node

double gapOf(const SankeyRoom& room, const SankeyGeometryOptions& options) {
    return room.lanes == 0 ? 0.0 : std::min(options.returnGap, kReturnGaps * options.height / (room.lanes + 1.0));
}

/// Between the body and the return bands, for the labels of the last boxes.
double startOf(const SankeyRoom& room, const SankeyGeometryOptions& options) { return room.lanes == 0 ? 0.0 : std::min(options.nodeGap, kReturnGaps * options.height); }

/// Places the turns of the return bands at one end side by side: the inner ones, which stand first, nearest to their boxes.
struct Turns {
    std::vector<double> offset; ///< per entry of SankeyPorts::returns: from the column to the middle of the turn
    std::vector<double> room;   ///< per layer

    Turns(const SankeyStructure& s, const SankeyPorts& ports, double thickness, double gap, int SankeyBand::*end) : room(static_cast<std::size_t>(s.layerCount), 0.0) {
        for (const int i : ports.returns) {
            double& at = room[s.layer[s.bands[i].*end]];
            if (at <= 0.0) at = kTurnStart;
            const double width = s.bands[i].value * thickness;
            offset.push_back(at + width / 2.0);
            at += width + gap;
        }
    }
    /// Where they would take over `most` they overlap.
    void squeeze(const SankeyStructure& s, const SankeyPorts& ports, double most, int SankeyBand::*end) {
        for (std::size_t k = 0; k < offset.size(); ++k) {
            const double all = room[s.layer[s.bands[ports.returns[k]].*end]];
            if (all > most) offset[k] *= most / all;
        }
    }
};

} // namespace

SankeyRoom SankeyRoom::with(const SankeyRoom& other) const {
    return {std::max(value, other.value),         std::max(lanes, other.lanes),           std::max(left, other.left),     std::max(right, other.right),
            std::max(leftBands, other.leftBands), std::max(rightBands, other.rightBands), leftLoops || other.leftLoops, rightLoops || other.rightLoops};
}

SankeyRoom roomOf(const SankeyStructure& s, const SankeyPorts& ports) {
    SankeyRoom room{.value = ports.returnValue, .lanes = static_cast<int>(ports.laneValue.size())};
    for (const int i : ports.returns) {
        const auto& band = s.bands[i];
        if (band.value <= 0.0) continue;
        if (s.layer[band.target] == 0) room.left += band.value, ++room.leftBands;
        if (s.layer[band.source] + 1 == s.layerCount) room.right += band.value, ++room.rightBands;
    }
    for (int v = 0; v < s.nodeCount; ++v) {
        room.leftLoops = room.leftLoops || (ports.loops[v] != 0 && s.layer[v] == 0);
        room.rightLoops = room.rightLoops || (ports.loops[v] != 0 && s.layer[v] + 1 == s.layerCount);
    }
    return room;
}

double mostAround(const SankeyGeometryOptions& options) { return kReturnRoom * options.height; }

double returnShare(const SankeyRoom& room, double scale, const SankeyGeometryOptions& options) {
    const double all = room.value * scale;
    return all > mostAround(options) ? mostAround(options) / all : 1.0;
}

double returnRoom(const SankeyRoom& room, double scale, const SankeyGeometryOptions& options) {
    return std::min(room.value * scale, mostAround(options)) + startOf(room, options) + gapOf(room, options) * (room.lanes + 1.0);
}

void placeColumns(const SankeyStructure& s, const SankeyPorts& ports, const SankeyRoom& room, double scale, const SankeyGeometryOptions& options, SankeyPlacing& placing) {
    placing.returnStart = startOf(room, options);
    placing.returnGap = gapOf(room, options);
    const double thickness = scale * placing.returnShare, most = kTurnRoom * options.width;
    const auto beside = [&](double value, int bands, bool loops) {
        const double turns = bands > 0 ? kTurnStart + value * thickness + bands * placing.returnGap : 0.0;
        return std::min(most, std::max(turns, loops ? kLoopRoom * options.nodeGap : 0.0));
    };
    const double before = beside(room.left, room.leftBands, room.leftLoops), after = beside(room.right, room.rightBands, room.rightLoops);
    const double step = std::max(0.0, options.width - before - after - options.nodeWidth) / std::max(1, s.layerCount - 1);
    const double between = s.layerCount > 1 ? std::min(most, kTurnShare * std::max(0.0, step - options.nodeWidth)) : most;
    Turns right(s, ports, thickness, placing.returnGap, &SankeyBand::source), left(s, ports, thickness, placing.returnGap, &SankeyBand::target);
    right.squeeze(s, ports, between, &SankeyBand::source);
    left.squeeze(s, ports, between, &SankeyBand::target);
    placing.turnRight = std::move(right.offset);
    placing.turnLeft = std::move(left.offset);
    placing.laneX.clear();
    for (int l = 0; l < s.layerCount; ++l) placing.laneX.push_back(before + step * l);
}

} // namespace chainscape
