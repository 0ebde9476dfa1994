// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/sankey_trace.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/layout/sankey_layers.h"

namespace chainscape {
namespace {

constexpr int kMostRounds = 4000;
constexpr double kStill = 1e-14; ///< change of a round, as a share of the total, at which the trace has settled

class Tracer {
public:
    Tracer(const SankeyStructure& s, SankeyTraceStart start, SankeyTraceWay way)
        : m_s(s), m_start(start), m_down(way == SankeyTraceWay::Down), m_next(static_cast<std::size_t>(s.nodeCount)),
          m_through(static_cast<std::size_t>(s.nodeCount), 0.0), m_passed(static_cast<std::size_t>(s.nodeCount), 0.0) {
        std::vector<double> in(m_through), out(m_through);
        for (int i = 0; i < static_cast<int>(s.bands.size()); ++i) {
            in[s.bands[i].target] += s.bands[i].value;
            out[s.bands[i].source] += s.bands[i].value;
            m_next[from(i)].push_back(i);
        }
        for (int v = 0; v < s.nodeCount; ++v) {
            m_through[v] = std::max(in[v], out[v]);
            m_passed[v] = m_down ? out[v] : in[v];
        }
    }

    SankeyTrace run() {
        m_trace.amount.assign(m_s.bands.size(), 0.0);
        m_trace.atNode.assign(m_through.size(), 0.0);
        m_trace.ends.assign(m_through.size(), 0.0);
        m_trace.atLayer.assign(static_cast<std::size_t>(m_s.layerCount), 0.0);
        seed();
        if (m_trace.total > 0.0) settle();
        finish();
        return std::move(m_trace);
    }

private:
    [[nodiscard]] int from(int band) const { return m_down ? m_s.bands[band].source : m_s.bands[band].target; }
    [[nodiscard]] int to(int band) const { return m_down ? m_s.bands[band].target : m_s.bands[band].source; }
    /// Bands whose amount is given: the start itself, or all that leave the start node.
    [[nodiscard]] bool given(int band) const { return m_start.band >= 0 ? band == m_start.band : from(band) == m_start.node; }

    void seed() {
        m_trace.total = m_start.band >= 0 ? m_s.bands[m_start.band].value : m_through[m_start.node];
        for (int i = 0; i < static_cast<int>(m_s.bands.size()); ++i) {
            if (!given(i)) continue;
            m_trace.amount[i] = m_s.bands[i].value;
            add(i, m_s.bands[i].value);
        }
    }

    /// What a band brings arrives at its far end; the start node takes nothing in again.
    void add(int band, double amount) {
        const int v = to(band);
        if (m_start.band < 0 && v == m_start.node) m_trace.returned += amount;
        else m_trace.atNode[v] += amount;
    }

    void settle() {
        std::vector<SankeyLink> links;
        for (const auto& band : m_s.bands) links.push_back({band.source, band.target, band.value});
        const auto rank = flowRanks(m_s.nodeCount, links);
        std::vector<int> order(rank.size());
        for (int v = 0; v < m_s.nodeCount; ++v) order[m_down ? rank[v] : m_s.nodeCount - 1 - rank[v]] = v;
        for (int round = 0; round < kMostRounds; ++round) {
            double change = 0.0;
            for (const int v : order) change += pass(v);
            m_trace.unresolved = change;
            if (change <= kStill * m_trace.total) break;
        }
        if (m_trace.unresolved <= kStill * m_trace.total) m_trace.unresolved = 0.0;
    }

    /// Hands on what has newly arrived at v. Returns how much that was.
    double pass(int v) {
        if (m_through[v] <= 0.0) return 0.0;
        double change = 0.0;
        for (const int band : m_next[v]) {
            const double amount = m_trace.atNode[v] * (m_s.bands[band].value / m_through[v]);
            if (given(band)) {
                if (band == m_start.band) m_trace.returned = amount;
                continue;
            }
            const double more = amount - m_trace.amount[band];
            m_trace.amount[band] = amount;
            add(band, more);
            change += std::abs(more);
        }
        return change;
    }

    void finish() {
        auto& t = m_trace;
        if (m_start.band < 0) t.atNode[m_start.node] = t.total;
        double sum = 0.0;
        for (int v = 0; v < m_s.nodeCount; ++v) {
            if (m_through[v] > 0.0) t.ends[v] = t.atNode[v] * ((m_through[v] - m_passed[v]) / m_through[v]);
            t.atLayer[m_s.layer[v]] += t.atNode[v];
            sum += t.ends[v];
        }
        const bool closed = t.total - t.returned <= 1e-12 * t.total || sum <= 0.0;
        for (double& end : t.ends) end = closed ? 0.0 : end * (t.total / sum);
        for (std::size_t i = 0; i < t.amount.size(); ++i) t.amount[i] = std::min(t.amount[i], m_s.bands[i].value);
    }

    const SankeyStructure& m_s;
    SankeyTraceStart m_start;
    bool m_down;
    std::vector<std::vector<int>> m_next;
    std::vector<double> m_through, m_passed;
    SankeyTrace m_trace;
};

} // namespace

Result<SankeyTrace> traceSankey(const SankeyStructure& structure, SankeyTraceStart start, SankeyTraceWay way) {
    const bool bandIsThere = start.band >= 0 && start.band < static_cast<int>(structure.bands.size());
    const bool nodeIsThere = start.band < 0 && start.node >= 0 && start.node < structure.nodeCount;
    if (!bandIsThere && !nodeIsThere) return failure(ErrorCode::BadArgument, "The trace starts at a band or node that is not there.");
    return Tracer(structure, start, way).run();
}

} // namespace chainscape
