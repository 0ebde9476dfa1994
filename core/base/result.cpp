// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/result.h"

namespace chainscape {

std::string describe(const Error& error) {
    std::string where = error.place.file;
    const auto add = [&where](const std::string& part) {
        if (!where.empty()) where += ", ";
        where += part;
    };
    if (error.place.row > 0) add("row " + std::to_string(error.place.row));
    if (!error.place.column.empty()) add("column " + error.place.column);
    return where.empty() ? error.message : where + ": " + error.message;
}

} // namespace chainscape
