// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

#include "core/io/csv_write.h"
#include "core/io/project_schema.h"
#include "core/io/project_write.h"
#include "core/model/dataset_builder.h"

namespace chainscape {
namespace {

using sqlite::Db;
using sqlite::Statement;

constexpr std::size_t kWriteStep = 65536;

/// Rows that say the same beside firms, period, value and score share a tag: told apart by the columns themselves.
class TagFinder {
public:
    explicit TagFinder(const LinkRows& rows) : m_rows(rows), m_tags(64, Hash{&rows}, Same{&rows}) {
        m_any = !rows.kind.empty() || !rows.unit.empty() || !rows.viaPlatform.empty() || !rows.sourceRef.empty() || !rows.confidence.empty() ||
                !rows.attributes.empty();
    }

    /// The tag of the row, from 0, and whether it is the first row with it.
    std::pair<std::uint32_t, bool> tagOf(std::uint32_t row) {
        if (!m_any) return {0, row == 0};
        const auto [it, isNew] = m_tags.emplace(row, static_cast<std::uint32_t>(m_tags.size()));
        return {it->second, isNew};
    }

private:
    static std::uint64_t mix(std::uint64_t hash, std::uint64_t value) { return (std::rotl(hash, 27) ^ value) * 0x9E3779B97F4A7C15ull; }

    struct Hash {
        const LinkRows* rows;
        std::size_t operator()(std::uint32_t row) const {
            std::uint64_t hash = 0;
            for (const auto* column : {&rows->kind, &rows->unit, &rows->viaPlatform, &rows->sourceRef})
                if (!column->empty()) hash = mix(hash, (*column)[row]);
            if (!rows->confidence.empty()) hash = mix(hash, std::bit_cast<std::uint32_t>(rows->confidence[row]));
            for (const auto& attribute : rows->attributes)
                if (!attribute.ids.empty()) hash = mix(hash, attribute.ids[row]);
            return hash ^ hash >> 32;
        }
    };
    struct Same {
        const LinkRows* rows;
        bool operator()(std::uint32_t a, std::uint32_t b) const {
            for (const auto* column : {&rows->kind, &rows->unit, &rows->viaPlatform, &rows->sourceRef})
                if (!column->empty() && (*column)[a] != (*column)[b]) return false;
            if (!rows->confidence.empty() && std::bit_cast<std::uint32_t>(rows->confidence[a]) != std::bit_cast<std::uint32_t>(rows->confidence[b]))
                return false;
            return std::ranges::all_of(rows->attributes, [&](const RowAttribute& c) { return c.ids.empty() || c.ids[a] == c.ids[b]; });
        }
    };

    const LinkRows& m_rows;
    tsl::robin_map<std::uint32_t, std::uint32_t, Hash, Same> m_tags;
    bool m_any = false;
};

/// Writes the tags as they come up and the rows in file order.
class RowWriter {
public:
    RowWriter(ImportJob& job, std::vector<std::int64_t> firms, std::vector<std::int64_t> periods)
        : m_job(job), m_rows(*job.batch.links), m_firms(std::move(firms)), m_periods(std::move(periods)), m_finder(m_rows) {}

    Result<void> prepare(Dictionary& kinds, Dictionary& units) {
        m_kinds = &kinds;
        m_units = &units;
        const Db& db = m_job.db;
        auto row = db.prepare("INSERT INTO link_rows(id, source, target, period, value, digital, tag) VALUES(?, ?, ?, ?, ?, ?, ?)");
        auto tag = db.prepare("INSERT INTO tags(number, kind, unit, via, confidence, source_ref, attributes) VALUES(?, ?, ?, ?, ?, ?, ?)");
        auto run = db.prepare("INSERT INTO row_runs(first_id, import_id, file_id, first_row) VALUES(?, ?, ?, ?)");
        for (auto* statement : {&row, &tag, &run})
            if (!*statement) return tl::unexpected(statement->error());
        m_row = std::make_unique<Statement>(std::move(*row));
        m_tag = std::make_unique<Statement>(std::move(*tag));
        m_run = std::make_unique<Statement>(std::move(*run));
        const auto lastTag = db.integer("SELECT coalesce(max(number), 0) FROM tags");
        const auto firstId = db.integer("SELECT first_row_id FROM imports ORDER BY id DESC LIMIT 1");
        if (!lastTag) return tl::unexpected(lastTag.error());
        if (!firstId) return tl::unexpected(firstId.error());
        m_firstTag = *lastTag + 1;
        m_firstId = *firstId;
        return {};
    }

