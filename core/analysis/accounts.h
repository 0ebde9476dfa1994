// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Accounts: the links of a snapshot read as an input-output account that adds up (analytics 0.2).

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/analysis/components.h"
#include "core/analysis/fixed_point.h"

namespace chainscape {

struct AccountOptions {
    bool useRevenue = true; ///< a firm's declared revenue counts as its output where it exceeds what the links show

    bool operator==(const AccountOptions&) const = default;
};

/// Trade between producers, seen from one side; entry k of row i stands for edge[k] of the snapshot.
struct TradeRows {
    std::vector<std::uint32_t> start, other, edge;
    std::vector<double> value;
};

/// One row per producer: the active firms that are not end users, then one row "(seller)" for each end user that sells; its
/// purchases stay final. All values are in the snapshot's unit. Holds exactly: x = Z1 + y, x' = 1'Z + v', sum v = sum y.
struct Accounts {
    std::vector<std::uint32_t> node;       ///< snapshot node of each row
    std::vector<std::uint32_t> buyerRow;   ///< per snapshot node: the row its purchases go to; kNone for end users
    std::vector<std::uint32_t> sellerRow;  ///< per snapshot node: the row of its sales; kNone for end users that sell nothing
    std::vector<double> output;            ///< x = max(sales, purchases), or declared revenue where it is greater
    std::vector<double> purchases;         ///< from producers
    std::vector<double> deliveries;        ///< to end users
    std::vector<double> unallocated;       ///< x - sales: stock or a use the links do not show
    std::vector<double> finalUse;          ///< y = deliveries + unallocated
    std::vector<double> valueAdded;        ///< v = x - purchases, >= 0
    TradeRows sales;                       ///< Z by seller
    TradeRows inputs;                      ///< Z by buyer
    std::vector<std::uint32_t> order;      ///< upstream first; loops stay together, inside them by stage
    Partition loops;                       ///< strong components of Z; rows of one component of several rows are on a loop
    double totalOutput = 0, totalFinalUse = 0, totalValueAdded = 0, totalDeliveries = 0;

    [[nodiscard]] std::size_t size() const { return node.size(); }
    /// The row of a firm that is a producer; kNone for end users, even when they sell.
    [[nodiscard]] std::uint32_t producer(std::uint32_t snapshotNode) const { return buyerRow[snapshotNode]; }
    /// One value per snapshot node from one per row; NaN for end users.
    [[nodiscard]] std::vector<double> perNode(std::span<const double> perRow) const;
};

/// Never fails but when stopped; a chain without producers gives empty accounts. O(n + m).
Result<Accounts> accounts(const Snapshot& snapshot, const AccountOptions& options, Progress& progress);

/// A producer whose purchases exceed its sales by `amount`; the difference stands under unallocated final use.
struct Imbalance {
    std::uint32_t node = 0;
    double amount = 0;
};

/// Producers whose books do not balance, the greatest amount first, then by id. Differences below 1e-9 of the output are rounding.
std::vector<Imbalance> imbalances(const Snapshot& snapshot, const Accounts& accounts);

/// A part of Z to look at: one byte per row and per snapshot edge; empty means all.
struct TradeMask {
    std::span<const std::uint8_t> rows, edges;
};

/// Loops of the (masked) trade that neither take in nor add value: there the spectral radius of A reaches 1 and no inverse exists.
/// A loop counts as closed when less than 1e-9 of its output leaks. Rows per loop, ascending.
std::vector<std::vector<std::uint32_t>> closedLoops(const Accounts& accounts, TradeMask mask = {});

/// Fails with Undefined, naming the firms of a closed loop, when there is one.
Result<void> requireInvertible(const Snapshot& snapshot, const Accounts& accounts, TradeMask mask = {});

/// What a row refers to and how it is scaled. With A = Z / x of the buyer and B = Z / x of the seller:
enum class System : std::uint8_t {
    Recipes,     ///< u = r + A u    (x = L y)
    InputShares, ///< u = r + A' u   (D = 1'L, output multipliers)
    SalesShares, ///< u = r + B u    (U = G 1)
    SalesInflow, ///< u = r + B' u   (x' = v'G)
};

/// The coefficients of a system under a mask; rows without output have none.
Coefficients coefficients(const Accounts& accounts, System system, TradeMask mask = {});

/// solveFixedPoint on the coefficients of a system; checks requireInvertible first.
Result<std::vector<double>> solveAccount(const Snapshot& snapshot, const Accounts& accounts, System system,
                                         std::span<const double> rhs, Progress& progress, TradeMask mask = {});

} // namespace chainscape
