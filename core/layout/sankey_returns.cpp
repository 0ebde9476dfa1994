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
constexpr double kTurnFill = 0.7;    ///< of the room for turns, at most, for the bands themselves
constexpr double kTurnStart = 8.0;   ///< between a column and its innermost turn
constexpr double kLoopRoom = 1.25;   ///< gaps between nodes that a self-link reaches beyond its node

double gapOf(const SankeyRoom& room, const SankeyGeometryOptions& options) {
    return room.lanes == 0 ? 0.0 : std::min(options.returnGap, kReturnGaps * options.height / (room.lanes + 1.0));
}

/// Between the body and the return bands, for the labels of the last boxes.
double startOf(const SankeyRoom& room, const SankeyGeometryOptions& options) { return room.lanes == 0 ? 0.0 : std::min(options.nodeGap, kReturnGaps * options.height); }

/// Between two columns `step` apart, for turns.
double turnRoom(double step, int layers, const SankeyGeometryOptions& options) {
    const double most = kTurnRoom * options.width;
    return layers > 1 ? std::min(most, kTurnShare * std::max(0.0, step - options.nodeWidth)) : most;
}

/// From its column to the middle of the turn, per entry of SankeyPorts::returns: side by side, the inner ones, which stand first,
/// nearest to their boxes. Where all do not fit into `most` the gaps shrink first; then bands overlap.
std::vector<double> turnsOf(const SankeyStructure& s, const SankeyPorts& ports, double thickness, double gap, double most, int SankeyBand::*end) {
    struct Beside {
        double bands = 0.0, gaps = kTurnStart, at = 0.0, narrower = 1.0;
    };
    std::vector<Beside> layers(static_cast<std::size_t>(s.layerCount));
    for (const int i : ports.returns) {
        auto& layer = layers[s.layer[s.bands[i].*end]];
        layer.bands += s.bands[i].value * thickness;
        layer.gaps += gap;
    }
    for (auto& layer : layers) {
        const double shrunk = std::clamp((most - layer.bands) / layer.gaps, 0.0, 1.0);
        layer.narrower = layer.bands > most ? most / layer.bands : 1.0;
        layer.gaps = shrunk;
        layer.at = kTurnStart * shrunk;
    }
    std::vector<double> offset;
    for (const int i : ports.returns) {
        auto& layer = layers[s.layer[s.bands[i].*end]];
        const double width = s.bands[i].value * thickness * layer.narrower;
        offset.push_back(layer.at + width / 2.0);
        layer.at += width + gap * layer.gaps;
    }
    return offset;
}

} // namespace

SankeyRoom SankeyRoom::with(const SankeyRoom& other) const {
    return {std::max(value, other.value),         std::max(lanes, other.lanes),           std::max(left, other.left),     std::max(right, other.right),
            std::max(leftBands, other.leftBands), std::max(rightBands, other.rightBands), std::max(turn, other.turn), std::max(layers, other.layers), leftLoops || other.leftLoops, rightLoops || other.rightLoops};
}

SankeyRoom roomOf(const SankeyStructure& s, const SankeyPorts& ports) {
    SankeyRoom room{.value = ports.returnValue, .lanes = static_cast<int>(ports.laneValue.size()), .layers = s.layerCount};
    std::vector<double> before(static_cast<std::size_t>(s.layerCount), 0.0), after = before;
    for (const int i : ports.returns) {
        const auto& band = s.bands[i];
        if (band.value <= 0.0) continue;
        before[s.layer[band.target]] += band.value;
        after[s.layer[band.source]] += band.value;
        if (s.layer[band.target] == 0) room.left += band.value, ++room.leftBands;
        if (s.layer[band.source] + 1 == s.layerCount) room.right += band.value, ++room.rightBands;
    }
    for (const auto* sums : {&before, &after})
        for (const double sum : *sums) room.turn = std::max(room.turn, sum);
    for (int v = 0; v < s.nodeCount; ++v) {
        room.leftLoops = room.leftLoops || (ports.loops[v] != 0 && s.layer[v] == 0);
        room.rightLoops = room.rightLoops || (ports.loops[v] != 0 && s.layer[v] + 1 == s.layerCount);
    }
    return room;
}

double mostAround(const SankeyRoom& room, const SankeyGeometryOptions& options) {
    const double high = kReturnRoom * options.height;
    if (!(room.turn > 0.0)) return high;
    const double step = std::max(0.0, options.width - options.nodeWidth) / std::max(1, room.layers - 1);
    return std::min(high, room.value * kTurnFill * turnRoom(step, room.layers, options) / room.turn);
}

double returnShare(const SankeyRoom& room, double scale, const SankeyGeometryOptions& options) {
    const double all = room.value * scale;
    const double most = mostAround(room, options);
    return all > most ? most / all : 1.0;
}

double returnRoom(const SankeyRoom& room, double scale, const SankeyGeometryOptions& options) {
    return std::min(room.value * scale, mostAround(room, options)) + startOf(room, options) + gapOf(room, options) * (room.lanes + 1.0);
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
    const double between = turnRoom(step, s.layerCount, options);
    placing.turnRight = turnsOf(s, ports, thickness, placing.returnGap, between, &SankeyBand::source);
    placing.turnLeft = turnsOf(s, ports, thickness, placing.returnGap, between, &SankeyBand::target);
    placing.laneX.clear();
    for (int l = 0; l < s.layerCount; ++l) placing.laneX.push_back(before + step * l);
}

} // namespace chainscape
