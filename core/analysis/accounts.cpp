// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/accounts.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace chainscape {
namespace {

constexpr double kLeak = 1e-9;

void numberRows(const Snapshot& s, Accounts& a) {
    const auto n = static_cast<std::uint32_t>(s.nodeCount());
    a.buyerRow.assign(n, kNone);
    a.sellerRow.assign(n, kNone);
    for (std::uint32_t i = 0; i < n; ++i) {
        if (s.isEndUser()[i]) continue;
        a.buyerRow[i] = a.sellerRow[i] = static_cast<std::uint32_t>(a.node.size());
        a.node.push_back(i);
    }
    for (std::uint32_t i = 0; i < n; ++i) {
        if (!s.isEndUser()[i] || s.out().start[i] == s.out().start[i + 1]) continue;
        a.sellerRow[i] = static_cast<std::uint32_t>(a.node.size());
        a.node.push_back(i);
    }
}

/// Z by seller: edges ascend by source, but seller rows may not, so it is counted like the other side.
TradeRows tradeRows(const Snapshot& s, const Accounts& a, Direction direction) {
    const auto& edges = s.edges();
    TradeRows rows;
    rows.start.assign(a.size() + 1, 0);
    const auto ends = [&](std::size_t e, std::uint32_t& from, std::uint32_t& to) {
        const auto seller = a.sellerRow[edges.source[e]], buyer = a.buyerRow[edges.target[e]];
        if (buyer == kNone || !(edges.value[e] > 0)) return false;
        from = direction == Direction::Out ? seller : buyer;
        to = direction == Direction::Out ? buyer : seller;
        return true;
    };
    std::uint32_t from = 0, to = 0;
    for (std::size_t e = 0; e < edges.size(); ++e)
        if (ends(e, from, to)) ++rows.start[from + 1];
    std::partial_sum(rows.start.begin(), rows.start.end(), rows.start.begin());
    rows.other.resize(rows.start.back());
    rows.edge.resize(rows.start.back());
    rows.value.resize(rows.start.back());
    auto next = rows.start;
    for (std::uint32_t e = 0; e < edges.size(); ++e) {
        if (!ends(e, from, to)) continue;
        const auto at = next[from]++;
        rows.other[at] = to;
        rows.edge[at] = e;
        rows.value[at] = edges.value[e];
    }
    return rows;
}

void sumBooks(const Snapshot& s, const AccountOptions& options, Accounts& a) {
    const auto rows = a.size();
    std::vector<double> toProducers(rows, 0);
    a.purchases.assign(rows, 0);
    a.deliveries.assign(rows, 0);
    for (std::uint32_t i = 0; i < rows; ++i) {
        for (auto k = a.sales.start[i]; k < a.sales.start[i + 1]; ++k) toProducers[i] += a.sales.value[k];
        for (auto k = a.inputs.start[i]; k < a.inputs.start[i + 1]; ++k) a.purchases[i] += a.inputs.value[k];
    }
    const auto& edges = s.edges();
    for (std::size_t e = 0; e < edges.size(); ++e)
        if (a.buyerRow[edges.target[e]] == kNone) a.deliveries[a.sellerRow[edges.source[e]]] += edges.value[e];
    a.output.resize(rows);
    a.unallocated.resize(rows);
    a.finalUse.resize(rows);
    a.valueAdded.resize(rows);
    for (std::uint32_t i = 0; i < rows; ++i) {
        const double sold = toProducers[i] + a.deliveries[i];
        const double revenue = options.useRevenue ? s.dataset().firms().revenue[s.firm()[a.node[i]]] : std::nan("");
        a.output[i] = std::max(sold, a.purchases[i]);
        if (revenue > a.output[i]) a.output[i] = revenue;
        a.unallocated[i] = a.output[i] - sold;
        a.finalUse[i] = a.deliveries[i] + a.unallocated[i];
        a.valueAdded[i] = a.output[i] - a.purchases[i];
        a.totalOutput += a.output[i];
        a.totalFinalUse += a.finalUse[i];
        a.totalValueAdded += a.valueAdded[i];
        a.totalDeliveries += a.deliveries[i];
    }
}

/// Upstream first: components against their numbering (sinks first), inside a loop by stage, then by row.
void orderRows(const Snapshot& s, Accounts& a) {
    a.loops = strongComponents({a.sales.start, a.sales.other});
    a.order.resize(a.size());
    std::iota(a.order.begin(), a.order.end(), 0u);
    std::ranges::sort(a.order, [&](std::uint32_t i, std::uint32_t j) {
        if (a.loops.of[i] != a.loops.of[j]) return a.loops.of[i] > a.loops.of[j];
        const auto si = s.stage()[a.node[i]], sj = s.stage()[a.node[j]];
        return si != sj ? si < sj : i < j;
    });
}

bool passes(std::span<const std::uint8_t> mask, std::uint32_t i) { return mask.empty() || mask[i] != 0; }

std::vector<std::uint32_t> firmsNamedFirst(const std::vector<std::uint32_t>& rows, std::size_t most) {
    return {rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(std::min(rows.size(), most))};
}

} // namespace

