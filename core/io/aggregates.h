// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Sums that stand beside their parts: "EU" among its members, rows of a matrix that add up the rows above.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/import_tables.h"

namespace chainscape {

/// True for words that name a sum of others: "EU27_2020", "World", "All countries", "OPEC", "Total".
bool namesAggregate(std::string_view name);

/// A firm of a table that is named and counted like the sum of others at the same end of the links.
struct Aggregate {
    std::string firm;
    bool isSource = true;
    std::size_t members = 0; ///< others it sums up; at least three
};

/// Firms named so whose values are the sum of the others' within half a percent, over the partners and periods they share. Costs one
/// look at the firms when none is named so, else some passes over the rows.
std::vector<Aggregate> aggregatesIn(const LinkRows& rows);

/// A column of a matrix: its cells, NaN or 0 where it has none.
using MatrixLine = std::vector<double>;

/// Which lines add up the lines before them: all, or those since the last sum. A line counts as a sum when at least nineteen in
/// twenty of its cells (five or more, each of two or more parts) fit within rounding. Lines must be of one length.
std::vector<bool> sumLines(std::span<const MatrixLine> lines);

/// Line numbers of a matrix's rows that are such sums, ascending.
std::vector<std::int64_t> sumRows(const LinkRows& matrix);

} // namespace chainscape
