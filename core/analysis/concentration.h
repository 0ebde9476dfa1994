// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Concentration: where a buyer is tied to one supplier (analytics C2).

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/progress.h"
#include "core/model/snapshot.h"

namespace chainscape {

struct ConcentrationOptions {
    double soleShare = 1; ///< a supplier with at least this share of a group counts as sole; 1: only when it is the only one

    bool operator==(const ConcentrationOptions&) const = default;
};

/// What one buyer takes from the suppliers of one sector (or of one kind, where no firm has a sector).
struct InputGroup {
    std::uint32_t buyer = 0;          ///< node
    std::string group;                ///< sector or kind; "" for suppliers without one
    std::uint32_t suppliers = 0;
    std::uint32_t greatest = 0;       ///< node of the greatest supplier; the smallest id among equals
    double value = 0;
    double herfindahl = 0;            ///< sum of squared shares, 1/n..1; NaN when all values are unknown
    double greatestShare = 0;         ///< CR1; NaN when all values are unknown
    double shareOfInputs = 0;         ///< of all the buyer buys; NaN when that is unknown
    bool sole = false;                ///< exactly one supplier, or one with at least `soleShare`
};

struct Concentration {
    std::vector<InputGroup> groups;                         ///< by buyer, then by group name
    std::vector<std::vector<std::uint32_t>> soleSupplierOf; ///< per node: the buyers (nodes, ascending) it is a sole supplier of
    std::size_t solePairs = 0;                              ///< groups with a sole supplier
};

/// O(m log m).
Result<Concentration> concentration(const Snapshot& snapshot, const ConcentrationOptions& options, Progress& progress);

} // namespace chainscape
