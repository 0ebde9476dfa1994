// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/network_focus.h"

#include <algorithm>
#include <queue>

namespace chainscape::ui {
namespace {

/// Breadth first from the seeds against (Up) or along (Down) the links; visit(edge, next) says whether to go on.
template <class Visit>
std::size_t walk(const Snapshot& s, const std::vector<std::uint32_t>& seeds, Way way, Visit visit) {
    const Adjacency& adjacency = way == Way::Up ? s.in() : s.out();
    std::vector<std::uint8_t> seen(s.nodeCount(), 0);
    std::queue<std::pair<std::uint32_t, int>> open;
    for (const auto seed : seeds) {
        seen[seed] = 1;
        open.emplace(seed, 0);
    }
    std::size_t reached = 0;
    while (!open.empty()) {
        const auto [at, depth] = open.front();
        open.pop();
        for (auto i = adjacency.start[at]; i < adjacency.start[at + 1]; ++i) {
            const auto edge = way == Way::Up ? adjacency.edgeOf[i] : i;
            const auto next = adjacency.node[i];
            if (!visit(edge, at, depth) || seen[next]) continue;
            seen[next] = 1;
            ++reached;
            open.emplace(next, depth + 1);
        }
    }
    return reached;
}

} // namespace

std::vector<std::uint32_t> nodesWithin(const Snapshot& s, const std::set<std::string>& ids, Way way, int steps) {
    std::vector<std::uint32_t> seeds;
    for (const auto& id : ids)
        if (const auto node = s.nodeOfId(id); node != kNone) seeds.push_back(node);
    std::vector<std::uint32_t> out = seeds;
    walk(s, seeds, way, [&](std::uint32_t edge, std::uint32_t, int depth) {
        if (steps >= 0 && depth >= steps) return false;
        out.push_back(way == Way::Up ? s.edges().source[edge] : s.edges().target[edge]);
        return true;
    });
    std::ranges::sort(out);
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

namespace {

/// The chains of one firm.
void lightChains(const Snapshot& s, const std::vector<std::uint32_t>& seeds, NetworkFocus& out) {
    for (const Way way : {Way::Up, Way::Down}) {
        const auto total = way == Way::Up ? s.inValue() : s.outValue();
        walk(s, seeds, way, [&](std::uint32_t edge, std::uint32_t at, int depth) {
            if (depth > 0 && s.edges().value[edge] < kTracedShare * total[at]) return false;
            out.edge[edge] = depth == 0 ? Brightness::Bright : Brightness::Clear;
            const auto other = way == Way::Up ? s.edges().source[edge] : s.edges().target[edge];
            if (out.node[other] == Brightness::Receded) out.node[other] = Brightness::Clear;
            return true;
        });
    }
}

/// What several firms have among them, and what they touch. Seeds are bright already.
void lightAmong(const Snapshot& s, NetworkFocus& out) {
    const auto seed = [&](std::uint32_t node) { return out.node[node] == Brightness::Bright; };
    bool any = false;
    for (std::uint32_t e = 0; e < s.edgeCount(); ++e) any = any || (seed(s.edges().source[e]) && seed(s.edges().target[e]));
    for (std::uint32_t e = 0; e < s.edgeCount(); ++e) {
        const auto from = s.edges().source[e], to = s.edges().target[e];
        if (!seed(from) && !seed(to)) continue;
        out.edge[e] = !any || (seed(from) && seed(to)) ? Brightness::Bright : Brightness::Clear;
        for (const auto node : {from, to})
            if (!seed(node)) out.node[node] = Brightness::Clear;
    }
}

} // namespace

NetworkFocus networkFocus(const Snapshot& s, const std::set<std::string>& ids) {
    NetworkFocus out;
    std::vector<std::uint32_t> seeds;
    for (const auto& id : ids)
        if (const auto node = s.nodeOfId(id); node != kNone) seeds.push_back(node);
    out.active = !seeds.empty();
    out.node.assign(s.nodeCount(), out.active ? Brightness::Receded : Brightness::Rest);
    out.edge.assign(s.edgeCount(), out.active ? Brightness::Receded : Brightness::Rest);
    if (!out.active) return out;

    const auto all = [](std::uint32_t, std::uint32_t, int) { return true; };
    out.upstream = walk(s, seeds, Way::Up, all);
    out.downstream = walk(s, seeds, Way::Down, all);
    if (seeds.size() == 1) lightChains(s, seeds, out);
    for (const auto seed : seeds) out.node[seed] = Brightness::Bright;
    if (seeds.size() > 1) lightAmong(s, out);
    return out;
}

} // namespace chainscape::ui
