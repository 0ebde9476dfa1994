// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/chain_paths.h"

#include <algorithm>
#include <limits>
#include <queue>

namespace chainscape {
namespace {

constexpr int kNoWay = std::numeric_limits<int>::max();

/// Links from every node to `to`.
std::vector<int> hopsTo(const Snapshot& s, std::uint32_t to) {
    std::vector<int> hops(s.nodeCount(), kNoWay);
    std::vector<std::uint32_t> open{to};
    hops[to] = 0;
    for (std::size_t k = 0; k < open.size(); ++k)
        for (auto i = s.in().start[open[k]]; i < s.in().start[open[k] + 1]; ++i)
            if (const auto next = s.in().node[i]; hops[next] == kNoWay) {
                hops[next] = hops[open[k]] + 1;
                open.push_back(next);
            }
    return hops;
}

double leastLink(const Snapshot& s, const std::vector<std::uint32_t>& nodes) {
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t k = 1; k < nodes.size(); ++k) least = std::min(least, s.edges().value[s.edgeBetween(nodes[k - 1], nodes[k])]);
    return least;
}

/// Depth first over simple paths of at most `longest` links.
class PathWalk {
public:
    PathWalk(const Snapshot& s, std::uint32_t to, std::size_t most, Progress& progress) : m_s(s), m_to(to), m_hops(hopsTo(s, to)), m_most(most), m_progress(progress), m_on(s.nodeCount(), 0) {}

    [[nodiscard]] int hops(std::uint32_t from) const { return m_hops[from]; }

    void walk(std::uint32_t at, int left) {
        if (m_out.cut || m_progress.stopped()) return;
        m_path.push_back(at);
        m_on[at] = 1;
        if (at == m_to) keepPath();
        else
            for (auto e = m_s.out().start[at]; e < m_s.out().start[at + 1]; ++e) {
                const auto next = m_s.out().node[e];
                if (!m_on[next] && m_hops[next] < left) walk(next, left - 1);
            }
        m_on[at] = 0;
        m_path.pop_back();
    }

    ChainPaths take() { return std::move(m_out); }

private:
    void keepPath() {
        if (m_out.paths.size() == m_most) m_out.cut = true;
        else m_out.paths.push_back({m_path, leastLink(m_s, m_path)});
    }

    const Snapshot& m_s;
    std::uint32_t m_to;
    std::vector<int> m_hops;
    std::size_t m_most;
    Progress& m_progress;
    std::vector<std::uint8_t> m_on;
    std::vector<std::uint32_t> m_path;
    ChainPaths m_out;
};

/// Widest path: Dijkstra 1959 with the smallest link in place of the sum, fewest links among equals.
ChainPaths widestPath(const Snapshot& s, std::uint32_t from, std::uint32_t to) {
    struct Open {
        double width;
        int links;
        std::uint32_t node;
        bool operator<(const Open& other) const { return width != other.width ? width < other.width : links != other.links ? links > other.links : node > other.node; }
    };
    std::vector<double> width(s.nodeCount(), -1);
    std::vector<int> links(s.nodeCount(), kNoWay);
    std::vector<std::uint32_t> before(s.nodeCount(), kNone);
    std::priority_queue<Open> open;
    width[from] = std::numeric_limits<double>::infinity();
    links[from] = 0;
    open.push({width[from], 0, from});
    while (!open.empty()) {
        const Open at = open.top();
        open.pop();
        if (at.width != width[at.node] || at.links != links[at.node]) continue;
        for (auto e = s.out().start[at.node]; e < s.out().start[at.node + 1]; ++e) {
            const auto next = s.out().node[e];
            const double through = std::min(at.width, s.edges().value[e]);
            if (through < width[next] || (through == width[next] && at.links + 1 >= links[next])) continue;
            width[next] = through;
            links[next] = at.links + 1;
            before[next] = at.node;
            open.push({through, links[next], next});
        }
    }
    ChainPaths out;
    if (before[to] == kNone) return out;
    ChainPath path;
    for (auto i = to; i != kNone; i = i == from ? kNone : before[i]) path.nodes.push_back(i);
    std::ranges::reverse(path.nodes);
    path.least = width[to];
    out.paths.push_back(std::move(path));
    return out;
}

} // namespace

Result<ChainPaths> chainPaths(const Snapshot& s, std::uint32_t from, std::uint32_t to, const PathOptions& options, Progress& progress) {
    if (from >= s.nodeCount() || to >= s.nodeCount()) return failure(ErrorCode::BadArgument, "A path needs two firms that trade in this period.");
    if (from == to) return ChainPaths{};
    if (options.rule == PathRule::Widest) return widestPath(s, from, to);
    PathWalk walk(s, to, options.most, progress);
    if (walk.hops(from) == kNoWay) return ChainPaths{};
    walk.walk(from, options.rule == PathRule::Shortest ? walk.hops(from) : options.longest);
    if (progress.stopped()) return Progress::cancelled();
    ChainPaths out = walk.take();
    std::ranges::sort(out.paths, [](const ChainPath& a, const ChainPath& b) {
        if (a.nodes.size() != b.nodes.size()) return a.nodes.size() < b.nodes.size();
        return a.least != b.least ? a.least > b.least : a.nodes < b.nodes;
    });
    return out;
}

} // namespace chainscape
