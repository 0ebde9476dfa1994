// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Rows taken out of tables that were read, column by column. Private to core/project.

#include <algorithm>
#include <cstdint>
#include <vector>

#include "core/io/import_tables.h"

namespace chainscape {

/// Takes out the rows marked 1; a column that holds nothing stays empty.
template <class T>
void keepRows(std::vector<T>& column, const std::vector<std::uint8_t>& drop) {
    if (column.empty()) return;
    std::size_t to = 0;
    for (std::size_t row = 0; row < column.size(); ++row)
        if (!drop[row]) column[to++] = column[row];
    column.resize(to);
}

/// Where the rows of each file stand once those marked 1 are out.
inline void keepRows(std::vector<FileSpan>& files, const std::vector<std::uint8_t>& drop) {
    std::size_t first = 0;
    for (FileSpan& span : files) {
        const auto begin = drop.begin() + static_cast<std::ptrdiff_t>(span.first);
        span.count -= static_cast<std::size_t>(std::count(begin, begin + static_cast<std::ptrdiff_t>(span.count), std::uint8_t{1}));
        span.first = first;
        first += span.count;
    }
}

} // namespace chainscape
