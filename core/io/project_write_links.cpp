// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <bit>
#include <cmath>
#include <optional>
#include <span>
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

/// Rows that say the same beside firms, period, value and score share a tag: told apart by what their cells say.
class TagFinder {
public:
    explicit TagFinder(const LinkRows& rows) : m_rows(rows) {
        for (const auto* column : {&rows.kind, &rows.unit, &rows.viaPlatform, &rows.sourceRef}) m_columns.push_back(column);
        for (const auto& attribute : rows.attributes) m_columns.push_back(&attribute.ids);
        m_key.resize(m_columns.size() + 1);
    }

    /// The tag of the row, from 0, and whether it is the first row with it.
    std::pair<std::uint32_t, bool> tagOf(std::size_t row) {
        std::uint64_t hash = 0;
        for (std::size_t c = 0; c < m_columns.size(); ++c) hash = mix(hash, m_key[c] = cellOf(*m_columns[c], row, 0u));
        hash = mix(hash, m_key.back() = std::bit_cast<std::uint32_t>(cellOf(m_rows.confidence, row, kUnknownScore)));
        for (std::size_t at = hash >> 32;; ++at) {
            std::uint32_t& slot = m_slots[at & (m_slots.size() - 1)];
            if (slot == 0) return {added(slot, hash), true};
            if (m_hashes[slot - 1] == hash && std::ranges::equal(m_key, keyAt(slot - 1))) return {slot - 1, false};
        }
    }

private:
    static std::uint64_t mix(std::uint64_t hash, std::uint64_t value) {
        return (std::rotl(hash, 27) ^ value) * 0x9E3779B97F4A7C15ull;
    }

    [[nodiscard]] std::span<const std::uint32_t> keyAt(std::uint32_t tag) const {
        return std::span(m_keys).subspan(tag * m_key.size(), m_key.size());
    }

    std::uint32_t added(std::uint32_t& slot, std::uint64_t hash) {
        const auto tag = static_cast<std::uint32_t>(m_hashes.size());
        slot = tag + 1;
        m_hashes.push_back(hash);
        m_keys.insert(m_keys.end(), m_key.begin(), m_key.end());
        if (m_hashes.size() * 2 > m_slots.size()) grow();
        return tag;
    }

    void grow() {
        m_slots.assign(m_slots.size() * 2, 0);
        for (std::uint32_t tag = 0; tag < m_hashes.size(); ++tag) {
            std::size_t at = m_hashes[tag] >> 32;
            while (m_slots[at & (m_slots.size() - 1)] != 0) ++at;
            m_slots[at & (m_slots.size() - 1)] = tag + 1;
        }
    }

    const LinkRows& m_rows;
    std::vector<const std::vector<std::uint32_t>*> m_columns;
    std::vector<std::uint32_t> m_key;  ///< of the row at hand
    std::vector<std::uint32_t> m_keys; ///< of the tags, one after the other
    std::vector<std::uint64_t> m_hashes;
    std::vector<std::uint32_t> m_slots = std::vector<std::uint32_t>(64); ///< 0: free; else the tag from 1
};

/// A score as it is stored: whole ten-thousandths where they say it.
void putScore(sqlite::CellOut out, float score) {
    const double parts = double(score) * kScoreParts;
    const double whole = std::round(parts);
    if (static_cast<float>(whole / kScoreParts) == score)
        out.integer(static_cast<std::int64_t>(whole));
    else
        out.real(double(score));
}

/// Some rows that follow each other, as SQLite pulls them.
class LinkFeed : public sqlite::RowFeed {
public:
    struct Numbers {
        std::vector<std::int64_t> firms, periods; ///< by the ids of the rows
    };

    /// `tags` has one entry per row, from row `first` on.
    LinkFeed(const LinkRows& rows, const Numbers& numbers, std::size_t first, std::span<const std::int64_t> tags)
        : m_rows(rows), m_numbers(numbers), m_tags(tags), m_first(first) {}

    bool next() override { return ++m_at < m_tags.size(); }

