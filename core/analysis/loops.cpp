// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/loops.h"

#include <algorithm>
#include <limits>

#include "core/analysis/components.h"

namespace chainscape {
namespace {

void sumStages(const Snapshot& s, Loops& out) {
    const auto& edges = s.edges();
    double back = 0, skip = 0;
    for (std::size_t e = 0; e < edges.size(); ++e) {
        const int from = s.stage()[edges.source[e]], to = s.stage()[edges.target[e]];
        if (from == 0 || to == 0) continue;
        if (to <= from) back += edges.value[e];
        if (to - from > 1) skip += edges.value[e];
    }
    const bool staged = std::ranges::any_of(s.stage(), [](auto stage) { return stage > 0; });
    const double total = staged ? s.totalValue() : 0;
    out.backflowShare = back / total; // 0/0: undefined
    out.skipShare = skip / total;
    if (!staged) out.backflowShare = out.skipShare = std::numeric_limits<double>::quiet_NaN();
}

void findZones(const Snapshot& s, Loops& out) {
    const auto parts = strongComponents(rowsOf(s.out()));
    const auto& edges = s.edges();
    double inside = 0;
    std::size_t mutual = 0;
    for (std::size_t e = 0; e < edges.size(); ++e) {
        if (parts.of[edges.source[e]] != parts.of[edges.target[e]]) continue;
        inside += edges.value[e];
        if (s.edgeBetween(edges.target[e], edges.source[e]) != kNone) ++mutual;
    }
    out.loopShare = inside / s.totalValue();
    out.reciprocity = double(mutual) / double(edges.size());
    std::vector<std::uint32_t> slot(parts.count, kNone);
    const auto sizes = parts.sizes();
    for (std::uint32_t i = 0; i < s.nodeCount(); ++i) {
        const auto part = parts.of[i];
        if (sizes[part] < 2) continue;
        if (slot[part] == kNone) {
            slot[part] = static_cast<std::uint32_t>(out.zones.size());
            out.zones.emplace_back();
        }
        out.zones[slot[part]].push_back(i);
    }
    std::ranges::stable_sort(out.zones, std::greater{}, [](const auto& zone) { return zone.size(); });
}

} // namespace

Result<Loops> loops(const Snapshot& snapshot, const FeedbackArcOptions& options, Progress& progress) {
    Loops out;
    sumStages(snapshot, out);
    findZones(snapshot, out);
    auto feedback = feedbackArcs(snapshot, options, progress);
    if (!feedback) return tl::unexpected(feedback.error());
    out.feedback = std::move(*feedback);
    out.feedbackArcShare = out.feedback.value / snapshot.totalValue();
    out.feedbackArcsExact = out.feedback.exact;
    return out;
}

} // namespace chainscape
