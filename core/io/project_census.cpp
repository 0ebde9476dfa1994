// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "core/io/link_set.h"
#include "core/io/project_edits.h"
#include "core/io/project_state.h"
#include "core/io/sqlite_rows.h"

namespace chainscape {
namespace {

using sqlite::Db;
using sqlite::Statement;

class Census {
public:
    Census(const ProjectFile& file, const Db& db, Progress& progress) : m_file(file), m_db(db), m_progress(progress) {}

    Result<ProjectCensus> take(std::size_t memory) {
        for (auto step :
             {&Census::readFirms, &Census::readPeriods, &Census::readTags, &Census::readImports, &Census::seeFirmRows})
            if (auto ok = (this->*step)(); !ok) return tl::unexpected(ok.error());
        const auto links = countLinks(memory, [&](LinkSet& set) { return passRows(set); });
        if (!links) return tl::unexpected(links.error());
        m_out.links = *links;
        return result();
    }

    /// Of a project whose only link rows are these.
    Result<ProjectCensus> take(const LinkRows& rows, const RowCensus& seen) {
        for (auto step : {&Census::readFirms, &Census::readPeriods, &Census::seeFirmRows})
            if (auto ok = (this->*step)(); !ok) return tl::unexpected(ok.error());
        auto ids = readDictionary(m_db, "firms", "id");
        if (!ids) return tl::unexpected(ids.error());
        for (std::uint32_t f = 0; f < ids->size(); ++f)
            if (const auto known = rows.firms.find((*ids)[f]); known < seen.firms.size() && seen.firms[known]) m_firmSeen[m_firm[f]] = 1;
        for (std::uint32_t p = 0; p < seen.periods.size(); ++p) {
            const Period period = p < rows.periods.size() ? rows.periods[p].period : Period{};
            if (seen.periods[p]) m_periodSeen[m_periodOf.at({static_cast<std::int64_t>(period.granularity), period.fiscal, period.ordinal})] = 1;
        }
        m_out.links = seen.links;
        return result();
    }

private:
    ProjectCensus result() {
        m_out.firms = std::ranges::count(m_firmSeen, std::uint8_t{1});
        m_out.periods = std::ranges::count(m_periodSeen, std::uint8_t{1});
        m_out.stageless = m_out.firms - std::ranges::count(m_staged, std::uint8_t{1});
        return m_out;
    }

    /// Merged firms are one.
    Result<void> readFirms() {
        const auto count = m_db.integer("SELECT count(*) FROM firms");
        if (!count) return tl::unexpected(count.error());
        m_firm.resize(static_cast<std::size_t>(*count));
        for (std::uint32_t f = 0; f < m_firm.size(); ++f) m_firm[f] = f;
        const auto edits = m_file.edits();
        if (!edits) return tl::unexpected(edits.error());
        const auto hand = HandEdits::of(*edits);
        if (!hand) return damaged(m_db, hand.error().message);
        std::size_t firms = m_firm.size();
        if (!hand->merged.empty()) {
            auto ids = readDictionary(m_db, "firms", "id");
            if (!ids) return tl::unexpected(ids.error());
            std::map<std::string, std::uint32_t> numberOf;
            for (std::uint32_t f = 0; f < ids->size(); ++f) numberOf.emplace((*ids)[f], f);
            for (std::uint32_t f = 0; f < m_firm.size(); ++f)
                m_firm[f] = numberOf.emplace(hand->idFor((*ids)[f]), static_cast<std::uint32_t>(numberOf.size())).first->second;
            firms = numberOf.size();
        }
        m_firmSeen.assign(firms, 0);
        m_staged.assign(firms, 0);
        return {};
    }

    /// Spellings of one period are one.
    Result<void> readPeriods() {
        const auto ok =
            forEach(m_db, "SELECT granularity, fiscal, ordinal FROM periods ORDER BY number", [&](const Statement& row) {
                const std::tuple period{row.integer(0), row.integer(1) != 0, row.integer(2)};
                m_period.push_back(m_periodOf.emplace(period, static_cast<std::uint32_t>(m_periodOf.size())).first->second);
            });
        m_periodSeen.assign(m_periodOf.size(), 0);
        return ok;
    }

