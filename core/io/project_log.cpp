// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <string>

#include "core/io/project_digest.h"
#include "core/io/project_state.h"

namespace chainscape {
namespace {

constexpr std::array<std::string_view, 8> kFieldNames{"name", "stage", "sector", "region", "digital", "is_platform", "end_user", "merged_into"};

Result<FirmField> fieldNamed(const sqlite::Db& db, std::string_view name) {
    for (std::size_t i = 0; i < kFieldNames.size(); ++i)
        if (kFieldNames[i] == name) return static_cast<FirmField>(i);
    return damaged(db, "an edit changes a field called " + std::string(name));
}

RejectReason reasonNamed(std::string_view name) {
    for (int i = 0; i <= static_cast<int>(RejectReason::Aggregate); ++i)
        if (nameOf(static_cast<RejectReason>(i)) == name) return static_cast<RejectReason>(i);
    return RejectReason::BadValue;
}

} // namespace

std::string_view nameOf(FirmField field) { return kFieldNames[static_cast<std::size_t>(field)]; }

// --- imports

Result<void> ProjectFile::setImportActive(std::int64_t importId, bool active) {
    auto transaction = m_state->write();
    if (!transaction) return tl::unexpected(transaction.error());
    auto statement = m_state->db.prepare("UPDATE imports SET active = ? WHERE id = ? RETURNING id");
    if (!statement) return tl::unexpected(statement.error());
    const auto row = statement->bind(1, std::int64_t{active}).bind(2, importId).step();
    if (!row) return tl::unexpected(row.error());
    if (!*row) return failure(ErrorCode::NotFound, "There is no import " + std::to_string(importId) + ".", m_state->place());
    statement->reset();
    return transaction->commit();
}

Result<std::vector<std::pair<std::string, std::int64_t>>> ProjectFile::rejectCounts(std::int64_t importId) const {
    auto statement = m_state->db.prepare("SELECT reason, count(*) FROM rejects WHERE import_id = ? GROUP BY reason");
    if (!statement) return tl::unexpected(statement.error());
    statement->bind(1, importId);
    std::vector<std::pair<std::string, std::int64_t>> counts;
    for (;;) {
        const auto row = statement->step();
        if (!row) return tl::unexpected(row.error());
        if (!*row) return counts;
        counts.emplace_back(std::string(statement->text(0)), statement->integer(1));
    }
}

Result<std::vector<std::pair<std::string, std::string>>> ProjectFile::listedNames() const {
    std::vector<std::pair<std::string, std::string>> names;
    auto ok = forEach(m_state->db, "SELECT DISTINCT f.id, v.name FROM firm_versions v JOIN firms f ON f.number = v.firm JOIN imports i ON i.id = v.import_id AND i.active "
                                   "WHERE v.name IS NOT NULL ORDER BY f.number",
                      [&](const sqlite::Statement& row) { names.emplace_back(row.text(0), row.text(1)); });
    if (!ok) return tl::unexpected(ok.error());
    return names;
}

Result<std::vector<std::string>> ProjectFile::listedFirms() const {
    std::vector<std::string> ids;
    auto ok = forEach(m_state->db, "SELECT DISTINCT f.id FROM firm_versions v JOIN firms f ON f.number = v.firm JOIN imports i ON i.id = v.import_id AND i.active "
                                   "JOIN import_files x ON x.id = v.file_id AND x.role = 'firms' ORDER BY f.number",
                      [&](const sqlite::Statement& row) { ids.emplace_back(row.text(0)); });
    if (!ok) return tl::unexpected(ok.error());
    return ids;
}

Result<std::vector<ImportRecord>> ProjectFile::imports() const {
    std::vector<ImportRecord> found;
    auto ok = forEach(m_state->db, "SELECT id, at, label, active FROM imports ORDER BY id", [&](const sqlite::Statement& row) {
        found.push_back({row.integer(0), std::string(row.text(1)), std::string(row.text(2)), row.integer(3) != 0, {}});
    });
    std::size_t at = 0;
    if (ok)
        ok = forEach(m_state->db, "SELECT import_id, id, role, file, sha256, recipe, bytes, rows_read, rows_kept, rows_rejected FROM import_files ORDER BY import_id, id",
                     [&](const sqlite::Statement& row) {
                         while (at < found.size() && found[at].id < row.integer(0)) ++at;
                         if (at == found.size() || found[at].id != row.integer(0)) return;
                         found[at].files.push_back({row.integer(1), row.text(2) == "firms" ? TableKind::Firms : TableKind::Links,
                                                    std::string(row.text(3)), std::string(row.text(4)), std::string(row.text(5)),
                                                    row.integer(6), row.integer(7), row.integer(8), row.integer(9)});
                     });
    if (!ok) return tl::unexpected(ok.error());
    return found;
}

Result<std::vector<StoredReject>> ProjectFile::rejects(std::int64_t importId, std::size_t limit) const {
    auto statement = m_state->db.prepare(
        "SELECT r.id, r.import_id, f.file, r.row, r.column_name, r.reason, r.sentence, r.original FROM rejects r JOIN import_files f ON f.id = r.file_id"
        " WHERE ?1 = 0 OR r.import_id = ?1 ORDER BY r.id LIMIT ?2");
    if (!statement) return tl::unexpected(statement.error());
    statement->bind(1, importId).bind(2, static_cast<std::int64_t>(limit));
    std::vector<StoredReject> found;
    for (;;) {
        const auto row = statement->step();
        if (!row) return tl::unexpected(row.error());
        if (!*row) return found;
        found.push_back({statement->integer(0), statement->integer(1),
                         Reject{std::string(statement->text(2)), statement->integer(3), std::string(statement->text(4)),
                                reasonNamed(statement->text(5)), std::string(statement->text(6)), std::string(statement->text(7))}});
    }
}

// --- edits by hand

Result<std::int64_t> ProjectFile::addEdits(std::string_view sentence, const std::vector<FirmEdit>& edits) {
    auto transaction = m_state->write();
    if (!transaction) return tl::unexpected(transaction.error());
    auto head = m_state->db.prepare("INSERT INTO edits(at, sentence, active) VALUES(?, ?, 1)");
    if (!head) return tl::unexpected(head.error());
    if (auto ok = head->bind(1, std::string_view(timestamp())).bind(2, sentence).run(); !ok) return tl::unexpected(ok.error());
    const std::int64_t id = m_state->db.lastRowId();
    auto item = m_state->db.prepare("INSERT INTO firm_edits(edit_id, firm, field, value, period) VALUES(?, ?, ?, ?, ?)");
    if (!item) return tl::unexpected(item.error());
    for (const auto& edit : edits) {
        item->bind(1, id).bind(2, std::string_view(edit.firm)).bind(3, nameOf(edit.field));
        if (auto ok = item->bind(4, std::string_view(edit.value)).bind(5, std::string_view(edit.period)).run(); !ok) return tl::unexpected(ok.error());
    }
    if (auto ok = transaction->commit(); !ok) return tl::unexpected(ok.error());
    return id;
}

Result<void> ProjectFile::setEditActive(std::int64_t editId, bool active) {
    auto transaction = m_state->write();
    if (!transaction) return tl::unexpected(transaction.error());
    auto statement = m_state->db.prepare("UPDATE edits SET active = ? WHERE id = ? RETURNING id");
    if (!statement) return tl::unexpected(statement.error());
    const auto row = statement->bind(1, std::int64_t{active}).bind(2, editId).step();
    if (!row) return tl::unexpected(row.error());
    if (!*row) return failure(ErrorCode::NotFound, "There is no edit " + std::to_string(editId) + ".", m_state->place());
    statement->reset();
    return transaction->commit();
}

Result<std::vector<EditRecord>> ProjectFile::edits() const {
    std::vector<EditRecord> found;
    auto ok = forEach(m_state->db, "SELECT id, at, sentence, active FROM edits ORDER BY id", [&](const sqlite::Statement& row) {
        found.push_back({row.integer(0), std::string(row.text(1)), std::string(row.text(2)), row.integer(3) != 0, {}});
    });
    Result<FirmField> field = FirmField::Name;
    std::size_t at = 0;
    if (ok)
        ok = forEach(m_state->db, "SELECT edit_id, firm, field, value, period FROM firm_edits ORDER BY edit_id, id", [&](const sqlite::Statement& row) {
            while (at < found.size() && found[at].id < row.integer(0)) ++at;
            if (field) field = fieldNamed(m_state->db, row.text(2));
            if (!field || at == found.size() || found[at].id != row.integer(0)) return;
            found[at].edits.push_back({std::string(row.text(1)), *field, std::string(row.text(3)), std::string(row.text(4))});
        });
    if (!ok) return tl::unexpected(ok.error());
    if (!field) return tl::unexpected(field.error());
    return found;
}

// --- ledger

Result<std::int64_t> ProjectFile::appendLedger(const std::vector<LedgerEntry>& entries) {
    auto transaction = m_state->write();
    if (!transaction) return tl::unexpected(transaction.error());
    const auto issue = m_state->db.integer("SELECT coalesce(max(issue), 0) + 1 FROM forecasts");
    if (!issue) return tl::unexpected(issue.error());
    auto statement = m_state->db.prepare("INSERT INTO forecasts(at, series, layer, unit, model, origin, target, data, mean, lower50, upper50, lower80, upper80,"
                                         " lower95, upper95, naive, horizon, issue) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    if (!statement) return tl::unexpected(statement.error());
    const std::string now = timestamp();
    for (const auto& entry : entries) {
        int parameter = 1;
        for (const std::string* text : {&now, &entry.series, &entry.layer, &entry.unit, &entry.model, &entry.origin, &entry.target, &entry.data})
            statement->bind(parameter++, std::string_view(*text));
        for (const double number : {entry.mean, entry.lower50, entry.upper50, entry.lower80, entry.upper80, entry.lower95, entry.upper95, entry.naive})
            statement->bind(parameter++, number);
        statement->bind(parameter, std::int64_t{entry.horizon}).bind(parameter + 1, *issue);
        if (auto ok = statement->run(); !ok) return tl::unexpected(ok.error());
    }
    if (auto ok = transaction->commit(); !ok) return tl::unexpected(ok.error());
    return *issue;
}

Result<void> ProjectFile::appendOutcomes(const std::vector<LedgerOutcome>& outcomes) {
    const auto version = dataVersion();
    if (!version) return tl::unexpected(version.error());
    auto transaction = m_state->write();
    if (!transaction) return tl::unexpected(transaction.error());
    auto statement = m_state->db.prepare("INSERT INTO forecast_outcomes(forecast, at, data, actual) VALUES(?, ?, ?, ?)");
    if (!statement) return tl::unexpected(statement.error());
    const std::string now = timestamp();
    for (const auto& outcome : outcomes)
        if (auto ok = statement->bind(1, outcome.forecast).bind(2, std::string_view(now)).bind(3, std::string_view(*version)).bind(4, outcome.actual).run(); !ok)
            return ok;
    return transaction->commit();
}

Result<std::vector<LedgerEntry>> ProjectFile::ledger() const {
    std::vector<LedgerEntry> found;
    const auto schema = m_state->db.integer("PRAGMA user_version"); // an older file that may not be written keeps its columns
    if (!schema) return tl::unexpected(schema.error());
    const std::string more = *schema < 2 ? ", '', '', '', NULL, NULL, 0, 0 FROM forecasts f"
                                         : ", f.data, coalesce(o.at, ''), coalesce(o.data, ''), f.naive, o.actual, f.horizon, f.issue"
                                           " FROM forecasts f LEFT JOIN forecast_outcomes o ON o.forecast = f.id";
    const auto ok = forEach(m_state->db,
                            "SELECT f.id, f.at, series, layer, unit, model, origin, target, mean, lower50, upper50, lower80, upper80, lower95, upper95" + more + " ORDER BY f.id",
                            [&](const sqlite::Statement& row) {
                                LedgerEntry entry;
                                entry.id = row.integer(0);
                                int column = 1;
                                for (std::string* text : {&entry.at, &entry.series, &entry.layer, &entry.unit, &entry.model, &entry.origin, &entry.target})
                                    *text = row.text(column++);
                                for (double* number : {&entry.mean, &entry.lower50, &entry.upper50, &entry.lower80, &entry.upper80, &entry.lower95, &entry.upper95})
                                    *number = row.real(column++);
                                for (std::string* text : {&entry.data, &entry.scoredAt, &entry.scoredData}) *text = row.text(column++);
                                for (double* number : {&entry.naive, &entry.actual}) *number = row.real(column++);
                                entry.horizon = static_cast<int>(row.integer(column++));
                                entry.issue = row.integer(column);
                                found.push_back(std::move(entry));
                            });
    if (!ok) return tl::unexpected(ok.error());
    return found;
}

Result<std::string> ProjectFile::dataVersion() const {
    std::string what;
    auto ok = forEach(m_state->db, "SELECT i.id, f.role, coalesce(f.sha256, ''), f.rows_kept FROM imports i JOIN import_files f ON f.import_id = i.id WHERE i.active ORDER BY f.id",
                      [&](const sqlite::Statement& row) {
                          what += std::to_string(row.integer(0)) + ' ' + std::string(row.text(1)) + ' ' + std::string(row.text(2)) + ' ' + std::to_string(row.integer(3)) + '\n';
                      });
    if (ok)
        ok = forEach(m_state->db, "SELECT id FROM edits WHERE active ORDER BY id", [&](const sqlite::Statement& row) { what += 'e' + std::to_string(row.integer(0)) + '\n'; });
    if (!ok) return tl::unexpected(ok.error());
    return sha256(what).substr(0, 12);
}

} // namespace chainscape
