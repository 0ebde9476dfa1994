// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The parts of writing an import into a project: dictionaries, firm rows, link rows. Private to core/io.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <tsl/robin_map.h>

#include "core/io/project_file.h"
#include "core/io/sqlite_db.h"

namespace chainscape {

/// A dictionary table in memory: finds the number of a text or gives it the next one, and writes the new ones.
class Dictionary {
public:
    static Result<Dictionary> load(const sqlite::Db& db, std::string_view table, std::string_view column);

    Result<std::int64_t> numberOf(std::string_view text);
    /// The numbers of all texts of a table; 0 for its text 0.
    Result<std::vector<std::int64_t>> numbersOf(const StringTable& texts);

private:
    tsl::robin_map<std::string, std::int64_t> m_numbers;
    std::unique_ptr<sqlite::Statement> m_insert;
    std::int64_t m_count = 0;
};

/// The numbers of a table's periods in the project; new ones are written.
Result<std::vector<std::int64_t>> storePeriods(const sqlite::Db& db, const std::vector<PeriodText>& periods);

/// The further columns of a row as a JSON object; "" when all are blank.
std::string attributesJson(const std::vector<RowAttribute>& attributes, const StringTable& words, std::size_t row);

/// A column's entry, or what stands for a column that the file lacks.
template <class T>
T cellOf(const std::vector<T>& column, std::size_t row, T missing) {
    return column.empty() ? missing : column[row];
}

/// One import on its way into the database.
struct ImportJob {
    sqlite::Db& db;
    const ImportBatch& batch;
    Progress& progress;
    std::int64_t importId = 0;
    std::vector<std::int64_t> fileIds; ///< one per file of the batch

    /// The ids of the batch's files of one kind, in order: what the FileSpans of that table stand for.
    [[nodiscard]] std::vector<std::int64_t> fileIdsOf(TableKind kind) const;
};

Result<void> storeFirms(ImportJob& job, Dictionary& firms);
Result<void> storeLinks(ImportJob& job, Dictionary& firms);

/// Replaces the list of stages.
Result<void> writeStages(sqlite::Db& db, const StageList& stages);

} // namespace chainscape
