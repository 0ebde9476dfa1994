// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/bridge_paths.h"

#include <algorithm>
#include <set>

namespace chainscape {
namespace {

/// One way to arrive somewhere: the value that comes along it, its last edge and the arrival before.
struct Arrival {
    double value = 0;
    std::uint32_t edge = kNone, before = kNone;
    int gaps = 0;
};

class PathSearch {
public:
    PathSearch(const Snapshot& s, const Accounts& a, std::span<const std::uint8_t> digital, const BridgePathOptions& options)
        : m_s(s), m_a(a), m_digital(digital), m_options(options), m_first(a.size(), 0), m_last(a.size(), 0) {}

    std::vector<std::vector<std::uint32_t>> bundles() {
        std::vector<std::uint8_t> done(m_a.size(), 0);
        for (const auto row : m_a.order) {
            arriveAt(row, done);
            done[row] = 1;
        }
        finish();
        return distinct();
    }

private:
    void arriveAt(std::uint32_t row, const std::vector<std::uint8_t>& done) {
        std::vector<Arrival> here;
        if (m_a.valueAdded[row] > 0) here.push_back({m_a.valueAdded[row], kNone, kNone, 0});
        const auto& in = m_a.inputs;
        for (auto k = in.start[row]; k < in.start[row + 1]; ++k) {
            const auto from = in.other[k];
            if (!done[from]) continue;
            for (auto p = m_first[from]; p < m_last[from]; ++p) extend(p, in.edge[k], in.value[k] / m_a.output[from], here);
        }
        keepBest(here, row);
    }

    void extend(std::uint32_t before, std::uint32_t edge, double share, std::vector<Arrival>& out) const {
        const int gaps = m_pool[before].gaps + (m_digital[edge] ? 0 : 1);
        if (gaps <= m_options.gaps) out.push_back({m_pool[before].value * share, edge, before, gaps});
    }

    /// The best `width` arrivals for each number of gaps.
    void keepBest(std::vector<Arrival>& here, std::uint32_t row) {
        std::ranges::stable_sort(here, [](const Arrival& p, const Arrival& q) { return p.gaps != q.gaps ? p.gaps < q.gaps : p.value > q.value; });
        m_first[row] = static_cast<std::uint32_t>(m_pool.size());
        std::size_t kept = 0;
        int gaps = -1;
        for (const auto& arrival : here) {
            if (arrival.gaps != gaps) kept = 0;
            gaps = arrival.gaps;
            if (kept++ < m_options.width) m_pool.push_back(arrival);
        }
        m_last[row] = static_cast<std::uint32_t>(m_pool.size());
    }

    void finish() {
        const auto& edges = m_s.edges();
        for (std::uint32_t e = 0; e < edges.size(); ++e) {
            if (m_a.buyerRow[edges.target[e]] != kNone || !(edges.value[e] > 0)) continue;
            const auto row = m_a.sellerRow[edges.source[e]];
            for (auto p = m_first[row]; p < m_last[row]; ++p) extend(p, e, edges.value[e] / m_a.output[row], m_ends);
        }
        std::erase_if(m_ends, [](const Arrival& end) { return end.gaps < 2; });
        std::ranges::stable_sort(m_ends, std::greater{}, &Arrival::value);
        if (m_ends.size() > m_options.paths) m_ends.resize(m_options.paths);
    }

    std::vector<std::vector<std::uint32_t>> distinct() const {
        std::vector<std::vector<std::uint32_t>> out;
        std::set<std::vector<std::uint32_t>> seen;
        for (const auto& end : m_ends) {
            std::vector<std::uint32_t> gaps;
            for (Arrival at = end; at.edge != kNone; at = m_pool[at.before])
                if (!m_digital[at.edge]) gaps.push_back(at.edge);
            std::ranges::sort(gaps);
            if (seen.insert(gaps).second) out.push_back(std::move(gaps));
        }
        return out;
    }

    const Snapshot& m_s;
    const Accounts& m_a;
    std::span<const std::uint8_t> m_digital;
    BridgePathOptions m_options;
    std::vector<Arrival> m_pool, m_ends;
    std::vector<std::uint32_t> m_first, m_last;
};

} // namespace

std::vector<std::vector<std::uint32_t>> bridgeBundles(const Snapshot& snapshot, const Accounts& accounts,
                                                      std::span<const std::uint8_t> digital, const BridgePathOptions& options) {
    return PathSearch(snapshot, accounts, digital, options).bundles();
}

} // namespace chainscape
