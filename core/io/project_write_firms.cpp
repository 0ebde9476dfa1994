// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include "core/io/csv_write.h"
#include "core/io/project_write.h"
#include "core/model/dataset_builder.h"

namespace chainscape {
namespace {

using sqlite::Statement;

Statement& bindFlag(Statement& statement, int parameter, Flag flag) {
    return flag == Flag::Unknown ? statement.bindNull(parameter) : statement.bind(parameter, std::int64_t{flag == Flag::Yes});
}

Result<void> storeFirm(Statement& statement, const FirmRows& rows, std::size_t row) {
    const auto word = [&](const std::vector<std::uint32_t>& column) { return unguarded(rows.words[cellOf(column, row, 0u)]); };
    statement.bindText(6, rows.name[row] == rows.id[row] ? std::string_view{} : unguarded(rows.words[rows.name[row]]));
    int parameter = 7;
    for (const auto* column : {&rows.stage, &rows.sector, &rows.region, &rows.parent, &rows.function}) statement.bindText(parameter++, word(*column));
    // Through the shortest text, so that a score of 0.3 is stored as 0.3 and not as the float beside it.
    statement.bind(parameter++, rows.digital.empty() ? kUnknown : std::round(double(rows.digital[row]) * 1e7) / 1e7);
    bindFlag(statement, parameter++, cellOf(rows.isPlatform, row, Flag::Unknown));
    bindFlag(statement, parameter++, cellOf(rows.endUser, row, Flag::Unknown));
    for (const auto* column : {&rows.revenue, &rows.cost, &rows.latitude, &rows.longitude}) statement.bind(parameter++, cellOf(*column, row, kUnknown));
    statement.bindText(parameter, attributesJson(rows.attributes, rows.words, row));
    return statement.run();
}

} // namespace

Result<void> storeFirms(ImportJob& job, Dictionary& dictionary) {
    const FirmRows& rows = *job.batch.firms;
    auto periods = storePeriods(job.db, rows.periods);
    if (!periods) return tl::unexpected(periods.error());
    auto statement = job.db.prepare("INSERT INTO firm_versions(import_id, file_id, row, firm, period, name, stage, sector, region, parent, function, digital, is_platform,"
                                    " end_user, revenue, cost, latitude, longitude, attributes) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    if (!statement) return tl::unexpected(statement.error());
    const auto fileIds = job.fileIdsOf(TableKind::Firms);
    for (std::size_t f = 0; f < rows.files.size(); ++f) {
        const FileSpan& span = rows.files[f];
        for (std::size_t row = span.first; row < span.first + span.count; ++row) {
            if (job.progress.stopped()) return Progress::cancelled();
            const auto firm = dictionary.numberOf(rows.words[rows.id[row]]);
            if (!firm) return tl::unexpected(firm.error());
            statement->bind(1, job.importId).bind(2, fileIds[f]).bind(3, rows.row[row]).bind(4, *firm);
            const auto p = cellOf(rows.period, row, 0u);
            if (rows.period.empty() || rows.periods[p].period.granularity == Granularity::Undated) statement->bindNull(5);
            else statement->bind(5, (*periods)[p]);
            if (auto ok = storeFirm(*statement, rows, row); !ok) return ok;
        }
    }
    return {};
}

} // namespace chainscape
