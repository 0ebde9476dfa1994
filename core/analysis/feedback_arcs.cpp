// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/feedback_arcs.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <queue>
#include <random>

#include "core/analysis/components.h"

namespace chainscape {
namespace {

struct Arc {
    std::uint32_t from, to, edge;
    double weight;
};

/// One strong component with its own numbering.
struct Loop {
    std::size_t size = 0;
    std::vector<Arc> arcs;
};

using Ranks = std::vector<std::uint32_t>; ///< place of each firm in an order

double backwardValue(const Loop& loop, const Ranks& rank) {
    double sum = 0;
    for (const auto& arc : loop.arcs)
        if (rank[arc.from] > rank[arc.to]) sum += arc.weight;
    return sum;
}

/// Least backward weight of all orders of `placed` first, for every set: best[S] = min over v of best[S - v] + w(v -> S - v).
class ExactOrder {
public:
    explicit ExactOrder(const Loop& loop) : m_n(loop.size), m_weight(loop.size * loop.size, 0) {
        for (const auto& arc : loop.arcs) m_weight[arc.from * m_n + arc.to] += arc.weight;
    }

    Ranks ranks() {
        fillHalves();
        const std::size_t sets = std::size_t{1} << m_n;
        std::vector<double> best(sets, std::numeric_limits<double>::infinity());
        std::vector<std::uint8_t> last(sets, 0);
        best[0] = 0;
        for (std::size_t set = 1; set < sets; ++set) {
            for (std::size_t v = 0; v < m_n; ++v) {
                if (!(set >> v & 1)) continue;
                const auto before = set & ~(std::size_t{1} << v);
                const double cost = best[before] + into(v, before);
                if (cost < best[set]) {
                    best[set] = cost;
                    last[set] = static_cast<std::uint8_t>(v);
                }
            }
        }
        Ranks rank(m_n);
        for (std::size_t set = sets - 1, place = m_n; set != 0; set &= ~(std::size_t{1} << last[set]))
            rank[last[set]] = static_cast<std::uint32_t>(--place);
        return rank;
    }

private:
    static constexpr std::size_t kHalf = 10;

    /// Sums of v's weights into every subset of the first ten and of the remaining firms.
    void fillHalves() {
        m_half.assign(2 * m_n << kHalf, 0);
        for (std::size_t v = 0; v < m_n; ++v)
            for (std::size_t side = 0; side < 2; ++side)
                for (std::size_t set = 1; set < std::size_t{1} << kHalf; ++set) {
                    const auto lowest = static_cast<std::size_t>(__builtin_ctzll(set));
                    const auto u = side * kHalf + lowest;
                    half(v, side, set) = half(v, side, set & (set - 1)) + (u < m_n ? m_weight[v * m_n + u] : 0);
                }
    }
    double& half(std::size_t v, std::size_t side, std::size_t set) { return m_half[((v * 2 + side) << kHalf) + set]; }
    double into(std::size_t v, std::size_t set) {
        return half(v, 0, set & ((std::size_t{1} << kHalf) - 1)) + half(v, 1, set >> kHalf);
    }

    std::size_t m_n;
    std::vector<double> m_weight, m_half;
};

/// Arcs by either end.
struct Ends {
    std::vector<std::uint32_t> start, arc;
};

Ends arcsBy(const Loop& loop, bool source) {
    Ends ends;
    ends.start.assign(loop.size + 1, 0);
    for (const auto& arc : loop.arcs) ++ends.start[(source ? arc.from : arc.to) + 1];
    std::partial_sum(ends.start.begin(), ends.start.end(), ends.start.begin());
    ends.arc.resize(loop.arcs.size());
    auto next = ends.start;
    for (std::uint32_t i = 0; i < loop.arcs.size(); ++i) ends.arc[next[source ? loop.arcs[i].from : loop.arcs[i].to]++] = i;
    return ends;
}

/// Greedy order and improvement of one loop.
class HeuristicOrder {
public:
    explicit HeuristicOrder(const Loop& loop) : m_loop(loop), m_out(arcsBy(loop, true)), m_in(arcsBy(loop, false)) {}

