// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/breadth.h"

#include <algorithm>
#include <cmath>

#include "core/analysis/components.h"
#include "core/base/parallel.h"
#include "core/base/undefined.h"

namespace chainscape {
namespace {

double throughputOf(const Snapshot& s, std::uint32_t i) { return std::max(s.inValue()[i], s.outValue()[i]); }

/// One breadth-first search with marks that need no clearing.
class Search {
public:
    Search(const Snapshot& s, RowsView rows) : m_s(s), m_rows(rows), m_seen(rows.size(), kNone), m_stageSeen(std::size_t(s.stageCount()) + 1, kNone) {}

    void run(std::uint32_t root, Reach& out) {
        m_queue.assign(1, root);
        m_seen[root] = root;
        m_stageSeen[std::size_t(m_s.stage()[root])] = root;
        std::uint32_t depth = 0, stages = 0;
        std::size_t head = 0, levelEnd = 1;
        while (head < m_queue.size()) {
            if (head == levelEnd) {
                ++depth;
                levelEnd = m_queue.size();
            }
            const auto v = m_queue[head++];
            for (auto k = m_rows.start[v]; k < m_rows.start[v + 1]; ++k) {
                const auto w = m_rows.node[k];
                if (m_seen[w] == root) continue;
                m_seen[w] = root;
                m_queue.push_back(w);
                auto& mark = m_stageSeen[std::size_t(m_s.stage()[w])];
                if (m_s.stage()[w] > 0 && mark != root) {
                    mark = root;
                    ++stages;
                }
            }
        }
        out.share[root] = m_rows.size() > 1 ? double(m_queue.size() - 1) / double(m_rows.size() - 1) : kNaN;
        out.depth[root] = depth;
        out.stages[root] = stages;
    }

private:
    const Snapshot& m_s;
    RowsView m_rows;
    std::vector<std::uint32_t> m_seen, m_stageSeen, m_queue;
};

} // namespace

Result<Breadth> breadth(const Snapshot& s, Progress& progress) {
    if (progress.stopped()) return Progress::cancelled();
    const auto stages = static_cast<std::size_t>(s.stageCount());
    Breadth out;
    out.throughput.assign(stages, 0);
    out.effectiveFirms.assign(stages, 0);
    out.herfindahl.assign(stages, 0);
    for (std::uint32_t i = 0; i < s.nodeCount(); ++i)
        if (s.stage()[i] > 0) out.throughput[std::size_t(s.stage()[i]) - 1] += throughputOf(s, i);
    for (std::uint32_t i = 0; i < s.nodeCount(); ++i) {
        if (s.stage()[i] <= 0) continue;
        const auto stage = std::size_t(s.stage()[i]) - 1;
        const double q = throughputOf(s, i) / out.throughput[stage];
        if (!(q > 0)) continue;
        out.effectiveFirms[stage] -= q * std::log(q);
        out.herfindahl[stage] += q * q;
    }
    std::size_t used = 0;
    double sum = 0;
    out.narrowest = kNaN;
    for (std::size_t k = 0; k < stages; ++k) {
        if (!(out.throughput[k] > 0)) {
            out.throughput[k] = out.effectiveFirms[k] = out.herfindahl[k] = kNaN;
            continue;
        }
        out.effectiveFirms[k] = std::exp(out.effectiveFirms[k]);
        sum += out.effectiveFirms[k];
        ++used;
        if (out.narrowestStage == 0 || out.effectiveFirms[k] < out.narrowest) {
            out.narrowest = out.effectiveFirms[k];
            out.narrowestStage = static_cast<int>(k) + 1;
        }
    }
    out.mean = used > 0 ? sum / double(used) : kNaN;
    out.scope = stages > 0 ? double(used) / double(stages) : kNaN;
    return out;
}

Result<Reach> reach(const Snapshot& s, ReachDirection direction, Progress& progress) {
    const auto rows = rowsOf(direction == ReachDirection::Downstream ? s.out() : s.in());
    const auto n = s.nodeCount();
    Reach out{std::vector<double>(n), std::vector<std::uint32_t>(n), std::vector<std::uint32_t>(n)};
    parallelFor(n, 64, [&](std::size_t begin, std::size_t end) {
        Search search(s, rows);
        for (auto i = begin; i < end && !progress.stopped(); ++i) search.run(static_cast<std::uint32_t>(i), out);
    });
    if (progress.stopped()) return Progress::cancelled();
    return out;
}

} // namespace chainscape
