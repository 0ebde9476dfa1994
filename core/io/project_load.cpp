// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <tsl/robin_map.h>

#include "core/io/project_edits.h"
#include "core/io/project_firm_rows.h"
#include "core/io/project_schema.h"
#include "core/io/project_state.h"
#include "core/io/sqlite_rows.h"
#include "core/model/dataset_builder.h"

namespace chainscape {
namespace {

using sqlite::Db;
using sqlite::Statement;

constexpr std::size_t kLoadStep = 4096;
/// A row with its length, id, header and smallest cells; keeps a wrong count from asking for memory that no file can fill.
constexpr std::int64_t kLeastRowBytes = 8;

/// What a tag says, by dictionary numbers (0: nothing); link key parts are given by the builder at the first use.
struct LinkTag {
    std::uint32_t kind = 0, unit = 0, via = 0;
    bool known = false;
    std::uint16_t builderKind = 0, builderUnit = 0;
    std::uint32_t builderVia = kNone;
};

/// A dictionary number from the file as an index from 0; kNone for NULL and for numbers that are not in the dictionary.
template <class Row>
std::uint32_t indexOf(const Row& row, int column, std::size_t size) {
    const auto number = row.integer(column);
    return number >= 1 && static_cast<std::uint64_t>(number) <= size ? static_cast<std::uint32_t>(number - 1) : kNone;
}

class Loader {
public:
    Loader(const ProjectFile& file, Db& db, Progress& progress) : m_file(file), m_db(db), m_progress(progress) {}

    Result<DatasetPtr> load() {
        for (auto step : {&Loader::readWords, &Loader::readPeriods, &Loader::readStages, &Loader::readHandEdits, &Loader::readFirms,
                          &Loader::readTags, &Loader::readRows, &Loader::applyHandEdits, &Loader::writeCaption}) {
            if (m_progress.stopped()) return Progress::cancelled();
            if (auto ok = (this->*step)(); !ok) return tl::unexpected(ok.error());
        }
        auto built = m_builder.build();
        if (!built) return damaged(m_db, built.error().message);
        return built;
    }

private:
    Result<void> readWords() {
        auto firms = readDictionary(m_db, "firms", "id");
        if (!firms) return tl::unexpected(firms.error());
        auto units = readDictionary(m_db, "units", "name");
        if (!units) return tl::unexpected(units.error());
        auto kinds = readDictionary(m_db, "kinds", "name");
        if (!kinds) return tl::unexpected(kinds.error());
        m_firmIds = std::move(*firms);
        m_units = std::move(*units);
        m_kinds = std::move(*kinds);
        return forEach(m_db, "SELECT layer FROM kinds ORDER BY number", [&](const Statement& row) { m_layers.push_back(layerNamed(row.text(0))); });
    }

    Result<void> readPeriods() {
        bool fine = true;
        const auto ok = forEach(m_db, "SELECT number, text, granularity, fiscal, ordinal FROM periods ORDER BY number", [&](const Statement& row) {
            const auto granularity = row.integer(2), ordinal = row.integer(4);
            fine = fine && row.integer(0) == static_cast<std::int64_t>(m_periods.size()) + 1 && granularity >= 0 &&
                   granularity <= static_cast<std::int64_t>(Granularity::Day) && ordinal >= std::numeric_limits<std::int32_t>::min() &&
                   ordinal <= std::numeric_limits<std::int32_t>::max();
            m_periods.push_back({Period{static_cast<Granularity>(granularity), row.integer(3) != 0, static_cast<std::int32_t>(ordinal)},
                                 std::string(row.text(1))});
        });
        if (ok && !fine) return damaged(m_db, "its table periods holds what is no period");
        m_builderPeriod.assign(m_periods.size(), kNone);
        return ok;
    }

    Result<void> readStages() {
        auto stages = m_file.stages();
        if (!stages) return tl::unexpected(stages.error());
        bool fine = true;
        const auto ok = forEach(m_db, "SELECT word, stage FROM stage_words", [&](const Statement& row) {
            fine = fine && row.integer(1) >= 0 && row.integer(1) <= stages->size();
            m_stageOf.emplace(std::string(row.text(0)), static_cast<int>(row.integer(1)));
        });
        if (ok && !fine) return damaged(m_db, "its table stage_words names a stage that is not in its list");
        m_builder.setStages(std::move(*stages));
        return ok;
    }

    Result<void> readHandEdits() {
        auto edits = m_file.edits();
        if (!edits) return tl::unexpected(edits.error());
        auto hand = HandEdits::of(*edits);
        if (!hand) return damaged(m_db, hand.error().message);
        m_hand = std::move(*hand);
        m_canonical.resize(m_firmIds.size());
        for (std::uint32_t f = 0; f < m_canonical.size(); ++f) m_canonical[f] = f;
        if (!m_hand.merged.empty()) redirectMerged();
        m_builderFirm.assign(m_firmIds.size(), kNone);
        m_builder.reserveFirms(m_firmIds.size());
        return {};
    }