    void cell(int column, sqlite::CellOut out) override {
        const std::size_t row = m_first + m_at;
        switch (column) {
        case 0: return out.integer(m_numbers.firms[m_rows.source[row]]);
        case 1: return out.integer(m_numbers.firms[m_rows.target[row]]);
        case 2: return out.integer(m_numbers.periods[cellOf(m_rows.period, row, 0u)]);
        case 3: return out.real(m_rows.value[row]);
        case 4: return putScore(out, cellOf(m_rows.digital, row, kUnknownScore));
        default: out.integer(m_tags[m_at]);
        }
    }

private:
    const LinkRows& m_rows;
    const Numbers& m_numbers;
    std::span<const std::int64_t> m_tags;
    std::size_t m_first = 0, m_at = static_cast<std::size_t>(-1);
};

} // namespace

struct LinkStore::State {
    State(ImportJob& importJob, const LinkRows& linkRows, Dictionary& firmWords)
        : job(importJob), rows(linkRows), firms(firmWords), finder(linkRows) {}

    ImportJob& job;
    const LinkRows& rows;
    Dictionary& firms;
    std::optional<Dictionary> kinds, units;
    LinkFeed::Numbers numbers;
    TagFinder finder;
    std::vector<std::int64_t> tags; ///< of the rows at hand
    std::unique_ptr<Statement> tag, run;
    std::int64_t firstTag = 1;
    std::int64_t lastFile = 0, lastRow = 0;

    Result<void> prepare() {
        const Db& db = job.db;
        for (const auto& [dictionary, table] : {std::pair(&kinds, "kinds"), std::pair(&units, "units")}) {
            auto loaded = Dictionary::load(db, table, "name");
            if (!loaded) return tl::unexpected(loaded.error());
            *dictionary = std::move(*loaded);
        }
        auto tagInsert = db.prepare(
            "INSERT INTO tags(number, kind, unit, via, confidence, source_ref, attributes) VALUES(?, ?, ?, ?, ?, ?, ?)");
        auto runInsert = db.prepare("INSERT INTO row_runs(first_id, import_id, file_id, first_row) VALUES(?, ?, ?, ?)");
        for (auto* statement : {&tagInsert, &runInsert})
            if (!*statement) return tl::unexpected(statement->error());
        tag = std::make_unique<Statement>(std::move(*tagInsert));
        run = std::make_unique<Statement>(std::move(*runInsert));
        const auto lastTag = db.integer("SELECT coalesce(max(number), 0) FROM tags");
        if (!lastTag) return tl::unexpected(lastTag.error());
        firstTag = *lastTag + 1;
        return {};
    }

    /// The numbers of words that came up since the last time.
    Result<void> extendNumbers() {
        if (numbers.firms.empty()) numbers.firms.push_back(0); // the blank
        while (numbers.firms.size() < rows.firms.size()) {
            const auto number = firms.numberOf(rows.firms[static_cast<std::uint32_t>(numbers.firms.size())]);
            if (!number) return tl::unexpected(number.error());
            numbers.firms.push_back(*number);
        }
        static const std::vector<PeriodText> undated{{}};
        const auto& periods = rows.periods.empty() ? undated : rows.periods;
        if (numbers.periods.size() == periods.size()) return {};
        auto stored = storePeriods(job.db, periods);
        if (!stored) return tl::unexpected(stored.error());
        numbers.periods = std::move(*stored);
        return {};
    }

    Result<void> writeSome(std::size_t begin, std::size_t end, std::int64_t fileId) {
        tags.clear();
        for (std::size_t row = begin; row < end; ++row) {
            if (lastFile != fileId || rows.row[row] != lastRow + 1) {
                run->bind(1, job.nextRowId + static_cast<std::int64_t>(row - begin))
                    .bind(2, job.importId)
                    .bind(3, fileId)
                    .bind(4, rows.row[row]);
                if (auto ok = run->run(); !ok) return ok;
            }
            lastFile = fileId;
            lastRow = rows.row[row];
            const auto [found, isNew] = finder.tagOf(row);
            if (isNew)
                if (auto ok = writeTag(firstTag + found, row); !ok) return ok;
            tags.push_back(firstTag + found);
        }
        job.nextRowId += static_cast<std::int64_t>(end - begin);
        LinkFeed feed(rows, numbers, begin, tags);
        return sqlite::insertRows(job.db, "link_rows", "source, target, period, value, digital, tag", feed);
    }

