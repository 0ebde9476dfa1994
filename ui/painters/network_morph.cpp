// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/network_morph.h"

#include <algorithm>
#include <cmath>

namespace chainscape::ui {
namespace {

std::uint64_t pairKey(std::uint32_t source, std::uint32_t target) { return std::uint64_t(source) << 32 | target; }

/// The firm's number in the older dataset; kNone when it was not there.
std::uint32_t olderFirm(const NetworkMorph& from, const Dataset& now, std::uint32_t firm) {
    return from.dataset.get() == &now ? firm : from.dataset->firmIndex(now.firms().id[firm]);
}

} // namespace

NetworkMorph morphFrom(const NetworkInput& input, const NetworkMarks& marks) {
    const Snapshot& s = *input.snapshot;
    NetworkMorph out;
    out.dataset = s.datasetPtr();
    out.place.assign(s.dataset().firms().size(), {NAN, NAN});
    out.radius.assign(out.place.size(), 0);
    for (std::size_t i = 0; i < s.nodeCount(); ++i) {
        out.place[s.firm()[i]] = marks.place[i];
        out.radius[s.firm()[i]] = marks.radius[i];
    }
    for (std::size_t e = 0; e < s.edgeCount(); ++e)
        out.width[pairKey(s.firm()[s.edges().source[e]], s.firm()[s.edges().target[e]])] = marks.width[e];
    return out;
}

void morphMarks(const NetworkMorph& from, double t, const NetworkInput& input, NetworkMarks& marks) {
    const Snapshot& s = *input.snapshot;
    const double u = std::clamp(t, 0.0, 1.0), eased = u * u * (3 - 2 * u);
    const auto between = [&](auto was, auto is) { return was + (is - was) * eased; };
    std::vector<std::uint32_t> older(s.nodeCount());
    for (std::size_t i = 0; i < s.nodeCount(); ++i) {
        older[i] = olderFirm(from, s.dataset(), s.firm()[i]);
        const bool known = older[i] != kNone && std::isfinite(from.place[older[i]].x());
        if (known) marks.place[i] = between(from.place[older[i]], marks.place[i]);
        marks.radius[i] = between(known ? from.radius[older[i]] : 0.0, marks.radius[i]);
    }
    for (std::size_t e = 0; e < s.edgeCount(); ++e) {
        const auto source = older[s.edges().source[e]], target = older[s.edges().target[e]];
        const auto was = source == kNone || target == kNone ? from.width.end() : from.width.find(pairKey(source, target));
        marks.width[e] = between(was == from.width.end() ? 0.0 : was->second, marks.width[e]);
    }
}

} // namespace chainscape::ui
