// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/change_distance.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include <Eigen/Dense>

namespace chainscape {
namespace {

constexpr std::size_t kMostFirms = 2000;

/// Roots of the affinities (I + e^2 D - e A)^-1 with e = 1 / (1 + greatest degree).
Eigen::MatrixXd affinityRoots(const ChangeTable& table, bool after) {
    const auto n = static_cast<Eigen::Index>(table.firms.size());
    Eigen::MatrixXd adjacency = Eigen::MatrixXd::Zero(n, n);
    for (const auto& link : table.links)
        if (after ? link.inAfter : link.inBefore) adjacency(link.source, link.target) = adjacency(link.target, link.source) = 1;
    const Eigen::VectorXd degree = adjacency.rowwise().sum();
    const double e = 1 / (1 + (n > 0 ? degree.maxCoeff() : 0));
    Eigen::MatrixXd system = -e * adjacency;
    system.diagonal() += (e * e * degree.array() + 1).matrix();
    const Eigen::MatrixXd affinity = system.llt().solve(Eigen::MatrixXd::Identity(n, n));
    return affinity.cwiseMax(0).cwiseSqrt();
}

/// How many firms have k firms at distance l, times k: the portrait as weights of (l, k).
using Portrait = std::map<std::pair<std::uint32_t, std::uint32_t>, double>;

Result<Portrait> portraitOf(const Snapshot& s, Progress& progress) {
    Portrait portrait;
    std::vector<std::uint32_t> distance(s.nodeCount()), queue;
    for (std::uint32_t from = 0; from < s.nodeCount(); ++from) {
        if (progress.stopped()) return Progress::cancelled();
        std::ranges::fill(distance, kNone);
        queue.assign(1, from);
        distance[from] = 0;
        std::vector<std::uint32_t> shell;
        for (std::size_t q = 0; q < queue.size(); ++q) {
            const auto at = queue[q];
            if (shell.size() <= distance[at]) shell.push_back(0);
            ++shell[distance[at]];
            for (auto k = s.out().start[at]; k < s.out().start[at + 1]; ++k) {
                const auto next = s.out().node[k];
                if (distance[next] != kNone) continue;
                distance[next] = distance[at] + 1;
                queue.push_back(next);
            }
        }
        for (std::uint32_t l = 0; l < shell.size(); ++l) portrait[{l, shell[l]}] += shell[l];
    }
    return portrait;
}

} // namespace

Result<AffinityChange> affinityChange(const ChangeTable& table, Progress& progress) {
    if (table.firms.size() > kMostFirms)
        return failure(ErrorCode::TooLarge, "Affinities are compared up to 2,000 firms; filter by stage or region.");
    const Eigen::MatrixXd before = affinityRoots(table, false);
    if (progress.stopped()) return Progress::cancelled();
    const Eigen::MatrixXd difference = affinityRoots(table, true) - before;
    AffinityChange out{.distance = difference.norm()};
    out.similarity = 1 / (1 + out.distance);
    for (Eigen::Index i = 0; i < difference.rows(); ++i) out.firm.push_back(difference.row(i).norm());
    return out;
}

Result<double> portraitDivergence(const Snapshot& a, const Snapshot& b, Progress& progress) {
    if (a.edgeCount() == 0 || b.edgeCount() == 0) return std::numeric_limits<double>::quiet_NaN();
    const auto p = portraitOf(a, progress), q = portraitOf(b, progress);
    if (!p) return tl::unexpected(p.error());
    if (!q) return tl::unexpected(q.error());
    double sumP = 0, sumQ = 0, divergence = 0;
    for (const auto& [cell, weight] : *p) sumP += weight;
    for (const auto& [cell, weight] : *q) sumQ += weight;
    const auto half = [](double x, double other) { return x > 0 ? x / 2 * std::log2(2 * x / (x + other)) : 0; };
    for (const auto& [cell, weight] : *p) {
        const auto it = q->find(cell);
        const double x = weight / sumP, y = it == q->end() ? 0 : it->second / sumQ;
        divergence += half(x, y) + half(y, x);
    }
    for (const auto& [cell, weight] : *q)
        if (!p->contains(cell)) divergence += half(weight / sumQ, 0);
    return std::max(0.0, divergence);
}

} // namespace chainscape
