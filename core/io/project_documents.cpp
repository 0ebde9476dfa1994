// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <string>

#include "core/io/project_state.h"
#include "core/io/project_write.h"

namespace chainscape {
namespace {

constexpr std::array<std::string_view, 6> kDocumentTables{"settings", "views", "scenarios", "figures", "notes", "recipes"};

std::string tableOf(DocumentKind kind) { return std::string(kDocumentTables[static_cast<std::size_t>(kind)]); }

Document documentOf(const sqlite::Statement& row) {
    return {std::string(row.text(0)), std::string(row.text(1)), row.integer(2), std::string(row.text(3))};
}

Result<void> putFact(const sqlite::Db& db, std::string_view name, std::string_view value) {
    auto statement = db.prepare("INSERT OR REPLACE INTO project(name, value) VALUES(?, ?)");
    if (!statement) return tl::unexpected(statement.error());
    return statement->bind(1, name).bind(2, value).run();
}

} // namespace

// --- facts, stages, kinds

Result<ProjectFacts> ProjectFile::facts() const {
    ProjectFacts facts;
    const auto ok = forEach(m_state->db, "SELECT name, value FROM project", [&](const sqlite::Statement& row) {
        const auto name = row.text(0);
        if (name == "title") facts.title = row.text(1);
        else if (name == "source") facts.source = row.text(1);
        else if (name == "note") facts.note = row.text(1);
        else if (name == "illustrative") facts.illustrative = row.text(1) == "1";
    });
    if (!ok) return tl::unexpected(ok.error());
    return facts;
}

Result<void> ProjectFile::setFacts(const ProjectFacts& facts) {
    auto transaction = m_state->write();
    if (!transaction) return tl::unexpected(transaction.error());
    const sqlite::Db& db = m_state->db;
    auto ok = putFact(db, "title", facts.title);
    if (ok) ok = putFact(db, "source", facts.source);
    if (ok) ok = putFact(db, "note", facts.note);
    if (ok) ok = putFact(db, "illustrative", facts.illustrative ? "1" : "0");
    return ok ? transaction->commit() : ok;
}

Result<StageList> ProjectFile::stages() const {
    auto names = readDictionary(m_state->db, "stages", "name");
    if (!names) return tl::unexpected(names.error());
    return StageList{std::move(*names)};
}

Result<std::vector<std::pair<std::string, int>>> ProjectFile::stageWords() const {
    std::vector<std::pair<std::string, int>> words;
    const auto ok = forEach(m_state->db, "SELECT word, stage FROM stage_words ORDER BY word",
                            [&](const sqlite::Statement& row) { words.emplace_back(row.text(0), static_cast<int>(row.integer(1))); });
    if (!ok) return tl::unexpected(ok.error());
    return words;
}

Result<void> writeStages(sqlite::Db& db, const StageList& stages) {
    if (auto ok = db.run("DELETE FROM stages"); !ok) return ok;
    auto statement = db.prepare("INSERT INTO stages(number, name) VALUES(?, ?)");
    if (!statement) return tl::unexpected(statement.error());
    for (int number = 1; number <= stages.size(); ++number)
        if (auto ok = statement->bind(1, std::int64_t{number}).bind(2, stages.name(number)).run(); !ok) return ok;
    return {};
}

namespace {

/// Stage numbers of words and of edits by hand, through a table old -> new. Numbers go through negatives so that no two mix.
Result<void> renumberStages(sqlite::Db& db, const std::vector<int>& mapped) {
    auto words = db.prepare("UPDATE stage_words SET stage = ? WHERE stage = ?");
    if (!words) return tl::unexpected(words.error());
    auto edits = db.prepare("UPDATE firm_edits SET value = ? WHERE field = 'stage' AND value = ?");
    if (!edits) return tl::unexpected(edits.error());
    for (std::size_t i = 0; i < mapped.size(); ++i) {
        const auto from = static_cast<std::int64_t>(i) + 1, to = -std::int64_t{mapped[i]};
        if (auto ok = words->bind(1, to).bind(2, from).run(); !ok) return ok;
        const std::string value = mapped[i] > 0 ? std::to_string(to) : std::string();
        if (auto ok = edits->bind(1, std::string_view(value)).bind(2, std::string_view(std::to_string(from))).run(); !ok) return ok;
    }
    return db.run("UPDATE stage_words SET stage = -stage WHERE stage < 0;"
                  "UPDATE firm_edits SET value = substr(value, 2) WHERE field = 'stage' AND value LIKE '-%'");
}

} // namespace

Result<void> ProjectFile::setStages(const StageList& stages, const std::vector<int>& mapped) {
    const auto before = this->stages();
    if (!before) return tl::unexpected(before.error());
    if (stages.names.empty()) return failure(ErrorCode::BadArgument, "A chain needs at least one stage.");
    if (mapped.empty() ? stages.size() < before->size() : static_cast<int>(mapped.size()) != before->size())
        return failure(ErrorCode::BadArgument, "A shorter list of stages needs to say where the firms of each old stage go.");
    for (const int number : mapped)
        if (number < 0 || number > stages.size())
            return failure(ErrorCode::BadArgument, "Stage " + std::to_string(number) + " is not in the new list of stages.");
    auto transaction = m_state->write();
    if (!transaction) return tl::unexpected(transaction.error());
    if (auto ok = writeStages(m_state->db, stages); !ok) return ok;
    if (!mapped.empty())
        if (auto ok = renumberStages(m_state->db, mapped); !ok) return ok;
    return transaction->commit();
}

Result<void> ProjectFile::setLayer(std::string_view kind, Layer layer) {
    auto transaction = m_state->write();
    if (!transaction) return tl::unexpected(transaction.error());
    auto statement = m_state->db.prepare("UPDATE kinds SET layer = ? WHERE name = ? RETURNING number");
    if (!statement) return tl::unexpected(statement.error());
    const auto row = statement->bind(1, nameOf(layer)).bind(2, kind).step();
    if (!row) return tl::unexpected(row.error());
    if (!*row) return failure(ErrorCode::NotFound, "There is no kind of link called " + std::string(kind) + ".", m_state->place());
    statement->reset();
    return transaction->commit();
}

// --- named JSON texts

Result<std::vector<Document>> ProjectFile::documents(DocumentKind kind) const {
    std::vector<Document> found;
    const auto ok = forEach(m_state->db, "SELECT name, json, position, changed_at FROM " + tableOf(kind) + " ORDER BY position, name",
                            [&](const sqlite::Statement& row) { found.push_back(documentOf(row)); });
    if (!ok) return tl::unexpected(ok.error());
    return found;
}

Result<Document> ProjectFile::document(DocumentKind kind, std::string_view name) const {
    auto statement = m_state->db.prepare("SELECT name, json, position, changed_at FROM " + tableOf(kind) + " WHERE name = ?");
    if (!statement) return tl::unexpected(statement.error());
    const auto row = statement->bind(1, name).step();
    if (!row) return tl::unexpected(row.error());
    if (!*row) return failure(ErrorCode::NotFound, "There is no \"" + std::string(name) + "\" among the " + tableOf(kind) + ".", m_state->place());
    return documentOf(*statement);
}

Result<void> ProjectFile::putDocument(DocumentKind kind, std::string_view name, std::string_view json) {
    auto transaction = m_state->write();
    if (!transaction) return tl::unexpected(transaction.error());
    const std::string table = tableOf(kind);
    auto statement = m_state->db.prepare("INSERT INTO " + table + "(name, position, json, changed_at) VALUES(?1, (SELECT coalesce(max(position) + 1, 0) FROM " +
                                         table + "), ?2, ?3) ON CONFLICT(name) DO UPDATE SET json = excluded.json, changed_at = excluded.changed_at");
    if (!statement) return tl::unexpected(statement.error());
    if (auto ok = statement->bind(1, name).bind(2, json).bind(3, std::string_view(timestamp())).run(); !ok) return ok;
    return transaction->commit();
}

Result<void> ProjectFile::removeDocument(DocumentKind kind, std::string_view name) {
    auto transaction = m_state->write();
    if (!transaction) return tl::unexpected(transaction.error());
    auto statement = m_state->db.prepare("DELETE FROM " + tableOf(kind) + " WHERE name = ?");
    if (!statement) return tl::unexpected(statement.error());
    if (auto ok = statement->bind(1, name).run(); !ok) return ok;
    return transaction->commit();
}

Result<void> ProjectFile::orderDocuments(DocumentKind kind, const std::vector<std::string>& names) {
    auto transaction = m_state->write();
    if (!transaction) return tl::unexpected(transaction.error());
    auto statement = m_state->db.prepare("UPDATE " + tableOf(kind) + " SET position = ? WHERE name = ?");
    if (!statement) return tl::unexpected(statement.error());
    std::int64_t position = 0;
    for (const auto& name : names)
        if (auto ok = statement->bind(1, position++).bind(2, std::string_view(name)).run(); !ok) return ok;
    return transaction->commit();
}

} // namespace chainscape
