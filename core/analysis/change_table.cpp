// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/change_table.h"

#include <algorithm>
#include <map>
#include <string_view>

namespace chainscape {
namespace {

using Renames = std::map<std::string_view, std::string_view>;

/// The id a firm counts as; a circle of renames ends after as many steps as there are renames.
std::string_view renamedTo(const Renames& renames, std::string_view id) {
    for (std::size_t step = 0; step < renames.size(); ++step) {
        const auto it = renames.find(id);
        if (it == renames.end()) break;
        id = it->second;
    }
    return id;
}

struct Entry {
    std::string_view id;
    std::uint32_t side, node;
};

/// Firms of both sides in order of id, and the place of each node among them.
struct Union {
    std::vector<ChangedFirm> firms;
    std::vector<std::uint32_t> place[2];
};

Union uniteFirms(const Snapshot* const sides[2], const Renames& renames) {
    std::vector<Entry> entries;
    entries.reserve(sides[0]->nodeCount() + sides[1]->nodeCount());
    for (std::uint32_t side = 0; side < 2; ++side)
        for (std::uint32_t v = 0; v < sides[side]->nodeCount(); ++v)
            entries.push_back({renames.empty() ? std::string_view(sides[side]->id(v)) : renamedTo(renames, sides[side]->id(v)), side, v});
    std::ranges::sort(entries, [](const Entry& a, const Entry& b) {
        const auto order = a.id <=> b.id;
        return order != 0 ? order < 0 : std::pair(a.side, a.node) < std::pair(b.side, b.node);
    });
    Union united;
    for (std::size_t side = 0; side < 2; ++side) united.place[side].assign(sides[side]->nodeCount(), kNone);
    for (const auto& entry : entries) {
        if (united.firms.empty() || united.firms.back().id != entry.id) united.firms.push_back({.id = std::string(entry.id)});
        auto& firm = united.firms.back();
        united.place[entry.side][entry.node] = static_cast<std::uint32_t>(united.firms.size() - 1);
        const int stage = sides[entry.side]->stage()[entry.node];
        if (entry.side == 0 && firm.before == kNone) firm.before = entry.node, firm.stageBefore = stage;
        if (entry.side == 1 && firm.after == kNone) firm.after = entry.node, firm.stageAfter = stage;
    }
    return united;
}

struct Piece {
    std::uint64_t pair;
    double value;
    std::uint32_t side;
};

void addPieces(std::vector<Piece>& pieces, const Snapshot& s, const std::vector<std::uint32_t>& place, std::uint32_t side, double least) {
    const auto& edges = s.edges();
    for (std::size_t e = 0; e < edges.size(); ++e) {
        const auto from = place[edges.source[e]], to = place[edges.target[e]];
        if (from == kNone || to == kNone || from == to || (least > 0 && edges.value[e] < least)) continue;
        pieces.push_back({std::uint64_t(from) << 32 | to, edges.value[e], side});
    }
}

/// Sums pieces per pair into links and the firms' books.
void gather(ChangeTable& table, std::vector<Piece>& pieces) {
    std::ranges::sort(pieces, [](const Piece& a, const Piece& b) {
        if (a.pair != b.pair) return a.pair < b.pair;
        return a.side != b.side ? a.side < b.side : a.value < b.value;
    });
    for (std::size_t i = 0; i < pieces.size();) {
        const auto pair = pieces[i].pair;
        ChangedLink link{.source = static_cast<std::uint32_t>(pair >> 32), .target = static_cast<std::uint32_t>(pair)};
        for (; i < pieces.size() && pieces[i].pair == pair; ++i) {
            (pieces[i].side == 0 ? link.before : link.after) += pieces[i].value;
            (pieces[i].side == 0 ? link.inBefore : link.inAfter) = true;
        }
        table.links.push_back(link);
        table.totalBefore += link.before;
        table.totalAfter += link.after;
        auto &seller = table.firms[link.source], &buyer = table.firms[link.target];
        seller.outBefore += link.before;
        seller.outAfter += link.after;
        buyer.inBefore += link.before;
        buyer.inAfter += link.after;
    }
}

Result<void> checkComparable(const Snapshot& before, const Snapshot& after) {
    const auto period = [](const Snapshot& s) { return s.dataset().periods()[s.spec().to].period; };
    const auto a = period(before).granularity, b = period(after).granularity;
    const auto length = [](const Snapshot& s) { return s.spec().to - s.spec().from + 1; };
    if (before.spec().layer != after.spec().layer)
        return failure(ErrorCode::BadArgument, "The " + std::string(nameOf(before.spec().layer)) + " layer cannot be compared with the " +
                                                   std::string(nameOf(after.spec().layer)) + " layer; choose one layer for both.");
    if (before.unit() != after.unit())
        return failure(ErrorCode::MixedUnits, "Values in \"" + before.unit() + "\" cannot be compared with values in \"" + after.unit() +
                                                  "\"; choose one unit for both.");
    if (a != b)
        return failure(ErrorCode::BadArgument, before.periodText() + " (" + std::string(nameOf(a)) + ") and " + after.periodText() + " (" +
                                                   std::string(nameOf(b)) + ") are of different length; compare periods of one length.");
    if (length(before) != length(after))
        return failure(ErrorCode::BadArgument, before.periodText() + " and " + after.periodText() +
                                                   " hold different numbers of periods; compare ranges of one length.");
    return {};
}

/// Names that change between the two sides.
Renames renamesOf(const Snapshot& before, const Snapshot& after, const ChangeOptions& options) {
    Renames renames;
    const auto add = [&](const std::string& old, const std::string& now) {
        if (old != now) renames[old] = now;
    };
    for (const auto& [old, now] : options.renamed) add(old, now);
    for (const auto& rename : options.dated) {
        const auto from = rename.period.empty() ? kNone : after.dataset().periodIndex(rename.period);
        if (from == kNone || (from > before.spec().to && from <= after.spec().to)) add(rename.old, rename.now);
    }
    return renames;
}

} // namespace

Result<ChangeTable> alignSnapshots(const Snapshot& before, const Snapshot& after, const ChangeOptions& options) {
    if (auto ok = checkComparable(before, after); !ok) return tl::unexpected(ok.error());
    const Snapshot* const sides[2] = {&before, &after};
    Union united = uniteFirms(sides, renamesOf(before, after, options));
    if (options.scope == ChangeScope::CommonOnly) {
        const auto common = [&](std::uint32_t u) { return united.firms[u].before != kNone && united.firms[u].after != kNone; };
        for (auto& place : united.place)
            for (auto& u : place)
                if (!common(u)) u = kNone;
    }
    ChangeTable table;
    table.firms = std::move(united.firms);
    table.stageCount = std::max(before.stageCount(), after.stageCount());
    std::vector<Piece> pieces;
    pieces.reserve(before.edgeCount() + after.edgeCount());
    for (std::uint32_t side = 0; side < 2; ++side) addPieces(pieces, *sides[side], united.place[side], side, options.minValue);
    gather(table, pieces);
    return table;
}

} // namespace chainscape
