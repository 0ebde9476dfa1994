// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/centrality.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/base/parallel.h"

namespace chainscape {
namespace {

/// Teleports, and firms that sell nothing, spread evenly: all the rest, r = d P'r + c, is linear in c, so it is solved for c = 1 and
/// scaled to a sum of 1. Gauss-Seidel; between sweeps all is scaled so that as much is given as is got, the error that fades slowest.
std::vector<double> pageRank(const Snapshot& s, const CentralityOptions& options, const Progress& progress) {
    const auto n = s.nodeCount();
    const auto& in = s.in();
    std::vector<double> rank(n, 1), share(n), passes(n); // passes: what a firm hands on per unit of value sold
    for (std::size_t i = 0; i < n; ++i) passes[i] = share[i] = s.outValue()[i] > 0 ? options.damping / s.outValue()[i] : 0;
    std::vector<float> weight(s.edgeCount());
    for (std::size_t k = 0; k < weight.size(); ++k) weight[k] = static_cast<float>(s.edges().value[in.edgeOf[k]]);
    double total = 1;
    for (int sweep = 0; sweep < options.maxSweeps && !progress.stopped(); ++sweep) {
        double change = 0, kept = 0;
        total = 0;
        for (std::size_t j = 0; j < n; ++j) {
            double sum = 1;
            for (auto k = in.start[j]; k < in.start[j + 1]; ++k) sum += double(weight[k]) * passes[in.node[k]];
            change += std::fabs(sum - rank[j]);
            total += sum;
            kept += share[j] > 0 ? (1 - options.damping) * sum : sum;
            rank[j] = sum;
            passes[j] = share[j] * sum;
        }
        if (change <= options.tolerance * total) break;
        const double scale = double(n) / kept;
        for (std::size_t i = 0; i < n; ++i) {
            rank[i] *= scale;
            passes[i] *= scale;
        }
    }
    for (auto& r : rank) r /= total;
    return rank;
}

/// Neighbours without directions and repeats.
void neighbours(const Snapshot& s, std::uint32_t i, std::vector<std::uint32_t>& out) {
    out.assign(s.out().node.begin() + s.out().start[i], s.out().node.begin() + s.out().start[i + 1]);
    out.insert(out.end(), s.in().node.begin() + s.in().start[i], s.in().node.begin() + s.in().start[i + 1]);
    std::ranges::sort(out);
    out.erase(std::ranges::unique(out).begin(), out.end());
}

/// Batagelj & Zaversnik: nodes in buckets by degree; taking the least away lowers its neighbours.
std::vector<std::uint32_t> coreNumbers(const Snapshot& s) {
    const auto n = static_cast<std::uint32_t>(s.nodeCount());
    std::vector<std::uint32_t> start{0}, other, near;
    for (std::uint32_t i = 0; i < n; ++i) {
        neighbours(s, i, near);
        other.insert(other.end(), near.begin(), near.end());
        start.push_back(static_cast<std::uint32_t>(other.size()));
    }
    std::vector<std::uint32_t> degree(n), order(n), place(n);
    for (std::uint32_t i = 0; i < n; ++i) degree[i] = start[i + 1] - start[i];
    std::iota(order.begin(), order.end(), 0u);
    std::ranges::stable_sort(order, {}, [&](auto i) { return degree[i]; });
    const auto most = n > 0 ? degree[order.back()] : 0;
    std::vector<std::uint32_t> bucket(most + 2, 0);
    for (std::uint32_t i = 0; i < n; ++i) ++bucket[degree[i] + 1];
    std::partial_sum(bucket.begin(), bucket.end(), bucket.begin());
    for (std::uint32_t k = 0; k < n; ++k) place[order[k]] = k;
    for (std::uint32_t k = 0; k < n; ++k) {
        const auto v = order[k];
        for (auto e = start[v]; e < start[v + 1]; ++e) {
            const auto w = other[e];
            if (degree[w] <= degree[v]) continue;
            const auto first = bucket[degree[w]]; // swap w to the front of its bucket, then move the border
            std::swap(order[place[w]], order[first]);
            std::swap(place[order[place[w]]], place[w]);
            ++bucket[degree[w]];
            --degree[w];
        }
    }
    return degree;
}

} // namespace

Result<Centrality> centrality(const Snapshot& s, const CentralityOptions& options, Progress& progress) {
    Centrality out;
    for (std::uint32_t i = 0; i < s.nodeCount(); ++i) {
        out.suppliers.push_back(s.in().start[i + 1] - s.in().start[i]);
        out.buyers.push_back(s.out().start[i + 1] - s.out().start[i]);
    }
    out.pageRank = pageRank(s, options, progress);
    out.coreness = coreNumbers(s);
    if (progress.stopped()) return Progress::cancelled();
    return out;
}

Result<std::vector<double>> closeness(const Snapshot& s, Progress& progress) {
    const auto n = s.nodeCount();
    std::vector<double> out(n, 0);
    parallelFor(n, 64, [&](std::size_t begin, std::size_t end) {
        std::vector<std::uint32_t> level(n, kNone), queue;
        for (auto root = begin; root < end && !progress.stopped(); ++root) {
            queue.assign(1, static_cast<std::uint32_t>(root));
            level[root] = 0;
            double sum = 0;
            for (std::size_t head = 0; head < queue.size(); ++head) {
                const auto v = queue[head];
                sum += level[v];
                for (auto e = s.out().start[v]; e < s.out().start[v + 1]; ++e) {
                    const auto w = s.out().node[e];
                    if (level[w] != kNone) continue;
                    level[w] = level[v] + 1;
                    queue.push_back(w);
                }
            }
            const double reached = double(queue.size() - 1);
            out[root] = reached > 0 ? reached / double(n - 1) * (reached / sum) : 0;
            for (const auto v : queue) level[v] = kNone;
        }
    });
    if (progress.stopped()) return Progress::cancelled();
    return out;
}

} // namespace chainscape
