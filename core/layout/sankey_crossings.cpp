// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <numeric>

#include "core/layout/sankey_order.h"

namespace chainscape {
namespace {

struct Piece {
    int from, to; ///< ranks in the lower and the higher layer
    double weight;
};

/// Rank of every vertex within its layer.
std::vector<int> ranks(const SankeyStructure& s, std::span<const double> positions) {
    std::vector<int> order(s.layer.size()), rank(s.layer.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
        return s.layer[a] != s.layer[b] ? s.layer[a] < s.layer[b] : positions[a] < positions[b];
    });
    for (std::size_t i = 0; i < order.size(); ++i)
        rank[order[i]] = i > 0 && s.layer[order[i]] == s.layer[order[i - 1]] ? rank[order[i - 1]] + 1 : 0;
    return rank;
}

std::vector<std::vector<Piece>> piecesByGap(const SankeyStructure& s, const std::vector<int>& rank) {
    std::vector<std::vector<Piece>> gaps(static_cast<std::size_t>(std::max(0, s.layerCount - 1)));
    for (const auto& b : s.bundles) {
        int from = b.low;
        for (int k = 0; k <= b.bendCount; ++k) {
            const int to = k == b.bendCount ? b.high : b.firstBend + k;
            gaps[s.layer[from]].push_back({rank[from], rank[to], b.value});
            from = to;
        }
    }
    return gaps;
}

/// Sums over prefixes of ranks (Fenwick tree) of weights and of counts.
class Totals {
public:
    explicit Totals(int size) : m_weight(static_cast<std::size_t>(size) + 1, 0.0), m_count(static_cast<std::size_t>(size) + 1, 0) {}
    void add(int rank, double weight) {
        m_total.weighted += weight;
        ++m_total.count;
        for (int p = rank + 1; p < static_cast<int>(m_weight.size()); p += p & -p) m_weight[p] += weight, ++m_count[p];
    }
    /// What has been added above `rank`.
    [[nodiscard]] SankeyCrossings above(int rank) const {
        SankeyCrossings sum = m_total;
        for (int p = rank + 1; p > 0; p -= p & -p) sum.weighted -= m_weight[p], sum.count -= m_count[p];
        if (sum.count == 0) sum.weighted = 0.0;
        return sum;
    }

private:
    std::vector<double> m_weight;
    std::vector<std::int64_t> m_count;
    SankeyCrossings m_total;
};

} // namespace

SankeyCrossings countCrossings(const SankeyStructure& structure, std::span<const double> positions) {
    SankeyCrossings sum;
    for (auto& pieces : piecesByGap(structure, ranks(structure, positions))) {
        std::sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) { return a.from != b.from ? a.from < b.from : a.to < b.to; });
        int size = 0;
        for (const auto& p : pieces) size = std::max(size, p.to + 1);
        Totals totals(size);
        for (std::size_t i = 0; i < pieces.size();) {
            auto end = i;
            while (end < pieces.size() && pieces[end].from == pieces[i].from) ++end;
            for (auto k = i; k < end; ++k) {
                const auto above = totals.above(pieces[k].to);
                sum.weighted += pieces[k].weight * above.weighted;
                sum.count += above.count;
            }
            for (; i < end; ++i) totals.add(pieces[i].to, pieces[i].weight);
        }
    }
    return sum;
}

std::vector<double> straightBends(const SankeyStructure& structure, std::span<const double> nodePositions) {
    std::vector<double> positions(nodePositions.begin(), nodePositions.end());
    positions.resize(structure.layer.size());
    for (const auto& b : structure.bundles)
        for (int k = 0; k < b.bendCount; ++k) {
            const double share = (k + 1.0) / (b.bendCount + 1.0);
            positions[b.firstBend + k] = nodePositions[b.low] + (nodePositions[b.high] - nodePositions[b.low]) * share;
        }
    return positions;
}

} // namespace chainscape
