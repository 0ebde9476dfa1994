// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/change_index.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/base/undefined.h"

namespace chainscape {
namespace {

constexpr double kRounding = 1e-12; ///< less beyond growth comes from adding

double rateOf(double part, double whole) { return whole > 0 ? part / whole : kNaN; }

/// One term of the Jensen-Shannon divergence in bits.
double term(double p, double q) {
    const double m = (p + q) / 2;
    double sum = 0;
    if (p > 0) sum += p * std::log2(p / m);
    if (q > 0) sum += q * std::log2(q / m);
    return sum / 2;
}

/// Value, moved value and links' own divergence per block.
std::vector<BlockChange> sumBlocks(const ChangeTable& table) {
    std::vector<BlockChange> blocks(table.blockCount());
    const auto stages = std::size_t(table.stageCount + 1);
    for (std::size_t b = 0; b < blocks.size(); ++b) blocks[b].from = int(b / stages), blocks[b].to = int(b % stages);
    const bool shares = table.totalBefore > 0 && table.totalAfter > 0;
    for (const auto& link : table.links) {
        auto& block = blocks[table.block(link)];
        block.before += link.before;
        block.after += link.after;
        block.moved += std::fabs(link.delta());
        if (shares) block.jsdWithin += term(link.before / table.totalBefore, link.after / table.totalAfter);
    }
    return blocks;
}

} // namespace

Turnover turnover(const ChangeTable& table) {
    Turnover t;
    double born = 0, gone = 0;
    for (const auto& link : table.links) {
        t.linksBefore += link.inBefore;
        t.linksAfter += link.inAfter;
        if (link.inBefore && link.inAfter) ++t.persisting;
        if (!link.inBefore) ++t.births, born += link.after;
        if (!link.inAfter) ++t.deaths, gone += link.before;
    }
    for (const auto& firm : table.firms) {
        t.firmsEntered += firm.before == kNone;
        t.firmsLeft += firm.after == kNone;
    }
    t.jaccard = rateOf(double(t.persisting), double(table.links.size()));
    t.birthRate = rateOf(double(t.births), double(t.linksAfter));
    t.deathRate = rateOf(double(t.deaths), double(t.linksBefore));
    t.birthValueShare = rateOf(born, table.totalAfter);
    t.deathValueShare = rateOf(gone, table.totalBefore);
    return t;
}

Restructuring restructuring(const ChangeTable& table) {
    Restructuring r{.totalBefore = table.totalBefore, .totalAfter = table.totalAfter};
    const double sum = table.totalBefore + table.totalAfter;
    if (!(sum > 0)) {
        r.ri = r.growth = r.between = r.within = r.rStar = r.entry = r.exit = r.ruzicka = kNaN;
        return r;
    }
    double born = 0, gone = 0;
    std::vector<double> blockDelta(table.blockCount(), 0.0);
    for (const auto& link : table.links) {
        (link.delta() > 0 ? r.up : r.down) += std::fabs(link.delta());
        blockDelta[table.block(link)] += link.delta();
        if (!link.inBefore) born += link.after;
        if (!link.inAfter) gone += link.before;
    }
    double blocks = 0;
    for (const double delta : blockDelta) blocks += std::fabs(delta);
    const double net = std::fabs(table.totalAfter - table.totalBefore), moved = r.up + r.down;
    r.ri = moved / sum;
    r.growth = std::min(net / sum, r.ri);
    r.between = std::max(0.0, (blocks - net) / sum);
    r.within = std::max(0.0, (moved - blocks) / sum);
    const double beyond = r.ri - r.growth;
    r.rStar = r.growth < 1 ? (beyond > kRounding ? beyond / (1 - r.growth) : 0) : kNaN;
    r.entry = born / sum;
    r.exit = gone / sum;
    r.ruzicka = (1 - r.ri) / (1 + r.ri);
    return r;
}

ShapeDistance shapeDistance(const ChangeTable& table) {
    ShapeDistance d;
    const bool shares = table.totalBefore > 0 && table.totalAfter > 0;
    for (auto& block : sumBlocks(table)) {
        if (block.before == 0 && block.after == 0) continue;
        if (shares) {
            const double own = term(block.before / table.totalBefore, block.after / table.totalAfter);
            d.jsd += block.jsdWithin;
            d.between += own;
            block.jsdWithin = std::max(0.0, block.jsdWithin - own);
            d.within += block.jsdWithin;
        } else {
            block.jsdWithin = kNaN;
        }
        d.blocks.push_back(block);
    }
    if (!shares) d.jsd = d.between = d.within = kNaN;
    d.distance = std::sqrt(d.jsd);
    return d;
}

double mixDivergence(std::span<const double> before, std::span<const double> after) {
    double p = 0, q = 0, sum = 0;
    for (const double v : before) p += v;
    for (const double v : after) q += v;
    if (!(p > 0) || !(q > 0)) return kNaN;
    for (std::size_t i = 0; i < std::max(before.size(), after.size()); ++i)
        sum += term(i < before.size() ? before[i] / p : 0, i < after.size() ? after[i] / q : 0);
    return std::max(0.0, sum);
}

std::vector<SupplierSwitch> supplierSwitches(const ChangeTable& table) {
    std::map<std::pair<std::uint32_t, int>, SupplierSwitch> groups;
    for (const auto& link : table.links) {
        if (link.inBefore == link.inAfter) continue;
        const int stage = table.firms[link.source].stage();
        auto& group = groups[{link.target, stage}];
        group.buyer = link.target;
        group.stage = stage;
        (link.inBefore ? group.lost : group.gained) += link.inBefore ? link.before : link.after;
        (link.inBefore ? group.dropped : group.taken).push_back(link.source);
    }
    std::vector<SupplierSwitch> switches;
    for (auto& [key, group] : groups)
        if (!group.dropped.empty() && !group.taken.empty()) switches.push_back(std::move(group));
    std::ranges::stable_sort(switches, std::greater{}, [](const SupplierSwitch& s) { return std::min(s.lost, s.gained); });
    return switches;
}

} // namespace chainscape
