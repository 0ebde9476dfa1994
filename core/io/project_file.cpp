// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/project_file.h"

#include <chrono>
#include <ctime>
#include <filesystem>
#include <system_error>

#include "core/io/project_schema.h"
#include "core/io/project_state.h"

namespace chainscape {
namespace fs = std::filesystem;
using sqlite::Db;
using sqlite::OpenMode;
using sqlite::Transaction;

std::string timestamp() {
    const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::tm utc{};
    gmtime_r(&now, &utc);
    char text[32];
    return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc)};
}

tl::unexpected<Error> damaged(const Db& db, std::string_view what) {
    return failure(ErrorCode::DamagedProject, "The project file is damaged: " + std::string(what) + ". Use a copy of it from before.",
                   {db.path()});
}

Result<std::vector<std::string>> readDictionary(const Db& db, std::string_view table, std::string_view column) {
    std::vector<std::string> names;
    bool dense = true;
    const std::string sql = "SELECT number, " + std::string(column) + " FROM " + std::string(table) + " ORDER BY number";
    const auto ok = forEach(db, sql, [&](const sqlite::Statement& row) {
        dense = dense && row.integer(0) == static_cast<std::int64_t>(names.size()) + 1;
        names.emplace_back(row.text(1));
    });
    if (!ok) return tl::unexpected(ok.error());
    if (!dense) return damaged(db, "the numbers of its table " + std::string(table) + " have holes");
    return names;
}

Result<Transaction> ProjectFile::State::write() {
    if (!readOnlyReason.empty()) return failure(ErrorCode::FileUnwritable, readOnlyReason, place());
    if (!wal) {
        const auto mode = db.text("PRAGMA journal_mode=WAL");
        if (!mode) return tl::unexpected(mode.error());
        wal = *mode == "wal";
    }
    return Transaction::begin(db);
}

Result<Transaction> ProjectFile::State::writeInBulk() {
    if (!readOnlyReason.empty()) return failure(ErrorCode::FileUnwritable, readOnlyReason, place());
    const auto mode = db.text("PRAGMA journal_mode=DELETE");
    if (!mode) return tl::unexpected(mode.error());
    wal = *mode == "wal";
    return Transaction::begin(db);
}

ProjectFile::ProjectFile(std::unique_ptr<State> state) : m_state(std::move(state)) {}
ProjectFile::ProjectFile(ProjectFile&&) noexcept = default;

ProjectFile& ProjectFile::operator=(ProjectFile&& other) noexcept {
    if (this == &other) return *this;
    static_cast<void>(close());
    m_state = std::move(other.m_state);
    return *this;
}

ProjectFile::~ProjectFile() { static_cast<void>(close()); }

Result<void> ProjectFile::close() {
    if (!m_state) return {};
    const auto state = std::move(m_state);
    if (!state->wal) return {};
    if (auto ok = state->db.run("PRAGMA query_only=OFF; PRAGMA wal_checkpoint(TRUNCATE)"); !ok) return ok;
    return state->db.run("PRAGMA journal_mode=DELETE");
}

Result<ProjectFile> ProjectFile::create(const std::string& path, const ProjectFacts& facts) {
    auto db = Db::open(path, OpenMode::Create);
    if (!db) return tl::unexpected(db.error());
    ProjectFile file(std::make_unique<State>(std::move(*db)));
    const auto fill = [&]() -> Result<void> {
        auto transaction = file.m_state->writeInBulk();
        if (!transaction) return tl::unexpected(transaction.error());
        if (auto ok = migrateProject(file.m_state->db, 0); !ok) return ok;
        return transaction->commit();
    };
    auto ok = fill();
    if (ok) ok = file.setStages(defaultStages());
    if (ok && facts != ProjectFacts{}) ok = file.setFacts(facts);
    if (!ok) {
        file.m_state.reset();
        std::error_code ec;
        fs::remove(path, ec);
        return tl::unexpected(ok.error());
    }
    return file;
}

namespace {

/// Brings an older file up to date; tells why a newer one must not be written.
Result<std::string> adopt(Db& db) {
    const auto version = db.integer("PRAGMA user_version");
    if (!version) return tl::unexpected(version.error());
    if (*version > kProjectSchema)
        return std::string("This project was saved by a newer Chainscape. It is open for reading only; update the program to change it.");
    if (*version < 1) return damaged(db, "it does not say which version it has");
    if (*version == kProjectSchema || db.readOnly()) return std::string();
    auto transaction = Transaction::begin(db);
    if (!transaction) return tl::unexpected(transaction.error());
    if (auto ok = migrateProject(db, *version); !ok) return tl::unexpected(ok.error());
    if (auto ok = transaction->commit(); !ok) return tl::unexpected(ok.error());
    return std::string();
}

} // namespace

Result<ProjectFile> ProjectFile::open(const std::string& path, ProjectAccess access, Progress& progress) {
    progress.report(-1, "opening the project");
    auto db = Db::open(path, access == ProjectAccess::ReadWrite ? OpenMode::ReadWrite : OpenMode::ReadOnly);
    if (!db) return tl::unexpected(db.error());
    auto state = std::make_unique<State>(std::move(*db));
    const Watched watched(state->db, progress);
    if (auto ok = checkProject(state->db); !ok) return tl::unexpected(ok.error());
    const auto mode = state->db.text("PRAGMA journal_mode");
    if (!mode) return tl::unexpected(mode.error());
    state->wal = *mode == "wal";
    auto reason = adopt(state->db);
    if (!reason) return tl::unexpected(reason.error());
    state->readOnlyReason = std::move(*reason);
    if (state->readOnlyReason.empty() && state->db.readOnly())
        state->readOnlyReason = access == ProjectAccess::ReadOnly
                                    ? "The project was opened for reading only."
                                    : "There is no permission to write this project. It is open for reading only; save a copy to change it.";
    return ProjectFile(std::move(state));
}

const std::string& ProjectFile::path() const { return m_state->db.path(); }
bool ProjectFile::readOnly() const { return !m_state->readOnlyReason.empty(); }
const std::string& ProjectFile::readOnlyReason() const { return m_state->readOnlyReason; }

Result<void> ProjectFile::saveCopyAs(const std::string& path) const {
    std::error_code ec;
    if (fs::equivalent(path, m_state->db.path(), ec))
        return failure(ErrorCode::BadArgument, "This is the project's own file. Give the copy another name.", {path});
    if (fs::is_directory(path, ec)) return failure(ErrorCode::NotAFile, "This is a folder. Give a file name in it.", {path});
    const std::string partial = path + ".part";
    sqlite::removeFiles(partial);
    auto ok = m_state->db.vacuumInto(partial);
    if (ok) ok = sqlite::moveIntoPlace(partial, path);
    if (!ok) sqlite::removeFiles(partial);
    return ok;
}

} // namespace chainscape
