// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The first rows of a text as plain strings, for guessing and for previews. Private to core/io.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/csv_scan.h"

namespace chainscape {

struct SampleRow {
    std::int64_t line = 1;
    std::vector<std::string> cells; ///< trimmed
};

/// At most `most` records of a text in memory (UTF-8; wrong bytes are repaired).
std::vector<SampleRow> sampleRows(std::string_view text, const ScanRules& rules, std::size_t most);

} // namespace chainscape
