// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/betweenness.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "core/base/parallel.h"

namespace chainscape {
namespace {

constexpr std::size_t kBlocks = 16, kLeastOfBlock = 16; ///< of sources; fixed, so that sums do not depend on the number of threads

/// The firms with two links or more, renumbered breadth first so that neighbours are near in memory. Leaves that only buy are
/// further targets of their partner, leaves that only sell further sources.
struct Core {
    std::vector<std::uint32_t> node, start, target;
    std::vector<double> leafTargets, leafSources;

    [[nodiscard]] std::size_t size() const { return node.size(); }
};

std::vector<std::uint32_t> breadthFirstOrder(const Snapshot& s, const std::vector<std::uint8_t>& leaf) {
    std::vector<std::uint32_t> order;
    std::vector<std::uint8_t> seen = leaf;
    for (std::uint32_t root = 0; root < s.nodeCount(); ++root) {
        if (seen[root]) continue;
        seen[root] = 1;
        order.push_back(root);
        for (std::size_t head = order.size() - 1; head < order.size(); ++head)
            for (const auto* side : {&s.out(), &s.in()})
                for (auto k = side->start[order[head]]; k < side->start[order[head] + 1]; ++k)
                    if (!seen[side->node[k]]) {
                        seen[side->node[k]] = 1;
                        order.push_back(side->node[k]);
                    }
    }
    return order;
}

Core makeCore(const Snapshot& s) {
    const auto degree = [&](std::uint32_t i) { return s.out().start[i + 1] - s.out().start[i] + s.in().start[i + 1] - s.in().start[i]; };
    std::vector<std::uint8_t> leaf(s.nodeCount(), 0);
    const auto& edges = s.edges();
    for (std::size_t e = 0; e < edges.size(); ++e) {
        const bool sourceLeaf = degree(edges.source[e]) == 1, targetLeaf = degree(edges.target[e]) == 1;
        if (sourceLeaf && !targetLeaf) leaf[edges.source[e]] = 1;
        if (targetLeaf && !sourceLeaf) leaf[edges.target[e]] = 1;
    }
    Core core;
    core.node = breadthFirstOrder(s, leaf);
    std::vector<std::uint32_t> place(s.nodeCount(), kNone);
    for (std::uint32_t i = 0; i < core.size(); ++i) place[core.node[i]] = i;
    core.leafTargets.assign(core.size(), 0);
    core.leafSources.assign(core.size(), 0);
    core.start.push_back(0);
    for (const auto i : core.node) {
        for (auto e = s.out().start[i]; e < s.out().start[i + 1]; ++e) {
            if (leaf[s.out().node[e]]) core.leafTargets[place[i]] += 1;
            else core.target.push_back(place[s.out().node[e]]);
        }
        std::sort(core.target.begin() + core.start.back(), core.target.end());
        core.start.push_back(static_cast<std::uint32_t>(core.target.size()));
        for (auto k = s.in().start[i]; k < s.in().start[i + 1]; ++k)
            if (leaf[s.in().node[k]]) core.leafSources[place[i]] += 1;
    }
    return core;
}

/// Dependencies of one source on all firms, by Brandes' backward sums.
class SourceSweep {
public:
    explicit SourceSweep(const Core& core)
        : m_core(core), m_level(core.size(), kNone), m_paths(core.size(), 0), m_share(core.size(), 0), m_queue(core.size()), m_nextStart(core.size() + 1), m_next(core.target.size()) {}

