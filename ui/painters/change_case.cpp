// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/change_case.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "core/analysis/accounts.h"
#include "core/analysis/digital.h"
#include "core/analysis/penetration.h"
#include "core/analysis/platform_dependence.h"
#include "core/base/undefined.h"
#include "core/model/view_snapshot.h"
#include "core/project/change_noise_rows.h"

namespace chainscape::ui {
namespace {

ChangeKind kindOfValues(double before, double after) {
    const double delta = after - before;
    if (std::fabs(delta) <= kSameWithin * std::max(before, after)) return ChangeKind::Same;
    return delta > 0 ? ChangeKind::Up : ChangeKind::Down;
}

/// Digital penetration as phases read it; NaN where no link states a score or the value cannot be traced.
Result<double> penetrationOf(const Snapshot& snapshot, Progress& progress) {
    const auto& digital = snapshot.edges().digital;
    if (std::ranges::all_of(digital, [](float d) { return std::isnan(d); })) return kNaN;
    const auto books = accounts(snapshot, {}, progress);
    if (!books) return tl::unexpected(books.error());
    const auto made = penetration(snapshot, *books, digitalEdges(snapshot, {}), progress);
    if (!made && made.error().code == ErrorCode::Cancelled) return tl::unexpected(made.error());
    return made ? made->share : kNaN;
}

/// Penetration per period, each computed once.
class Penetrations {
public:
    Penetrations(const DatasetPtr& dataset, SnapshotSpec spec) : m_dataset(dataset), m_spec(std::move(spec)) {}