    /// A firm that was merged into one that no file names creates that one.
    void redirectMerged() {
        tsl::robin_map<std::string, std::uint32_t> numberOf;
        for (std::uint32_t f = 0; f < m_firmIds.size(); ++f) numberOf.emplace(m_firmIds[f], f);
        for (std::uint32_t f = 0, before = static_cast<std::uint32_t>(m_firmIds.size()); f < before; ++f) {
            const std::string& into = m_hand.idFor(m_firmIds[f]);
            const auto [it, isNew] = numberOf.emplace(into, static_cast<std::uint32_t>(m_firmIds.size()));
            if (isNew) {
                m_firmIds.push_back(into);
                m_canonical.push_back(it->second);
            }
            m_canonical[f] = it->second;
        }
    }

    std::uint32_t builderFirm(std::uint32_t number) {
        auto& firm = m_builderFirm[number];
        if (firm == kNone) firm = m_builder.firm(m_firmIds[m_canonical[number]]);
        return firm;
    }

    std::uint32_t builderPeriod(std::uint32_t p) {
        if (m_builderPeriod[p] == kNone) m_builderPeriod[p] = m_builder.period(m_periods[p].period, m_periods[p].text);
        return m_builderPeriod[p];
    }

    /// Firms in file order; what a merged firm's rows say counts where its new firm's own rows say nothing.
    Result<void> readFirms() {
        if (auto ok = addFirmRows(m_hand.merged.empty() ? FirmPass::All : FirmPass::Order); !ok || m_hand.merged.empty()) return ok;
        if (auto ok = addFirmRows(FirmPass::Merged); !ok) return ok;
        return addFirmRows(FirmPass::Own);
    }

    enum class FirmPass { All, Order, Merged, Own };

    Result<void> addFirmRows(FirmPass pass) {
        Result<void> verdict;
        const auto ok = forEach(m_db, firmRowsSql(), [&](const Statement& row) {
            if (!verdict || m_progress.stopped()) return;
            const auto firm = indexOf(row, 0, m_canonical.size());
            const bool dated = !row.isNull(1);
            const auto period = indexOf(row, 1, m_periods.size());
            if (firm == kNone || (dated && period == kNone)) {
                verdict = damaged(m_db, "a row of its table firm_versions names a firm or period that it does not hold");
                return;
            }
            const bool merged = m_canonical[firm] != firm;
            builderFirm(firm);
            if (pass == FirmPass::Order || (pass == FirmPass::Merged && !merged) || (pass == FirmPass::Own && merged)) return;
            auto record = firmRecordOf(row, m_stageOf);
            if (!record) {
                verdict = damaged(m_db, record.error().message);
                return;
            }
            record->id = m_firmIds[m_canonical[firm]];
            if (merged) record->name.clear();
            if (dated) record->from = builderPeriod(period);
            m_hand.blank(*record);
            m_builder.addFirm(*record);
        });
        if (m_progress.stopped()) return Progress::cancelled();
        return ok ? verdict : ok;
    }

    Result<void> readTags() {
        bool fine = true;
        const auto numberIn = [&](const Statement& row, int column, std::size_t size) {
            const auto i = indexOf(row, column, size);
            fine = fine && (i != kNone || row.isNull(column));
            return i == kNone ? 0 : i + 1;
        };
        const auto ok = forEach(m_db, "SELECT number, kind, unit, via FROM tags ORDER BY number", [&](const Statement& row) {
            fine = fine && row.integer(0) == static_cast<std::int64_t>(m_tags.size()) + 1;
            m_tags.push_back({numberIn(row, 1, m_kinds.size()), numberIn(row, 2, m_units.size()), numberIn(row, 3, m_builderFirm.size())});
        });
        if (ok && !fine) return damaged(m_db, "its table tags names words that it does not hold");
        return ok;
    }

    LinkTag& tagAt(std::uint32_t t) {
        LinkTag& tag = m_tags[t];
        if (tag.known) return tag;
        const std::string kind = tag.kind ? m_kinds[tag.kind - 1] : "material";
        tag.builderKind = m_builder.kind(kind);
        if (tag.kind && m_layers[tag.kind - 1]) m_builder.setLayer(kind, *m_layers[tag.kind - 1]);
        tag.builderUnit = m_builder.unit(tag.unit ? m_units[tag.unit - 1] : "");
        tag.builderVia = tag.via ? builderFirm(tag.via - 1) : kNone;
        tag.known = true;
        return tag;
    }

