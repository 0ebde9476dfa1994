// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/sankey_geometry.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/layout/sankey_ports.h"

namespace chainscape {
namespace {

constexpr double kGapShare = 0.5;    ///< of the height, at most, for the gaps of a layer
constexpr double kNodeShare = 0.3;   ///< of the distance between columns, at most, for boxes and for stubs

/// Vertices of each layer by position, with their amounts (nodes: max(in, out); bends: forward value).
struct Columns {
    std::vector<std::vector<int>> order;
    std::vector<double> amount;
    std::vector<double> loop; ///< per vertex: room over it (under it when return bands run above) for its self-link
};

Columns columnsOf(const SankeyStructure& s, std::span<const int> positions, const SankeyPorts& ports, const SankeyGeometryOptions& options) {
    Columns columns;
    columns.order.resize(static_cast<std::size_t>(s.layerCount));
    columns.amount.assign(s.layer.size(), 0.0);
    for (int v = 0; v < s.vertexCount(); ++v) columns.order[s.layer[v]].push_back(v);
    for (auto& column : columns.order)
        std::stable_sort(column.begin(), column.end(), [&](int a, int b) { return positions[a] < positions[b]; });
    columns.loop.assign(s.layer.size(), 0.0);
    for (int v = 0; v < s.nodeCount; ++v) {
        columns.amount[v] = std::max(ports.in[v], ports.out[v]);
        if (ports.loops[v] != 0) columns.loop[v] = options.nodeGap;
    }
    for (std::size_t i = 0; i < s.bundles.size(); ++i)
        for (int k = 0; k < s.bundles[i].bendCount; ++k) columns.amount[s.bundles[i].firstBend + k] = ports.bend[i];
    return columns;
}

/// A bend that nothing passes (its bundle runs back only) takes no room.
double gapBetween(const SankeyStructure& s, const Columns& columns, int above, int below, const SankeyGeometryOptions& options) {
    const auto empty = [&](int v) { return v >= s.nodeCount && columns.amount[v] <= 0.0; };
    if (empty(above) || empty(below)) return 0.0;
    return above < s.nodeCount && below < s.nodeCount ? options.nodeGap : options.bendGap;
}

double gapSum(const SankeyStructure& s, const Columns& columns, const std::vector<int>& column, const SankeyGeometryOptions& options) {
    double sum = 0.0;
    for (const int v : column) sum += columns.loop[v];
    for (std::size_t i = 1; i < column.size(); ++i) sum += gapBetween(s, columns, column[i - 1], column[i], options);
    return sum;
}

/// The return bands take what they need up to their share of the height.
double fitScale(const SankeyStructure& s, const Columns& columns, const SankeyRoom& room, const SankeyGeometryOptions& options) {
    const double body = options.height - returnRoom(room, 0.0, options), around = std::min(body / 2.0, mostAround(room, options));
    double scale = HUGE_VAL;
    for (const auto& column : columns.order) {
        double amount = 0.0;
        for (const int v : column) amount += columns.amount[v];
        const double left = body - std::min(gapSum(s, columns, column, options), kGapShare * body);
        if (amount > 0.0) scale = std::min(scale, std::max(left / (amount + room.value), (left - around) / amount));
    }
    return std::isfinite(scale) ? scale : 0.0;
}

/// One connection as straightening sees it: the offsets are where it touches its two vertices.
struct Pull {
    int other;
    double weight, ownOffset, otherOffset;
};

std::vector<std::vector<Pull>> pullsOf(const SankeyStructure& s, const SankeyPorts& ports, double scale) {
    std::vector<std::vector<Pull>> pulls(s.layer.size());
    for (std::size_t i = 0; i < s.bands.size(); ++i) {
        const auto& band = s.bands[i];
        if (band.kind != SankeyBandKind::Forward || band.value <= 0.0) continue;
        const auto& bundle = s.bundles[band.bundle];
        int from = band.source;
        double fromOffset = ports.outOffset[i] * scale;
        for (int k = 0; k <= bundle.bendCount; ++k) {
            const bool last = k == bundle.bendCount;
            const int to = last ? band.target : bundle.firstBend + k;
            const double toOffset = (last ? ports.inOffset[i] : ports.bendOffset[i]) * scale;
            pulls[from].push_back({to, band.value, fromOffset, toOffset});
            pulls[to].push_back({from, band.value, toOffset, fromOffset});
            from = to;
            fromOffset = ports.bendOffset[i] * scale;
        }
    }
    return pulls;
}

/// Tops as near as possible (weighted squares) to the wanted ones, with every vertex below the one before it.
class ColumnFit {
public:
    explicit ColumnFit(double lead) : m_next(lead) {}
    void add(double wanted, double weight, double room) {
        m_shift.push_back(m_next);
        Block block{wanted - m_next, weight, 1};
        m_next += room;
        while (!m_blocks.empty() && m_blocks.back().mean >= block.mean) {
            const Block above = m_blocks.back();
            m_blocks.pop_back();
            const double sum = above.weight + block.weight;
            block = {(above.mean * above.weight + block.mean * block.weight) / sum, sum, above.count + block.count};
        }
        m_blocks.push_back(block);
    }
    /// Tops within [low, high] for the first of which, and the room of all, is given.
    [[nodiscard]] std::vector<double> tops(double low, double high) const {
        std::vector<double> result;
        for (const auto& block : m_blocks)
            for (int k = 0; k < block.count; ++k) result.push_back(std::clamp(block.mean, low, std::max(low, high - m_next)));
        for (std::size_t i = 0; i < result.size(); ++i) result[i] += m_shift[i];
        return result;
    }

private:
    struct Block {
        double mean, weight;
        int count;
    };
    std::vector<Block> m_blocks;
    std::vector<double> m_shift;
    double m_next;
};

/// Lays columns out between the body's edges.
class Stack {
public:
    Stack(const SankeyStructure& s, const Columns& columns, const SankeyPorts& ports, const SankeyRoom& room, double scale, const SankeyGeometryOptions& options)
        : m_s(s), m_columns(columns), m_scale(scale), m_options(options), m_pulls(pullsOf(s, ports, scale)), m_top(s.layer.size(), 0.0) {
        m_squeeze.assign(columns.order.size(), 1.0);
        const double asked = options.height - returnRoom(room, scale, options);
        for (std::size_t l = 0; l < columns.order.size(); ++l) {
            const double gaps = gapSum(s, columns, columns.order[l], options);
            const double most = kGapShare * std::max(0.0, options.height - returnRoom(room, 0.0, options));
            if (gaps > most) m_squeeze[l] = most / gaps;
            m_body = std::max(m_body, sizeOf(l));
        }
        m_body = std::max(m_body, asked);
    }

