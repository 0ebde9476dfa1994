// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/sqlite_rows.h"

#include <algorithm>
#include <cmath>
#include <exception>
#include <limits>
#include <string>

#include <sqlite3.h>

namespace chainscape::sqlite {
namespace {

constexpr const char* kFeedName = "chainscape_feed";
constexpr const char* kEachName = "chainscape_each";

int columnCount(std::string_view columns) { return 1 + static_cast<int>(std::ranges::count(columns, ',')); }

/// What the virtual table of a feed needs to know.
struct Fed {
    RowFeed* feed = nullptr;
    std::string declaration;
};

struct FedTable {
    sqlite3_vtab base{};
    RowFeed* feed = nullptr;
};

struct FedCursor {
    sqlite3_vtab_cursor base{};
    bool ended = false;
    std::int64_t row = 0;
};

RowFeed& feedOf(sqlite3_vtab_cursor* cursor) { return *reinterpret_cast<FedTable*>(cursor->pVtab)->feed; }
FedCursor& cursorOf(sqlite3_vtab_cursor* cursor) { return *reinterpret_cast<FedCursor*>(cursor); }

int connectFed(sqlite3* db, void* given, int, const char* const*, sqlite3_vtab** table, char**) {
    const auto& fed = *static_cast<const Fed*>(given);
    const int code = sqlite3_declare_vtab(db, fed.declaration.c_str());
    if (code != SQLITE_OK) return code;
    auto* made = new FedTable;
    made->feed = fed.feed;
    *table = &made->base;
    return SQLITE_OK;
}

int disconnectFed(sqlite3_vtab* table) {
    delete reinterpret_cast<FedTable*>(table);
    return SQLITE_OK;
}

int planFed(sqlite3_vtab*, sqlite3_index_info*) { return SQLITE_OK; } // all rows from front to back

int openFed(sqlite3_vtab*, sqlite3_vtab_cursor** cursor) {
    *cursor = &(new FedCursor)->base;
    return SQLITE_OK;
}

int closeFed(sqlite3_vtab_cursor* cursor) {
    delete &cursorOf(cursor);
    return SQLITE_OK;
}

int nextFed(sqlite3_vtab_cursor* cursor) {
    cursorOf(cursor).ended = !feedOf(cursor).next();
    ++cursorOf(cursor).row;
    return SQLITE_OK;
}

int startFed(sqlite3_vtab_cursor* cursor, int, const char*, int, sqlite3_value**) { return nextFed(cursor); }
int endedFed(sqlite3_vtab_cursor* cursor) { return cursorOf(cursor).ended ? 1 : 0; }

int cellFed(sqlite3_vtab_cursor* cursor, sqlite3_context* context, int column) {
    feedOf(cursor).cell(column, CellOut(context));
    return SQLITE_OK;
}

int rowFed(sqlite3_vtab_cursor* cursor, sqlite3_int64* row) {
    *row = cursorOf(cursor).row;
    return SQLITE_OK;
}

/// A table that is there by its name alone, as long as the module is.
const sqlite3_module& fedModule() {
    static const sqlite3_module module = [] {
        sqlite3_module m{};
        m.xConnect = connectFed;
        m.xDisconnect = m.xDestroy = disconnectFed;
        m.xBestIndex = planFed;
        m.xOpen = openFed;
        m.xClose = closeFed;
        m.xFilter = startFed;
        m.xNext = nextFed;
        m.xEof = endedFed;
        m.xColumn = cellFed;
        m.xRowid = rowFed;
        return m;
    }();
    return module;
}

void handRow(sqlite3_context* context, int, sqlite3_value** values) {
    const auto& each = *static_cast<const std::function<bool(RowCells)>*>(sqlite3_user_data(context));
    if (!each(RowCells(values))) sqlite3_result_error(context, "no more rows are wanted", -1);
}

void handNothing(sqlite3_context*) {}

} // namespace

void CellOut::integer(std::int64_t value) { sqlite3_result_int64(m_context, value); }

void CellOut::real(double value) {
    if (!std::isnan(value)) sqlite3_result_double(m_context, value);
}

Result<void> insertRows(Db& db, std::string_view table, std::string_view columns, RowFeed& feed) {
    const std::string names(columns);
    const Fed fed{&feed, "CREATE TABLE x(" + names + ")"};
    if (sqlite3_create_module_v2(db.handle(), kFeedName, &fedModule(), const_cast<Fed*>(&fed), nullptr) != SQLITE_OK)
        return tl::unexpected(db.error());
    auto ok = db.run("INSERT INTO " + std::string(table) + "(" + names + ") SELECT " + names + " FROM " + kFeedName);
    sqlite3_create_module_v2(db.handle(), kFeedName, nullptr, nullptr, nullptr);
    return ok;
}

bool RowCells::isInteger(int column) const { return sqlite3_value_type(m_values[column]) == SQLITE_INTEGER; }
std::int64_t RowCells::integer(int column) const { return sqlite3_value_int64(m_values[column]); }

double RowCells::real(int column) const {
    if (sqlite3_value_type(m_values[column]) == SQLITE_NULL) return std::numeric_limits<double>::quiet_NaN();
    return sqlite3_value_double(m_values[column]);
}

Result<void> drainRows(const Db& db, std::string_view columns, std::string_view from, const std::function<bool(RowCells)>& each) {
    const int count = columnCount(columns);
    bool wanted = true;
    std::exception_ptr thrown;
    const std::function<bool(RowCells)> guarded = [&](RowCells row) { // no exception may pass through SQLite
        try {
            wanted = each(row);
        } catch (...) {
            thrown = std::current_exception();
            wanted = false;
        }
        return wanted;
    };
    auto* given = const_cast<std::function<bool(RowCells)>*>(&guarded);
    if (sqlite3_create_function_v2(db.handle(), kEachName, count, SQLITE_UTF8, given, nullptr, handRow, handNothing, nullptr) !=
        SQLITE_OK)
        return tl::unexpected(db.error());
    const auto ok = db.integer("SELECT " + std::string(kEachName) + "(" + std::string(columns) + ") FROM " + std::string(from));
    sqlite3_create_function_v2(db.handle(), kEachName, count, SQLITE_UTF8, nullptr, nullptr, nullptr, nullptr, nullptr);
    if (thrown) std::rethrow_exception(thrown);
    if (!ok && wanted) return tl::unexpected(ok.error());
    return {};
}

} // namespace chainscape::sqlite
