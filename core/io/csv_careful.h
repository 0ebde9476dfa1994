// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The careful machine: one record at a time, forgiving. Private to core/io.

#include <cstdint>
#include <string_view>

#include "core/io/csv_scan.h"

namespace chainscape {

/// A quoted cell of more lines than this is taken for a quote gone astray.
inline constexpr std::uint32_t kManyLines = 64;

/// Where a record ends.
struct CarefulEnd {
    std::size_t next = 0;    ///< offset after its line end
    std::uint32_t lines = 0; ///< line ends passed
    bool complete = false;   ///< false: the text ends before the record does
};

/// Walks the record that starts at `at`. `final`: no more text will come, so an open quote is a stray one.
/// With `out` its cells and (unless blank or a comment) its row are appended, at line `line`.
///
/// Rules: a quote opens only at a cell's start (blanks before it allowed) and closes only before a delimiter or line end
/// (blanks allowed); other quotes are text. When a quote never closes, or closes only in the middle of a later line, or has
/// swallowed lines that look like rows, it is text too and the cell ends where it would without it.
CarefulEnd carefulRecord(std::string_view text, std::size_t at, const ScanRules& rules, bool final, std::uint32_t line, Records* out);

} // namespace chainscape
