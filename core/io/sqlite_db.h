// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A thin layer over SQLite's C API: one open database, its statements and transactions, with Results instead of codes.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/progress.h"
#include "core/base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace chainscape::sqlite {

enum class OpenMode : std::uint8_t {
    Create,    ///< must not exist yet
    ReadWrite, ///< must exist
    ReadOnly,  ///< must exist; an unfinished transaction of a killed program is rolled back first, where that is allowed
};

class Statement;

/// One connection. One thread at a time; movable. Closing rolls an open transaction back.
class Db {
public:
    /// Opens with a busy time of two seconds, no trust in the schema, foreign keys off. Every failure is one sentence
    /// with the path as its place: missing, a directory, no permission, not a database, locked by another program.
    static Result<Db> open(const std::string& path, OpenMode mode);

    Db(Db&&) noexcept;
    Db& operator=(Db&&) noexcept;
    ~Db();

    [[nodiscard]] const std::string& path() const { return m_path; }
    /// True when nothing can be written: opened so, or the file allows no more.
    [[nodiscard]] bool readOnly() const { return m_readOnly; }

    /// Runs one or more statements; rows they give are passed over.
    Result<void> run(std::string_view sql);
    Result<Statement> prepare(std::string_view sql) const;
    /// First column of the first row; 0 or "" when there is no row.
    Result<std::int64_t> integer(std::string_view sql) const;
    Result<std::string> text(std::string_view sql) const;

    [[nodiscard]] std::int64_t lastRowId() const;

    /// Statements fail with Cancelled soon after progress.stopped(). nullptr: no longer.
    void watch(const Progress* progress);

    /// Writes a compact copy; `path` must not exist. Readers and this connection go on.
    Result<void> vacuumInto(const std::string& path) const;

    /// The last failure of this connection as an Error with the path as its place.
    [[nodiscard]] Error error() const;

    [[nodiscard]] sqlite3* handle() const { return m_db; }

private:
    explicit Db(std::string path) : m_path(std::move(path)) {}
    void close() noexcept;

    sqlite3* m_db = nullptr;
    std::string m_path;
    bool m_readOnly = false;
};

/// A prepared statement. Parameters count from 1, columns from 0. Must not outlive its Db.
class Statement {
public:
    Statement(sqlite3_stmt* statement, std::string path) : m_statement(statement), m_path(std::move(path)) {}
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&& other) noexcept;
    ~Statement();

    Statement& bind(int parameter, std::int64_t value);
    /// NaN is stored as NULL.
    Statement& bind(int parameter, double value);
    /// Copied.
    Statement& bind(int parameter, std::string_view text);
    Statement& bindNull(int parameter);
    /// NULL for "".
    Statement& bindText(int parameter, std::string_view text);

    /// True: a row is there; false: done (and reset).
    Result<bool> step();
    /// Runs to the end and resets; for inserts and updates.
    Result<void> run();
    void reset();

    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] bool isInteger(int column) const;
    [[nodiscard]] std::int64_t integer(int column) const;
    /// NaN for NULL.
    [[nodiscard]] double real(int column) const;
    /// Valid until the next step; "" for NULL.
    [[nodiscard]] std::string_view text(int column) const;

    [[nodiscard]] sqlite3_stmt* handle() const { return m_statement; }

private:
    sqlite3_stmt* m_statement = nullptr;
    std::string m_path;
};

/// A write transaction; rolled back when it goes away without commit().
class Transaction {
public:
    static Result<Transaction> begin(Db& db);
    Transaction(Transaction&& other) noexcept : m_db(other.m_db) { other.m_db = nullptr; }
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();

    Result<void> commit();

private:
    explicit Transaction(Db& db) : m_db(&db) {}
    Db* m_db;
};

/// The Error for a result code of SQLite, with what the system said (errno) when it matters.
Error errorOf(int code, int systemError, const std::string& path, std::string_view detail);

/// Removes a closed database and what SQLite keeps beside it, as far as they are there.
void removeFiles(const std::string& path);

/// Moves a closed database to its place. What a killed program left beside an earlier file of that name goes first: SQLite would
/// replay it into this one. Fails with the system's words.
Result<void> moveIntoPlace(const std::string& from, const std::string& to);

} // namespace chainscape::sqlite
