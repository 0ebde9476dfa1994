// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/chokepoints.h"

#include <algorithm>

#include "core/analysis/components.h"

namespace chainscape {
namespace {

/// Immediate dominators from a root joined to `starts`; the root has number n. kNone for what it does not reach.
class DominatorTree {
public:
    DominatorTree(const Adjacency& onward, const Adjacency& back, std::span<const std::uint32_t> starts)
        : m_onward(onward), m_back(back), m_root(static_cast<std::uint32_t>(onward.start.size() - 1)), m_isStart(m_root, 0),
          m_number(m_root + 1, kNone), m_parent(m_root + 1, kNone) {
        for (const auto i : starts) m_isStart[i] = 1;
        number(starts);
        settle();
    }

    [[nodiscard]] std::uint32_t root() const { return m_root; }
    [[nodiscard]] std::uint32_t parent(std::uint32_t node) const { return m_parent[node]; }

private:
    /// Reverse postorder numbers by depth-first search.
    void number(std::span<const std::uint32_t> starts) {
        std::vector<std::pair<std::uint32_t, std::uint32_t>> path;
        std::vector<std::uint8_t> seen(m_root, 0);
        for (const auto start : starts) {
            if (seen[start]) continue;
            seen[start] = 1;
            path.emplace_back(start, m_onward.start[start]);
            while (!path.empty()) {
                auto& [v, next] = path.back();
                if (next == m_onward.start[v + 1]) {
                    m_order.push_back(v);
                    path.pop_back();
                    continue;
                }
                const auto w = m_onward.node[next++];
                if (seen[w]) continue;
                seen[w] = 1;
                path.emplace_back(w, m_onward.start[w]);
            }
        }
        m_order.push_back(m_root);
        std::ranges::reverse(m_order);
        for (std::uint32_t k = 0; k < m_order.size(); ++k) m_number[m_order[k]] = k;
    }

    void settle() {
        m_parent[m_root] = m_root;
        for (bool changed = true; changed;) {
            changed = false;
            for (std::size_t k = 1; k < m_order.size(); ++k) {
                const auto v = m_order[k];
                std::uint32_t best = m_isStart[v] ? m_root : kNone;
                for (auto e = m_back.start[v]; e < m_back.start[v + 1]; ++e) {
                    const auto u = m_back.node[e];
                    if (m_parent[u] != kNone) best = best == kNone ? u : meet(u, best);
                }
                if (best == m_parent[v]) continue;
                m_parent[v] = best;
                changed = true;
            }
        }
    }

    [[nodiscard]] std::uint32_t meet(std::uint32_t a, std::uint32_t b) const {
        while (a != b) {
            while (m_number[a] > m_number[b]) a = m_parent[a];
            while (m_number[b] > m_number[a]) b = m_parent[b];
        }
        return a;
    }

    const Adjacency& m_onward;
    const Adjacency& m_back;
    std::uint32_t m_root;
    std::vector<std::uint8_t> m_isStart;
    std::vector<std::uint32_t> m_order, m_number, m_parent;
};

/// Low points of an undirected depth-first search over both directions.
class ArticulationSearch {
public:
    explicit ArticulationSearch(const Snapshot& s)
        : m_s(s), m_found(s.nodeCount(), kNone), m_low(s.nodeCount(), 0), m_next(s.nodeCount(), 0), m_cut(s.nodeCount(), 0) {}

    std::vector<std::uint8_t> run() {
        for (std::uint32_t v = 0; v < m_s.nodeCount(); ++v)
            if (m_found[v] == kNone) from(v);
        return std::move(m_cut);
    }

private:
    /// Neighbour `k` of v: buyers first, then suppliers; kNone at the end.
    [[nodiscard]] std::uint32_t neighbour(std::uint32_t v, std::uint32_t k) const {
        const auto outs = m_s.out().start[v + 1] - m_s.out().start[v];
        if (k < outs) return m_s.out().node[m_s.out().start[v] + k];
        const auto at = m_s.in().start[v] + (k - outs);
        return at < m_s.in().start[v + 1] ? m_s.in().node[at] : kNone;
    }

    void from(std::uint32_t root) {
        std::vector<std::uint32_t> path{root};
        m_found[root] = m_low[root] = m_count++;
        std::uint32_t children = 0;
        while (!path.empty()) {
            const auto v = path.back();
            const auto w = neighbour(v, m_next[v]++);
            if (w != kNone) {
                if (m_found[w] != kNone) {
                    // The way back to the parent lowers nothing that matters: a cut is told by low >= found of the parent.
                    m_low[v] = std::min(m_low[v], m_found[w]);
                    continue;
                }
                m_found[w] = m_low[w] = m_count++;
                path.push_back(w);
                continue;
            }
            path.pop_back();
            if (path.empty()) break;
            const auto parent = path.back();
            m_low[parent] = std::min(m_low[parent], m_low[v]);
            if (parent == root) ++children;
            else if (m_low[v] >= m_found[parent]) m_cut[parent] = 1;
        }
        m_cut[root] = children > 1;
    }

    const Snapshot& m_s;
    std::vector<std::uint32_t> m_found, m_low, m_next;
    std::vector<std::uint8_t> m_cut;
    std::uint32_t m_count = 0;
};

} // namespace

Result<Chokepoints> chokepoints(const Snapshot& s, Progress& progress) {
    Chokepoints out;
    out.isArticulation = ArticulationSearch(s).run();
    out.originsThrough.assign(s.nodeCount(), 0);
    std::vector<std::uint32_t> ends;
    for (std::uint32_t i = 0; i < s.nodeCount(); ++i) {
        if (s.isEndUser()[i]) ends.push_back(i);
        if (s.in().start[i] == s.in().start[i + 1]) out.origins.push_back(i);
    }
    if (progress.stopped()) return Progress::cancelled();
    const DominatorTree tree(s.in(), s.out(), ends);
    for (const auto origin : out.origins) {
        out.passes.emplace_back();
        if (s.isEndUser()[origin] || tree.parent(origin) == kNone) continue;
        for (auto v = tree.parent(origin); v != tree.root(); v = tree.parent(v))
            if (!s.isEndUser()[v]) out.passes.back().push_back(v);
        for (const auto v : out.passes.back()) ++out.originsThrough[v];
    }
    return out;
}

std::vector<std::uint32_t> dominatorsOf(const Snapshot& s, std::span<const std::uint32_t> sources, std::uint32_t target) {
    const DominatorTree tree(s.out(), s.in(), sources);
    std::vector<std::uint32_t> out;
    if (tree.parent(target) == kNone) return out;
    for (auto v = tree.parent(target); v != tree.root(); v = tree.parent(v))
        if (std::ranges::find(sources, v) == sources.end()) out.push_back(v);
    std::ranges::reverse(out);
    return out;
}

} // namespace chainscape
