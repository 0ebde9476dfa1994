// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/reroute.h"

#include <cmath>
#include <limits>

#include "core/analysis/flow_network.h"

namespace chainscape {
namespace {

constexpr double kInfinite = std::numeric_limits<double>::infinity();

bool isOrigin(const Snapshot& s, std::uint32_t i) { return s.in().start[i] == s.in().start[i + 1] && !s.isEndUser()[i]; }

} // namespace

Result<Rerouted> reroute(const Snapshot& s, const Accounts& a, const RerouteOptions& options, Progress& progress) {
    // Row r stands as two nodes, 2r in and 2r + 1 out; users, source and sink follow.
    const auto rows = static_cast<std::uint32_t>(a.size()), n = static_cast<std::uint32_t>(s.nodeCount());
    const std::uint32_t users = 2 * rows, source = users + n, sink = source + 1;
    FlowNetwork network(sink + 1u);
    const double room = 1 + options.headroom;
    for (std::uint32_t r = 0; r < rows; ++r) {
        const double given = options.capacity.empty() ? std::nan("") : options.capacity[a.node[r]];
        network.addArc(source, 2 * r, a.valueAdded[r] * room);
        network.addArc(2 * r, 2 * r + 1, std::isnan(given) ? a.output[r] * room : given);
    }
    std::vector<double> bought(n, 0);
    std::vector<std::size_t> arc(s.edgeCount());
    const auto& edges = s.edges();
    for (std::size_t e = 0; e < edges.size(); ++e) {
        const auto buyer = a.buyerRow[edges.target[e]];
        if (buyer == kNone) bought[edges.target[e]] += edges.value[e];
        arc[e] = network.addArc(2 * a.sellerRow[edges.source[e]] + 1, buyer == kNone ? users + edges.target[e] : 2 * buyer, edges.value[e] * room);
    }
    for (std::uint32_t i = 0; i < n; ++i)
        if (bought[i] > 0) network.addArc(users + i, sink, bought[i]);
    const auto most = network.solve(source, sink, progress);
    if (!most) return tl::unexpected(most.error());
    Rerouted out{*most, a.totalDeliveries, {}};
    for (const auto k : arc) out.flow.push_back(network.flow(k));
    return out;
}

Result<UnitCuts> unitCuts(const Snapshot& s, Progress& progress) {
    const auto n = static_cast<std::uint32_t>(s.nodeCount());
    const std::uint32_t source = 2 * n, sink = source + 1;
    UnitCuts out;
    for (const bool firms : {false, true}) {
        FlowNetwork network(sink + 1u);
        bool direct = false;
        const double middle = firms ? 1 : kInfinite;
        for (std::uint32_t i = 0; i < n; ++i) {
            if (isOrigin(s, i)) network.addArc(source, 2 * i, kInfinite);
            if (s.isEndUser()[i]) network.addArc(2 * i + 1, sink, kInfinite);
            network.addArc(2 * i, 2 * i + 1, isOrigin(s, i) || s.isEndUser()[i] ? kInfinite : middle);
        }
        const auto& edges = s.edges();
        for (std::size_t e = 0; e < edges.size(); ++e) {
            direct = direct || (isOrigin(s, edges.source[e]) && s.isEndUser()[edges.target[e]]);
            network.addArc(2 * edges.source[e] + 1, 2 * edges.target[e], firms ? kInfinite : 1);
        }
        if (firms && direct) {
            out.firms = kNone;
            continue;
        }
        const auto size = network.solve(source, sink, progress);
        if (!size) return tl::unexpected(size.error());
        (firms ? out.firms : out.links) = static_cast<std::uint32_t>(std::lround(*size));
    }
    return out;
}

} // namespace chainscape
