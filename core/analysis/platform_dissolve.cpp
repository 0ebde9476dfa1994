// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/platform_dissolve.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/analysis/flow_network.h"

namespace chainscape {
namespace {

constexpr double kMostDirectPairs = 5e6;

double sumOf(std::span<const double> values) { return std::accumulate(values.begin(), values.end(), 0.0); }

struct Targets {
    std::vector<double> rows, columns;
};

/// The part of supply and demand that the allowed pairs can carry.
Result<Targets> feasiblePart(const Targets& wanted, std::span<const double> seed, Progress& progress) {
    const auto rows = static_cast<std::uint32_t>(wanted.rows.size()), columns = static_cast<std::uint32_t>(wanted.columns.size());
    FlowNetwork network(rows + columns + 2);
    const std::uint32_t source = rows + columns, sink = source + 1;
    const double all = sumOf(wanted.rows) + sumOf(wanted.columns);
    std::vector<std::size_t> rowArcs, columnArcs;
    for (std::uint32_t r = 0; r < rows; ++r) rowArcs.push_back(network.addArc(source, r, wanted.rows[r]));
    for (std::uint32_t c = 0; c < columns; ++c) columnArcs.push_back(network.addArc(rows + c, sink, wanted.columns[c]));
    for (std::uint32_t r = 0; r < rows; ++r)
        for (std::uint32_t c = 0; c < columns; ++c)
            if (seed[std::size_t(r) * columns + c] > 0) network.addArc(r, rows + c, all);
    if (auto ok = network.solve(source, sink, progress); !ok) return tl::unexpected(ok.error());
    Targets part;
    for (const auto arc : rowArcs) part.rows.push_back(network.flow(arc));
    for (const auto arc : columnArcs) part.columns.push_back(network.flow(arc));
    return part;
}

/// Rows and columns in turn until both fit.
Result<void> fitProportionally(TradeTable& table, const Targets& targets, const TradeTableOptions& options, Progress& progress) {
    const std::size_t rows = targets.rows.size(), columns = targets.columns.size();
    const double greatest = std::max(rows ? std::ranges::max(targets.rows) : 0, columns ? std::ranges::max(targets.columns) : 0);
    std::vector<double> columnSum(columns), rowSum(rows);
    const auto sums = [&] {
        std::ranges::fill(columnSum, 0.0);
        std::ranges::fill(rowSum, 0.0);
        for (std::size_t r = 0; r < rows; ++r)
            for (std::size_t c = 0; c < columns; ++c) {
                rowSum[r] += table.value[r * columns + c];
                columnSum[c] += table.value[r * columns + c];
            }
    };
    const auto factor = [](double target, double sum) { return sum > 0 ? target / sum : 0.0; };
    for (table.rounds = 0; table.rounds < options.maxRounds; ++table.rounds) {
        if (progress.stopped()) return Progress::cancelled();
        sums();
        table.error = 0;
        for (std::size_t r = 0; r < rows; ++r) table.error = std::max(table.error, std::fabs(rowSum[r] - targets.rows[r]));
        for (std::size_t c = 0; c < columns; ++c) table.error = std::max(table.error, std::fabs(columnSum[c] - targets.columns[c]));
        if (table.error <= options.tolerance * greatest) return {};
        for (std::size_t r = 0; r < rows; ++r)
            for (std::size_t c = 0; c < columns; ++c) table.value[r * columns + c] *= factor(targets.rows[r], rowSum[r]);
        sums();
        for (std::size_t r = 0; r < rows; ++r)
            for (std::size_t c = 0; c < columns; ++c) table.value[r * columns + c] *= factor(targets.columns[c], columnSum[c]);
    }
    table.converged = false;
    return {};
}

void countStranded(TradeTable& table, std::span<const double> supply, std::span<const double> demand) {
    table.strandedSupply.assign(supply.begin(), supply.end());
    table.unmetDemand.assign(demand.begin(), demand.end());
    const double rounding = 1e-9 * std::max(sumOf(supply), sumOf(demand));
    for (std::size_t r = 0; r < supply.size(); ++r)
        for (std::size_t c = 0; c < demand.size(); ++c) {
            const double value = table.value[r * demand.size() + c];
            table.placed += value;
            table.strandedSupply[r] -= value;
            table.unmetDemand[c] -= value;
        }
    for (auto* rest : {&table.strandedSupply, &table.unmetDemand})
        for (auto& amount : *rest)
            if (amount < rounding) amount = 0;
}

} // namespace

Result<TradeTable> placeTrade(std::span<const double> supply, std::span<const double> demand, std::span<const double> seed,
                              const TradeTableOptions& options, Progress& progress) {
    const std::size_t pairs = supply.size() * demand.size();
    if (double(supply.size()) * double(demand.size()) > kMostDirectPairs)
        return failure(ErrorCode::TooLarge, "Direct trade would need more than five million links; choose firms of one region or stage.");
    if (!seed.empty() && seed.size() != pairs)
        return failure(ErrorCode::BadArgument, "The prior trade needs one value for each supplier and buyer.");
    TradeTable table;
    table.value.assign(pairs, 0);
    const double total = std::max(sumOf(supply), sumOf(demand));
    Targets targets{{supply.begin(), supply.end()}, {demand.begin(), demand.end()}};
    if (seed.empty()) {
        for (std::size_t k = 0; k < pairs && total > 0; ++k) table.value[k] = supply[k / demand.size()] * demand[k % demand.size()] / total;
    } else {
        table.value.assign(seed.begin(), seed.end());
        if (std::ranges::any_of(seed, [](double s) { return !(s > 0); })) {
            auto part = feasiblePart(targets, seed, progress);
            if (!part) return tl::unexpected(part.error());
            targets = std::move(*part);
        }
        if (auto ok = fitProportionally(table, targets, options, progress); !ok) return tl::unexpected(ok.error());
    }
    countStranded(table, supply, demand);
    return table;
}

Result<Dissolution> dissolvePlatform(const Snapshot& s, std::uint32_t platform, const DissolveOptions& options, Progress& progress) {
    Dissolution out;
    for (auto k = s.in().start[platform]; k < s.in().start[platform + 1]; ++k) {
        if (s.isPlatform()[s.in().node[k]]) continue;
        out.suppliers.push_back(s.in().node[k]);
        out.sold.push_back(s.edges().value[s.in().edgeOf[k]]);
    }
    for (auto k = s.out().start[platform]; k < s.out().start[platform + 1]; ++k) {
        if (s.isPlatform()[s.out().node[k]]) continue;
        out.buyers.push_back(s.out().node[k]);
        out.bought.push_back(s.edges().value[k]);
    }
    const double sold = sumOf(out.sold), bought = sumOf(out.bought);
    out.margin = bought - sold;
    out.takeRate = bought > 0 ? out.margin / bought : std::nan("");
    double placed = sold;
    if (options.margin == MarginRule::Suppliers) placed = bought;
    if (options.margin == MarginRule::Split) placed = sold + options.suppliersShare * out.margin;
    const bool bothSides = sold > 0 && bought > 0;
    for (const double v : out.sold) out.supply.push_back(bothSides ? v * placed / sold : v);
    for (const double v : out.bought) out.demand.push_back(bothSides ? v * placed / bought : v);
    auto table = placeTrade(out.supply, out.demand, options.seed, options.table, progress);
    if (!table) return tl::unexpected(table.error());
    out.table = std::move(*table);
    return out;
}

} // namespace chainscape
