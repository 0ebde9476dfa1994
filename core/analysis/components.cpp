// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/components.h"

#include <algorithm>
#include <numeric>

namespace chainscape {
namespace {

/// Disjoint sets with path halving; the smaller index is the root, so that numbering follows first nodes.
class DisjointSets {
public:
    explicit DisjointSets(std::size_t count) : m_parent(count) { std::iota(m_parent.begin(), m_parent.end(), 0u); }

    std::uint32_t root(std::uint32_t i) {
        while (m_parent[i] != i) {
            m_parent[i] = m_parent[m_parent[i]];
            i = m_parent[i];
        }
        return i;
    }
    void join(std::uint32_t a, std::uint32_t b) {
        a = root(a);
        b = root(b);
        if (a == b) return;
        m_parent[std::max(a, b)] = std::min(a, b);
    }
    Partition partition() {
        Partition out;
        out.of.resize(m_parent.size());
        for (std::uint32_t i = 0; i < m_parent.size(); ++i) {
            const auto r = root(i);
            out.of[i] = r == i ? out.count++ : out.of[r];
        }
        return out;
    }

private:
    std::vector<std::uint32_t> m_parent;
};

/// Tarjan's search with its own stack.
class StrongSearch {
public:
    explicit StrongSearch(RowsView out) : m_out(out), m_index(out.size(), kNone), m_low(out.size()), m_next(out.size()) {
        m_result.of.assign(out.size(), kNone);
    }

    Partition run() {
        for (std::uint32_t v = 0; v < m_out.size(); ++v)
            if (m_index[v] == kNone) from(v);
        return std::move(m_result);
    }

private:
    void from(std::uint32_t root) {
        enter(root);
        while (!m_path.empty()) {
            const auto v = m_path.back();
            if (m_next[v] < m_out.start[v + 1]) {
                const auto w = m_out.node[m_next[v]++];
                if (m_index[w] == kNone) enter(w);
                else if (m_result.of[w] == kNone) m_low[v] = std::min(m_low[v], m_index[w]);
                continue;
            }
            leave(v);
        }
    }
    void enter(std::uint32_t v) {
        m_index[v] = m_low[v] = m_count++;
        m_next[v] = m_out.start[v];
        m_path.push_back(v);
        m_open.push_back(v);
    }
    void leave(std::uint32_t v) {
        m_path.pop_back();
        if (!m_path.empty()) m_low[m_path.back()] = std::min(m_low[m_path.back()], m_low[v]);
        if (m_low[v] != m_index[v]) return;
        for (bool more = true; more;) {
            const auto w = m_open.back();
            m_open.pop_back();
            m_result.of[w] = m_result.count;
            more = w != v;
        }
        ++m_result.count;
    }

    RowsView m_out;
    std::vector<std::uint32_t> m_index, m_low, m_next, m_path, m_open;
    std::uint32_t m_count = 0;
    Partition m_result;
};

} // namespace

std::vector<std::uint32_t> Partition::sizes() const {
    std::vector<std::uint32_t> out(count, 0);
    for (const auto part : of) ++out[part];
    return out;
}

std::vector<std::vector<std::uint32_t>> Partition::members() const {
    std::vector<std::vector<std::uint32_t>> out(count);
    for (std::uint32_t i = 0; i < of.size(); ++i) out[of[i]].push_back(i);
    return out;
}

Rows keptRows(const Snapshot& snapshot, std::span<const std::uint8_t> keep, Direction direction) {
    const auto& edges = snapshot.edges();
    const auto& from = direction == Direction::Out ? edges.source : edges.target;
    const auto& to = direction == Direction::Out ? edges.target : edges.source;
    Rows rows;
    rows.start.assign(snapshot.nodeCount() + 1, 0);
    for (std::size_t e = 0; e < edges.size(); ++e)
        if (keep[e]) ++rows.start[from[e] + 1];
    std::partial_sum(rows.start.begin(), rows.start.end(), rows.start.begin());
    rows.node.resize(rows.start.back());
    rows.edge.resize(rows.start.back());
    auto next = rows.start;
    for (std::uint32_t e = 0; e < edges.size(); ++e) {
        if (!keep[e]) continue;
        const auto at = next[from[e]]++;
        rows.node[at] = to[e];
        rows.edge[at] = e;
    }
    return rows;
}

Partition strongComponents(RowsView out) { return StrongSearch(out).run(); }

Partition weakComponents(const Snapshot& snapshot, std::span<const std::uint8_t> keep) {
    const auto& edges = snapshot.edges();
    return weakComponents(snapshot.nodeCount(), edges.source, edges.target,
                          [&](std::size_t e) { return keep.empty() || keep[e] != 0; });
}

Partition weakComponents(std::size_t count, std::span<const std::uint32_t> source, std::span<const std::uint32_t> target,
                         const std::function<bool(std::size_t)>& keep) {
    DisjointSets sets(count);
    for (std::size_t e = 0; e < source.size(); ++e)
        if (keep(e)) sets.join(source[e], target[e]);
    return sets.partition();
}

} // namespace chainscape
