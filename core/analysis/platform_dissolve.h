// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What happens when a platform dissolves into direct trade between its suppliers and buyers. (analytics E5)

#include <span>
#include <vector>

#include "core/base/progress.h"
#include "core/model/snapshot.h"

namespace chainscape {

struct TradeTableOptions {
    double tolerance = 1e-9; ///< greatest error of a row or column sum, relative to the greatest target
    int maxRounds = 10000;

    bool operator==(const TradeTableOptions&) const = default;
};

/// Who sells how much to whom; suppliers x buyers, row by row.
struct TradeTable {
    std::vector<double> value;
    double placed = 0;
    std::vector<double> strandedSupply, unmetDemand; ///< per supplier, per buyer
    bool converged = true;
    int rounds = 0;
    double error = 0;
};

/// Places supply at demand. Without a seed by maximum entropy (supply x demand / sum); with one by iterative proportional fitting
/// (Deming & Stephan 1940), seed 0 meaning a forbidden pair: what fits is told first by a greatest flow, the rest is stranded.
/// supply and demand are >= 0; a seed has supply.size() x demand.size() entries. Fails with TooLarge above five million pairs.
Result<TradeTable> placeTrade(std::span<const double> supply, std::span<const double> demand, std::span<const double> seed,
                              const TradeTableOptions& options, Progress& progress);

/// Who gets the platform's margin once it is gone.
enum class MarginRule : std::uint8_t { Buyers, Suppliers, Split };

struct DissolveOptions {
    MarginRule margin = MarginRule::Buyers;
    double suppliersShare = 0.5;  ///< of the margin, under Split
    std::vector<double> seed;     ///< prior trade, suppliers x buyers in the order of Dissolution; empty: none
    TradeTableOptions table;
};

struct Dissolution {
    std::vector<std::uint32_t> suppliers, buyers; ///< nodes, ascending; other platforms are left out
    std::vector<double> sold, bought;             ///< their trade with the platform today
    std::vector<double> supply, demand;           ///< what is to be placed after the margin rule
    double margin = 0;                            ///< sum bought - sum sold; negative for a subsidy
    double takeRate = 0;                          ///< margin / sum bought; NaN when it sells nothing
    TradeTable table;
};
/// `platform` is a node. A platform without suppliers or without buyers strands what it trades.
Result<Dissolution> dissolvePlatform(const Snapshot& snapshot, std::uint32_t platform, const DissolveOptions& options, Progress& progress);

} // namespace chainscape
