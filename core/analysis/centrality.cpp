// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/centrality.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>

#include "core/base/parallel.h"

namespace chainscape {
namespace {

/// Who buys from whom and for how much, firms in the order of how many suppliers they have: rows of one length need no guessing
/// where they end.
struct RankRows {
    std::vector<std::uint32_t> firm, start, supplier; ///< supplier: a place in this order
    std::vector<float> value;
};

RankRows rankRows(const Snapshot& s) {
    const auto& in = s.in();
    const auto n = static_cast<std::uint32_t>(s.nodeCount());
    RankRows rows;
    rows.firm.resize(n);
    std::iota(rows.firm.begin(), rows.firm.end(), 0u);
    std::ranges::stable_sort(rows.firm, {}, [&](auto i) { return in.start[i + 1] - in.start[i]; });
    std::vector<std::uint32_t> place(n);
    for (std::uint32_t k = 0; k < n; ++k) place[rows.firm[k]] = k;
    rows.start.push_back(0);
    for (const auto i : rows.firm) {
        for (auto k = in.start[i]; k < in.start[i + 1]; ++k) {
            rows.supplier.push_back(place[in.node[k]]);
            rows.value.push_back(static_cast<float>(s.edges().value[in.edgeOf[k]]));
        }
        rows.start.push_back(static_cast<std::uint32_t>(rows.supplier.size()));
    }
    return rows;
}

/// Teleports, and firms that sell nothing, spread evenly: all the rest, r = d P'r + c, is linear in c, so it is solved for c = 1 and
/// scaled to a sum of 1. Gauss-Seidel sweeps, each extrapolated from it and the one before (Anderson 1965, depth one): clusters
/// that trade among themselves fade at nearly one rate, which one step then takes away. A sweep that went wrong is not built on.
std::vector<double> pageRank(const Snapshot& s, const CentralityOptions& options, const Progress& progress) {
    const auto n = s.nodeCount();
    const auto rows = rankRows(s);
    std::vector<double> rank(n, 1), share(n), passes(n); // passes: what a firm hands on per unit of value sold
    std::vector<double> change(n, 0), swept(n, 1);       // of the last sweep
    for (std::size_t i = 0; i < n; ++i) {
        const double sold = s.outValue()[rows.firm[i]];
        passes[i] = share[i] = sold > 0 ? options.damping / sold : 0;
    }
    double total = 1, least = std::numeric_limits<double>::infinity();
    for (int sweep = 0; sweep < options.maxSweeps && !progress.stopped(); ++sweep) {
        double changed = 0, along = 0, across = 0;
        total = 0;
        for (std::size_t j = 0; j < n; ++j) {
            double sum = 1;
            for (auto k = rows.start[j]; k < rows.start[j + 1]; ++k) sum += double(rows.value[k]) * passes[rows.supplier[k]];
            passes[j] = share[j] * sum;
            const double now = sum - rank[j], turn = now - change[j];
            along += turn * now;
            across += turn * turn;
            change[j] = now;
            changed += std::fabs(now);
            total += sum;
        }
        const bool done = changed <= options.tolerance * total;
        const double step = !done && changed < least && sweep > 0 && across > 0 ? along / across : 0;
        least = std::min(least, changed);
        for (std::size_t j = 0; j < n; ++j) {
            const double now = rank[j] + change[j];
            rank[j] = now - step * (now - swept[j]);
            swept[j] = now;
            passes[j] = share[j] * rank[j];
        }
        if (done) break;
    }
    std::vector<double> out(n);
    for (std::size_t j = 0; j < n; ++j) out[rows.firm[j]] = rank[j] / total;
    return out;
}

/// Batagelj & Zaversnik: nodes in buckets by degree; taking the least away lowers its neighbours.
std::vector<std::uint32_t> coreNumbers(const Snapshot& s) {
    const auto n = static_cast<std::uint32_t>(s.nodeCount());
    const auto row = [](const Adjacency& side, std::uint32_t i) { return std::span(side.node).subspan(side.start[i], side.start[i + 1] - side.start[i]); };
    std::vector<std::uint32_t> start{0}, other(2 * s.edgeCount()); // neighbours without directions and repeats
    for (std::uint32_t i = 0; i < n; ++i) {
        const auto end = std::ranges::set_union(row(s.out(), i), row(s.in(), i), other.begin() + start.back()).out;
        start.push_back(static_cast<std::uint32_t>(end - other.begin()));
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
    parallelFor(2, 1, [&](std::size_t begin, std::size_t end) {
        for (auto task = begin; task < end; ++task)
            if (task == 0) out.pageRank = pageRank(s, options, progress);
            else out.coreness = coreNumbers(s);
    });
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