    /// Names of firms that the file gives beside their ids.
    Result<void> writeNames(const FileSpan& span, std::int64_t fileId) {
        if (span.names.empty()) return {};
        auto insert = job.db.prepare("INSERT INTO firm_versions(import_id, file_id, row, firm, name) VALUES(?, ?, ?, ?, ?)");
        if (!insert) return tl::unexpected(insert.error());
        for (const FirmName& name : span.names) {
            insert->bind(1, job.importId).bind(2, fileId).bind(3, name.row).bind(4, numbers.firms[name.firm]);
            if (auto ok = insert->bindText(5, unguarded(rows.words[name.name])).run(); !ok) return ok;
        }
        return {};
    }

    Result<void> writeTag(std::int64_t number, std::size_t row) {
        Statement& s = *tag;
        s.bind(1, number);
        const auto word = [&](const std::vector<std::uint32_t>& column) { return rows.words[cellOf(column, row, 0u)]; };
        const auto bindNumber = [&](int parameter, Dictionary& dictionary, std::string_view text) -> Result<void> {
            if (text.empty()) return s.bindNull(parameter), Result<void>{};
            const auto found = dictionary.numberOf(text);
            if (!found) return tl::unexpected(found.error());
            s.bind(parameter, *found);
            return {};
        };
        if (auto ok = bindNumber(2, *kinds, word(rows.kind)); !ok) return ok;
        if (auto ok = bindNumber(3, *units, word(rows.unit)); !ok) return ok;
        const auto via = cellOf(rows.viaPlatform, row, 0u);
        if (via == 0)
            s.bindNull(4);
        else
            s.bind(4, numbers.firms[via]);
        s.bind(5, rows.confidence.empty() ? kUnknown : std::round(double(rows.confidence[row]) * 1e7) / 1e7);
        s.bindText(6, unguarded(word(rows.sourceRef))).bindText(7, attributesJson(rows.attributes, rows.words, row));
        return s.run();
    }
};

LinkStore::LinkStore(std::unique_ptr<State> state) : m_state(std::move(state)) {}
LinkStore::LinkStore(LinkStore&&) noexcept = default;
LinkStore::~LinkStore() = default;

Result<LinkStore> LinkStore::open(ImportJob& job, const LinkRows& rows, Dictionary& firms) {
    auto state = std::make_unique<State>(job, rows, firms);
    if (auto ok = state->prepare(); !ok) return tl::unexpected(ok.error());
    return LinkStore(std::move(state));
}

Result<void> LinkStore::write(const FileSpan& span, std::int64_t fileId) {
    const ImportJob& job = m_state->job;
    if (auto ok = m_state->extendNumbers(); !ok) return ok;
    if (auto ok = m_state->writeNames(span, fileId); !ok) return ok;
    const std::size_t end = span.first + span.count;
    for (std::size_t row = span.first; row < end; row += kWriteStep) {
        if (job.progress.stopped()) return Progress::cancelled();
        if (job.batch.links) job.progress.report(double(row) / double(m_state->rows.size()), "writing the project");
        if (auto ok = m_state->writeSome(row, std::min(row + kWriteStep, end), fileId); !ok) return ok;
    }
    return {};
}

Result<void> storeLinks(ImportJob& job, Dictionary& firms) {
    const LinkRows& rows = *job.batch.links;
    auto store = LinkStore::open(job, rows, firms);
    if (!store) return tl::unexpected(store.error());
    const auto fileIds = job.fileIdsOf(TableKind::Links);
    for (std::size_t f = 0; f < rows.files.size(); ++f)
        if (auto ok = store->write(rows.files[f], fileIds[f]); !ok) return ok;
    return {};
}

} // namespace chainscape
