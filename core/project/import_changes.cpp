// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <set>
#include <tuple>

#include "core/io/project_edits.h"
#include "core/project/name_join.h"
#include "core/project/project.h"
#include "core/project/unlisted.h"

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

constexpr std::size_t kMostRejects = 100;

/// Everything the sources hold.
struct Read {
    LinkRows links;
    FirmRows firms;
    std::vector<FileReport> reports;
};

Result<Read> readAll(const std::vector<ImportSource>& sources, Progress& progress) {
    Read read;
    for (const ImportSource& source : sources) {
        if (!source.plan) continue;
        if (source.plan->mapping.kind == TableKind::Links) {
            auto one = readLinks(source.input, *source.plan, progress);
            if (!one) return tl::unexpected(one.error());
            append(read.links, std::move(one->rows));
            read.reports.push_back(std::move(one->report));
        } else {
            auto one = readFirms(source.input, *source.plan, progress);
            if (!one) return tl::unexpected(one.error());
            append(read.firms, std::move(one->rows));
            read.reports.push_back(std::move(one->report));
        }
    }
    return read;
}

void dropUnlisted(Read& read, const std::vector<std::string>& known) {
    std::vector<FileReport*> reports;
    for (FileReport& report : read.reports)
        if (report.plan.mapping.kind == TableKind::Links) reports.push_back(&report);
    if (!rejectsUnlisted(reports)) return;
    ListedFirms listed(known.begin(), known.end());
    for (const std::uint32_t id : read.firms.id) listed.emplace(read.firms.words[id]);
    rejectUnlisted(read.links, reports, listed);
}

/// Counts are of all rejects; few of them are kept.
void keepReports(std::vector<FileReport>&& reports, ImportChanges& changes) {
    std::map<std::string, std::int64_t> reasons;
    for (FileReport& report : reports) {
        for (const Reject& reject : report.rejects) ++reasons[std::string(nameOf(reject.reason))];
        if (report.rejects.size() > kMostRejects) report.rejects.resize(kMostRejects);
        if (report.plan.mapping.kind == TableKind::Links) changes.rows += report.rowsKept;
    }
    changes.files = std::move(reports);
    changes.rejects.assign(reasons.begin(), reasons.end());
    std::ranges::stable_sort(changes.rejects, std::ranges::greater{}, [](const auto& entry) { return entry.second; });
}

/// Firms of the links against the lists of firms, of the files and the dataset.
void countFirms(const Read& read, const Dataset* dataset, ImportChanges& changes) {
    std::set<std::string, std::less<>> listed, linked;
    for (const std::uint32_t id : read.firms.id) listed.emplace(read.firms.words[id]);
    for (std::size_t f = 0; dataset && f < dataset->firms().size(); ++f) listed.insert(dataset->firms().id[f]);
    for (std::size_t l = 0; dataset && l < dataset->links().size(); ++l)
        for (const auto end : {dataset->links().source[l], dataset->links().target[l]}) linked.insert(dataset->firms().id[end]);
    std::vector<std::uint8_t> used(read.links.firms.size(), 0);
    for (const auto* ends : {&read.links.source, &read.links.target, &read.links.viaPlatform})
        for (const std::uint32_t firm : *ends) used[firm] = 1;
    for (std::uint32_t firm = 1; firm < used.size(); ++firm) {
        if (!used[firm]) continue;
        changes.unlisted += !listed.empty() && !listed.contains(read.links.firms[firm]);
        linked.emplace(read.links.firms[firm]);
    }
    for (const auto& firm : listed) changes.unlinked += !linked.contains(firm);
}

std::vector<IdAndName> namesOf(const Dataset* dataset, const FirmRows& firms) {
    auto names = namesIn(firms);
    for (std::size_t f = 0; dataset && f < dataset->firms().size(); ++f) names.emplace_back(dataset->firms().id[f], dataset->firms().name[f]);
    return names;
}

} // namespace

Result<ImportChanges> compareFiles(const Dataset* dataset, const std::vector<EditRecord>& edits, const std::vector<ImportSource>& sources, Progress& progress,
                                   const std::vector<std::string>& listed) {
    const auto hand = HandEdits::of(edits);
    if (!hand) return tl::unexpected(hand.error());
    ImportChanges changes;
    auto read = readAll(sources, progress);
    if (!read) return tl::unexpected(read.error());
    changes.aggregates = aggregatesIn(read->links);
    changes.joined = joinByName(read->links, namesOf(dataset, read->firms));
    dropUnlisted(*read, listed);
    keepReports(std::move(read->reports), changes);
    countFirms(*read, dataset, changes);
    if (!dataset) return changes;
    FileSums files(*hand);
    files.add(read->links);
    takeOut(*dataset, files, changes);
    countNew(*dataset, files, changes);
    return changes;
}

} // namespace chainscape
