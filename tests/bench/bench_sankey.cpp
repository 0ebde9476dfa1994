// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// bench_sankey GRAPH.json MILLISECONDS [RUNS]: weighted crossings and CPU time of ordering and of geometry, one seed a
// run. GRAPH: {"nodes":[{"layer"}],"links":[{"source","target","value"}]}. MILLISECONDS 0: the default effort.

#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iostream>

#include <nlohmann/json.hpp>

#include "core/layout/sankey_geometry.h"
#include "core/layout/sankey_order.h"

namespace {

using namespace chainscape;

double cpuMilliseconds() { return 1e3 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

SankeyGraph readGraph(const nlohmann::json& document) {
    SankeyGraph graph;
    for (const auto& node : document["nodes"]) graph.layers.push_back(node.value("layer", kUnknownLayer));
    for (const auto& link : document["links"])
        graph.links.push_back({link["source"].get<int>(), link["target"].get<int>(), link["value"].get<double>()});
    return graph;
}

bool measure(const SankeyGraph& graph, double milliseconds, std::uint64_t seed) {
    const double begin = cpuMilliseconds();
    const auto structure = buildSankeyStructure(graph);
    if (!structure) return false;
    SankeyOrderOptions options;
    options.seed = seed;
    options.milliseconds = milliseconds;
    Progress progress;
    const auto order = orderSankey(*structure, options, progress);
    if (!order) return false;
    const double ordered = cpuMilliseconds();
    const auto geometry = sankeyGeometry(*structure, order->position);
    if (!geometry) return false;
    std::cout << "RESULT seed=" << seed << " wcross=" << order->crossings << " sweeps=" << order->sweeps << " order_ms=" << ordered - begin
              << " geometry_ms=" << cpuMilliseconds() - ordered << '\n';
    return true;
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        std::cerr << "bench_sankey GRAPH.json MILLISECONDS [RUNS]\n";
        return 2;
    }
    std::ifstream in(argv[1]);
    const auto document = nlohmann::json::parse(in, nullptr, false);
    if (document.is_discarded()) {
        std::cerr << argv[1] << " is not a JSON document.\n";
        return 1;
    }
    const auto graph = readGraph(document);
    const int runs = argc > 3 ? std::atoi(argv[3]) : 3;
    std::cout.precision(12);
    for (int run = 1; run <= runs; ++run)
        if (!measure(graph, std::atof(argv[2]), static_cast<std::uint64_t>(run))) return 1;
    return 0;
}
