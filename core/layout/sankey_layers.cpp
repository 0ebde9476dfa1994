// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/sankey_layers.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace chainscape {
namespace {

struct Arc {
    int node;
    double value;
};

/// Links grouped by node, self-links left out.
struct FlowAdjacency {
    std::vector<std::vector<Arc>> out, in;

    FlowAdjacency(int nodeCount, const std::vector<SankeyLink>& links)
        : out(static_cast<std::size_t>(nodeCount)), in(static_cast<std::size_t>(nodeCount)) {
        for (const auto& link : links) {
            if (link.source == link.target) continue;
            out[link.source].push_back({link.target, link.value});
            in[link.target].push_back({link.source, link.value});
        }
    }
};

/// The greedy removal of Eades, Lin and Smyth with link values as weights: sinks to the right end, sources to the left
/// end, else the node with the largest surplus of outflow to the left.
class GreedyRanks {
public:
    GreedyRanks(int nodeCount, const FlowAdjacency& adjacency) : m_adjacency(adjacency), m_states(static_cast<std::size_t>(nodeCount)) {
        for (int v = 0; v < nodeCount; ++v) {
            for (const auto& arc : adjacency.out[v]) m_states[v].surplus += arc.value;
            for (const auto& arc : adjacency.in[v]) m_states[v].surplus -= arc.value;
            m_states[v].out = static_cast<int>(adjacency.out[v].size());
            m_states[v].in = static_cast<int>(adjacency.in[v].size());
            m_queue.insert(key(v));
        }
    }

    std::vector<int> run() {
        std::vector<int> rank(m_states.size());
        int left = 0, right = static_cast<int>(m_states.size()) - 1;
        while (!m_queue.empty()) {
            const auto [group, surplus, v] = *m_queue.begin();
            m_queue.erase(m_queue.begin());
            m_states[v].gone = true;
            rank[v] = group == 0 ? right-- : left++;
            for (const auto& arc : m_adjacency.out[v]) take(arc.node, arc.value, 0, 1);
            for (const auto& arc : m_adjacency.in[v]) take(arc.node, -arc.value, 1, 0);
        }
        return rank;
    }

private:
    struct State {
        double surplus = 0.0;
        int out = 0, in = 0;
        bool gone = false;
    };
    struct Key {
        int group; ///< 0 sink, 1 source, 2 the rest
        double order;
        int node;
        auto operator<=>(const Key&) const = default;
        bool operator<(const Key& other) const {
            if (group != other.group) return group < other.group;
            if (order != other.order) return order < other.order;
            return node < other.node;
        }
    };

    [[nodiscard]] Key key(int v) const {
        const auto& s = m_states[v];
        if (s.out == 0) return {0, static_cast<double>(-v), v};
        if (s.in == 0) return {1, static_cast<double>(v), v};
        return {2, -s.surplus, v};
    }

    void take(int v, double surplus, int out, int in) {
        if (m_states[v].gone) return;
        m_queue.erase(key(v));
        m_states[v].surplus += surplus;
        m_states[v].out -= out;
        m_states[v].in -= in;
        m_queue.insert(key(v));
    }

