// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The parts of writing an import into a project: dictionaries, firm rows, link rows. Private to core/io.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/project_file.h"
#include "core/io/sqlite_db.h"

namespace chainscape {

/// A dictionary table in memory: finds the number of a text or gives it the next one, and writes the new ones.
class Dictionary {
public:
    static Result<Dictionary> load(const sqlite::Db& db, std::string_view table, std::string_view column);

    Result<std::int64_t> numberOf(std::string_view text);

private:
    std::int64_t& known(std::string_view text);

    StringTable m_texts;
    std::vector<std::int64_t> m_numbers{0}; ///< by the ids of m_texts; 0: not in the table
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
    std::int64_t nextRowId = 1;        ///< of link rows
    std::vector<std::int64_t> fileIds; ///< one per file of the batch

    /// The ids of the batch's files of one kind, in order: what the FileSpans of that table stand for.
    [[nodiscard]] std::vector<std::int64_t> fileIdsOf(TableKind kind) const;
};

Result<void> storeFirms(ImportJob& job, Dictionary& firms);

/// Writes link rows in the order they are given. The tables of `rows` may grow and its columns be filled anew between calls.
class LinkStore {
public:
    static Result<LinkStore> open(ImportJob& job, const LinkRows& rows, Dictionary& firms);
    LinkStore(LinkStore&&) noexcept;
    ~LinkStore();

    /// The rows of the span, which are some of the file's, after those written before.
    Result<void> write(const FileSpan& span, std::int64_t fileId);

private:
    struct State;
    explicit LinkStore(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};
Result<void> storeLinks(ImportJob& job, Dictionary& firms);

/// One line each.
std::string joinedWarnings(const FileReport& report);
Result<void> storeRejects(ImportJob& job, std::int64_t fileId, const std::vector<Reject>& rejects);
/// The import, its files, stages and firms; then `links` beside the digests of the files.
Result<void> storeImport(ImportJob& job, const std::function<Result<void>(Dictionary& firms)>& links);

/// Replaces the list of stages.
Result<void> writeStages(sqlite::Db& db, const StageList& stages);

} // namespace chainscape
