// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What is behind a ProjectFile, and the few steps its parts share. Private to core/io.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/project_file.h"
#include "core/io/sqlite_db.h"

namespace chainscape {

struct ProjectFile::State {
    sqlite::Db db;
    std::string readOnlyReason;
    bool wal = false;

    explicit State(sqlite::Db open) : db(std::move(open)) {}

    /// A transaction for a small change. Fails when the project is read-only.
    Result<sqlite::Transaction> write();
    /// The same for many rows: a rollback journal, so that new pages are written once.
    Result<sqlite::Transaction> writeInBulk();

    [[nodiscard]] Place place() const { return {db.path()}; }
};

/// Now as ISO text, UTC, to the second.
std::string timestamp();

/// Keeps SQLite stoppable for the length of a call.
class Watched {
public:
    Watched(sqlite::Db& db, const Progress& progress) : m_db(db) { m_db.watch(&progress); }
    ~Watched() { m_db.watch(nullptr); }
    Watched(const Watched&) = delete;
    Watched& operator=(const Watched&) = delete;

private:
    sqlite::Db& m_db;
};

/// The names of a dictionary table by number - 1. Failure DamagedProject when the numbers are not 1, 2, 3 ...
Result<std::vector<std::string>> readDictionary(const sqlite::Db& db, std::string_view table, std::string_view column);

/// Calls each(statement) for every row of a query that takes no parameters.
template <class Each>
Result<void> forEach(const sqlite::Db& db, std::string_view sql, Each&& each) {
    auto statement = db.prepare(sql);
    if (!statement) return tl::unexpected(statement.error());
    for (;;) {
        const auto row = statement->step();
        if (!row) return tl::unexpected(row.error());
        if (!*row) return {};
        each(*statement);
    }
}

/// The sentence for contents that SQLite reads well but that make no sense.
tl::unexpected<Error> damaged(const sqlite::Db& db, std::string_view what);

} // namespace chainscape
