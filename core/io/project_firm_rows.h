// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Firm rows of a project file on their way into a Dataset. Private to core/io.

#include <string>
#include <string_view>

#include <tsl/robin_map.h>

#include "core/base/result.h"
#include "core/io/sqlite_db.h"
#include "core/model/dataset_builder.h"

namespace chainscape {

/// The active firm rows in file order, those of links files first, so that lists of firms have the last word: firm number, period number, then what firmRecordOf reads.
std::string_view firmRowsSql();

/// The record of such a row, id and period left out. Failure when a score, flag or number is out of range.
Result<FirmRecord> firmRecordOf(const sqlite::Statement& row, const tsl::robin_map<std::string, int>& stageOf);

} // namespace chainscape
