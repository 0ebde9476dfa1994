// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The synonym table: header words in six languages and the role they mean.

#include <span>
#include <string>
#include <string_view>

#include "core/io/columns.h"

namespace chainscape {

/// One role and its words, separated by '|', the most telling first; normalised as by normalisedHeader.
struct RoleWords {
    TableKind kind;
    ColumnRole role;
    std::string_view words;
    /// False: the words may mean other things, too; they count alone, behind all telling ones, and are never sure.
    bool isTelling = true;
};

std::span<const RoleWords> roleWords();

/// Lower case, without accents in western scripts, camel case and marks as single blanks, brackets dropped:
/// "Supplier_ID (old)" and "supplierId" give "supplier id".
std::string normalisedHeader(std::string_view header);

/// Brackets as wide as a Chinese letter become plain ones.
std::string withPlainBrackets(std::string_view header);

/// The column of a header that names its table, too, as cubes write it: "Fact[Supplier Name]" and "[Sum of Amount]"; else "".
std::string_view columnOfTable(std::string_view header);

} // namespace chainscape
