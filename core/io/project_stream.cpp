// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <optional>

#include "core/io/link_reader.h"
#include "core/io/project_state.h"
#include "core/io/project_write.h"

namespace chainscape {
namespace {

/// What was not known when the file's entry was written.
Result<void> updateFile(ImportJob& job, std::int64_t fileId, const FileReport& report) {
    auto statement =
        job.db.prepare("UPDATE import_files SET rows_read = ?, rows_kept = ?, rows_rejected = ?, warnings = ? WHERE id = ?");
    if (!statement) return tl::unexpected(statement.error());
    statement->bind(1, report.rowsRead).bind(2, report.rowsKept).bind(3, report.rowsRejected);
    return statement->bindText(4, joinedWarnings(report)).bind(5, fileId).run();
}

Result<FileReport> streamFile(ImportJob& job, Dictionary& firms, const LinkSource& source, std::size_t file) {
    const std::int64_t fileId = job.fileIds[file];
    std::optional<LinkStore> store;
    const LinkSink sink = [&](const LinkRows& rows, const std::vector<Reject>& rejects) -> Result<void> {
        if (!store) {
            auto opened = LinkStore::open(job, rows, firms);
            if (!opened) return tl::unexpected(opened.error());
            store.emplace(std::move(*opened));
        }
        if (auto ok = store->write(rows.files.front(), fileId); !ok) return ok;
        return storeRejects(job, fileId, rejects);
    };
    auto report = streamLinks(source.input, source.plan, sink, job.progress);
    if (!report) return report;
    const auto& notes = job.batch.files[file].report.warnings; // of the plan
    report->warnings.insert(report->warnings.end(), notes.begin(), notes.end());
    if (auto ok = updateFile(job, fileId, *report); !ok) return tl::unexpected(ok.error());
    return report;
}

} // namespace

Result<std::int64_t> ProjectFile::appendStreamed(ImportBatch& batch, const std::vector<LinkSource>& sources, Progress& progress) {
    const auto links = static_cast<std::size_t>(std::ranges::count(batch.files, TableKind::Links, &ImportFile::kind));
    if (batch.links || links != sources.size())
        return failure(ErrorCode::BadArgument, "Every links file of an import needs one source.");
    auto transaction = m_state->writeInBulk();
    if (!transaction) return tl::unexpected(transaction.error());
    const Watched watched(m_state->db, progress);
    ImportJob job{m_state->db, batch, progress, 0, 1, {}};
    const auto stream = [&](Dictionary& firms) -> Result<void> {
        std::size_t next = 0;
        for (std::size_t f = 0; f < batch.files.size(); ++f) {
            if (batch.files[f].kind != TableKind::Links) continue;
            auto report = streamFile(job, firms, sources[next++], f);
            if (!report) return tl::unexpected(report.error());
            batch.files[f].report = std::move(*report);
        }
        return {};
    };
    if (auto ok = storeImport(job, stream); !ok) return tl::unexpected(ok.error());
    if (progress.stopped()) return Progress::cancelled();
    m_state->db.watch(nullptr);
    if (auto ok = transaction->commit(); !ok) return tl::unexpected(ok.error());
    return job.importId;
}

} // namespace chainscape
