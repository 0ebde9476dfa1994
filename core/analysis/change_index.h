// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How much changed between two snapshots: turnover of links, restructuring index, shape distance. (analytics F1-F3)

#include <vector>

#include "core/analysis/change_table.h"

namespace chainscape {

/// F1. Counts of distinct (seller, buyer) pairs. Ratios are NaN when their base is empty.
struct Turnover {
    std::size_t linksBefore = 0, linksAfter = 0, births = 0, deaths = 0, persisting = 0;
    double jaccard = 0;         ///< persisting / union
    double birthRate = 0;       ///< births / links after
    double deathRate = 0;       ///< deaths / links before
    double birthValueShare = 0; ///< of the value after
    double deathValueShare = 0; ///< of the value before
    std::size_t firmsEntered = 0, firmsLeft = 0;
};
Turnover turnover(const ChangeTable& table);

/// F2. RI = sum |after - before| / (total before + total after) = growth + between + within, each >= 0, RI in [0, 1]
/// (Bray & Curtis 1957; decomposition in the manner of Davis & Haltiwanger 1992 over blocks = pairs of stages).
/// rStar = (RI - growth) / (1 - growth). NaN when there is no value at all; rStar also when one side has none.
struct Restructuring {
    double ri = 0, growth = 0, between = 0, within = 0, rStar = 0;
    double entry = 0, exit = 0;    ///< parts of RI from links born and gone; the rest is on continuing links
    double totalBefore = 0, totalAfter = 0;
    double up = 0, down = 0;       ///< sum of the rises, of the falls
    double ruzicka = 0;            ///< (1 - RI) / (1 + RI)
};
Restructuring restructuring(const ChangeTable& table);

/// The part one pair of stages has in a change. Stage 0 is "unknown".
struct BlockChange {
    int from = 0, to = 0;
    double before = 0, after = 0;
    double moved = 0;  ///< sum |delta| over its links
    double jsdWithin = 0;
};

/// F3. Jensen-Shannon divergence (base 2) of the links' value shares, and its exact split over blocks: jsd = between + within;
/// a block present on one side only adds to `between` alone. distance = sqrt(jsd), a metric in [0, 1]. NaN when a side has no value.
struct ShapeDistance {
    double jsd = 0, between = 0, within = 0, distance = 0;
    std::vector<BlockChange> blocks; ///< those with value on a side, ascending
};
ShapeDistance shapeDistance(const ChangeTable& table);

/// Jensen-Shannon divergence (base 2) of two mixes given as amounts; NaN when one of them is empty.
double mixDivergence(std::span<const double> before, std::span<const double> after);

/// A buyer that dropped suppliers of a stage and took on others of the same stage.
struct SupplierSwitch {
    std::uint32_t buyer = 0;  ///< into ChangeTable::firms
    int stage = 0;
    double lost = 0, gained = 0;
    std::vector<std::uint32_t> dropped, taken; ///< into ChangeTable::firms
};
/// Largest min(lost, gained) first, ties by buyer.
std::vector<SupplierSwitch> supplierSwitches(const ChangeTable& table);

} // namespace chainscape