    Result<double> at(std::uint32_t period, Progress& progress) {
        if (const auto known = m_known.find(period); known != m_known.end()) return known->second;
        SnapshotSpec spec = m_spec;
        spec.from = spec.to = period;
        const auto snapshot = makeSnapshot(m_dataset, spec);
        if (!snapshot) return tl::unexpected(snapshot.error());
        const auto share = penetrationOf(**snapshot, progress);
        if (share) m_known[period] = *share;
        return share;
    }

private:
    const DatasetPtr& m_dataset;
    SnapshotSpec m_spec;
    std::map<std::uint32_t, double> m_known;
};

Result<SnapshotPtr> snapshotAt(const DatasetPtr& dataset, ViewSpec spec, const std::string& period) {
    spec.period = period;
    return makeSnapshot(dataset, spec);
}

/// Platform share; NaN where the books cannot be made.
double platformShareOf(const Snapshot& snapshot, Progress& progress) {
    const auto books = accounts(snapshot, {}, progress);
    if (!books) return kNaN;
    const auto made = platformDependence(snapshot, *books, progress);
    return made ? made->share() : kNaN;
}

RenameReading readRenames(const ChangeCase& c, const ChangeOptions& options, Progress& progress) {
    RenameReading out{.platformBefore = platformShareOf(*c.before, progress), .platformAfter = platformShareOf(*c.after, progress)};
    const auto platform = [](const Snapshot& s, std::uint32_t node) { return node != kNone && s.isPlatform()[node]; };
    for (std::uint32_t f = 0; f < c.table.firms.size(); ++f) {
        const auto& firm = c.table.firms[f];
        const bool was = platform(*c.before, firm.before), is = platform(*c.after, firm.after);
        const auto share = [](bool there, double size, double total) { return there && total > 0 ? size / total : kNaN; };
        if (was || is) out.mediators.push_back({f, share(was, firm.sizeBefore(), c.table.totalBefore), share(is, firm.sizeAfter(), c.table.totalAfter)});
    }
    const auto larger = [](const Mediator& m) { return std::fmax(std::isnan(m.before) ? 0 : m.before, std::isnan(m.after) ? 0 : m.after); };
    std::ranges::stable_sort(out.mediators, std::greater{}, larger);
    out.guesses = renameGuesses(c.table);
    out.rStarIfRenamed = kNaN;
    if (out.guesses.empty()) return out;
    ChangeOptions told = options;
    for (const auto& guess : out.guesses) told.renamed.emplace_back(c.table.firms[guess.gone].id, c.table.firms[guess.entered].id);
    if (const auto table = alignSnapshots(*c.before, *c.after, told)) out.rStarIfRenamed = restructuring(*table).rStar;
    return out;
}

Result<ChangeCase> compareSides(const SnapshotPtr& before, const SnapshotPtr& after, const ViewSpec& spec, Progress& progress) {
    const ChangeOptions options = changeOptions(spec);
    auto table = alignSnapshots(*before, *after, options);
    if (!table) return tl::unexpected(table.error());
    if (progress.stopped()) return Progress::cancelled();
    ChangeCase made;
    made.before = before;
    made.after = after;
    made.table = std::move(*table);
    for (const auto& firm : made.table.firms) made.firmOf.push_back(firm.after != kNone ? after->firm()[firm.after] : after->dataset().firmIndex(before->id(firm.before)));
    made.turnover = turnover(made.table);
    made.change = restructuring(made.table);
    made.switches = supplierSwitches(made.table);
    made.ranks = compareRanks(made.table);
    made.roles = roleChanges(made.table);
    const auto first = penetrationOf(*made.before, progress);
    if (!first) return tl::unexpected(first.error());
    const auto last = penetrationOf(*made.after, progress);
    if (!last) return tl::unexpected(last.error());
    made.phase = readPhase(made.change, *first, *last, spec.change.settings.rule);
    made.reading = readRenames(made, options, progress);
    if (progress.stopped()) return Progress::cancelled();
    return made;
}

} // namespace

ChangeKind kindOf(const ChangedLink& link) {
    if (!link.inBefore) return ChangeKind::New;
    if (!link.inAfter) return ChangeKind::Gone;
    if (!(link.before > 0) || !(link.after > 0)) return link.before > 0 || link.after > 0 ? ChangeKind::Unknown : ChangeKind::Same;
    return kindOfValues(link.before, link.after);
}

ChangeKind kindOf(const ChangedFirm& firm) {
    if (firm.before == kNone) return ChangeKind::New;
    if (firm.after == kNone) return ChangeKind::Gone;
    return kindOfValues(firm.sizeBefore(), firm.sizeAfter());
}

std::vector<std::uint32_t> ChangeCase::largestLinks(std::size_t count) const {
    std::vector<std::uint32_t> order(table.links.size());
    std::iota(order.begin(), order.end(), 0U);
    const auto size = [&](std::uint32_t l) { return std::fabs(table.links[l].delta()); };
    std::erase_if(order, [&](std::uint32_t l) { return !(size(l) > 0); });
    count = std::min(count, order.size());
    std::ranges::partial_sort(order, order.begin() + std::ptrdiff_t(count), std::greater{}, size);
    order.resize(count);
    return order;
}

ViewSpec changeSpec(ViewSpec spec) {
    spec.view = ViewKind::Change;
    if (spec.layout != NetworkLayoutKind::Lanes) spec.pins.clear(); // pins belong to a layout
    spec.layout = NetworkLayoutKind::Lanes;
    return spec;
}

ChangeOptions changeOptions(const ViewSpec& spec) {
    ChangeOptions options;
    options.scope = spec.change.sameFirms ? ChangeScope::CommonOnly : ChangeScope::All;
    options.dated = spec.change.settings.renames;
    return options;
}

Result<ChangeCase> changeCase(const DatasetPtr& dataset, const ViewSpec& spec, Progress& progress) {
    if (!dataset || dataset->periods().empty()) return failure(ErrorCode::NoData, "There is no data yet.");
    const auto& periods = dataset->periods();
    const auto before = snapshotAt(dataset, spec, spec.from.empty() ? periods.front().text : spec.from);
    if (!before) return tl::unexpected(before.error());
    const auto after = snapshotAt(dataset, spec, spec.to.empty() ? periods.back().text : spec.to);
    if (!after) return tl::unexpected(after.error());
    return compareSides(*before, *after, spec, progress);
}

Result<ChangeCase> scenarioCase(const DatasetPtr& base, const DatasetPtr& scenario, const ViewSpec& spec, Progress& progress) {
    if (!base || !scenario || base->periods().empty()) return failure(ErrorCode::NoData, "There is no data yet.");
    const auto before = snapshotAt(base, spec, spec.period);
    if (!before) return tl::unexpected(before.error());
    const auto after = snapshotAt(scenario, spec, spec.period);
    if (!after) return tl::unexpected(after.error());
    return compareSides(*before, *after, spec, progress);
}

Result<ChangeHistory> changeHistory(const DatasetPtr& dataset, const ViewSpec& view, const std::string& projectPath, Progress& progress) {
    if (!dataset || dataset->periods().empty()) return failure(ErrorCode::NoData, "There is no data yet.");
    const auto spec = snapshotSpec(*dataset, view);
    if (!spec) return tl::unexpected(spec.error());
    auto steps = changeSteps(dataset, *spec, changeOptions(view), progress);
    if (!steps) return tl::unexpected(steps.error());
    const auto yearly = yearlySteps(dataset, *spec, changeOptions(view), progress);
    if (!yearly) return tl::unexpected(yearly.error());
    ChangeHistory history{std::move(*steps), {}, normalChange(*yearly), {}, {}};
    Penetrations penetrations(dataset, *spec);
    for (const auto& step : history.steps) {
        const auto first = penetrations.at(step.from, progress);
        if (!first) return tl::unexpected(first.error());
        const auto last = penetrations.at(step.to, progress);
        if (!last) return tl::unexpected(last.error());
        history.phases.push_back(readPhase(step.change, *first, *last, view.change.settings.rule));
    }
    std::vector<double> rStar;
    for (const auto& step : history.steps) rStar.push_back(step.change.rStar);
    history.regimes = changePoints(rStar);
    if (history.steps.empty()) return history;
    auto noise = noiseBands(projectPath, dataset, *spec, history.steps, changeOptions(view), {}, progress);
    if (!noise) return tl::unexpected(noise.error());
    history.noise = std::move(*noise);
    return history;
}

} // namespace chainscape::ui
