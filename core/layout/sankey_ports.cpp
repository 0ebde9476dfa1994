// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/sankey_ports.h"

#include <algorithm>
#include <cmath>

namespace chainscape {
namespace {

/// Which bands run around the outside.
std::vector<std::uint8_t> bandsAround(const SankeyStructure& s) {
    std::vector<std::uint8_t> around;
    for (const auto& band : s.bands) around.push_back(band.kind == SankeyBandKind::Backward || band.kind == SankeyBandKind::SameLayer ? 1 : 0);
    return around;
}

/// Short spans first, so that longer ones lie around them; then the later source, then those nearest to the return bands' side.
std::vector<int> nestedReturns(const SankeyStructure& s, std::span<const int> positions, double sign, const std::vector<std::uint8_t>& around) {
    const auto outward = [&](const SankeyBand& band) { return sign * (positions[band.source] + positions[band.target]); };
    std::vector<int> returns;
    for (int i = 0; i < static_cast<int>(s.bands.size()); ++i)
        if (around[i]) returns.push_back(i);
    std::stable_sort(returns.begin(), returns.end(), [&](int a, int b) {
        const auto &p = s.bands[a], &q = s.bands[b];
        const int spanP = s.layer[p.source] - s.layer[p.target], spanQ = s.layer[q.source] - s.layer[q.target];
        if (spanP != spanQ) return spanP < spanQ;
        return s.layer[p.source] != s.layer[q.source] ? s.layer[p.source] > s.layer[q.source] : outward(p) > outward(q);
    });
    return returns;
}

/// Every band goes into the first lane outside of those it overlaps; bands of no width need none.
void assignLanes(const SankeyStructure& s, SankeyPorts& ports) {
    std::vector<int> outermost(static_cast<std::size_t>(s.layerCount), -1); // lane in use at every layer
    for (const int i : ports.returns) {
        const auto& band = s.bands[i];
        const int from = s.layer[band.target], to = s.layer[band.source];
        int lane = 0;
        for (int l = from; l <= to; ++l) lane = std::max(lane, outermost[l] + 1);
        ports.returnLane.push_back(lane);
        if (band.value <= 0.0) continue;
        for (int l = from; l <= to; ++l) outermost[l] = lane;
        if (static_cast<std::size_t>(lane) >= ports.laneValue.size()) ports.laneValue.resize(static_cast<std::size_t>(lane) + 1, 0.0);
        ports.laneValue[lane] = std::max(ports.laneValue[lane], band.value);
    }
    for (const double value : ports.laneValue) ports.returnValue += value;
}

struct Port {
    int node;
    double key; ///< position of the next vertex; beyond all for bands that run around
    int band;
};

/// Bands ordered by hand stand above the others of their node, in that order.
double handKey(const std::vector<double>& ranks, int band, double key, double far) {
    const auto i = static_cast<std::size_t>(band);
    return i < ranks.size() && std::isfinite(ranks[i]) ? ranks[i] - 1e6 * far : key;
}

} // namespace

SankeyPorts sankeyPorts(const SankeyStructure& s, std::span<const int> positions, const SankeyGeometryOptions& options) {
    SankeyPorts ports;
    const auto nodes = static_cast<std::size_t>(s.nodeCount), bands = s.bands.size();
    ports.in.assign(nodes, 0.0);
    ports.out.assign(nodes, 0.0);
    ports.bend.assign(s.bundles.size(), 0.0);
    ports.loops.assign(nodes, 0);
    ports.outOffset.assign(bands, 0.0);
    ports.inOffset.assign(bands, 0.0);
    ports.bendOffset.assign(bands, 0.0);
    const auto around = bandsAround(s);
    const double sign = options.returns == SankeyReturnSide::Below ? 1.0 : -1.0;
    ports.returns = nestedReturns(s, positions, sign, around);
    assignLanes(s, ports);
    std::vector<double> lane(bands, 0.0);
    for (std::size_t k = 0; k < ports.returns.size(); ++k) lane[ports.returns[k]] = static_cast<double>(k);
    const double far = 2.0 * static_cast<double>(s.layer.size() + bands) + 2.0;
    std::vector<Port> right, left;
    for (int i = 0; i < static_cast<int>(bands); ++i) {
        const auto& band = s.bands[i];
        double outKey = -sign * far, inKey = outKey; // self-links: at the end away from the return bands
        if (around[i]) outKey = inKey = sign * (far - lane[i]);
        if (band.kind == SankeyBandKind::Forward) {
            const auto& bundle = s.bundles[band.bundle];
            ports.bendOffset[i] = ports.bend[band.bundle];
            ports.bend[band.bundle] += band.value;
            outKey = positions[bundle.bendCount > 0 ? bundle.firstBend : band.target];
            inKey = positions[bundle.bendCount > 0 ? bundle.firstBend + bundle.bendCount - 1 : band.source];
        }
        if (band.kind == SankeyBandKind::Self && band.value > 0.0) ports.loops[band.source] = 1;
        right.push_back({band.source, handKey(options.outRank, i, outKey, far), i});
        left.push_back({band.target, handKey(options.inRank, i, inKey, far), i});
    }
    const auto before = [](const Port& a, const Port& b) {
        return a.node != b.node ? a.node < b.node : a.key != b.key ? a.key < b.key : a.band < b.band;
    };
    std::sort(right.begin(), right.end(), before);
    std::sort(left.begin(), left.end(), before);
    for (const auto& port : right) {
        ports.outOffset[port.band] = ports.out[port.node];
        ports.out[port.node] += s.bands[port.band].value;
    }
    for (const auto& port : left) {
        ports.inOffset[port.band] = ports.in[port.node];
        ports.in[port.node] += s.bands[port.band].value;
    }
    return ports;
}

} // namespace chainscape
