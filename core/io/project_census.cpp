// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "core/base/large_memory.h"
#include "core/io/project_edits.h"
#include "core/io/project_state.h"
#include "core/io/sqlite_rows.h"

namespace chainscape {
namespace {

using sqlite::Db;
using sqlite::Statement;

/// A share of all links: those whose hash leaves `rest` when divided by `of`.
struct Share {
    std::uint64_t rest = 0, of = 1;
};

/// A link, or a free slot.
struct SeenLink {
    std::uint32_t source = 0, target = 0, words = 0; ///< from 1; source 0: free
    bool operator==(const SeenLink&) const = default;
};

/// Distinct links in bounded memory: when there are too many, half of them is left for another pass.
class LinkSet {
public:
    explicit LinkSet(std::size_t memory) { resizeLarge(m_slots, std::bit_floor(std::max<std::size_t>(memory / sizeof(SeenLink), 64))); }

    void begin(Share share) {
        std::ranges::fill(m_slots, SeenLink{});
        m_count = 0;
        m_share = share;
    }

    void add(std::uint32_t source, std::uint32_t target, std::uint32_t words) {
        const SeenLink link{source, target, words};
        const std::uint64_t hash = hashOf(link);
        if ((hash >> 32) % m_share.of != m_share.rest) return;
        __builtin_prefetch(&m_slots[hash & (m_slots.size() - 1)]);
        m_coming[m_waiting++] = {link, hash};
        if (m_waiting == m_coming.size()) settle();
    }

    /// Of this share; nothing is added after it.
    std::size_t count() {
        settle();
        return m_count;
    }
    /// What is left for other passes since begin().
    std::vector<Share> takeLeft() { return std::exchange(m_left, {}); }

private:
    /// Looks up what waited for its slots to come into the cache.
    void settle() {
        for (const auto& [link, hash] : std::span(m_coming).first(std::exchange(m_waiting, 0))) {
            if ((hash >> 32) % m_share.of != m_share.rest || !put(m_slots, link, hash)) continue;
            if (++m_count * 4 > m_slots.size() * 3) halve();
        }
    }

    static std::uint64_t hashOf(const SeenLink& link) {
        std::uint64_t h = (std::uint64_t(link.source) << 32 | link.target) * 0x9E3779B97F4A7C15ull;
        h = (h ^ h >> 32 ^ link.words) * 0xC2B2AE3D27D4EB4Full;
        return (h ^ h >> 29) * 0x9E3779B97F4A7C15ull;
    }

    static bool put(std::vector<SeenLink>& slots, const SeenLink& link, std::uint64_t hash) {
        for (std::uint64_t at = hash;; ++at) {
            SeenLink& slot = slots[at & (slots.size() - 1)];
            if (slot == link) return false;
            if (slot.source != 0) continue;
            slot = link;
            return true;
        }
    }

    void halve() {
        m_left.push_back({m_share.rest + m_share.of, m_share.of * 2});
        m_share.of *= 2;
        std::vector<SeenLink> kept;
        for (const SeenLink& link : m_slots)
            if (link.source != 0 && (hashOf(link) >> 32) % m_share.of == m_share.rest) kept.push_back(link);
        std::ranges::fill(m_slots, SeenLink{});
        for (const SeenLink& link : kept) put(m_slots, link, hashOf(link));
        m_count = kept.size();
    }

    std::vector<SeenLink> m_slots;
    std::array<std::pair<SeenLink, std::uint64_t>, 32> m_coming;
    std::size_t m_waiting = 0, m_count = 0;
    Share m_share;
    std::vector<Share> m_left;
};

class Census {
public:
    Census(const ProjectFile& file, const Db& db, Progress& progress) : m_file(file), m_db(db), m_progress(progress) {}

    Result<ProjectCensus> take(std::size_t memory) {
        for (auto step :
             {&Census::readFirms, &Census::readPeriods, &Census::readTags, &Census::readImports, &Census::seeFirmRows})
            if (auto ok = (this->*step)(); !ok) return tl::unexpected(ok.error());
        LinkSet links(memory);
        std::vector<Share> shares{{}};
        while (!shares.empty()) {
            links.begin(shares.back());
            shares.pop_back();
            if (auto ok = passRows(links); !ok) return tl::unexpected(ok.error());
            m_out.links += static_cast<std::int64_t>(links.count());
            const auto left = links.takeLeft();
            shares.insert(shares.end(), left.begin(), left.end());
        }
        m_out.firms = std::ranges::count(m_firmSeen, std::uint8_t{1});
        m_out.periods = std::ranges::count(m_periodSeen, std::uint8_t{1});
        m_out.stageless = m_out.firms - std::ranges::count(m_staged, std::uint8_t{1});
        return m_out;
    }

private:
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
        std::map<std::tuple<std::int64_t, bool, std::int64_t>, std::uint32_t> known;
        const auto ok =
            forEach(m_db, "SELECT granularity, fiscal, ordinal FROM periods ORDER BY number", [&](const Statement& row) {
                const std::tuple period{row.integer(0), row.integer(1) != 0, row.integer(2)};
                m_period.push_back(known.emplace(period, static_cast<std::uint32_t>(known.size())).first->second);
            });
        m_periodSeen.assign(known.size(), 0);
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

} // namespace chainscape
