// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the rows of a file mean where it leaves that open: repeated rows, values below zero, loops, units.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/io/import_tables.h"

namespace chainscape {

/// Applies the rules of the file's plan to its rows: rejects what they leave out (read = kept + rejected still holds; the text of
/// such a reject is its cells when the line is not at hand), turns returns round, shares out means, converts units. Each rule
/// that changed something is told in the report's warnings. Does nothing, at no cost, under the default rules.
void applyRules(LinkImport& import);

/// False under the default rules, but for matrices: what applyRules() does then looks at all rows together.
bool needsAllRows(const ColumnMapping& mapping);
/// Do the rules refuse rows for what a row says by itself?
bool rejectsRows(const RowRules& rules);
/// Why a row of this value is refused by rule (not for its firms' names); nullopt: it is not.
std::optional<RejectReason> valueRule(const RowRules& rules, double value, bool loop);
/// The sentence of a reject by rule.
std::string ruleSentence(RejectReason reason);

/// "kt = 1000 t; USD = 0.92 EUR" as conversions; blank: none. What cannot be read is an Error that quotes it.
Result<std::vector<UnitFactor>> unitFactorsOf(std::string_view text);
std::string toText(const std::vector<UnitFactor>& factors);

} // namespace chainscape