    [[nodiscard]] double body() const { return m_body; }

    std::vector<double> run(double bodyTop) {
        for (std::size_t l = 0; l < m_columns.order.size(); ++l) {
            double at = (m_body - sizeOf(l)) / 2.0 + lead(l);
            for (std::size_t i = 0; i < m_columns.order[l].size(); ++i) {
                m_top[m_columns.order[l][i]] = at;
                at += room(l, i);
            }
        }
        for (int round = 0; round < m_options.rounds; ++round)
            for (std::size_t k = 0; k < m_columns.order.size(); ++k) fit(round % 2 == 0 ? k : m_columns.order.size() - 1 - k);
        for (double& top : m_top) top += bodyTop;
        return m_top;
    }

private:
    /// Loops lie over their nodes, or under them.
    [[nodiscard]] double over(std::size_t layer, int v) const { return m_options.returns == SankeyReturnSide::Below ? m_squeeze[layer] * m_columns.loop[v] : 0.0; }
    [[nodiscard]] double under(std::size_t layer, int v) const { return m_options.returns == SankeyReturnSide::Above ? m_squeeze[layer] * m_columns.loop[v] : 0.0; }
    /// Above the first vertex.
    [[nodiscard]] double lead(std::size_t layer) const { return m_columns.order[layer].empty() ? 0.0 : over(layer, m_columns.order[layer].front()); }
    /// Height of the i-th vertex and of what lies between it and the next one.
    [[nodiscard]] double room(std::size_t layer, std::size_t i) const {
        const auto& column = m_columns.order[layer];
        const double height = m_columns.amount[column[i]] * m_scale + under(layer, column[i]);
        if (i + 1 == column.size()) return height;
        return height + m_squeeze[layer] * gapBetween(m_s, m_columns, column[i], column[i + 1], m_options) + over(layer, column[i + 1]);
    }
    [[nodiscard]] double sizeOf(std::size_t layer) const {
        double sum = lead(layer);
        for (std::size_t i = 0; i < m_columns.order[layer].size(); ++i) sum += room(layer, i);
        return sum;
    }

    void fit(std::size_t layer) {
        const auto& column = m_columns.order[layer];
        ColumnFit columnFit(lead(layer));
        for (std::size_t i = 0; i < column.size(); ++i) {
            const int v = column[i];
            double sum = 0.0, weight = 0.0;
            for (const auto& pull : m_pulls[v]) {
                sum += pull.weight * (m_top[pull.other] + pull.otherOffset - pull.ownOffset);
                weight += pull.weight;
            }
            const double wanted = weight > 0.0 ? sum / weight : m_top[v];
            columnFit.add(wanted, weight > 0.0 ? weight : 1e-9 * std::max(1e-200, m_columns.amount[v]), room(layer, i));
        }
        const auto tops = columnFit.tops(0.0, m_body);
        for (std::size_t i = 0; i < column.size(); ++i) m_top[column[i]] = tops[i];
    }

