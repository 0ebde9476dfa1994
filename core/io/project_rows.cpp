// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <string>
#include <vector>

#include "core/io/project_schema.h"
#include "core/io/project_state.h"

namespace chainscape {
namespace {

using sqlite::Db;
using sqlite::Statement;

constexpr std::size_t kSearchStep = 16384;

/// A stretch of rows that follow each other in one file.
struct Run {
    std::int64_t firstId = 0, firstRow = 0, importId = 0;
    std::string file, sha256, importedAt;
};

Result<std::vector<Run>> readRuns(const Db& db) {
    std::vector<Run> runs;
    const auto ok = forEach(db,
                            "SELECT n.first_id, n.first_row, n.import_id, f.file, f.sha256, i.at FROM row_runs n JOIN import_files f ON f.id = n.file_id"
                            " JOIN imports i ON i.id = n.import_id ORDER BY n.first_id",
                            [&](const Statement& row) {
                                runs.push_back({row.integer(0), row.integer(1), row.integer(2), std::string(row.text(3)), std::string(row.text(4)),
                                                std::string(row.text(5))});
                            });
    if (!ok) return tl::unexpected(ok.error());
    return runs;
}

constexpr std::string_view kSelect =
    "SELECT r.id, s.id, t.id, p.text, k.name, u.name, v.id, g.source_ref, r.value, r.digital, g.confidence, g.attributes"
    " FROM imports i CROSS JOIN link_rows r ON r.id BETWEEN i.first_row_id AND i.last_row_id"
    " LEFT JOIN firms s ON s.number = r.source LEFT JOIN firms t ON t.number = r.target LEFT JOIN periods p ON p.number = r.period"
    " LEFT JOIN tags g ON g.number = r.tag LEFT JOIN kinds k ON k.number = g.kind LEFT JOIN units u ON u.number = g.unit"
    " LEFT JOIN firms v ON v.number = g.via WHERE i.active";

void readEvidence(const Statement& row, Evidence& evidence) {
    int column = 1;
    for (std::string* text : {&evidence.source, &evidence.target, &evidence.period, &evidence.kind, &evidence.unit, &evidence.via, &evidence.sourceRef})
        *text = row.text(column++);
    evidence.value = row.real(column++);
    evidence.digital = row.isInteger(column) ? double(row.integer(column)) / kScoreParts : double(static_cast<float>(row.real(column)));
    ++column;
    evidence.confidence = row.real(column++);
    evidence.attributes = row.text(column);
}

Result<void> walkRuns(Statement& statement, const std::vector<Run>& runs, const std::function<bool(const Evidence&)>& each, Progress& progress) {
    Evidence evidence;
    std::size_t run = 0;
    for (std::size_t n = 0;; ++n) {
        if (n % kSearchStep == 0 && progress.stopped()) return Progress::cancelled();
        const auto row = statement.step();
        if (!row) return tl::unexpected(row.error());
        if (!*row) return {};
        const auto id = statement.integer(0);
        while (run + 1 < runs.size() && runs[run + 1].firstId <= id) ++run;
        readEvidence(statement, evidence);
        if (!runs.empty()) {
            evidence.row = runs[run].firstRow + (id - runs[run].firstId);
            evidence.importId = runs[run].importId;
            evidence.file = runs[run].file;
            evidence.sha256 = runs[run].sha256;
            evidence.importedAt = runs[run].importedAt;
        }
        if (!each(evidence)) return {};
    }
}

/// The numbers of the firms that are `id` now: its own and those merged into it. (0 when there is none.)
constexpr std::string_view kNumbers = "(SELECT number FROM firms WHERE id = ?{n} OR id IN (SELECT alias FROM aliases WHERE firm = ?{n}))";

std::string numbersOf(int parameter) {
    std::string text(kNumbers);
    for (auto at = text.find("{n}"); at != std::string::npos; at = text.find("{n}")) text.replace(at, 3, std::to_string(parameter));
    return text;
}

} // namespace

Result<void> ProjectFile::forEachRow(const std::function<bool(const Evidence&)>& each, Progress& progress) const {
    const Watched watched(m_state->db, progress);
    const auto runs = readRuns(m_state->db);
    if (!runs) return tl::unexpected(runs.error());
    auto statement = m_state->db.prepare(std::string(kSelect) + " ORDER BY i.id, r.id");
    if (!statement) return tl::unexpected(statement.error());
    return walkRuns(*statement, *runs, each, progress);
}

Result<std::vector<Evidence>> ProjectFile::evidence(const EvidenceQuery& query, Progress& progress) const {
    const Watched watched(m_state->db, progress);
    const auto runs = readRuns(m_state->db);
    if (!runs) return tl::unexpected(runs.error());
    std::string sql(kSelect);
    if (!query.source.empty()) sql += " AND r.source IN " + numbersOf(1);
    if (!query.target.empty()) sql += " AND r.target IN " + numbersOf(2);
    if (!query.period.empty()) sql += " AND r.period IN (SELECT number FROM periods WHERE text = ?3)";
    auto statement = m_state->db.prepare(sql + " ORDER BY i.id, r.id LIMIT ?4");
    if (!statement) return tl::unexpected(statement.error());
    statement->bind(1, std::string_view(query.source)).bind(2, std::string_view(query.target)).bind(3, std::string_view(query.period));
    statement->bind(4, static_cast<std::int64_t>(query.limit));
    std::vector<Evidence> found;
    const auto ok = walkRuns(*statement, *runs, [&](const Evidence& row) { return found.push_back(row), true; }, progress);
    if (!ok) return tl::unexpected(ok.error());
    return found;
}

} // namespace chainscape