    Result<void> writeSpan(const FileSpan& span, std::int64_t fileId) {
        const std::size_t end = span.first + span.count;
        for (std::size_t row = span.first; row < end; ++row) {
            if (row % kWriteStep == 0) {
                if (m_job.progress.stopped()) return Progress::cancelled();
                m_job.progress.report(double(row) / double(m_rows.size()), "writing the project");
            }
            if (row == span.first || m_rows.row[row] != m_rows.row[row - 1] + 1) {
                m_run->bind(1, idOf(row)).bind(2, m_job.importId).bind(3, fileId).bind(4, m_rows.row[row]);
                if (auto ok = m_run->run(); !ok) return ok;
            }
            if (auto ok = writeRow(row); !ok) return ok;
        }
        return {};
    }

private:
    [[nodiscard]] std::int64_t idOf(std::size_t row) const { return m_firstId + static_cast<std::int64_t>(row); }

    Result<void> writeRow(std::size_t row) {
        const auto [tag, isNew] = m_finder.tagOf(static_cast<std::uint32_t>(row));
        if (isNew)
            if (auto ok = writeTag(m_firstTag + tag, row); !ok) return ok;
        Statement& s = *m_row;
        s.bind(1, idOf(row)).bind(2, m_firms[m_rows.source[row]]).bind(3, m_firms[m_rows.target[row]]);
        s.bind(4, m_periods[m_rows.period.empty() ? 0 : m_rows.period[row]]).bind(5, m_rows.value[row]).bind(7, m_firstTag + tag);
        bindScore(s, 6, cellOf(m_rows.digital, row, kUnknownScore));
        return s.run();
    }

    static void bindScore(Statement& statement, int parameter, float score) {
        const double parts = double(score) * kScoreParts;
        const double whole = std::round(parts);
        if (static_cast<float>(whole / kScoreParts) == score) statement.bind(parameter, static_cast<std::int64_t>(whole));
        else statement.bind(parameter, double(score));
    }

    Result<void> writeTag(std::int64_t number, std::size_t row) {
        Statement& s = *m_tag;
        s.bind(1, number);
        const auto word = [&](const std::vector<std::uint32_t>& column) { return m_rows.words[cellOf(column, row, 0u)]; };
        const auto bindNumber = [&](int parameter, Dictionary& dictionary, std::string_view text) -> Result<void> {
            if (text.empty()) return s.bindNull(parameter), Result<void>{};
            const auto found = dictionary.numberOf(text);
            if (!found) return tl::unexpected(found.error());
            s.bind(parameter, *found);
            return {};
        };
        if (auto ok = bindNumber(2, *m_kinds, word(m_rows.kind)); !ok) return ok;
        if (auto ok = bindNumber(3, *m_units, word(m_rows.unit)); !ok) return ok;
        const auto via = cellOf(m_rows.viaPlatform, row, 0u);
        if (via == 0) s.bindNull(4);
        else s.bind(4, m_firms[via]);
        s.bind(5, m_rows.confidence.empty() ? kUnknown : std::round(double(m_rows.confidence[row]) * 1e7) / 1e7);
        s.bindText(6, unguarded(word(m_rows.sourceRef))).bindText(7, attributesJson(m_rows.attributes, m_rows.words, row));
        return s.run();
    }

    ImportJob& m_job;
    const LinkRows& m_rows;
    std::vector<std::int64_t> m_firms, m_periods;
    TagFinder m_finder;
    Dictionary* m_kinds = nullptr;
    Dictionary* m_units = nullptr;
    std::unique_ptr<Statement> m_row, m_tag, m_run;
    std::int64_t m_firstTag = 1, m_firstId = 1;
};

} // namespace

Result<void> storeLinks(ImportJob& job, Dictionary& firms) {
    const LinkRows& rows = *job.batch.links;
    auto kinds = Dictionary::load(job.db, "kinds", "name");
    if (!kinds) return tl::unexpected(kinds.error());
    auto units = Dictionary::load(job.db, "units", "name");
    if (!units) return tl::unexpected(units.error());
    auto numbers = firms.numbersOf(rows.firms);
    if (!numbers) return tl::unexpected(numbers.error());
    auto periods = storePeriods(job.db, rows.periods.empty() ? std::vector<PeriodText>{{}} : rows.periods);
    if (!periods) return tl::unexpected(periods.error());
    RowWriter writer(job, std::move(*numbers), std::move(*periods));
    if (auto ok = writer.prepare(*kinds, *units); !ok) return ok;
    const auto fileIds = job.fileIdsOf(TableKind::Links);
    for (std::size_t f = 0; f < rows.files.size(); ++f)
        if (auto ok = writer.writeSpan(rows.files[f], fileIds[f]); !ok) return ok;
    return {};
}

} // namespace chainscape