    const SankeyStructure& m_s;
    const Columns& m_columns;
    double m_scale;
    const SankeyGeometryOptions& m_options;
    std::vector<std::vector<Pull>> m_pulls;
    std::vector<double> m_top, m_squeeze;
    double m_body = 0.0;
};

void addStubs(const SankeyStructure& s, const SankeyGeometryOptions& options, SankeyGeometry& g) {
    double total = 0.0;
    for (const auto& band : s.bands) total += band.value;
    for (int v = 0; v < s.nodeCount; ++v) {
        const auto& node = g.nodes[v];
        const double gap = node.out - node.in;
        if (node.in <= 0.0 || node.out <= 0.0 || std::abs(gap) <= options.tolerance * total) continue;
        const double size = std::abs(gap) * g.scale, less = std::min(node.in, node.out) * g.scale;
        const double x = gap > 0.0 ? node.box.x - options.stubWidth : node.box.x + node.box.width;
        g.stubs.push_back({v, gap > 0.0 ? SankeyStubKind::Added : SankeyStubKind::Kept, std::abs(gap), {x, node.box.y + less, options.stubWidth, size}});
    }
}

void addLanes(const SankeyStructure& s, const Columns& columns, const SankeyPlacing& placing, SankeyGeometry& g) {
    for (const double x : placing.laneX) g.lanes.push_back({x, 0.0, 0.0, 0.0});
    for (int v = 0; v < s.vertexCount(); ++v) {
        auto& lane = g.lanes[s.layer[v]];
        if (v >= s.nodeCount) lane.through += columns.amount[v];
        else lane.in += g.nodes[v].in, lane.out += g.nodes[v].out;
    }
}

bool sizesAreUsable(const SankeyGeometryOptions& o) {
    const auto usable = [](double x, double least) { return std::isfinite(x) && x >= least; };
    return usable(o.width, 1e-9) && usable(o.height, 1e-9) && usable(o.nodeWidth, 0.0) && usable(o.nodeGap, 0.0) && usable(o.bendGap, 0.0) &&
           usable(o.returnGap, 0.0) && usable(o.stubWidth, 0.0) && usable(o.scale, 0.0) && usable(o.tolerance, 0.0) &&
           usable(o.room.value, 0.0) && usable(o.room.left, 0.0) && usable(o.room.right, 0.0);
}

/// Boxes and stubs leave room for bands however many columns there are.
SankeyGeometryOptions narrowed(SankeyGeometryOptions options, int layerCount) {
    const double step = options.width / std::max(1, layerCount);
    options.nodeWidth = std::min(options.nodeWidth, kNodeShare * step);
    options.stubWidth = std::min(options.stubWidth, kNodeShare * step);
    return options;
}

} // namespace

SankeyRoom sankeyRoom(const SankeyStructure& structure, std::span<const int> positions, const SankeyGeometryOptions& options) {
    return roomOf(structure, sankeyPorts(structure, positions, options));
}

double fittedSankeyScale(const SankeyStructure& structure, std::span<const int> positions, const SankeyGeometryOptions& asked) {
    const auto options = narrowed(asked, structure.layerCount);
    const auto ports = sankeyPorts(structure, positions, options);
    return fitScale(structure, columnsOf(structure, positions, ports, options), roomOf(structure, ports).with(options.room), options);
}

Result<SankeyGeometry> sankeyGeometry(const SankeyStructure& structure, std::span<const int> positions, const SankeyGeometryOptions& asked) {
    if (positions.size() != structure.layer.size())
        return failure(ErrorCode::BadArgument, "The order has " + std::to_string(positions.size()) + " positions for " +
                                                   std::to_string(structure.layer.size()) + " nodes and bends.");
    if (!sizesAreUsable(asked)) return failure(ErrorCode::BadArgument, "The picture's sizes must be finite numbers, width and height above 0.");
    const auto options = narrowed(asked, structure.layerCount);
    const auto ports = sankeyPorts(structure, positions, options);
    const auto room = roomOf(structure, ports).with(options.room);
    const auto columns = columnsOf(structure, positions, ports, options);
    SankeyGeometry g;
    g.width = options.width;
    g.scale = options.scale > 0.0 ? options.scale : fitScale(structure, columns, room, options);
    g.returnShare = returnShare(room, g.scale, options);
    const double around = returnRoom(room, g.scale, options);
    Stack stack(structure, columns, ports, room, g.scale, options);
    SankeyPlacing placing;
    placing.returnShare = g.returnShare;
    placing.bodyTop = options.returns == SankeyReturnSide::Above ? around : 0.0;
    placing.bodyBottom = placing.bodyTop + stack.body();
    g.height = std::max(options.height, stack.body() + around);
    placing.top = stack.run(placing.bodyTop);
    placeColumns(structure, ports, room, g.scale, options, placing);
    for (int v = 0; v < structure.nodeCount; ++v)
        g.nodes.push_back({{placing.laneX[structure.layer[v]], placing.top[v], options.nodeWidth, columns.amount[v] * g.scale}, ports.in[v], ports.out[v]});
    g.ribbons = sankeyRibbons(structure, ports, placing, g.scale, options);
    addStubs(structure, options, g);
    addLanes(structure, columns, placing, g);
    return g;
}

} // namespace chainscape