std::vector<double> Accounts::perNode(std::span<const double> perRow) const {
    std::vector<double> out(buyerRow.size(), std::numeric_limits<double>::quiet_NaN());
    for (std::size_t i = 0; i < buyerRow.size(); ++i)
        if (buyerRow[i] != kNone) out[i] = perRow[buyerRow[i]];
    return out;
}

Result<Accounts> accounts(const Snapshot& snapshot, const AccountOptions& options, Progress& progress) {
    Accounts a;
    numberRows(snapshot, a);
    a.sales = tradeRows(snapshot, a, Direction::Out);
    a.inputs = tradeRows(snapshot, a, Direction::In);
    if (progress.stopped()) return Progress::cancelled();
    sumBooks(snapshot, options, a);
    orderRows(snapshot, a);
    return a;
}

std::vector<Imbalance> imbalances(const Snapshot& snapshot, const Accounts& a) {
    std::vector<Imbalance> out;
    for (std::uint32_t i = 0; i < a.size(); ++i) {
        double sold = a.deliveries[i];
        for (auto k = a.sales.start[i]; k < a.sales.start[i + 1]; ++k) sold += a.sales.value[k];
        if (a.purchases[i] - sold > kLeak * a.output[i]) out.push_back({a.node[i], a.purchases[i] - sold});
    }
    std::ranges::sort(out, [&](const Imbalance& p, const Imbalance& q) {
        return p.amount != q.amount ? p.amount > q.amount : snapshot.id(p.node) < snapshot.id(q.node);
    });
    return out;
}

std::vector<std::vector<std::uint32_t>> closedLoops(const Accounts& a, TradeMask mask) {
    Rows kept;
    kept.start.push_back(0);
    for (std::uint32_t i = 0; i < a.size(); ++i) {
        for (auto k = a.sales.start[i]; k < a.sales.start[i + 1]; ++k)
            if (passes(mask.rows, i) && passes(mask.rows, a.sales.other[k]) && passes(mask.edges, a.sales.edge[k]))
                kept.node.push_back(a.sales.other[k]), kept.edge.push_back(k);
        kept.start.push_back(static_cast<std::uint32_t>(kept.node.size()));
    }
    const auto parts = strongComponents(kept.view());
    std::vector<double> output(parts.count, 0), inside(parts.count, 0);
    for (std::uint32_t i = 0; i < a.size(); ++i) {
        output[parts.of[i]] += a.output[i];
        for (auto k = kept.start[i]; k < kept.start[i + 1]; ++k)
            if (parts.of[kept.node[k]] == parts.of[i]) inside[parts.of[i]] += a.sales.value[kept.edge[k]];
    }
    std::vector<std::vector<std::uint32_t>> out;
    std::vector<std::uint32_t> slot(parts.count, kNone);
    for (std::uint32_t i = 0; i < a.size(); ++i) {
        const auto p = parts.of[i];
        if (!(inside[p] > 0) || output[p] - inside[p] > kLeak * output[p]) continue;
        if (slot[p] == kNone) {
            slot[p] = static_cast<std::uint32_t>(out.size());
            out.emplace_back();
        }
        out[slot[p]].push_back(i);
    }
    return out;
}

Result<void> requireInvertible(const Snapshot& snapshot, const Accounts& a, TradeMask mask) {
    const auto loops = closedLoops(a, mask);
    if (loops.empty()) return {};
    std::string names;
    for (const auto row : firmsNamedFirst(loops.front(), 8)) names += (names.empty() ? "" : ", ") + snapshot.id(a.node[row]);
    if (loops.front().size() > 8) names += " and " + std::to_string(loops.front().size() - 8) + " more";
    return failure(ErrorCode::Undefined, "The money between " + names +
                                             " goes round in a closed loop: nothing enters, no value is added. Add what they buy from or "
                                             "sell to others, or leave the loop out.");
}

Coefficients coefficients(const Accounts& a, System system, TradeMask mask) {
    const bool bySeller = system == System::Recipes || system == System::SalesShares;
    const bool ownOutput = system == System::InputShares || system == System::SalesShares;
    const TradeRows& trade = bySeller ? a.sales : a.inputs;
    Coefficients out;
    out.start.push_back(0);
    out.column.reserve(trade.other.size());
    out.weight.reserve(trade.other.size());
    for (std::uint32_t i = 0; i < a.size(); ++i) {
        for (auto k = trade.start[i]; k < trade.start[i + 1] && passes(mask.rows, i); ++k) {
            const auto j = trade.other[k];
            if (!passes(mask.rows, j) || !passes(mask.edges, trade.edge[k])) continue;
            out.column.push_back(j);
            out.weight.push_back(trade.value[k] / a.output[ownOutput ? i : j]);
        }
        out.start.push_back(static_cast<std::uint32_t>(out.column.size()));
    }
    out.order = a.order;
    if (bySeller) std::ranges::reverse(out.order);
    return out;
}

Result<std::vector<double>> solveAccount(const Snapshot& snapshot, const Accounts& a, System system, std::span<const double> rhs,
                                         Progress& progress, TradeMask mask) {
    if (auto ok = requireInvertible(snapshot, a, mask); !ok) return tl::unexpected(ok.error());
    return solveFixedPoint(coefficients(a, system, mask), rhs, {}, progress);
}

} // namespace chainscape
