// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/column_looks.h"

#include <algorithm>
#include <set>

#include "core/io/dialect.h"
#include "core/io/period_forms.h"
#include "core/io/values.h"

namespace chainscape {

ColumnLook lookAt(const ColumnSample& sample, std::size_t column) {
    ColumnLook look;
    const auto missing = Dialect::defaultMissingWords();
    std::set<std::string_view> seen;
    for (const auto& row : sample.rows) {
        if (column >= row.size() || isMissing(row[column], missing)) continue;
        const std::string& cell = row[column];
        ++look.filled;
        seen.insert(cell);
        if (const auto number = parseCellNumber(cell, sample.numbers)) {
            ++look.numbers;
            look.coordinates += number->value >= -180 && number->value <= 180;
            look.fitsScore += number->value >= 0 && number->value <= 100;
        }
        look.periods += readPeriod(cell).has_value();
        look.flags += parseFlag(cell).has_value();
    }
    look.isConstant = look.filled >= 10 && seen.size() == 1;
    const double n = look.filled == 0 ? 1 : static_cast<double>(look.filled);
    look.distinct = static_cast<double>(seen.size()) / n;
    look.numbers /= n;
    look.periods /= n;
    look.flags /= n;
    look.coordinates /= n;
    look.fitsScore /= n;
    return look;
}

double distinctShare(const ColumnSample& sample, std::size_t column) {
    std::set<std::string_view> seen;
    std::size_t filled = 0;
    for (const auto& row : sample.rows)
        if (column < row.size() && !row[column].empty()) {
            ++filled;
            seen.insert(row[column]);
        }
    return filled < 2 ? 0 : static_cast<double>(seen.size()) / static_cast<double>(filled);
}

int matchScore(std::string_view header, std::string_view words, bool allowPart) {
    int rank = 0;
    int best = 0;
    for (std::size_t at = 0; at <= words.size(); ++rank) {
        const std::size_t end = std::min(words.find('|', at), words.size());
        const std::string_view word = words.substr(at, end - at);
        if (header == word) return 1000 - rank;
        const std::size_t found = allowPart && word.size() >= 4 ? header.find(word) : std::string_view::npos;
        if (found != std::string_view::npos) {
            const bool starts = found == 0 || header[found - 1] == ' ';
            const bool ends = found + word.size() == header.size() || header[found + word.size()] == ' ';
            if (starts && ends) best = std::max(best, 500 - rank);
        }
        at = end + 1;
    }
    return best;
}

} // namespace chainscape
