// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Tables whose rows go on behind the header: a firm, its columns, then its partners to the row's end. Private to core/io.

#include <optional>
#include <span>

#include "core/io/columns.h"
#include "core/io/sample_rows.h"

namespace chainscape {

/// PartnerPairs or PartnerList, the role of the header's last column, when the rows go on behind it with "name, quantity" again
/// and again, or with names that stand in a column of the table, too; else nothing. The first row is the header. A row that
/// merely has an unquoted delimiter too many does not look so.
std::optional<ColumnRole> goesOn(std::span<const SampleRow> rows);

} // namespace chainscape
