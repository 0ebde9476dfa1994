// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/sankey_morph.h"

#include <algorithm>

namespace chainscape {
namespace {

double mix(double a, double b, double t) { return a + (b - a) * t; }

SankeyPoint mix(const SankeyPoint& a, const SankeyPoint& b, double t) { return {mix(a.x, b.x, t), mix(a.y, b.y, t)}; }

SankeyBox mix(const SankeyBox& a, const SankeyBox& b, double t) {
    return {mix(a.x, b.x, t), mix(a.y, b.y, t), mix(a.width, b.width, t), mix(a.height, b.height, t)};
}

/// Shifts a ribbon's beginning by `start` and its end by `end`, what is between in proportion.
void shiftRibbon(SankeyRibbon& ribbon, SankeyPoint start, SankeyPoint end) {
    const double last = static_cast<double>(ribbon.centre.size()) * 3.0;
    for (std::size_t i = 0; i < ribbon.centre.size(); ++i)
        for (std::size_t k = 0; k < 4; ++k) {
            const double t = ribbon.centre.size() == 1 ? (k < 2 ? 0.0 : 1.0) : (static_cast<double>(i) * 3.0 + static_cast<double>(k)) / last;
            const auto by = mix(start, end, t);
            ribbon.centre[i][k].x += by.x;
            ribbon.centre[i][k].y += by.y;
        }
}

} // namespace

SankeyGeometry blendedSankey(const SankeyGeometry& from, const SankeyGeometry& to, double t) {
    t = std::clamp(t, 0.0, 1.0);
    SankeyGeometry g = to;
    if (t >= 1.0) return g;
    g.scale = mix(from.scale, to.scale, t);
    g.returnShare = mix(from.returnShare, to.returnShare, t);
    for (std::size_t v = 0; v < std::min(g.nodes.size(), from.nodes.size()); ++v) g.nodes[v].box = mix(from.nodes[v].box, to.nodes[v].box, t);
    for (std::size_t i = 0; i < std::min(g.ribbons.size(), from.ribbons.size()); ++i) {
        const auto &a = from.ribbons[i], &b = to.ribbons[i];
        g.ribbons[i].width = mix(a.width, b.width, t);
        g.ribbons[i].waist = mix(a.waist, b.waist, t);
        if (a.centre.size() != b.centre.size()) continue;
        for (std::size_t c = 0; c < b.centre.size(); ++c)
            for (std::size_t k = 0; k < 4; ++k) g.ribbons[i].centre[c][k] = mix(a.centre[c][k], b.centre[c][k], t);
    }
    for (auto& stub : g.stubs)
        for (const auto& old : from.stubs)
            if (old.node == stub.node && old.kind == stub.kind) stub.box = mix(old.box, stub.box, t);
    return g;
}

SankeyGeometry sankeyStartingFrom(const SankeyStructure& structure, const SankeyGeometry& to, std::span<const SankeyBox> boxes) {
    SankeyGeometry g = to;
    if (boxes.size() != to.nodes.size()) return g;
    const auto offset = [&](int v) {
        if (!(boxes[v].height > 0.0)) return SankeyPoint{};
        const auto& box = to.nodes[v].box;
        return SankeyPoint{boxes[v].x - box.x, boxes[v].y + boxes[v].height / 2.0 - box.y - box.height / 2.0};
    };
    const auto shrink = [&](int v) {
        const double height = to.nodes[v].box.height;
        return height > 0.0 && boxes[v].height > 0.0 ? std::min(1.0, boxes[v].height / height) : 0.0;
    };
    for (std::size_t i = 0; i < g.ribbons.size(); ++i) {
        const auto& band = structure.bands[i];
        g.ribbons[i].width *= std::min(shrink(band.source), shrink(band.target));
        shiftRibbon(g.ribbons[i], offset(band.source), offset(band.target));
    }
    for (std::size_t v = 0; v < g.nodes.size(); ++v) {
        auto& box = g.nodes[v].box;
        if (boxes[v].height > 0.0) box = boxes[v];
        else box = {box.x, box.y + box.height / 2.0, box.width, 0.0};
    }
    return g;
}

void moveSankeyNode(const SankeyStructure& structure, int node, double dy, SankeyGeometry& geometry) {
    geometry.nodes[node].box.y += dy;
    for (std::size_t i = 0; i < geometry.ribbons.size(); ++i) {
        const auto& band = structure.bands[i];
        const bool leaves = band.source == node, enters = band.target == node;
        if (leaves || enters) shiftRibbon(geometry.ribbons[i], {0.0, leaves ? dy : 0.0}, {0.0, enters ? dy : 0.0});
    }
    for (auto& stub : geometry.stubs)
        if (stub.node == node) stub.box.y += dy;
}

} // namespace chainscape
