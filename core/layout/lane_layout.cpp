// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/lane_layout.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/layout/lane_places.h"
#include "core/layout/sankey_order.h"

namespace chainscape {

namespace {

struct Input {
    SankeyGraph graph; // stages as layers, forward links only
    std::int32_t lanes = 0;
    bool hasStageless = false;
};

Result<void> checkedInput(const LayoutGraph& graph, std::span<const std::int32_t> stage, const LaneOptions& options) {
    if (const auto good = checked(graph); !good) return good;
    const auto n = static_cast<std::size_t>(graph.n);
    if (stage.size() != n) return failure(ErrorCode::BadArgument, "There must be one stage per firm.");
    if (!options.startY.empty() && options.startY.size() != n) return failure(ErrorCode::BadArgument, "A start needs one y per firm.");
    if (!options.pinned.empty() && options.pinned.size() != n) return failure(ErrorCode::BadArgument, "Pins need one entry per firm.");
    constexpr std::int32_t mostLanes = 10'000;
    const auto highest = std::ranges::max_element(stage);
    if (options.lanes > mostLanes || (options.lanes <= 0 && highest != stage.end() && *highest > mostLanes))
        return failure(ErrorCode::TooLarge, "More than 10,000 stages cannot be drawn as lanes.");
    return {};
}

Input prepared(const LayoutGraph& graph, std::span<const std::int32_t> stage, const LaneOptions& options) {
    Input input;
    input.lanes = options.lanes;
    if (input.lanes <= 0)
        for (const auto s : stage) input.lanes = std::max(input.lanes, s);
    for (const auto s : stage) {
        const bool known = s >= 1 && s <= input.lanes;
        input.graph.layers.push_back(known ? s - 1 : input.lanes);
        input.hasStageless = input.hasStageless || !known;
    }
    for (std::size_t k = 0; k < graph.source.size(); ++k) {
        const auto from = graph.source[k], to = graph.target[k];
        const double w = graph.weight.empty() ? 1.0 : static_cast<double>(graph.weight[k]);
        if (!(w > 0) || !std::isfinite(w) || input.graph.layers[to] == input.lanes) continue;
        if (input.graph.layers[from] < input.graph.layers[to]) input.graph.links.push_back({from, to, w});
    }
    return input;
}

/// A number per firm in the order of the last picture; new firms stand at the mean of their known neighbours.
std::vector<double> startOrder(const LayoutGraph& graph, std::span<const float> startY) {
    const auto n = static_cast<std::size_t>(graph.n);
    std::vector<double> start(n), sum(n, 0.0);
    std::vector<int> count(n, 0);
    const auto known = [&](std::int32_t i) { return std::isfinite(startY[i]); };
    for (std::size_t k = 0; k < graph.source.size(); ++k)
        for (const auto& [one, other] : {std::pair(graph.source[k], graph.target[k]), std::pair(graph.target[k], graph.source[k])})
            if (known(other)) {
                sum[one] += startY[other];
                ++count[one];
            }
    double lowest = 0;
    for (std::size_t i = 0; i < n; ++i)
        if (std::isfinite(startY[i])) lowest = std::max(lowest, static_cast<double>(startY[i]));
    for (std::size_t i = 0; i < n; ++i) start[i] = std::isfinite(startY[i]) ? startY[i] : count[i] > 0 ? sum[i] / count[i] : lowest + 1;
    return start;
}

/// Rounds of improvement that keep 200 firms near 10 ms and 2,000 near 0.1 s; very large chains get few.
int sweepsFor(const SankeyStructure& structure) {
    constexpr int large = 20'000;
    return structure.vertexCount() > large ? 3 : std::clamp(structure.vertexCount() / 90, 5, 10);
}

bool isWarm(const LaneOptions& options) {
    return std::ranges::any_of(options.startY, [](float y) { return std::isfinite(y); });
}

Result<SankeyOrder> ordered(const LayoutGraph& graph, const SankeyStructure& structure, const LaneOptions& options, Progress& progress) {
    SankeyOrderOptions order;
    order.seed = options.seed;
    order.sweeps = sweepsFor(structure);
    order.pinned.assign(options.pinned.begin(), options.pinned.end());
    if (isWarm(options)) {
        order.start = startOrder(graph, options.startY);
        order.sweeps = 0;
    }
    return orderSankey(structure, order, progress);
}

/// Firms and bends of each layer from the top.
std::vector<std::vector<int>> rowsOf(const SankeyStructure& structure, const SankeyOrder& order) {
    std::vector<std::vector<int>> rows(structure.layerCount);
    for (int v = 0; v < structure.vertexCount(); ++v) rows[structure.layer[v]].push_back(v);
    for (auto& row : rows) std::ranges::sort(row, [&](int a, int b) { return order.position[a] < order.position[b]; });
    return rows;
}

struct Neighbour {
    int vertex = 0;
    double weight = 0;
};

std::vector<std::vector<Neighbour>> neighboursOf(const SankeyStructure& structure) {
    std::vector<std::vector<Neighbour>> result(structure.vertexCount());
    for (const auto& bundle : structure.bundles) {
        int last = bundle.low;
        for (int b = 0; b <= bundle.bendCount; ++b) {
            const int next = b < bundle.bendCount ? bundle.firstBend + b : bundle.high;
            // Bends pull more, so that long links run straight.
            const double pull = bundle.value * (last >= structure.nodeCount && next >= structure.nodeCount ? 8 : 1);
            result[last].push_back({next, pull});
            result[next].push_back({last, pull});
            last = next;
        }
    }
    return result;
}

/// y of all vertices: first in step with the order, then, lane by lane to and fro, near the neighbours.
std::vector<double> heights(const SankeyStructure& structure, const SankeyOrder& order, const std::vector<double>& firmGap) {
    constexpr double bendGap = 0.2;
    constexpr int rounds = 6;
    const auto rows = rowsOf(structure, order);
    const auto neighbours = neighboursOf(structure);
    std::vector<double> y(structure.vertexCount(), 0.0);
    std::vector<std::vector<double>> gaps(rows.size());
    for (std::size_t l = 0; l < rows.size(); ++l) {
        double at = 0;
        for (std::size_t k = 0; k < rows[l].size(); ++k) {
            if (k > 0) {
                const bool bend = rows[l][k] >= structure.nodeCount || rows[l][k - 1] >= structure.nodeCount;
                gaps[l].push_back(bend ? std::min(bendGap, firmGap[l]) : firmGap[l]);
                // A bend between two firms must not let them come closer than firms may.
                if (bend && rows[l][k] < structure.nodeCount) gaps[l].back() = firmGap[l];
                at += gaps[l].back();
            }
            y[rows[l][k]] = at;
        }
        for (const int v : rows[l]) y[v] -= at / 2;
    }
    std::vector<double> wish, weight;
    for (int round = 0; round < rounds; ++round)
        for (std::size_t step = 0; step < rows.size(); ++step) {
            const auto l = round % 2 == 0 ? step : rows.size() - 1 - step;
            wish.clear();
            weight.clear();
            for (const int v : rows[l]) {
                double sum = 1e-6 * y[v], total = 1e-6; // a vertex without neighbours likes its place
                for (const auto& [other, w] : neighbours[v]) {
                    sum += w * y[other];
                    total += w;
                }
                wish.push_back(sum / total);
                weight.push_back(total);
            }
            const auto placed = placedInOrder(wish, weight, gaps[l]);
            for (std::size_t k = 0; k < placed.size(); ++k) y[rows[l][k]] = placed[k];
        }
    return y;
}

/// y of the firms as near to their last y as order and distance allow.
std::vector<double> keptHeights(const SankeyStructure& structure, const SankeyOrder& order, const std::vector<double>& firmGap, const std::vector<double>& last) {
    std::vector<double> y(structure.vertexCount(), 0.0);
    for (auto& row : rowsOf(structure, order)) {
        std::erase_if(row, [&](int v) { return v >= structure.nodeCount; });
        if (row.empty()) continue;
        std::vector<double> wish;
        for (const int v : row) wish.push_back(last[v]);
        const std::vector<double> weight(row.size(), 1.0), gap(row.size() - 1, (1 - 1e-4) * firmGap[structure.layer[row[0]]]); // room for rounding
        const auto placed = placedInOrder(wish, weight, gap);
        for (std::size_t k = 0; k < row.size(); ++k) y[row[k]] = placed[k];
    }
    return y;
}

std::int32_t rowLimit(std::int32_t firms, const LaneOptions& options) {
    return options.rows > 0 ? options.rows : std::max(24, static_cast<std::int32_t>(std::ceil(2.5 * std::sqrt(firms))));
}

/// Lanes side by side: sub-lanes one unit wide, gaps between lanes growing with the height of the picture.
void placeLanes(const Input& input, const LaneOptions& options, LaneResult& result) {
    const auto n = static_cast<std::int32_t>(input.graph.layers.size());
    result.lane.assign(input.graph.layers.begin(), input.graph.layers.end());
    result.lanes.resize(input.lanes + (input.hasStageless ? 1 : 0));
    for (const auto l : result.lane) ++result.lanes[l].firms;
    const auto limit = rowLimit(n, options);
    std::int32_t highest = 1;
    for (auto& lane : result.lanes) {
        lane.columns = std::max(1, (lane.firms + limit - 1) / limit);
        highest = std::max(highest, (lane.firms + lane.columns - 1) / lane.columns);
    }
    const float between = std::max(4.0F, 0.2F * static_cast<float>(highest));
    float x = 0;
    for (auto& lane : result.lanes) {
        lane.x = x;
        x += static_cast<float>(lane.columns - 1) + between;
    }
}

} // namespace

Result<LaneResult> laneLayout(const LayoutGraph& graph, std::span<const std::int32_t> stage, const LaneOptions& options, Progress& progress) {
    if (const auto good = checkedInput(graph, stage, options); !good) return tl::unexpected(good.error());
    const auto input = prepared(graph, stage, options);
    LaneResult result;
    placeLanes(input, options, result);
    if (graph.n == 0) return result;
    const auto structure = buildSankeyStructure(input.graph);
    if (!structure) return tl::unexpected(structure.error());
    const auto order = ordered(graph, *structure, options, progress);
    if (!order) return tl::unexpected(order.error());
    result.crossings = order->crossings;
    result.iterations = order->sweeps;

    std::vector<double> firmGap;
    for (const int label : structure->layerLabel) firmGap.push_back(1.0 / result.lanes[label].columns);
    const auto y = isWarm(options) ? keptHeights(*structure, *order, firmGap, startOrder(graph, options.startY)) : heights(*structure, *order, firmGap);
    result.order.assign(graph.n, 0);
    result.positions = {std::vector<float>(graph.n), std::vector<float>(graph.n)};
    for (const auto& row : rowsOf(*structure, *order)) {
        std::int32_t place = 0;
        for (const int v : row) {
            if (v >= graph.n) continue;
            const auto& lane = result.lanes[result.lane[v]];
            result.order[v] = place;
            result.positions.x[v] = lane.x + static_cast<float>(place % lane.columns);
            result.positions.y[v] = static_cast<float>(y[v]);
            ++place;
        }
    }
    return result;
}

} // namespace chainscape
