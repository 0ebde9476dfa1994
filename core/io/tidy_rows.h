// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Tables made for the eye, put into the form of a table for machines while they are read: blank cells that repeat the one above
// (pivot tables, merged cells) and a first column that holds several. Private to core/io.

#include <memory>
#include <span>
#include <string_view>

#include "core/io/encoding.h"
#include "core/io/sample_rows.h"

namespace chainscape {

/// True when the dialect wants something done here.
bool tidies(const Dialect& dialect);

/// The text with every blank cell filled and the first column split; lines stay the lines they were. Quotes may stand around cells, also
/// over several lines. Lines above the header pass as they are. Memory: one cell for every column that is filled.
Result<std::unique_ptr<Utf8Source>> tidied(std::unique_ptr<Utf8Source> text, const Dialect& dialect);

/// How many columns at the left show a value only where it changes ("Acme", "", "", "Bolt", ""): no value stands twice, blank cells are
/// frequent, and the next column is filled there. 0: none does. The rows are those below the header.
int columnsToFill(std::span<const SampleRow> rows);

/// ',' when the first column of a table parted by something else is called "freq,unit,geo\TIME_PERIOD" and its cells are as many; else 0.
char firstColumnMark(std::span<const SampleRow> rows, char delimiter);

} // namespace chainscape
