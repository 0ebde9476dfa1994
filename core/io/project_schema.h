// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The tables of a project file and how older ones are brought up to date. Described in resources/guide/project-file.md.

#include <cstdint>

#include "core/base/result.h"
#include "core/io/sqlite_db.h"

namespace chainscape {

/// "CHSP" in PRAGMA application_id.
inline constexpr std::int64_t kProjectApplicationId = 0x43485350;
/// PRAGMA user_version of the files this program writes.
inline constexpr std::int64_t kProjectSchema = 2;

/// Scores are stored as whole ten-thousandths when they are such, else as reals: that is a third of the file's size.
inline constexpr double kScoreParts = 10000;

/// Runs the steps from `version` (0: an empty database) to kProjectSchema. The caller holds the transaction.
Result<void> migrateProject(sqlite::Db& db, std::int64_t version);

/// Failure NotAProject or DamagedProject unless this is a project whose tables are there and whose pages are
/// sound; those of link_rows are left to loading. Cost: reads the other tables once.
Result<void> checkProject(sqlite::Db& db);

} // namespace chainscape
