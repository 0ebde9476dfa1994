// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/sqlite_db.h"

#include <array>
#include <cerrno>
#include <cmath>
#include <filesystem>
#include <limits>
#include <system_error>
#include <utility>

#include <sqlite3.h>

namespace chainscape::sqlite {
namespace {

namespace fs = std::filesystem;

constexpr int kBusyMilliseconds = 2000;
constexpr int kLongestText = 256 * 1024 * 1024;
constexpr int kProgressSteps = 2000;

int stopWanted(void* progress) { return static_cast<const Progress*>(progress)->stopped() ? 1 : 0; }

/// What is wrong with a path before SQLite is asked; its own messages do not tell these apart.
Result<void> checkExisting(const std::string& path) {
    std::error_code ec;
    const auto status = fs::status(path, ec);
    if (status.type() == fs::file_type::not_found)
        return failure(ErrorCode::FileMissing, "There is no such file. Check the path, or create a project first.", {path});
    if (ec) return failure(ErrorCode::FileUnreadable, "The file cannot be reached: " + ec.message() + ".", {path});
    if (fs::is_directory(status))
        return failure(ErrorCode::NotAFile, "This is a folder. Choose a project file (.chain) in it.", {path});
    if (!fs::is_regular_file(status)) return failure(ErrorCode::NotAFile, "This is not a regular file.", {path});
    return {};
}

Result<void> checkNew(const std::string& path) {
    std::error_code ec;
    if (fs::is_directory(path, ec)) return failure(ErrorCode::NotAFile, "This is a folder. Give a file name in it.", {path});
    if (fs::exists(path, ec)) return failure(ErrorCode::FileUnwritable, "The file exists already. Choose another name.", {path});
    const fs::path folder = fs::path(path).parent_path();
    if (!folder.empty() && !fs::is_directory(folder, ec))
        return failure(ErrorCode::FileMissing, "There is no folder " + folder.string() + ". Create it, or choose another place.", {path});
    return {};
}

constexpr std::array kBeside{"-journal", "-wal", "-shm"}; ///< what SQLite keeps beside a database that is open

/// True when a killed program left a transaction behind that must be finished before the file can be read.
bool hasLeftovers(const std::string& path) {
    std::error_code ec;
    for (const char* tail : {"-wal", "-journal"}) {
        const auto size = fs::file_size(path + tail, ec);
        if (!ec && size > 0) return true;
    }
    return false;
}

int openFlags(const std::string& path, OpenMode mode) {
    switch (mode) {
    case OpenMode::Create: return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    case OpenMode::ReadWrite: return SQLITE_OPEN_READWRITE;
    case OpenMode::ReadOnly: return hasLeftovers(path) ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
    }
    return SQLITE_OPEN_READONLY;
}

} // namespace

Error errorOf(int code, int systemError, const std::string& path, std::string_view detail) {
    const auto made = [&](ErrorCode kind, std::string sentence) { return Error{kind, std::move(sentence), {path}}; };
    if (systemError == ENOSPC || (code & 0xFF) == SQLITE_FULL)
        return made(ErrorCode::FileUnwritable, "There is no space left on the disk. Free some and try again; nothing was changed.");
    switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return made(ErrorCode::FileUnwritable, "Another program is writing to this project. Close it there and try again.");
    case SQLITE_NOTADB: return made(ErrorCode::NotAProject, "This is not a Chainscape project. Import the file instead, or choose a .chain file.");
    case SQLITE_CORRUPT:
        return made(ErrorCode::DamagedProject, "The project file is damaged (" + std::string(detail) + "). Use a copy of it from before.");
    case SQLITE_INTERRUPT: return made(ErrorCode::Cancelled, "Stopped.");
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return made(ErrorCode::FileUnwritable, "The project cannot be written. Check the permissions of the file and its folder.");
    case SQLITE_CANTOPEN:
        return made(ErrorCode::FileUnreadable, systemError == EACCES || systemError == EPERM
                                                   ? "There is no permission to open this file or to write in its folder."
                                                   : "The file cannot be opened: " + std::string(detail) + ".");
    case SQLITE_IOERR:
        return made(ErrorCode::FileUnreadable, "Reading or writing failed: " +
                                                   (systemError ? std::generic_category().message(systemError) : std::string(detail)) + ".");
    case SQLITE_NOMEM:
    case SQLITE_TOOBIG: return made(ErrorCode::TooLarge, "The project holds a piece too large to read (" + std::string(detail) + ").");
    default: return made(ErrorCode::DamagedProject, "The project file does not hold what it should: " + std::string(detail) + ".");
    }
}

