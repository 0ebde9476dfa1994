// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/change_roles.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/analysis/change_index.h"
#include "core/base/undefined.h"

namespace chainscape {
namespace {

double pairsOf(double n) { return n * (n - 1) / 2; }

/// Pairs within runs of equal keys along an order.
template <class Same>
double tiedPairs(std::size_t n, Same same) {
    double pairs = 0;
    for (std::size_t i = 0; i < n;) {
        std::size_t end = i + 1;
        while (end < n && same(i, end)) ++end;
        pairs += pairsOf(double(end - i));
        i = end;
    }
    return pairs;
}

/// Sorts by merging and counts the exchanges a bubble sort would need.
double exchanges(std::vector<double>& v, std::vector<double>& scratch, std::size_t begin, std::size_t end) {
    if (end - begin < 2) return 0;
    const std::size_t mid = begin + (end - begin) / 2;
    double count = exchanges(v, scratch, begin, mid) + exchanges(v, scratch, mid, end);
    std::size_t i = begin, j = mid;
    for (std::size_t k = begin; k < end; ++k) {
        if (j == end || (i < mid && v[i] <= v[j])) {
            scratch[k] = v[i++];
        } else {
            scratch[k] = v[j++];
            count += double(mid - i);
        }
    }
    std::copy(scratch.begin() + std::ptrdiff_t(begin), scratch.begin() + std::ptrdiff_t(end), v.begin() + std::ptrdiff_t(begin));
    return count;
}

template <class Size>
std::vector<std::uint32_t> ranking(const ChangeTable& table, Size size) {
    std::vector<std::uint32_t> order;
    for (std::uint32_t f = 0; f < table.firms.size(); ++f)
        if (size(table.firms[f]) > 0) order.push_back(f);
    std::ranges::stable_sort(order, [&](auto a, auto b) { return size(table.firms[a]) > size(table.firms[b]); });
    return order;
}

/// Value per firm and stage of its counterparts, on both sides.
struct Mixes {
    std::size_t stages;
    std::vector<double> before, after;

