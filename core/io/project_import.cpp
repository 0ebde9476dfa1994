// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <string>

#include "core/base/parallel.h"
#include "core/io/project_state.h"
#include "core/io/project_write.h"

namespace chainscape {

std::vector<std::int64_t> ImportJob::fileIdsOf(TableKind kind) const {
    std::vector<std::int64_t> ids;
    for (std::size_t i = 0; i < batch.files.size(); ++i)
        if (batch.files[i].kind == kind) ids.push_back(fileIds[i]);
    return ids;
}

namespace {

constexpr std::size_t kBulkRows = 20000;

std::string labelOf(const ImportBatch& batch) {
    if (!batch.label.empty()) return batch.label;
    std::string label;
    for (const auto& file : batch.files) {
        if (!label.empty()) label += ", ";
        const auto slash = file.report.file.find_last_of('/');
        label += slash == std::string::npos ? file.report.file : file.report.file.substr(slash + 1);
    }
    return label;
}

Result<void> storeHead(ImportJob& job) {
    const auto last = job.db.integer("SELECT coalesce(max(id), 0) FROM link_rows");
    if (!last) return tl::unexpected(last.error());
    auto statement = job.db.prepare("INSERT INTO imports(at, label, active, first_row_id, last_row_id) VALUES(?, ?, 1, ?, ?)");
    if (!statement) return tl::unexpected(statement.error());
    statement->bind(1, std::string_view(timestamp())).bind(2, std::string_view(labelOf(job.batch))).bind(3, *last + 1).bind(4, *last);
    if (auto ok = statement->run(); !ok) return ok;
    job.importId = job.db.lastRowId();
    job.nextRowId = *last + 1;
    return {};
}

/// The rows are there.
Result<void> storeTail(ImportJob& job) {
    auto statement = job.db.prepare("UPDATE imports SET last_row_id = ? WHERE id = ?");
    if (!statement) return tl::unexpected(statement.error());
    return statement->bind(1, job.nextRowId - 1).bind(2, job.importId).run();
}

/// Writes the rows while another thread takes the digests of the files.
Result<void> storeBesideDigests(ImportJob& job, const std::function<Result<void>()>& rows) {
    if (!job.batch.digests) return rows();
    Result<void> written;
    Result<std::vector<FileDigest>> digests;
    parallelFor(2, 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t part = begin; part < end; ++part) {
            if (part == 0) written = rows();
            else digests = job.batch.digests();
        }
    });
    if (!written) return written;
    if (!digests) return tl::unexpected(digests.error());
    auto statement = job.db.prepare("UPDATE import_files SET sha256 = ?, bytes = ? WHERE id = ?");
    if (!statement) return tl::unexpected(statement.error());
    for (std::size_t f = 0; f < std::min(digests->size(), job.fileIds.size()); ++f) {
        const FileDigest& digest = (*digests)[f];
        if (auto ok = statement->bindText(1, digest.sha256).bind(2, digest.bytes).bind(3, job.fileIds[f]).run(); !ok) return ok;
    }
    return {};
}

} // namespace

std::string joinedWarnings(const FileReport& report) {
    std::string warnings;
    for (const auto& warning : report.warnings) warnings += warning + '\n';
    return warnings;
}

Result<void> storeRejects(ImportJob& job, std::int64_t fileId, const std::vector<Reject>& rejects) {
    auto statement = job.db.prepare("INSERT INTO rejects(import_id, file_id, row, column_name, reason, sentence, original) VALUES(?, ?, ?, ?, ?, ?, ?)");
    if (!statement) return tl::unexpected(statement.error());
    for (const auto& reject : rejects) {
        statement->bind(1, job.importId).bind(2, fileId).bind(3, reject.row).bindText(4, reject.column).bind(5, nameOf(reject.reason));
        if (auto ok = statement->bind(6, std::string_view(reject.sentence)).bindText(7, reject.original).run(); !ok) return ok;
    }
    return {};
}

namespace {

Result<void> storeFiles(ImportJob& job) {
    auto statement = job.db.prepare("INSERT INTO import_files(import_id, role, file, sha256, bytes, recipe, rows_read, rows_kept, rows_rejected, warnings)"
                                    " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    if (!statement) return tl::unexpected(statement.error());
    for (const auto& file : job.batch.files) {
        statement->bind(1, job.importId).bind(2, std::string_view(file.kind == TableKind::Firms ? "firms" : "links"));
        statement->bind(3, std::string_view(file.report.file)).bindText(4, file.sha256).bind(5, file.bytes).bindText(6, file.recipe);
        statement->bind(7, file.report.rowsRead).bind(8, file.report.rowsKept).bind(9, file.report.rowsRejected).bindText(10, joinedWarnings(file.report));
        if (auto ok = statement->run(); !ok) return ok;
        job.fileIds.push_back(job.db.lastRowId());
        if (auto ok = storeRejects(job, job.fileIds.back(), file.report.rejects); !ok) return ok;
    }
    return {};
}

Result<void> storeStageWords(ImportJob& job) {
    if (!job.batch.stages.names.empty())
        if (auto ok = writeStages(job.db, job.batch.stages); !ok) return ok;
    auto statement = job.db.prepare("INSERT OR REPLACE INTO stage_words(word, stage) VALUES(?, ?)");
    if (!statement) return tl::unexpected(statement.error());
    for (const auto& [word, number] : job.batch.stageWords)
        if (auto ok = statement->bind(1, std::string_view(word)).bind(2, std::int64_t{number}).run(); !ok) return ok;
    return {};
}

} // namespace

Result<void> storeImport(ImportJob& job, const std::function<Result<void>(Dictionary& firms)>& links) {
    auto ok = storeHead(job);
    if (ok) ok = storeFiles(job);
    if (ok) ok = storeStageWords(job);
    if (!ok) return ok;
    auto firms = Dictionary::load(job.db, "firms", "id");
    if (!firms) return tl::unexpected(firms.error());
    if (job.batch.firms) ok = storeFirms(job, *firms);
    if (ok) ok = storeBesideDigests(job, [&] { return links(*firms); });
    return ok ? storeTail(job) : ok;
}

namespace {

bool spansMatch(const ImportBatch& batch) {
    const auto count = [&](TableKind kind) { return std::ranges::count(batch.files, kind, &ImportFile::kind); };
    const auto spans = [](const auto* rows) { return rows ? static_cast<std::ptrdiff_t>(rows->files.size()) : 0; };
    return count(TableKind::Links) == spans(batch.links) && count(TableKind::Firms) == spans(batch.firms);
}

} // namespace

Result<std::int64_t> ProjectFile::appendImport(const ImportBatch& batch, Progress& progress) {
    if (!spansMatch(batch)) return failure(ErrorCode::BadArgument, "Every table of an import needs one entry per file.");
    const bool bulk = batch.links && batch.links->size() >= kBulkRows;
    auto transaction = bulk ? m_state->writeInBulk() : m_state->write();
    if (!transaction) return tl::unexpected(transaction.error());
    const Watched watched(m_state->db, progress);
    ImportJob job{m_state->db, batch, progress, 0, 1, {}};
    const auto links = [&](Dictionary& firms) { return batch.links ? storeLinks(job, firms) : Result<void>{}; };
    if (auto ok = storeImport(job, links); !ok) return tl::unexpected(ok.error());
    if (progress.stopped()) return Progress::cancelled();
    m_state->db.watch(nullptr);
    if (auto ok = transaction->commit(); !ok) return tl::unexpected(ok.error());
    return job.importId;
}

} // namespace chainscape
