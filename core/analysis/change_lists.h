// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What entered, left, grew, shrank or switched supplier between two sides, one row each.

#include <string_view>
#include <vector>

#include "core/analysis/change_table.h"

namespace chainscape {

/// What happened to a firm or a link between A and B. Unknown: there on both sides, with a value nobody stated on one.
enum class ChangeKind : std::uint8_t { Same, Unknown, Down, Up, Gone, New };

/// Changes within this share of the larger side count as unchanged.
inline constexpr double kSameWithin = 0.02;

ChangeKind kindOf(const ChangedLink& link);
/// By its size, the larger of sales and purchases.
ChangeKind kindOf(const ChangedFirm& firm);

enum class ChangeList : std::uint8_t { FirmsEntered, FirmsLeft, FirmsGrew, FirmsShrank, LinksEntered, LinksLeft, LinksGrew, LinksShrank, SwitchedSupplier };
inline constexpr int kChangeLists = 9;
/// "firm entered", ..., "switched supplier".
std::string_view nameOf(ChangeList list);

/// Firms as places in ChangeTable::firms.
struct ChangeRow {
    ChangeList list = ChangeList::FirmsEntered;
    std::uint32_t firm = 0;               ///< the firm, a link's seller, or the buyer that switched
    std::uint32_t target = kNone;         ///< a link's buyer
    int stage = 0, targetStage = 0;       ///< of firm and target; of what was switched; 0 unknown
    double before = 0, after = 0;         ///< NaN unknown; of a switch what was lost and gained
    std::vector<std::uint32_t> dropped, taken; ///< suppliers of a switch

    [[nodiscard]] double delta() const { return after - before; }
};

/// List by list, the largest change first, ties as in the table; what is unchanged is left out. O(rows log rows).
std::vector<ChangeRow> changeRows(const ChangeTable& table);

} // namespace chainscape