    Mixes(std::size_t firms, std::size_t stageSlots) : stages(stageSlots), before(firms * stageSlots), after(firms * stageSlots) {}
    void add(std::uint32_t firm, int stage, const ChangedLink& link) {
        before[firm * stages + std::size_t(stage)] += link.before;
        after[firm * stages + std::size_t(stage)] += link.after;
    }
    [[nodiscard]] double divergence(std::size_t firm) const {
        return mixDivergence(std::span(before).subspan(firm * stages, stages), std::span(after).subspan(firm * stages, stages));
    }
};

bool marked(std::span<const std::uint8_t> marks, std::uint32_t node) { return node < marks.size() && marks[node] != 0; }

} // namespace

double kendallTauB(std::span<const double> x, std::span<const double> y) {
    const std::size_t n = std::min(x.size(), y.size());
    if (n < 2) return kNaN;
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::ranges::sort(order, [&](auto a, auto b) { return x[a] != x[b] ? x[a] < x[b] : y[a] < y[b]; });
    const double tiedX = tiedPairs(n, [&](auto i, auto j) { return x[order[i]] == x[order[j]]; });
    const double tiedBoth = tiedPairs(n, [&](auto i, auto j) { return x[order[i]] == x[order[j]] && y[order[i]] == y[order[j]]; });
    std::vector<double> sorted(n), scratch(n);
    for (std::size_t i = 0; i < n; ++i) sorted[i] = y[order[i]];
    const double swaps = exchanges(sorted, scratch, 0, n);
    const double tiedY = tiedPairs(n, [&](auto i, auto j) { return sorted[i] == sorted[j]; });
    const double all = pairsOf(double(n));
    const double below = std::sqrt((all - tiedX) * (all - tiedY));
    return below > 0 ? (all - tiedX - tiedY + tiedBoth - 2 * swaps) / below : kNaN;
}

double rankBiasedOverlap(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b, double p) {
    const std::size_t depth = std::min(a.size(), b.size());
    if (depth == 0) return kNaN;
    std::vector<std::uint8_t> seen(std::size_t(std::max(std::ranges::max(a), std::ranges::max(b))) + 1, 0);
    double overlap = 0, sum = 0, weight = 1;
    for (std::size_t d = 0; d < depth; ++d) {
        for (const auto item : {a[d], b[d]}) {
            if (seen[item]) overlap += 1;
            seen[item] = 1;
        }
        weight *= p;
        sum += overlap / double(d + 1) * weight;
    }
    return overlap / double(depth) * weight + (1 - p) / p * sum;
}

RankComparison compareRanks(const ChangeTable& table, const RankOptions& options) {
    RankComparison out;
    out.before = ranking(table, [](const ChangedFirm& f) { return f.sizeBefore(); });
    out.after = ranking(table, [](const ChangedFirm& f) { return f.sizeAfter(); });
    std::vector<double> x, y;
    for (const auto& firm : table.firms) {
        if (firm.before == kNone || firm.after == kNone) continue;
        x.push_back(firm.sizeBefore());
        y.push_back(firm.sizeAfter());
    }
    out.commonFirms = x.size();
    out.tauB = kendallTauB(x, y);
    out.rbo = rankBiasedOverlap(out.before, out.after, options.p);
    out.topOverlap = kNaN;
    if (options.top > 0 && std::min(out.before.size(), out.after.size()) >= options.top) {
        std::size_t both = 0;
        const auto end = out.after.begin() + std::ptrdiff_t(options.top);
        for (std::size_t i = 0; i < options.top; ++i) both += std::find(out.after.begin(), end, out.before[i]) != end;
        out.topOverlap = double(both) / double(options.top);
    }
    return out;
}

std::string_view nameOf(Role role) {
    constexpr std::array<std::string_view, kRoles> names{"absent", "origin", "intermediary", "end"};
    return names[std::size_t(role)];
}

Role roleOf(double in, double out) {
    if (in > 0 && out > 0) return Role::Intermediary;
    if (out > 0) return Role::Origin;
    return in > 0 ? Role::EndUser : Role::Absent;
}

std::vector<std::uint8_t> topDecile(std::span<const double> score) {
    std::vector<std::uint32_t> order;
    for (std::uint32_t v = 0; v < score.size(); ++v)
        if (score[v] > 0) order.push_back(v);
    std::ranges::stable_sort(order, std::greater{}, [&](auto v) { return score[v]; });
    std::vector<std::uint8_t> marks(score.size(), 0);
    const std::size_t count = std::min(order.size(), (score.size() + 9) / 10);
    for (std::size_t i = 0; i < count; ++i) marks[order[i]] = 1;
    return marks;
}

double FirmChange::roleChange() const {
    if (std::isnan(buyerMix)) return supplierMix;
    return std::isnan(supplierMix) ? buyerMix : std::max(buyerMix, supplierMix);
}

RoleChanges roleChanges(const ChangeTable& table, const RoleMarks& before, const RoleMarks& after) {
    const auto stages = std::size_t(table.stageCount + 1);
    Mixes buyers(table.firms.size(), stages), suppliers(table.firms.size(), stages);
    for (const auto& link : table.links) {
        buyers.add(link.source, table.firms[link.target].stage(), link);
        suppliers.add(link.target, table.firms[link.source].stage(), link);
    }
    RoleChanges out;
    out.firms.resize(table.firms.size());
    for (std::size_t f = 0; f < table.firms.size(); ++f) {
        const ChangedFirm& firm = table.firms[f];
        FirmChange& change = out.firms[f];
        change.roleBefore = roleOf(firm.inBefore, firm.outBefore);
        change.roleAfter = roleOf(firm.inAfter, firm.outAfter);
        change.hubBefore = marked(before.hub, firm.before), change.hubAfter = marked(after.hub, firm.after);
        change.bridgeBefore = marked(before.bridge, firm.before), change.bridgeAfter = marked(after.bridge, firm.after);
        change.buyerMix = buyers.divergence(f);
        change.supplierMix = suppliers.divergence(f);
        ++out.transitions[std::size_t(change.roleBefore)][std::size_t(change.roleAfter)];
    }
    const auto ranks = compareRanks(table);
    for (std::uint32_t r = 0; r < ranks.before.size(); ++r) out.firms[ranks.before[r]].rankBefore = r + 1;
    for (std::uint32_t r = 0; r < ranks.after.size(); ++r) out.firms[ranks.after[r]].rankAfter = r + 1;
    return out;
}

} // namespace chainscape