Result<Db> Db::open(const std::string& path, OpenMode mode) {
    if (auto ok = mode == OpenMode::Create ? checkNew(path) : checkExisting(path); !ok) return tl::unexpected(ok.error());
    Db db(path);
    int code = sqlite3_open_v2(path.c_str(), &db.m_db, openFlags(path, mode) | SQLITE_OPEN_NOMUTEX, nullptr); // one thread at a time
    if (code == SQLITE_OK) {
        sqlite3_extended_result_codes(db.m_db, 1);
        sqlite3_busy_timeout(db.m_db, kBusyMilliseconds);
        sqlite3_limit(db.m_db, SQLITE_LIMIT_LENGTH, kLongestText);
        sqlite3_db_config(db.m_db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
        sqlite3_db_config(db.m_db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
        sqlite3_db_config(db.m_db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
        code = sqlite3_exec(db.m_db, "PRAGMA cell_size_check=ON; PRAGMA secure_delete=OFF; PRAGMA schema_version;", nullptr, nullptr, nullptr);
    }
    if (code != SQLITE_OK) return tl::unexpected(db.error());
    db.m_readOnly = mode == OpenMode::ReadOnly || sqlite3_db_readonly(db.m_db, "main") == 1;
    if (db.m_readOnly)
        if (auto ok = db.run("PRAGMA query_only=ON"); !ok) return tl::unexpected(ok.error());
    return db;
}

Db::Db(Db&& other) noexcept : m_db(std::exchange(other.m_db, nullptr)), m_path(std::move(other.m_path)), m_readOnly(other.m_readOnly) {}

Db& Db::operator=(Db&& other) noexcept {
    if (this == &other) return *this;
    close();
    m_db = std::exchange(other.m_db, nullptr);
    m_path = std::move(other.m_path);
    m_readOnly = other.m_readOnly;
    return *this;
}

Db::~Db() { close(); }

void Db::close() noexcept {
    if (m_db) sqlite3_close_v2(m_db);
    m_db = nullptr;
}

Error Db::error() const {
    if (!m_db) return errorOf(SQLITE_NOMEM, 0, m_path, "out of memory");
    return errorOf(sqlite3_extended_errcode(m_db), sqlite3_system_errno(m_db), m_path, sqlite3_errmsg(m_db));
}

Result<void> Db::run(std::string_view sql) {
    if (sqlite3_exec(m_db, std::string(sql).c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) return tl::unexpected(error());
    return {};
}

Result<Statement> Db::prepare(std::string_view sql) const {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(m_db, sql.data(), static_cast<int>(sql.size()), &statement, nullptr) != SQLITE_OK)
        return tl::unexpected(error());
    return Statement(statement, m_path);
}

Result<std::int64_t> Db::integer(std::string_view sql) const {
    auto statement = prepare(sql);
    if (!statement) return tl::unexpected(statement.error());
    const auto row = statement->step();
    if (!row) return tl::unexpected(row.error());
    return *row ? statement->integer(0) : 0;
}

Result<std::string> Db::text(std::string_view sql) const {
    auto statement = prepare(sql);
    if (!statement) return tl::unexpected(statement.error());
    const auto row = statement->step();
    if (!row) return tl::unexpected(row.error());
    return *row ? std::string(statement->text(0)) : std::string();
}

std::int64_t Db::lastRowId() const { return sqlite3_last_insert_rowid(m_db); }

void Db::watch(const Progress* progress) {
    sqlite3_progress_handler(m_db, progress ? kProgressSteps : 0, progress ? stopWanted : nullptr, const_cast<Progress*>(progress));
}

Result<void> Db::vacuumInto(const std::string& path) const {
    if (auto ok = checkNew(path); !ok) return ok;
    // query_only forbids writing any file, the new one too.
    if (m_readOnly) sqlite3_exec(m_db, "PRAGMA query_only=OFF", nullptr, nullptr, nullptr);
    auto statement = prepare("VACUUM INTO ?");
    Result<void> ok = statement ? statement->bind(1, std::string_view(path)).run() : tl::unexpected(statement.error());
    if (m_readOnly) sqlite3_exec(m_db, "PRAGMA query_only=ON", nullptr, nullptr, nullptr);
    return ok;
}

Statement::Statement(Statement&& other) noexcept
    : m_statement(std::exchange(other.m_statement, nullptr)), m_path(std::move(other.m_path)) {}

Statement& Statement::operator=(Statement&& other) noexcept {
    std::swap(m_statement, other.m_statement);
    std::swap(m_path, other.m_path);
    return *this;
}

Statement::~Statement() { sqlite3_finalize(m_statement); }

Statement& Statement::bind(int parameter, std::int64_t value) {
    sqlite3_bind_int64(m_statement, parameter, value);
    return *this;
}

Statement& Statement::bind(int parameter, double value) {
    if (std::isnan(value)) return bindNull(parameter);
    sqlite3_bind_double(m_statement, parameter, value);
    return *this;
}

Statement& Statement::bind(int parameter, std::string_view text) {
    sqlite3_bind_text64(m_statement, parameter, text.data() ? text.data() : "", text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    return *this;
}

Statement& Statement::bindNull(int parameter) {
    sqlite3_bind_null(m_statement, parameter);
    return *this;
}

Statement& Statement::bindText(int parameter, std::string_view text) {
    return text.empty() ? bindNull(parameter) : bind(parameter, text);
}

Result<bool> Statement::step() {
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) {
        sqlite3_reset(m_statement);
        return false;
    }
    sqlite3* db = sqlite3_db_handle(m_statement);
    auto error = errorOf(code, sqlite3_system_errno(db), m_path, sqlite3_errmsg(db));
    sqlite3_reset(m_statement);
    return tl::unexpected(std::move(error));
}

Result<void> Statement::run() {
    for (;;) {
        const auto row = step();
        if (!row) return tl::unexpected(row.error());
        if (!*row) return {};
    }
}

void Statement::reset() { sqlite3_reset(m_statement); }

bool Statement::isNull(int column) const { return sqlite3_column_type(m_statement, column) == SQLITE_NULL; }
bool Statement::isInteger(int column) const { return sqlite3_column_type(m_statement, column) == SQLITE_INTEGER; }
std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(m_statement, column); }

double Statement::real(int column) const {
    return isNull(column) ? std::numeric_limits<double>::quiet_NaN() : sqlite3_column_double(m_statement, column);
}

std::string_view Statement::text(int column) const {
    const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(m_statement, column));
    return data ? std::string_view(data, static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column))) : std::string_view{};
}

Result<Transaction> Transaction::begin(Db& db) {
    if (auto ok = db.run("BEGIN IMMEDIATE"); !ok) return tl::unexpected(ok.error());
    return Transaction(db);
}

Transaction::~Transaction() {
    if (m_db && sqlite3_get_autocommit(m_db->handle()) == 0) sqlite3_exec(m_db->handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

Result<void> Transaction::commit() {
    if (auto ok = m_db->run("COMMIT"); !ok) return ok;
    m_db = nullptr;
    return {};
}

void removeFiles(const std::string& path) {
    std::error_code ec;
    fs::remove(path, ec);
    for (const char* tail : kBeside) fs::remove(path + tail, ec);
}

Result<void> moveIntoPlace(const std::string& from, const std::string& to) {
    std::error_code ec;
    for (const char* tail : kBeside)
        if (!ec) fs::remove(to + tail, ec);
    if (!ec) fs::rename(from, to, ec);
    if (ec) return failure(ErrorCode::FileUnwritable, "The file cannot be put there: " + ec.message() + ".", {to});
    return {};
}

} // namespace chainscape::sqlite
