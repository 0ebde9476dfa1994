// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

#include "core/io/csv_write.h"
#include "core/io/project_schema.h"
#include "core/io/project_write.h"
#include "core/io/sqlite_rows.h"
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

/// A score as it is stored: whole ten-thousandths where they say it.
void putScore(sqlite::CellOut out, float score) {
    const double parts = double(score) * kScoreParts;
    const double whole = std::round(parts);
    if (static_cast<float>(whole / kScoreParts) == score) out.integer(static_cast<std::int64_t>(whole));
    else out.real(double(score));
}

/// Some rows that follow each other, as SQLite pulls them.
class LinkFeed : public sqlite::RowFeed {
public:
    struct Numbers {
        std::vector<std::int64_t> firms, periods; ///< by the ids of the rows
    };

    LinkFeed(const LinkRows& rows, const Numbers& numbers) : m_rows(rows), m_numbers(numbers) {}

    /// `tags` has one entry per row.
    void show(std::size_t first, const std::vector<std::int64_t>& tags) {
        m_first = first;
        m_tags = &tags;
        m_at = npos;
    }

    bool next() override { return ++m_at < m_tags->size(); }

    void cell(int column, sqlite::CellOut out) override {
        const std::size_t row = m_first + m_at;
        switch (column) {
        case 0: return out.integer(m_numbers.firms[m_rows.source[row]]);
        case 1: return out.integer(m_numbers.firms[m_rows.target[row]]);
        case 2: return out.integer(m_numbers.periods[cellOf(m_rows.period, row, 0u)]);
        case 3: return out.real(m_rows.value[row]);
        case 4: return putScore(out, cellOf(m_rows.digital, row, kUnknownScore));
        default: out.integer((*m_tags)[m_at]);
        }
    }

private:
    static constexpr std::size_t npos = static_cast<std::size_t>(-1);

    const LinkRows& m_rows;
    const Numbers& m_numbers;
    const std::vector<std::int64_t>* m_tags = nullptr;
    std::size_t m_first = 0, m_at = npos;
};

/// Writes the tags as they come up and the rows in file order, some at a time.
class RowWriter {
public:
    RowWriter(ImportJob& job, LinkFeed::Numbers numbers)
        : m_job(job), m_rows(*job.batch.links), m_numbers(std::move(numbers)), m_finder(m_rows), m_feed(m_rows, m_numbers) {}

    Result<void> prepare(Dictionary& kinds, Dictionary& units) {
        m_kinds = &kinds;
        m_units = &units;
        const Db& db = m_job.db;
        auto tag = db.prepare("INSERT INTO tags(number, kind, unit, via, confidence, source_ref, attributes) VALUES(?, ?, ?, ?, ?, ?, ?)");
        auto run = db.prepare("INSERT INTO row_runs(first_id, import_id, file_id, first_row) VALUES(?, ?, ?, ?)");
        for (auto* statement : {&tag, &run})
            if (!*statement) return tl::unexpected(statement->error());
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
        for (std::size_t row = span.first; row < end; row += kWriteStep) {
            if (m_job.progress.stopped()) return Progress::cancelled();
            m_job.progress.report(double(row) / double(m_rows.size()), "writing the project");
            if (auto ok = writeSome(span, row, std::min(row + kWriteStep, end), fileId); !ok) return ok;
        }
        return {};
    }

private:
    [[nodiscard]] std::int64_t idOf(std::size_t row) const { return m_firstId + static_cast<std::int64_t>(row); }

    Result<void> writeSome(const FileSpan& span, std::size_t begin, std::size_t end, std::int64_t fileId) {
        m_tags.clear();
        for (std::size_t row = begin; row < end; ++row) {
            if (row == span.first || m_rows.row[row] != m_rows.row[row - 1] + 1) {
                m_run->bind(1, idOf(row)).bind(2, m_job.importId).bind(3, fileId).bind(4, m_rows.row[row]);
                if (auto ok = m_run->run(); !ok) return ok;
            }
            const auto [tag, isNew] = m_finder.tagOf(static_cast<std::uint32_t>(row));
            if (isNew)
                if (auto ok = writeTag(m_firstTag + tag, row); !ok) return ok;
            m_tags.push_back(m_firstTag + tag);
        }
        m_feed.show(begin, m_tags);
        return sqlite::insertRows(m_job.db, "link_rows", "source, target, period, value, digital, tag", m_feed);
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
        else s.bind(4, m_numbers.firms[via]);
        s.bind(5, m_rows.confidence.empty() ? kUnknown : std::round(double(m_rows.confidence[row]) * 1e7) / 1e7);
        s.bindText(6, unguarded(word(m_rows.sourceRef))).bindText(7, attributesJson(m_rows.attributes, m_rows.words, row));
        return s.run();
    }

    ImportJob& m_job;
    const LinkRows& m_rows;
    LinkFeed::Numbers m_numbers;
    TagFinder m_finder;
    LinkFeed m_feed;
    std::vector<std::int64_t> m_tags; ///< of the rows at hand
    Dictionary* m_kinds = nullptr;
    Dictionary* m_units = nullptr;
    std::unique_ptr<Statement> m_tag, m_run;
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
    RowWriter writer(job, {std::move(*numbers), std::move(*periods)});
    if (auto ok = writer.prepare(*kinds, *units); !ok) return ok;
    const auto fileIds = job.fileIdsOf(TableKind::Links);
    for (std::size_t f = 0; f < rows.files.size(); ++f)
        if (auto ok = writer.writeSpan(rows.files[f], fileIds[f]); !ok) return ok;
    return {};
}

} // namespace chainscape