    /// Eades, Lin & Smyth: take sinks last, sources first, else the firm that sells the most beyond what it buys.
    Ranks greedy() const {
        const auto n = m_loop.size;
        std::vector<double> sells(n, 0), buys(n, 0);
        std::vector<std::uint32_t> outs(n, 0), ins(n, 0);
        for (const auto& arc : m_loop.arcs) {
            sells[arc.from] += arc.weight;
            buys[arc.to] += arc.weight;
            ++outs[arc.from];
            ++ins[arc.to];
        }
        struct Entry {
            double surplus;
            std::uint32_t firm;
            bool operator<(const Entry& o) const { return surplus != o.surplus ? surplus < o.surplus : firm > o.firm; }
        };
        std::priority_queue<Entry> bySurplus;
        std::vector<std::uint32_t> ends;
        for (std::uint32_t v = 0; v < n; ++v) bySurplus.push({sells[v] - buys[v], v});
        Ranks rank(n, kNone);
        std::uint32_t first = 0, last = static_cast<std::uint32_t>(n);
        const auto take = [&](std::uint32_t v) {
            const bool sink = outs[v] == 0;
            rank[v] = sink ? --last : first++;
            const auto drop = [&](std::uint32_t other, std::vector<double>& value, std::vector<std::uint32_t>& count, double w) {
                if (rank[other] != kNone) return;
                value[other] -= w;
                if (--count[other] == 0) ends.push_back(other);
                bySurplus.push({sells[other] - buys[other], other});
            };
            for (auto k = m_out.start[v]; k < m_out.start[v + 1]; ++k)
                drop(m_loop.arcs[m_out.arc[k]].to, buys, ins, m_loop.arcs[m_out.arc[k]].weight);
            for (auto k = m_in.start[v]; k < m_in.start[v + 1]; ++k)
                drop(m_loop.arcs[m_in.arc[k]].from, sells, outs, m_loop.arcs[m_in.arc[k]].weight);
        };
        while (!bySurplus.empty()) {
            while (!ends.empty()) {
                const auto v = ends.back();
                ends.pop_back();
                if (rank[v] == kNone) take(v);
            }
            if (bySurplus.empty()) break;
            const auto [surplus, v] = bySurplus.top();
            bySurplus.pop();
            if (rank[v] == kNone && surplus == sells[v] - buys[v]) take(v);
        }
        return rank;
    }

    /// Moves single firms to their best place among their partners until no move helps; at most `passes` rounds.
    void improve(Ranks& rank, int passes, const Progress& progress) const {
        std::vector<double> key(rank.begin(), rank.end());
        for (int pass = 0; pass < passes && !progress.stopped(); ++pass) {
            bool moved = false;
            for (std::uint32_t v = 0; v < m_loop.size; ++v) moved |= move(v, key);
            settle(key, rank);
            key.assign(rank.begin(), rank.end());
            if (!moved) break;
        }
    }

private:
    struct Partner {
        double key, delta; ///< delta: change of backward value when v passes from before to after this partner
    };

    /// Only the order of v against its partners matters: try every gap between them.
    bool move(std::uint32_t v, std::vector<double>& key) const {
        std::vector<Partner> partners;
        for (auto k = m_out.start[v]; k < m_out.start[v + 1]; ++k)
            partners.push_back({key[m_loop.arcs[m_out.arc[k]].to], m_loop.arcs[m_out.arc[k]].weight});
        for (auto k = m_in.start[v]; k < m_in.start[v + 1]; ++k)
            partners.push_back({key[m_loop.arcs[m_in.arc[k]].from], -m_loop.arcs[m_in.arc[k]].weight});
        std::ranges::sort(partners, {}, &Partner::key);
        double cost = 0, now = 0, best = 0;
        std::size_t at = 0; // v before all partners
        for (std::size_t i = 0; i < partners.size(); ++i) {
            cost += partners[i].delta;
            if (partners[i].key < key[v]) now = cost;
            const bool last = i + 1 == partners.size();
            if (cost < best - 1e-12 && (last || partners[i + 1].key > partners[i].key)) {
                best = cost;
                at = i + 1;
            }
        }
        if (!(best < now - 1e-12)) return false;
        if (at == 0) key[v] = partners.front().key - 0.5;
        else if (at == partners.size()) key[v] = partners.back().key + 0.5;
        else key[v] = 0.5 * (partners[at - 1].key + partners[at].key);
        return true;
    }

