// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/platform_dependence.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/analysis/flow_network.h"
#include "core/base/undefined.h"

namespace chainscape {
namespace {

constexpr double kMostBypassPairs = 2e6;

/// Firms that can be reached from a firm without meeting a platform, the firm itself included.
std::vector<std::uint8_t> reachedWithoutPlatforms(const Snapshot& s, std::uint32_t from) {
    std::vector<std::uint8_t> seen(s.nodeCount(), 0);
    std::vector<std::uint32_t> queue{from};
    seen[from] = 1;
    for (std::size_t q = 0; q < queue.size(); ++q)
        for (auto k = s.out().start[queue[q]]; k < s.out().start[queue[q] + 1]; ++k) {
            const auto next = s.out().node[k];
            if (seen[next] || s.isPlatform()[next]) continue;
            seen[next] = 1;
            queue.push_back(next);
        }
    return seen;
}

struct Partner {
    std::uint32_t node;
    double value;
};

/// The platform's counterparties that are no platforms.
std::vector<Partner> partners(const Snapshot& s, std::uint32_t platform, const Adjacency& side) {
    std::vector<Partner> out;
    for (auto k = side.start[platform]; k < side.start[platform + 1]; ++k) {
        const auto edge = side.edgeOf.empty() ? k : side.edgeOf[k];
        if (!s.isPlatform()[side.node[k]]) out.push_back({side.node[k], s.edges().value[edge]});
    }
    return out;
}

std::vector<std::uint8_t> markPlatforms(const Snapshot& s, std::span<const std::uint32_t> chosen) {
    if (chosen.empty()) return {s.isPlatform().begin(), s.isPlatform().end()};
    std::vector<std::uint8_t> marks(s.nodeCount(), 0);
    for (const auto node : chosen) marks[node] = 1;
    return marks;
}

/// Two network nodes a firm: what it receives (v) and what it sends (n + v), so that a firm that is both supplier and buyer
/// does not serve itself.
class BypassNetwork {
public:
    BypassNetwork(const Snapshot& s, const std::vector<std::uint8_t>& removed, double headroom)
        : m_snapshot(s), m_removed(removed), m_nodes(static_cast<std::uint32_t>(s.nodeCount())), m_network(2 * s.nodeCount() + 2),
          m_supply(s.nodeCount(), 0), m_demand(s.nodeCount(), 0) {
        sumTrade();
        const auto& edges = s.edges();
        for (std::uint32_t e = 0; e < edges.size(); ++e) {
            const auto from = edges.source[e], to = edges.target[e];
            if (removed[from] || removed[to] || s.isPlatform()[from] || s.isPlatform()[to]) continue;
            m_edges.push_back(e);
            m_edgeArcs.push_back(m_network.addArc(m_nodes + from, to, headroom * edges.value[e]));
        }
        for (std::uint32_t v = 0; v < m_nodes; ++v) {
            m_network.addArc(v, m_nodes + v, std::numeric_limits<double>::infinity());
            m_supplyArcs.push_back(m_network.addArc(2 * m_nodes, m_nodes + v, m_supply[v]));
            m_demandArcs.push_back(m_network.addArc(v, 2 * m_nodes + 1, m_demand[v]));
        }
    }

    Result<CapacityBypass> solve(Progress& progress) {
        const auto placed = m_network.solve(2 * m_nodes, 2 * m_nodes + 1, progress);
        if (!placed) return tl::unexpected(placed.error());
        CapacityBypass out{.placed = *placed};
        for (const double s : m_supply) out.purchases += s;
        out.share = out.purchases > 0 ? out.placed / out.purchases : kNaN;
        for (std::size_t k = 0; k < m_edges.size(); ++k)
            if (const double used = m_network.flow(m_edgeArcs[k]); used > 0) out.uses.push_back({m_edges[k], used});
        for (std::uint32_t v = 0; v < m_nodes; ++v) {
            if (m_supply[v] > 0) out.unsold.emplace_back(v, m_supply[v] - m_network.flow(m_supplyArcs[v]));
            if (m_demand[v] > 0) out.unserved.emplace_back(v, m_demand[v] - m_network.flow(m_demandArcs[v]));
        }
        return out;
    }

private:
    void sumTrade() {
        const auto& edges = m_snapshot.edges();
        for (std::size_t e = 0; e < edges.size(); ++e) {
            const auto from = edges.source[e], to = edges.target[e];
            if (m_removed[to] && !m_removed[from]) m_supply[from] += edges.value[e];
            if (m_removed[from] && !m_removed[to]) m_demand[to] += edges.value[e];
        }
    }

    const Snapshot& m_snapshot;
    const std::vector<std::uint8_t>& m_removed;
    std::uint32_t m_nodes;
    FlowNetwork m_network;
    std::vector<double> m_supply, m_demand;
    std::vector<std::uint32_t> m_edges;
    std::vector<std::size_t> m_edgeArcs, m_supplyArcs, m_demandArcs;
};

} // namespace

Result<GraphBypass> graphBypass(const Snapshot& s, Progress& progress) {
    GraphBypass out;
    double all = 0, bypassed = 0, count = 0;
    for (std::uint32_t p = 0; p < s.nodeCount(); ++p) {
        if (!s.isPlatform()[p]) continue;
        const auto suppliers = partners(s, p, s.in()), buyers = partners(s, p, s.out());
        count += double(suppliers.size()) * double(buyers.size());
        if (count > kMostBypassPairs)
            return failure(ErrorCode::TooLarge, "The platforms stand between more than two million pairs; use the capacity-bounded bypass.");
        double sold = 0;
        for (const auto& supplier : suppliers) sold += supplier.value;
        for (const auto& supplier : suppliers) {
            if (progress.stopped()) return Progress::cancelled();
            const auto reached = reachedWithoutPlatforms(s, supplier.node);
            for (const auto& buyer : buyers) {
                const double value = sold > 0 ? supplier.value * buyer.value / sold : 0;
                out.pairs.push_back({p, supplier.node, buyer.node, value, reached[buyer.node] != 0});
                all += value;
                if (reached[buyer.node]) bypassed += value;
            }
        }
    }
    out.share = all > 0 ? bypassed / all : kNaN;
    return out;
}

Result<CapacityBypass> capacityBypass(const Snapshot& snapshot, std::span<const std::uint32_t> platforms, double headroom,
                                      Progress& progress) {
    if (!(headroom >= 0)) return failure(ErrorCode::BadArgument, "The headroom of links must be 0 or more.");
    const auto removed = markPlatforms(snapshot, platforms);
    return BypassNetwork(snapshot, removed, headroom).solve(progress);
}

} // namespace chainscape
