// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/change_renames.h"

#include <algorithm>
#include <map>
#include <set>

namespace chainscape {
namespace {

constexpr std::size_t kBusiestPartner = 2000; ///< new firms of one partner beyond which it tells nothing

} // namespace

std::vector<RenameGuess> renameGuesses(const ChangeTable& table, double least) {
    const auto gone = [&](std::uint32_t f) { return table.firms[f].before != kNone && table.firms[f].after == kNone; };
    const auto entered = [&](std::uint32_t f) { return table.firms[f].before == kNone && table.firms[f].after != kNone; };
    // Per partner that stays, and direction: who came with what share of its own trade.
    std::map<std::pair<std::uint32_t, bool>, std::vector<std::pair<std::uint32_t, double>>> came;
    const auto shareOf = [&](std::uint32_t firm, double value, bool after) {
        const auto& f = table.firms[firm];
        const double all = after ? f.outAfter + f.inAfter : f.outBefore + f.inBefore;
        return all > 0 ? value / all : 0;
    };
    for (const auto& link : table.links) {
        if (!(link.after > 0)) continue;
        if (entered(link.source) && !entered(link.target)) came[{link.target, true}].emplace_back(link.source, shareOf(link.source, link.after, true));
        if (entered(link.target) && !entered(link.source)) came[{link.source, false}].emplace_back(link.target, shareOf(link.target, link.after, true));
    }
    std::map<std::pair<std::uint32_t, std::uint32_t>, double> overlap;
    const auto meet = [&](std::uint32_t old, std::uint32_t partner, bool sells, double value) {
        const auto it = came.find({partner, sells});
        if (it == came.end() || it->second.size() > kBusiestPartner) return;
        for (const auto& [firm, share] : it->second)
            if (table.firms[firm].stageAfter == table.firms[old].stageBefore) overlap[{old, firm}] += std::min(share, shareOf(old, value, false));
    };
    for (const auto& link : table.links) {
        if (!(link.before > 0)) continue;
        if (gone(link.source) && !gone(link.target)) meet(link.source, link.target, true, link.before);
        if (gone(link.target) && !gone(link.source)) meet(link.target, link.source, false, link.before);
    }
    std::vector<RenameGuess> found;
    for (const auto& [pair, shared] : overlap)
        if (shared >= least) found.push_back({pair.first, pair.second, std::min(1.0, shared)});
    std::ranges::stable_sort(found, std::greater{}, &RenameGuess::likeness);
    std::set<std::uint32_t> taken;
    std::erase_if(found, [&](const RenameGuess& g) {
        if (taken.contains(g.gone) || taken.contains(g.entered)) return true;
        taken.insert(g.gone);
        taken.insert(g.entered);
        return false;
    });
    return found;
}

} // namespace chainscape
