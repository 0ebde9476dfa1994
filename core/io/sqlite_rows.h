// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Many rows by one statement: SQLite pulls what it inserts from a feed and hands what it selects to a function. That is a
// third of the time of binding and stepping row by row. Private to core/io.

#include <cstdint>
#include <functional>
#include <string_view>

#include "core/io/sqlite_db.h"

struct sqlite3_context;
struct sqlite3_value;

namespace chainscape::sqlite {

/// Where a feed puts the cell it is asked for.
class CellOut {
public:
    explicit CellOut(sqlite3_context* context) : m_context(context) {}
    void integer(std::int64_t value);
    /// NaN is stored as NULL.
    void real(double value);

private:
    sqlite3_context* m_context;
};

/// Rows from front to back. Throws nothing.
class RowFeed {
public:
    RowFeed() = default;
    RowFeed(const RowFeed&) = delete;
    RowFeed& operator=(const RowFeed&) = delete;
    virtual ~RowFeed() = default;

    /// Goes to the next row, at first to the first one; false: there is none.
    virtual bool next() = 0;
    /// The cell of the row at hand; NULL when nothing is put out.
    virtual void cell(int column, CellOut out) = 0;
};

/// Inserts all rows of the feed; `columns` is the list of names as SQL has it. Rowids are given by SQLite, ascending.
Result<void> insertRows(Db& db, std::string_view table, std::string_view columns, RowFeed& feed);

/// The cells of a row that SQLite hands over; columns count from 0.
class RowCells {
public:
    explicit RowCells(sqlite3_value** values) : m_values(values) {}
    [[nodiscard]] bool isInteger(int column) const;
    [[nodiscard]] std::int64_t integer(int column) const;
    /// NaN for NULL.
    [[nodiscard]] double real(int column) const;

private:
    sqlite3_value** m_values;
};

/// Hands every row of `SELECT columns FROM from` to `each` in the order of the scan, until it returns false.
Result<void> drainRows(const Db& db, std::string_view columns, std::string_view from, const std::function<bool(RowCells)>& each);

} // namespace chainscape::sqlite