    static void settle(const std::vector<double>& key, Ranks& rank) {
        std::vector<std::uint32_t> order(key.size());
        std::iota(order.begin(), order.end(), 0u);
        std::ranges::stable_sort(order, {}, [&](std::uint32_t v) { return key[v]; });
        for (std::uint32_t i = 0; i < order.size(); ++i) rank[order[i]] = i;
    }

    const Loop& m_loop;
    Ends m_out, m_in;
};

Ranks heuristicRanks(const Loop& loop, const FeedbackArcOptions& options, const Progress& progress) {
    const HeuristicOrder heuristic(loop);
    Ranks best = heuristic.greedy();
    heuristic.improve(best, 50, progress);
    if (loop.size > options.restartsUpTo) return best;
    double least = backwardValue(loop, best);
    std::mt19937_64 random(options.seed);
    for (int i = 0; i < options.restarts && !progress.stopped(); ++i) {
        Ranks trial = best;
        const auto swaps = std::max<std::size_t>(2, loop.size / 5);
        for (std::size_t s = 0; s < swaps; ++s) std::swap(trial[random() % loop.size], trial[random() % loop.size]);
        heuristic.improve(trial, 50, progress);
        const double value = backwardValue(loop, trial);
        if (value < least) {
            least = value;
            best = std::move(trial);
        }
    }
    return best;
}

std::vector<Loop> loopsOf(const Snapshot& s) {
    const auto& edges = s.edges();
    std::vector<std::uint8_t> keep(edges.size());
    for (std::size_t e = 0; e < edges.size(); ++e) keep[e] = edges.value[e] > 0;
    const auto rows = keptRows(s, keep, Direction::Out);
    const auto parts = strongComponents(rows.view());
    const auto sizes = parts.sizes();
    std::vector<std::uint32_t> slot(parts.count, kNone), place(s.nodeCount());
    std::vector<Loop> loops;
    for (std::uint32_t i = 0; i < s.nodeCount(); ++i) {
        if (sizes[parts.of[i]] < 2) continue;
        auto& where = slot[parts.of[i]];
        if (where == kNone) {
            where = static_cast<std::uint32_t>(loops.size());
            loops.emplace_back();
        }
        place[i] = static_cast<std::uint32_t>(loops[where].size++);
    }
    for (std::uint32_t e = 0; e < edges.size(); ++e) {
        const auto part = parts.of[edges.source[e]];
        if (keep[e] && part == parts.of[edges.target[e]] && slot[part] != kNone)
            loops[slot[part]].arcs.push_back({place[edges.source[e]], place[edges.target[e]], e, edges.value[e]});
    }
    return loops;
}

} // namespace

Result<FeedbackArcs> feedbackArcs(const Snapshot& snapshot, const FeedbackArcOptions& options, Progress& progress) {
    FeedbackArcs out;
    for (const auto& loop : loopsOf(snapshot)) {
        const bool exact = loop.size <= std::min<std::size_t>(options.exactUpTo, 20);
        const auto rank = exact ? ExactOrder(loop).ranks() : heuristicRanks(loop, options, progress);
        if (progress.stopped()) return Progress::cancelled();
        out.exact = out.exact && exact;
        for (const auto& arc : loop.arcs) {
            if (rank[arc.from] < rank[arc.to]) continue;
            out.edges.push_back(arc.edge);
            out.value += arc.weight;
        }
    }
    std::ranges::sort(out.edges);
    return out;
}

} // namespace chainscape