    Result<void> readRows() {
        const auto total = m_db.integer("SELECT coalesce(sum(last_row_id - first_row_id + 1), 0) FROM imports WHERE active");
        const auto bytes = m_db.integer("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size");
        if (!total) return tl::unexpected(total.error());
        if (!bytes) return tl::unexpected(bytes.error());
        if (*total < 0 || *total > *bytes / kLeastRowBytes) return damaged(m_db, "its imports speak of more rows than it holds");
        m_builder.reserveRows(static_cast<std::size_t>(*total));
        std::vector<std::pair<std::int64_t, std::int64_t>> imports;
        auto ok = forEach(m_db, "SELECT first_row_id, last_row_id FROM imports WHERE active ORDER BY id",
                          [&](const Statement& row) { imports.emplace_back(row.integer(0), row.integer(1)); });
        for (std::size_t i = 0; ok && i < imports.size(); ++i) ok = readRange(imports[i].first, imports[i].second, *total);
        return ok;
    }

    Result<void> readRange(std::int64_t firstId, std::int64_t lastId, std::int64_t total) {
        bool fine = true;
        const auto range = "link_rows WHERE id BETWEEN " + std::to_string(firstId) + " AND " + std::to_string(lastId);
        const auto ok = sqlite::drainRows(m_db, "source, target, period, value, digital, tag", range, [&](sqlite::RowCells row) {
            fine = addRow(row);
            if (m_batch.size() == kLoadStep) flush(total);
            return fine && !m_progress.stopped();
        });
        flush(total);
        if (m_progress.stopped()) return Progress::cancelled();
        if (ok && !fine) return damaged(m_db, "a row of its table link_rows names words it does not hold, or a number that is none");
        return ok;
    }

    void flush(std::int64_t total) {
        m_builder.addRows(m_batch);
        m_batch.clear();
        m_progress.report(total > 0 ? double(m_builder.rowCount()) / double(total) : -1, "reading the project");
    }

    bool addRow(const sqlite::RowCells& row) {
        const auto source = indexOf(row, 0, m_canonical.size()), target = indexOf(row, 1, m_canonical.size());
        const auto period = indexOf(row, 2, m_periods.size()), t = indexOf(row, 5, m_tags.size());
        if (source == kNone || target == kNone || period == kNone || t == kNone) return false;
        const double value = row.real(3);
        const double score = row.isInteger(4) ? double(row.integer(4)) / kScoreParts : row.real(4);
        if (std::isinf(value) || score < 0 || score > 1) return false;
        const auto s = builderFirm(source), d = builderFirm(target);
        const LinkTag& tag = tagAt(t);
        m_batch.push_back({s, d, tag.builderVia, tag.builderKind, tag.builderUnit, builderPeriod(period), static_cast<float>(score), value});
        return true;
    }

    /// By hand is last: it holds whatever the files say. Edits of firms that are no longer there wait.
    Result<void> applyHandEdits() {
        if (m_hand.fields.empty()) return {};
        tsl::robin_map<std::string_view, std::uint32_t> present;
        for (std::uint32_t f = 0; f < m_firmIds.size(); ++f)
            if (m_builderFirm[f] != kNone) present.emplace(m_firmIds[m_canonical[f]], f);
        for (const auto& edit : m_hand.fields) {
            if (!present.contains(edit.firm)) continue;
            auto record = m_hand.recordOf(edit);
            if (!record) return damaged(m_db, record.error().message);
            if (!edit.period.empty()) record->from = m_builder.period(*parsePeriod(edit.period), edit.period);
            m_builder.addFirm(*record);
        }
        return {};
    }

    Result<void> writeCaption() {
        const auto facts = m_file.facts();
        if (!facts) return tl::unexpected(facts.error());
        const auto imports = m_file.imports();
        if (!imports) return tl::unexpected(imports.error());
        std::string files, date;
        for (const auto& import : *imports) {
            if (!import.active) continue;
            if (!files.empty()) files += ", ";
            files += import.label;
            date = std::max(date, import.at.substr(0, 10));
        }
        m_builder.setTitle(facts->title);
        m_builder.setSource(facts->source.empty() ? files : facts->source, date);
        m_builder.setIllustrative(facts->illustrative);
        return {};
    }

    const ProjectFile& m_file;
    Db& m_db;
    Progress& m_progress;
    DatasetBuilder m_builder;
    HandEdits m_hand;
    std::vector<std::string> m_firmIds, m_units, m_kinds;
    std::vector<std::optional<Layer>> m_layers;
    std::vector<PeriodEntry> m_periods;
    tsl::robin_map<std::string, int> m_stageOf;
    std::vector<std::uint32_t> m_canonical;     ///< firm -> the firm it was merged into, or itself
    std::vector<std::uint32_t> m_builderFirm;   ///< of what a firm was merged into; kNone until it is met
    std::vector<std::uint32_t> m_builderPeriod; ///< kNone until it is met
    std::vector<LinkTag> m_tags;
    std::vector<LinkRow> m_batch; ///< read and not yet given to the builder
};

} // namespace

Result<DatasetPtr> ProjectFile::loadDataset(Progress& progress) const {
    const Watched watched(m_state->db, progress);
    return Loader(*this, m_state->db, progress).load();
}

} // namespace chainscape