    /// Tags of one kind, unit and platform are one.
    Result<void> readTags() {
        std::map<std::tuple<std::string, std::string, std::int64_t>, std::uint32_t> known;
        return forEach(m_db,
                       "SELECT coalesce(k.name, 'material'), coalesce(u.name, ''), coalesce(g.via, 0) FROM tags g LEFT JOIN "
                       "kinds k ON k.number = g.kind"
                       " LEFT JOIN units u ON u.number = g.unit ORDER BY g.number",
                       [&](const Statement& row) {
                           const auto via = static_cast<std::uint64_t>(row.integer(2));
                           const std::int64_t platform = via >= 1 && via <= m_firm.size() ? m_firm[via - 1] + 1 : 0;
                           const std::tuple words{std::string(row.text(0)), std::string(row.text(1)), platform};
                           m_tag.push_back({known.emplace(words, static_cast<std::uint32_t>(known.size())).first->second,
                                            static_cast<std::uint32_t>(platform)});
                       });
    }

    Result<void> readImports() {
        return forEach(m_db, "SELECT first_row_id, last_row_id FROM imports WHERE active ORDER BY id",
                       [&](const Statement& row) { m_ranges.emplace_back(row.integer(0), row.integer(1)); });
    }

    Result<void> seeFirmRows() {
        return forEach(
            m_db,
            "SELECT v.firm, v.period, coalesce(w.stage, 0) FROM firm_versions v JOIN imports i ON i.id = v.import_id AND i.active"
            " LEFT JOIN stage_words w ON w.word = v.stage",
            [&](const Statement& row) {
                const auto number = static_cast<std::uint64_t>(row.integer(0)),
                           period = static_cast<std::uint64_t>(row.integer(1));
                if (number < 1 || number > m_firm.size()) return;
                const auto firm = m_firm[number - 1];
                m_firmSeen[firm] = 1;
                if (row.integer(2) > 0) m_staged[firm] = 1;
                if (period >= 1 && period <= m_period.size()) m_periodSeen[m_period[period - 1]] = 1;
            });
    }

    Result<void> passRows(LinkSet& links) {
        for (const auto& [first, last] : m_ranges) {
            bool fine = true;
            const auto range = "link_rows WHERE id BETWEEN " + std::to_string(first) + " AND " + std::to_string(last);
            const auto ok = sqlite::drainRows(m_db, "source, target, period, tag", range, [&](sqlite::RowCells row) {
                return (fine = see(row, links)) && !m_progress.stopped();
            });
            if (m_progress.stopped()) return Progress::cancelled();
            if (ok && !fine) return damaged(m_db, "a row of its table link_rows names words it does not hold");
            if (!ok) return ok;
        }
        return {};
    }

    bool see(const sqlite::RowCells& row, LinkSet& links) {
        const auto at = [&](int column) { return static_cast<std::uint64_t>(row.integer(column)) - 1; };
        const auto source = at(0), target = at(1), period = at(2), tag = at(3);
        if (source >= m_firm.size() || target >= m_firm.size() || period >= m_period.size() || tag >= m_tag.size()) return false;
        const auto s = m_firm[source], t = m_firm[target];
        m_firmSeen[s] = m_firmSeen[t] = 1;
        m_periodSeen[m_period[period]] = 1;
        if (const auto via = m_tag[tag].platform; via > 0) m_firmSeen[via - 1] = 1;
        links.add(s + 1, t + 1, m_tag[tag].words);
        return true;
    }

    struct Tag {
        std::uint32_t words = 0;    ///< the same for the same kind, unit and platform
        std::uint32_t platform = 0; ///< firm from 1; 0: none
    };

    const ProjectFile& m_file;
    const Db& m_db;
    Progress& m_progress;
    ProjectCensus m_out;
    std::vector<std::uint32_t> m_firm, m_period; ///< what each number stands for
    std::map<std::tuple<std::int64_t, bool, std::int64_t>, std::uint32_t> m_periodOf; ///< by granularity, fiscal and ordinal
    std::vector<Tag> m_tag;
    std::vector<std::uint8_t> m_firmSeen, m_staged, m_periodSeen;
    std::vector<std::pair<std::int64_t, std::int64_t>> m_ranges; ///< of the active imports
};

} // namespace

Result<ProjectCensus> ProjectFile::census(std::size_t memory, Progress& progress) const {
    const Watched watched(m_state->db, progress);
    progress.report(-1, "counting the links");
    return Census(*this, m_state->db, progress).take(memory);
}

Result<ProjectCensus> ProjectFile::census(const LinkRows& rows, const RowCensus& seen, Progress& progress) const {
    const Watched watched(m_state->db, progress);
    return Census(*this, m_state->db, progress).take(rows, seen);
}

} // namespace chainscape
