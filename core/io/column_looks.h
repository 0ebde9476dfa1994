// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What columns look like by their cells, and the shapes of tables that headers alone do not tell. Private to core/io (see columns.h).

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/columns.h"

namespace chainscape {

/// What the values of one column look like, in shares of its filled cells.
struct ColumnLook {
    std::size_t filled = 0;
    double numbers = 0, periods = 0, flags = 0, coordinates = 0, fitsScore = 0;
    double distinct = 0;     ///< values, each once
    bool isConstant = false; ///< ten cells or more, all the same
};
ColumnLook lookAt(const ColumnSample& sample, std::size_t column);

/// Values of the column, each once, in parts of all its filled cells.
double distinctShare(const ColumnSample& sample, std::size_t column);

/// A normalised header against words parted by '|'. 0: no match; 1000 - rank: the very words; 500 - rank: the words among others.
int matchScore(std::string_view header, std::string_view words, bool allowPart);

// Each changes the mapping and says true when the table has its shape.

/// Two or more columns headed by periods over numbers: a wide form. They hold the values, whatever else was guessed for them.
bool asWide(ColumnMapping& mapping, const ColumnSample& sample);

/// Labels in the first column and nothing but numbers below all others: a matrix, the header holds the targets (or, where the corner
/// says that the rows are targets, the sources).
bool asMatrix(ColumnMapping& mapping, const ColumnSample& sample, const std::vector<ColumnLook>& looks);

/// Rows that go on behind the header with their partners: the firm of the row is the other end. Only what is sure is kept of the rest.
bool asRagged(ColumnMapping& mapping, const ColumnSample& sample, const std::vector<ColumnLook>& looks);

/// A column of words that are units, whatever its header says, becomes the unit.
void unitByValues(ColumnMapping& mapping, const ColumnSample& sample);

/// A line under the names that says what their columns are measured in: a unit stands in it, and it is blank where others are named.
bool namesUnits(std::span<const std::string> line, std::span<const std::string> names);

/// The period in the header of a wide form: "2023", or "2023" of "2023 value" and "Amount 2023"; else the header itself.
std::string_view periodInHeader(std::string_view header);

/// "12.3 p", "5 bp": the number without a mark of the statistical office.
std::string_view withoutFlag(std::string_view cell);

/// The unit of a file without a unit column: "%" or a currency sign in its values, or what its header says ("Amount (EUR)"); "": none.
std::string unitOfValues(const ColumnMapping& mapping, const ColumnSample& sample);

/// Seller and buyer in two columns each, a code and a name ("seller_id", "seller_name"): the code is the id. A pair is told by its headers
/// and by its cells: a code has one name.
void pairIdsWithNames(ColumnMapping& mapping, const ColumnSample& sample);

/// Trade told by one side ("reporter", "partner") with a column that says import or export.
void findDirection(ColumnMapping& mapping, const ColumnSample& sample);

/// What parts the firms in source or target cells that list several ("Acme; Bolt"); 0: none do. Told by parts that come back elsewhere.
char listMarkOf(const ColumnMapping& mapping, const ColumnSample& sample);

} // namespace chainscape
