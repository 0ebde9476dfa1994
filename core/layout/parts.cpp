// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/parts.h"

#include <algorithm>
#include <utility>

#include "core/layout/pack.h"

namespace chainscape {

std::vector<GraphPart> partsOf(const LayoutAdjacency& graph) {
    const auto components = connectedComponents(graph);
    std::vector<GraphPart> parts(components.count);
    if (components.count == 1) {
        parts[0].graph = graph;
        for (std::int32_t i = 0; i < graph.size(); ++i) parts[0].nodes.push_back(i);
        return parts;
    }
    std::vector<std::int32_t> own(graph.size());
    for (std::int32_t i = 0; i < graph.size(); ++i) {
        auto& nodes = parts[components.part[i]].nodes;
        own[i] = static_cast<std::int32_t>(nodes.size());
        nodes.push_back(i);
    }
    for (auto& part : parts)
        for (const auto node : part.nodes) {
            for (auto k = graph.offsets[node]; k < graph.offsets[node + 1]; ++k) {
                part.graph.targets.push_back(own[graph.targets[k]]);
                part.graph.weights.push_back(graph.weights[k]);
            }
            part.graph.offsets.push_back(static_cast<std::int32_t>(part.graph.targets.size()));
        }
    return parts;
}

Positions taken(const Positions& all, const GraphPart& part) {
    Positions own;
    own.x.reserve(part.nodes.size());
    own.y.reserve(part.nodes.size());
    for (const auto node : part.nodes) {
        own.x.push_back(all.x[node]);
        own.y.push_back(all.y[node]);
    }
    return own;
}

void putBack(const Positions& own, const GraphPart& part, Positions& all) {
    for (std::size_t i = 0; i < part.nodes.size(); ++i) {
        all.x[part.nodes[i]] = own.x[i];
        all.y[part.nodes[i]] = own.y[i];
    }
}

void packParts(const std::vector<GraphPart>& parts, float gap, Positions& all) {
    std::vector<PackBox> boxes;
    std::vector<std::pair<float, float>> corners;
    for (const auto& part : parts) {
        const auto own = taken(all, part);
        const auto [left, right] = std::ranges::minmax(own.x);
        const auto [low, high] = std::ranges::minmax(own.y);
        boxes.push_back({.width = right - left, .height = high - low});
        corners.emplace_back(left, low);
    }
    packBoxes(boxes, gap);
    for (std::size_t p = 0; p < parts.size(); ++p)
        for (const auto node : parts[p].nodes) {
            all.x[node] += boxes[p].x - corners[p].first;
            all.y[node] += boxes[p].y - corners[p].second;
        }
}

} // namespace chainscape
