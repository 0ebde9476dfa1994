// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/sankey_output.h"

#include <ostream>

#include "core/base/text.h"

namespace chainscape::cli {
namespace {

const char* nameOf(SankeyBandKind kind) {
    switch (kind) {
    case SankeyBandKind::Forward: return "forward";
    case SankeyBandKind::SameLayer: return "same_layer";
    case SankeyBandKind::Backward: return "backward";
    case SankeyBandKind::Self: return "self";
    }
    return "";
}

Json nodesOf(const NamedSankey& named, const SankeyDrawing& d) {
    Json nodes = Json::array();
    for (int v = 0; v < d.structure.nodeCount; ++v) {
        const auto& shape = d.geometry.nodes[v];
        nodes.push_back({{"name", named.names[v]}, {"layer", d.structure.layerLabel[d.structure.layer[v]]}, {"position", d.order.position[v]},
                         {"in", number(shape.in)}, {"out", number(shape.out)}, {"x", number(shape.box.x)}, {"y", number(shape.box.y)},
                         {"width", number(shape.box.width)}, {"height", number(shape.box.height)}});
    }
    return nodes;
}

Json pathOf(const SankeyRibbon& ribbon) {
    Json path = Json::array();
    for (std::size_t i = 0; i < ribbon.centre.size(); ++i)
        for (std::size_t k = i == 0 ? 0 : 1; k < 4; ++k) path.push_back({number(ribbon.centre[i][k].x), number(ribbon.centre[i][k].y)});
    return path;
}

/// Links as given (a negative value keeps its direction and sign; its band runs the other way).
Json linkOf(const NamedSankey& named, const SankeyDrawing& d, std::size_t i) {
    const auto& link = named.graph.links[i];
    return {{"source", link.source}, {"target", link.target}, {"value", number(link.value)}, {"kind", nameOf(d.structure.bands[i].kind)},
            {"width", number(d.geometry.ribbons[i].width)}, {"path", pathOf(d.geometry.ribbons[i])}};
}

Json bendsOf(const SankeyDrawing& d) {
    Json bends = Json::array();
    for (const auto& b : d.structure.bundles)
        for (int k = 0; k < b.bendCount; ++k)
            bends.push_back({{"source", b.low}, {"target", b.high}, {"layer", d.structure.layerLabel[d.structure.layer[b.firstBend + k]]},
                             {"position", d.order.position[b.firstBend + k]}});
    return bends;
}

Json stubsOf(const SankeyDrawing& d) {
    Json stubs = Json::array();
    for (const auto& stub : d.geometry.stubs)
        stubs.push_back({{"node", stub.node}, {"kind", stub.kind == SankeyStubKind::Added ? "added" : "kept"}, {"value", number(stub.value)}});
    return stubs;
}

Json lanesOf(const SankeyDrawing& d) {
    Json lanes = Json::array();
    for (std::size_t l = 0; l < d.geometry.lanes.size(); ++l) {
        const auto& lane = d.geometry.lanes[l];
        lanes.push_back({{"layer", d.structure.layerLabel[l]}, {"x", number(lane.x)}, {"in", number(lane.in)}, {"out", number(lane.out)}, {"through", number(lane.through)}});
    }
    return lanes;
}

bool runsBack(SankeyBandKind kind) { return kind == SankeyBandKind::Backward; }

std::vector<double> positionsOf(const SankeyDrawing& d) { return {d.order.position.begin(), d.order.position.end()}; }

} // namespace

Json sankeySummary(const NamedSankey& named, const SankeyDrawing& d) {
    int returns = 0;
    for (const auto& band : d.structure.bands) returns += runsBack(band.kind) ? 1 : 0;
    return {{"nodes", d.structure.nodeCount}, {"layers", d.structure.layerCount}, {"links", d.structure.bands.size()}, {"return_links", returns},
            {"components", d.structure.componentCount}, {"weighted_crossings", number(d.order.crossings)},
            {"crossings", countCrossings(d.structure, positionsOf(d)).count}, {"sweeps", d.order.sweeps},
            {"layout_s", number(d.milliseconds / 1e3)}, {"warnings", named.warnings}};
}

Json sankeyDocument(const NamedSankey& named, const SankeyDrawing& d) {
    Json document{{"weighted_crossings", number(d.order.crossings)}, {"crossings", countCrossings(d.structure, positionsOf(d)).count},
                  {"scale", number(d.geometry.scale)}, {"width", number(d.geometry.width)}, {"height", number(d.geometry.height)}};
    document["nodes"] = nodesOf(named, d);
    document["links"] = Json::array();
    document["return_links"] = Json::array();
    for (std::size_t i = 0; i < d.structure.bands.size(); ++i) {
        document["links"].push_back(linkOf(named, d, i));
        if (runsBack(d.structure.bands[i].kind))
            document["return_links"].push_back({{"link", i}, {"source", named.graph.links[i].source}, {"target", named.graph.links[i].target}, {"value", number(named.graph.links[i].value)}});
    }
    document["bends"] = bendsOf(d);
    document["stubs"] = stubsOf(d);
    document["layers"] = lanesOf(d);
    document["warnings"] = named.warnings;
    return document;
}

void writeSankeyOrder(const SankeyDrawing& d, std::ostream& out) {
    const auto& s = d.structure;
    constexpr int kMostBetween = 1000; // layers further apart than this (dates as numbers) are left to the reader
    for (int v = 0; v < s.nodeCount; ++v) out << d.order.position[v] << '\n';
    for (const auto& b : s.bundles) {
        int from = b.low;
        for (int k = 0; k <= b.bendCount; ++k) {
            const int to = k == b.bendCount ? b.high : b.firstBend + k;
            const int first = s.layerLabel[s.layer[from]], last = s.layerLabel[s.layer[to]];
            const double start = d.order.position[from], end = d.order.position[to];
            for (int label = first + 1; label < last && last - first <= kMostBetween; ++label)
                out << "d " << b.low << ' ' << b.high << ' ' << label << ' ' << toText(start + (end - start) * (label - first) / (last - first)) << '\n';
            if (k < b.bendCount) out << "d " << b.low << ' ' << b.high << ' ' << last << ' ' << d.order.position[to] << '\n';
            from = to;
        }
    }
}

} // namespace chainscape::cli
