// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "core/io/project_edits.h"
#include "core/project/project.h"

namespace chainscape {
namespace {

/// source, target, kind, unit, platform, as words.
using LinkWords = std::array<std::string, 5>;

std::string periodKey(const PeriodEntry& entry) { return toText(entry.period); }

/// What the files say, summed by link and period.
class FileSums {
public:
    explicit FileSums(const HandEdits& hand) : m_hand(hand) {}

    void add(const LinkRows& rows) {
        const auto word = [&](const std::vector<std::uint32_t>& column, std::size_t r) { return column.empty() ? std::string() : std::string(rows.words[column[r]]); };
        for (std::size_t r = 0; r < rows.size(); ++r) {
            const std::string via = rows.viaPlatform.empty() ? std::string() : std::string(rows.firms[rows.viaPlatform[r]]);
            std::string kind = word(rows.kind, r);
            if (kind.empty()) kind = "material";
            const LinkWords link{firm(rows.firms[rows.source[r]]), firm(rows.firms[rows.target[r]]), std::move(kind), word(rows.unit, r), via.empty() ? via : firm(via)};
            const std::string period = rows.period.empty() ? toText(Period{}) : toText(rows.periods[rows.period[r]].period);
            periods.insert(period);
            double& sum = sums[link].try_emplace(period, 0.0).first->second;
            if (!std::isnan(rows.value[r])) sum += rows.value[r];
        }
    }

    std::map<LinkWords, std::map<std::string, double>> sums;
    std::set<std::string> periods;

private:
    std::string firm(std::string_view id) const { return m_hand.idFor(std::string(id)); }
    const HandEdits& m_hand;
};

/// Takes what the dataset has out of the sums; what is left is new.
void takeOut(const Dataset& dataset, FileSums& files, ImportChanges& changes) {
    const auto& links = dataset.links();
    const auto& flows = dataset.flows();
    std::set<std::string> known;
    for (std::size_t p = 0; p < dataset.periods().size(); ++p) {
        const std::string period = periodKey(dataset.periods()[p]);
        known.insert(period);
        if (!files.periods.contains(period)) continue;
        for (std::size_t f = flows.start[p]; f < flows.start[p + 1]; ++f) {
            const auto l = flows.link[f];
            const LinkWords link{dataset.firms().id[links.source[l]], dataset.firms().id[links.target[l]], dataset.kinds()[links.kind[l]].name,
                                 dataset.units()[links.unit[l]], links.via[l] == kNone ? std::string() : dataset.firms().id[links.via[l]]};
            const auto found = files.sums.find(link);
            const auto sum = found == files.sums.end() ? std::map<std::string, double>::iterator() : found->second.find(period);
            if (found == files.sums.end() || sum == found->second.end()) {
                ++changes.gone;
                continue;
            }
            const double had = std::isnan(flows.value[f]) ? 0 : flows.value[f];
            ++(std::abs(had - sum->second) <= 1e-9 * std::abs(had) ? changes.same : changes.changed);
            found->second.erase(sum);
        }
    }
    for (const auto& period : files.periods) changes.newPeriods += !known.contains(period);
}

void countNew(const Dataset& dataset, const FileSums& files, ImportChanges& changes) {
    std::set<LinkWords> known;
    const auto& links = dataset.links();
    for (std::size_t l = 0; l < links.size(); ++l)
        known.insert({dataset.firms().id[links.source[l]], dataset.firms().id[links.target[l]], dataset.kinds()[links.kind[l]].name,
                      dataset.units()[links.unit[l]], links.via[l] == kNone ? std::string() : dataset.firms().id[links.via[l]]});
    std::set<std::string> firms;
    for (const auto& [link, periods] : files.sums) {
        changes.newLinks += !known.contains(link);
        changes.added += static_cast<std::int64_t>(periods.size());
        for (const std::size_t end : {0u, 1u})
            if (dataset.firmIndex(link[end]) == kNone) firms.insert(link[end]);
    }
    changes.newFirms = static_cast<std::int64_t>(firms.size());
}

} // namespace

Result<ImportChanges> compareFiles(const Dataset& dataset, const std::vector<EditRecord>& edits, const std::vector<ImportSource>& sources, Progress& progress) {
    const auto hand = HandEdits::of(edits);
    if (!hand) return tl::unexpected(hand.error());
    ImportChanges changes;
    FileSums files(*hand);
    for (const ImportSource& source : sources) {
        if (!source.plan || source.plan->mapping.kind != TableKind::Links) continue;
        const auto read = readLinks(source.input, *source.plan, progress);
        if (!read) return tl::unexpected(read.error());
        changes.rows += read->report.rowsKept;
        files.add(read->rows);
    }
    takeOut(dataset, files, changes);
    countNew(dataset, files, changes);
    return changes;
}

} // namespace chainscape