    /// Calls add(firm, dependency) for every firm reached, the source last.
    template <class Add>
    void run(std::uint32_t source, const Add& add) {
        const auto count = search(source);
        for (auto k = count; k-- > 0;) {
            const auto v = m_queue[k];
            double sum = 0;
            for (auto e = m_nextStart[k]; e < m_nextStart[k + 1]; ++e) sum += m_share[m_next[e]];
            const double dependency = m_paths[v] * sum + m_core.leafTargets[v];
            m_share[v] = (1 + dependency) / m_paths[v];
            add(v, dependency);
        }
        for (std::size_t k = 0; k < count; ++k) m_level[m_queue[k]] = kNone;
    }

private:
    /// Breadth first; counts shortest paths and keeps their links. The number of firms reached.
    std::size_t search(std::uint32_t source) {
        std::size_t head = 0, tail = 1;
        std::uint32_t links = 0;
        m_queue[0] = source;
        m_level[source] = 0;
        m_paths[source] = 1;
        while (head < tail) {
            m_nextStart[head] = links;
            const auto v = m_queue[head++];
            const auto below = m_level[v] + 1;
            const double paths = m_paths[v];
            for (auto e = m_core.start[v]; e < m_core.start[v + 1]; ++e) {
                const auto w = m_core.target[e];
                if (m_level[w] == kNone) {
                    m_level[w] = below;
                    m_paths[w] = paths;
                    m_queue[tail++] = w;
                    m_next[links++] = w;
                } else if (m_level[w] == below) {
                    m_paths[w] += paths;
                    m_next[links++] = w;
                }
            }
        }
        m_nextStart[tail] = links;
        return tail;
    }

    const Core& m_core;
    std::vector<std::uint32_t> m_level;
    std::vector<double> m_paths, m_share;
    std::vector<std::uint32_t> m_queue;
    std::vector<std::uint32_t> m_nextStart, m_next; ///< the links on shortest paths, in the queue's order: the way back asks no levels
};

/// The dependencies on a firm of the core over some sources.
struct Sums {
    double value = 0, square = 0;
};

void addSource(SourceSweep& sweep, const Core& core, std::uint32_t source, std::vector<Sums>& sums) {
    const double times = 1 + core.leafSources[source];
    sweep.run(source, [&](std::uint32_t v, double dependency) {
        const double all = dependency * (v == source ? times - 1 : times);
        sums[v].value += all;
        sums[v].square += all * all;
    });
}

std::vector<std::uint32_t> chooseSources(const Core& core, const BetweennessOptions& options, bool exact) {
    std::vector<std::uint32_t> all(core.size());
    std::iota(all.begin(), all.end(), 0u);
    if (exact || options.pivots >= core.size()) return all;
    std::mt19937_64 random(options.seed);
    for (std::size_t i = 0; i < options.pivots; ++i) std::swap(all[i], all[i + random() % (all.size() - i)]);
    all.resize(options.pivots);
    return all;
}

} // namespace

Result<Betweenness> betweenness(const Snapshot& s, const BetweennessOptions& options, Progress& progress) {
    const auto core = makeCore(s);
    const auto sources = chooseSources(core, options, s.nodeCount() <= options.exactUpTo);
    const bool sampled = sources.size() < core.size();
    const std::size_t blocks = std::clamp<std::size_t>(sources.size() / kLeastOfBlock, 1, kBlocks);
    std::vector<std::vector<Sums>> part(blocks);
    parallelFor(blocks, 1, [&](std::size_t begin, std::size_t end) {
        SourceSweep sweep(core);
        for (auto b = begin; b < end; ++b) {
            part[b].resize(core.size());
            for (auto k = b; k < sources.size() && !progress.stopped(); k += blocks) addSource(sweep, core, sources[k], part[b]);
        }
    });
    if (progress.stopped()) return Progress::cancelled();
    Betweenness out;
    out.sources = sources.size();
    out.value.assign(s.nodeCount(), 0);
    if (sampled) out.standardError.assign(s.nodeCount(), 0);
    const double scale = double(core.size()) / double(std::max<std::size_t>(1, sources.size())), k = double(sources.size());
    for (std::uint32_t i = 0; i < core.size(); ++i) {
        double sum = 0, squares = 0;
        for (const auto& sums : part) {
            sum += sums[i].value;
            squares += sums[i].square;
        }
        out.value[core.node[i]] = sum * scale;
        if (sampled) out.standardError[core.node[i]] = double(core.size()) * std::sqrt(std::max(0.0, squares / k - sum / k * (sum / k)) / (k - 1));
    }
    return out;
}

} // namespace chainscape
