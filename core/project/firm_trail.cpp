// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/firm_trail.h"

#include <cmath>

#include "core/model/view_snapshot.h"

namespace chainscape {
namespace {

struct Mean {
    double x = 0, y = 0, weight = 0;

    void add(double atX, double atY, double w) {
        if (!std::isfinite(atX) || !std::isfinite(atY) || !(w > 0)) return;
        x += w * atX;
        y += w * atY;
        weight += w;
    }
};

/// The mean place of the firm's partners in one snapshot.
Mean middleOfTrade(const Snapshot& s, std::uint32_t node, const NetworkPlaces& places) {
    Mean mean;
    const auto partner = [&](std::uint32_t other, std::uint32_t edge) {
        const auto f = s.firm()[other];
        mean.add(double(places.x[f]), double(places.y[f]), s.edges().value[edge]);
    };
    for (auto i = s.out().start[node]; i < s.out().start[node + 1]; ++i) partner(s.out().node[i], i);
    for (auto i = s.in().start[node]; i < s.in().start[node + 1]; ++i) partner(s.in().node[i], s.in().edgeOf[i]);
    return mean;
}

} // namespace

Result<FirmTrail> firmTrail(const DatasetPtr& dataset, const ViewSpec& view, const std::string& firm, const NetworkPlaces& places, Progress& progress) {
    auto spec = snapshotSpec(*dataset, view);
    if (!spec) return tl::unexpected(spec.error());
    FirmTrail out;
    out.firm = firm;
    const auto& periods = dataset->periods();
    if (periods.empty()) return out;
    const auto last = spec->from == kNone ? static_cast<std::uint32_t>(periods.size() - 1) : spec->from;
    for (std::uint32_t p = 0; p <= last; ++p) {
        if (progress.stopped()) return Progress::cancelled();
        if (periods[p].period.granularity != periods[last].period.granularity) continue;
        spec->from = spec->to = p;
        const auto s = makeSnapshot(dataset, *spec);
        if (!s) return tl::unexpected(s.error());
        const auto node = (*s)->nodeOfId(firm);
        if (node == kNone) continue;
        const Mean mean = middleOfTrade(**s, node, places);
        if (mean.weight > 0) out.stops.push_back({p, mean.x / mean.weight, mean.y / mean.weight, mean.weight});
    }
    return out;
}

} // namespace chainscape
