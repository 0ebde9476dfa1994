// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/focus_layout.h"

#include <algorithm>

namespace chainscape {
namespace {

/// Neighbours one way, as compressed rows.
struct OneWay {
    std::vector<std::int32_t> start, node;
};

OneWay oneWay(std::int32_t n, const std::vector<std::int32_t>& from, const std::vector<std::int32_t>& to) {
    OneWay out;
    out.start.assign(std::size_t(n) + 1, 0);
    for (const auto i : from) ++out.start[std::size_t(i) + 1];
    for (std::size_t i = 1; i < out.start.size(); ++i) out.start[i] += out.start[i - 1];
    auto next = out.start;
    out.node.resize(from.size());
    for (std::size_t e = 0; e < from.size(); ++e) out.node[std::size_t(next[std::size_t(from[e])]++)] = to[e];
    return out;
}

std::vector<std::int32_t> hopsFrom(const OneWay& way, std::int32_t focus) {
    std::vector<std::int32_t> hops(way.start.size() - 1, kNotConnected), open{focus};
    hops[std::size_t(focus)] = 0;
    for (std::size_t k = 0; k < open.size(); ++k) {
        const auto at = std::size_t(open[k]);
        for (auto i = way.start[at]; i < way.start[at + 1]; ++i) {
            const auto next = way.node[std::size_t(i)];
            if (hops[std::size_t(next)] != kNotConnected) continue;
            hops[std::size_t(next)] = hops[at] + 1;
            open.push_back(next);
        }
    }
    return hops;
}

} // namespace

Result<FocusResult> focusLayout(const LayoutGraph& graph, std::int32_t focus, const LaneOptions& options, Progress& progress) {
    if (const auto good = checked(graph); !good) return tl::unexpected(good.error());
    if (focus < 0 || focus >= graph.n) return failure(ErrorCode::BadArgument, "The focus of the layout is not one of its firms.");
    const auto down = hopsFrom(oneWay(graph.n, graph.source, graph.target), focus);
    const auto up = hopsFrom(oneWay(graph.n, graph.target, graph.source), focus);
    FocusResult out;
    out.distance.resize(down.size());
    for (std::size_t i = 0; i < down.size(); ++i) {
        const bool nowhere = down[i] == kNotConnected && up[i] == kNotConnected;
        out.distance[i] = nowhere ? kNotConnected : up[i] <= down[i] ? -up[i] : down[i];
        if (nowhere) continue;
        out.upstream = std::max(out.upstream, -out.distance[i]);
        out.downstream = std::max(out.downstream, out.distance[i]);
    }
    out.upstream = std::min(out.upstream, kFocusColumns);
    out.downstream = std::min(out.downstream, kFocusColumns);
    std::vector<std::int32_t> column(down.size(), 0);
    for (std::size_t i = 0; i < column.size(); ++i)
        if (out.distance[i] != kNotConnected) column[i] = std::clamp(out.distance[i], -out.upstream, out.downstream) + out.upstream + 1;
    LaneOptions lane = options;
    lane.lanes = out.upstream + out.downstream + 1;
    auto laid = laneLayout(graph, column, lane, progress);
    if (!laid) return tl::unexpected(laid.error());
    out.lanes = std::move(*laid);
    return out;
}

} // namespace chainscape
