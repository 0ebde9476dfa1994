// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/trophic.h"

#include "core/analysis/level_system.h"

namespace chainscape {

Result<TrophicLevels> trophicLevels(const Snapshot& snapshot, const TrophicOptions& options, Progress& progress) {
    const auto& edges = snapshot.edges();
    const std::vector<double> ones(options.weight == LinkWeight::Unit ? edges.size() : 0, 1.0);
    const std::span<const double> weight = options.weight == LinkWeight::Unit ? std::span<const double>(ones) : edges.value;
    auto solved = solveLevels({snapshot.nodeCount(), edges.source, edges.target, weight}, {}, progress);
    if (!solved) return tl::unexpected(solved.error());
    TrophicLevels out;
    out.level = std::move(solved->level);
    double total = 0, off = 0, steps = 0;
    for (std::size_t e = 0; e < edges.size(); ++e) {
        if (!(weight[e] > 0)) continue;
        const double step = out.level[edges.target[e]] - out.level[edges.source[e]];
        total += weight[e];
        steps += weight[e] * step;
        off += weight[e] * (step - 1) * (step - 1);
    }
    out.incoherence = off / total; // 0/0: undefined
    out.directedness = 1 - out.incoherence;
    out.meanStep = steps / total;
    return out;
}

} // namespace chainscape