    const FlowAdjacency& m_adjacency;
    std::vector<State> m_states;
    std::set<Key> m_queue;
};

/// The gain in backward value and the best rank for one node among its neighbours' ranks.
struct Move {
    double gain = 0.0;
    int rank = 0;
};

/// Backward value of v as a function of its rank changes only at its neighbours' ranks: walk them in both directions.
Move bestMove(int v, const std::vector<int>& rank, const FlowAdjacency& adjacency) {
    std::vector<std::pair<int, double>> steps; // (neighbour's rank, change of backward value when v moves right past it)
    for (const auto& arc : adjacency.out[v]) steps.emplace_back(rank[arc.node], arc.value);
    for (const auto& arc : adjacency.in[v]) steps.emplace_back(rank[arc.node], -arc.value);
    std::sort(steps.begin(), steps.end());
    const auto here = static_cast<std::ptrdiff_t>(std::lower_bound(steps.begin(), steps.end(), std::pair(rank[v], -HUGE_VAL)) - steps.begin());
    Move best{0.0, rank[v]};
    double change = 0.0;
    for (auto i = here; i < static_cast<std::ptrdiff_t>(steps.size()); ++i) {
        change += steps[static_cast<std::size_t>(i)].second;
        if (-change > best.gain) best = {-change, steps[static_cast<std::size_t>(i)].first};
    }
    change = 0.0;
    for (auto i = here; i-- > 0;) {
        change -= steps[static_cast<std::size_t>(i)].second;
        if (-change > best.gain) best = {-change, steps[static_cast<std::size_t>(i)].first};
    }
    return best;
}

void moveTo(int v, int to, std::vector<int>& order, std::vector<int>& rank) {
    const int from = rank[v];
    const int step = to > from ? 1 : -1;
    for (int i = from; i != to; i += step) {
        order[i] = order[i + step];
        rank[order[i]] = i;
    }
    order[to] = v;
    rank[v] = to;
}

/// Moves single nodes to their best rank until nothing is gained (at most `rounds` rounds).
void improveRanks(const FlowAdjacency& adjacency, std::vector<int>& rank, int rounds) {
    const int n = static_cast<int>(rank.size());
    std::vector<int> order(rank.size());
    for (int v = 0; v < n; ++v) order[rank[v]] = v;
    for (int round = 0; round < rounds; ++round) {
        bool moved = false;
        for (int v = 0; v < n; ++v) {
            const Move move = bestMove(v, rank, adjacency);
            if (move.rank == rank[v]) continue;
            moveTo(v, move.rank, order, rank);
            moved = true;
        }
        if (!moved) return;
    }
}

/// Links turned so that they all follow the ranks; the ones that point back are left out.
FlowAdjacency forwardOnly(int n, const std::vector<SankeyLink>& links, const std::vector<int>& rank) {
    std::vector<SankeyLink> kept;
    for (const auto& link : links)
        if (rank[link.source] < rank[link.target]) kept.push_back(link);
    return {n, kept};
}

std::vector<int> nodesByRank(const std::vector<int>& rank) {
    std::vector<int> order(rank.size());
    for (int v = 0; v < static_cast<int>(rank.size()); ++v) order[rank[v]] = v;
    return order;
}

/// Slides nodes within the room their neighbours leave until the value-weighted length shrinks no more.
void balance(const FlowAdjacency& dag, const std::vector<int>& order, std::vector<int>& layer) {
    for (int round = 0; round < 8; ++round) {
        bool moved = false;
        for (std::size_t k = 0; k < order.size(); ++k) {
            const int v = order[round % 2 == 0 ? order.size() - 1 - k : k];
            if (dag.in[v].empty() && dag.out[v].empty()) continue;
            double pull = 0.0; // > 0: to the right
            int low = std::numeric_limits<int>::min(), high = std::numeric_limits<int>::max();
            for (const auto& arc : dag.in[v]) low = std::max(low, layer[arc.node] + 1), pull -= arc.value;
            for (const auto& arc : dag.out[v]) high = std::min(high, layer[arc.node] - 1), pull += arc.value;
            int to = layer[v];
            if (pull > 0 && !dag.out[v].empty()) to = high;
            if (pull < 0 && !dag.in[v].empty()) to = low;
            moved = moved || to != layer[v];
            layer[v] = to;
        }
        if (!moved) return;
    }
}

std::vector<int> layersFromFlows(int n, const std::vector<SankeyLink>& links, SankeyAlign align) {
    const auto rank = flowRanks(n, links);
    const auto order = nodesByRank(rank);
    const FlowAdjacency dag = forwardOnly(n, links, rank);
    std::vector<int> layer(static_cast<std::size_t>(n), 0);
    int last = 0;
    for (const int v : order) {
        for (const auto& arc : dag.in[v]) layer[v] = std::max(layer[v], layer[arc.node] + 1);
        last = std::max(last, layer[v]);
    }
    if (align == SankeyAlign::Balanced) balance(dag, order, layer);
    if (align == SankeyAlign::Right)
        for (auto it = order.rbegin(); it != order.rend(); ++it) {
            if (dag.in[*it].empty() && dag.out[*it].empty()) continue;
            layer[*it] = last;
            for (const auto& arc : dag.out[*it]) layer[*it] = std::min(layer[*it], layer[arc.node] - 1);
        }
    return layer;
}

/// The layer that the placed neighbours of v suggest: the value-weighted mean of (supplier + 1) and (buyer - 1).
int suggestedLayer(int v, const FlowAdjacency& adjacency, const std::vector<int>& layer, bool& known) {
    double sum = 0.0, weight = 0.0;
    const auto add = [&](const Arc& arc, int shift) {
        if (layer[arc.node] == kUnknownLayer) return;
        const double w = arc.value > 0 ? arc.value : 1e-300;
        sum += w * (static_cast<double>(layer[arc.node]) + shift);
        weight += w;
    };
    for (const auto& arc : adjacency.in[v]) add(arc, 1);
    for (const auto& arc : adjacency.out[v]) add(arc, -1);
    known = weight > 0;
    return known ? static_cast<int>(std::lround(sum / weight)) : kUnknownLayer;
}

/// Unknown nodes beside known ones, nearest first; what no known node reaches gets the lowest layer.
std::vector<int> fillUnknown(const SankeyGraph& graph) {
    const int n = static_cast<int>(graph.layers.size());
    const FlowAdjacency adjacency(n, graph.links);
    auto layer = graph.layers;
    int low = std::numeric_limits<int>::max(), high = std::numeric_limits<int>::min();
    for (const int l : layer)
        if (l != kUnknownLayer) low = std::min(low, l), high = std::max(high, l);
    std::vector<int> open;
    for (int v = 0; v < n; ++v)
        if (layer[v] == kUnknownLayer) open.push_back(v);
    while (!open.empty()) {
        std::vector<std::pair<int, int>> placed;
        std::vector<int> rest;
        for (const int v : open) {
            bool known = false;
            const int l = suggestedLayer(v, adjacency, layer, known);
            if (known) placed.emplace_back(v, std::clamp(l, low, high));
            else rest.push_back(v);
        }
        for (const auto& [v, l] : placed) layer[v] = l;
        if (placed.empty()) {
            for (const int v : rest) layer[v] = low;
            rest.clear();
        }
        open = std::move(rest);
    }
    return layer;
}

} // namespace

std::vector<int> flowRanks(int nodeCount, const std::vector<SankeyLink>& links) {
    const FlowAdjacency adjacency(nodeCount, links);
    auto rank = GreedyRanks(nodeCount, adjacency).run();
    improveRanks(adjacency, rank, nodeCount <= 5000 ? 10 : 1);
    return rank;
}

std::vector<int> sankeyLayers(const SankeyGraph& graph, SankeyAlign align) {
    const int n = static_cast<int>(graph.layers.size());
    const bool anyKnown = std::any_of(graph.layers.begin(), graph.layers.end(), [](int l) { return l != kUnknownLayer; });
    return anyKnown ? fillUnknown(graph) : layersFromFlows(n, graph.links, align);
}

} // namespace chainscape
