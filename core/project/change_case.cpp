// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/change_case.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "core/base/undefined.h"
#include "core/model/view_snapshot.h"
#include "core/project/change_noise_rows.h"

namespace chainscape {
namespace {

/// Penetration per period, each computed once.
class Penetrations {
public:
    Penetrations(const ChangeRequest& request, SnapshotSpec spec) : m_request(request), m_spec(std::move(spec)) {}

    Result<double> at(std::uint32_t period, Progress& progress) {
        if (const auto known = m_known.find(period); known != m_known.end()) return known->second;
        SnapshotSpec spec = m_spec;
        spec.from = spec.to = period;
        const auto snapshot = makeSnapshot(m_request.dataset, spec);
        if (!snapshot) return tl::unexpected(snapshot.error());
        Findings findings(*snapshot, m_request.analysis);
        const auto share = phasePenetration(findings, progress);
        if (share) m_known[period] = *share;
        return share;
    }

private:
    const ChangeRequest& m_request;
    SnapshotSpec m_spec;
    std::map<std::uint32_t, double> m_known;
};

Result<SnapshotPtr> snapshotAt(const DatasetPtr& dataset, ViewSpec spec, const std::string& period) {
    spec.period = period;
    return makeSnapshot(dataset, spec);
}

/// Platform share; NaN where the books cannot be made.
double platformShareOf(Findings& findings, Progress& progress) {
    const auto& made = findings.platforms(progress);
    return made ? made->share() : kNaN;
}

std::vector<Mediator> mediatorsOf(const ChangeCase& c) {
    std::vector<Mediator> out;
    const auto platform = [](const Snapshot& s, std::uint32_t node) { return node != kNone && s.isPlatform()[node]; };
    const auto share = [](bool there, double size, double total) { return there && total > 0 ? size / total : kNaN; };
    for (std::uint32_t f = 0; f < c.table.firms.size(); ++f) {
        const auto& firm = c.table.firms[f];
        const bool was = platform(*c.before, firm.before), is = platform(*c.after, firm.after);
        if (was || is) out.push_back({f, share(was, firm.sizeBefore(), c.table.totalBefore), share(is, firm.sizeAfter(), c.table.totalAfter)});
    }
    const auto larger = [](const Mediator& m) { return std::fmax(std::isnan(m.before) ? 0 : m.before, std::isnan(m.after) ? 0 : m.after); };
    std::ranges::stable_sort(out, std::greater{}, larger);
    return out;
}

/// R* were the guessed renamings true.
double rStarRenamed(const ChangeCase& c, ChangeOptions told) {
    if (c.reading.guesses.empty()) return kNaN;
    for (const auto& guess : c.reading.guesses) told.renamed.emplace_back(c.table.firms[guess.gone].id, c.table.firms[guess.entered].id);
    const auto table = alignSnapshots(*c.before, *c.after, told);
    return table ? restructuring(*table).rStar : kNaN;
}

/// What is read from each side alone: penetration and platforms.
Result<void> readSides(ChangeCase& c, const ChangeRequest& request, Progress& progress) {
    Findings before(c.before, request.analysis), after(c.after, request.analysis);
    const auto first = phasePenetration(before, progress);
    if (!first) return tl::unexpected(first.error());
    const auto last = phasePenetration(after, progress);
    if (!last) return tl::unexpected(last.error());
    c.penetrationBefore = *first;
    c.penetrationAfter = *last;
    c.reading = {.platformBefore = platformShareOf(before, progress), .platformAfter = platformShareOf(after, progress)};
    return {};
}

Result<ChangeCase> compareSides(const SnapshotPtr& before, const SnapshotPtr& after, const ChangeRequest& request, Progress& progress) {
    const ChangeOptions options = changeOptions(request.spec);
    auto table = alignSnapshots(*before, *after, options);
    if (!table) return tl::unexpected(table.error());
    ChangeCase made;
    made.before = before;
    made.after = after;
    made.table = std::move(*table);
    if (progress.stopped()) return Progress::cancelled();
    for (const auto& firm : made.table.firms) made.firmOf.push_back(firm.after != kNone ? after->firm()[firm.after] : after->dataset().firmIndex(before->id(firm.before)));
    made.turnover = turnover(made.table);
    made.change = restructuring(made.table);
    made.switches = supplierSwitches(made.table);
    made.ranks = compareRanks(made.table);
    made.roles = roleChanges(made.table);
    if (auto ok = readSides(made, request, progress); !ok) return tl::unexpected(ok.error());
    made.phase = readPhase(made.change, made.penetrationBefore, made.penetrationAfter, request.spec.change.settings.rule);
    made.reading.mediators = mediatorsOf(made);
    made.reading.guesses = renameGuesses(made.table);
    made.reading.rStarIfRenamed = rStarRenamed(made, options);
    if (progress.stopped()) return Progress::cancelled();
    return made;
}

} // namespace

Result<double> phasePenetration(Findings& findings, Progress& progress) {
    const auto &low = findings.penetration(UnknownScore::AsAnalogue, progress), &high = findings.penetration(UnknownScore::AsDigital, progress);
    if (progress.stopped()) return Progress::cancelled();
    return low && high && std::fabs(low->share - high->share) <= 1e-12 ? low->share : kNaN;
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

Result<ChangeCase> changeCase(const ChangeRequest& request, Progress& progress) {
    const auto& [dataset, base, spec, analysis, path] = request;
    if (!dataset || dataset->periods().empty()) return failure(ErrorCode::NoData, "There is no data yet.");
    const auto& periods = dataset->periods();
    const bool scenario = request.againstBase();
    const auto before = scenario ? snapshotAt(base, spec, spec.period) : snapshotAt(dataset, spec, spec.from.empty() ? periods.front().text : spec.from);
    if (!before) return tl::unexpected(before.error());
    const auto after = snapshotAt(dataset, spec, scenario ? spec.period : spec.to.empty() ? periods.back().text : spec.to);
    if (!after) return tl::unexpected(after.error());
    return compareSides(*before, *after, request, progress);
}

Result<ChangeHistory> changeHistory(const ChangeRequest& request, Progress& progress) {
    const auto& [dataset, base, view, analysis, path] = request;
    if (!dataset || dataset->periods().empty()) return failure(ErrorCode::NoData, "There is no data yet.");
    const auto spec = snapshotSpec(*dataset, view);
    if (!spec) return tl::unexpected(spec.error());
    auto steps = changeSteps(dataset, *spec, changeOptions(view), progress);
    if (!steps) return tl::unexpected(steps.error());
    const auto yearly = yearlySteps(dataset, *spec, changeOptions(view), progress);
    if (!yearly) return tl::unexpected(yearly.error());
    ChangeHistory history{std::move(*steps), {}, normalChange(*yearly), {}, {}};
    Penetrations penetrations(request, *spec);
    std::vector<double> rStar;
    for (const auto& step : history.steps) {
        const auto first = penetrations.at(step.from, progress);
        if (!first) return tl::unexpected(first.error());
        const auto last = penetrations.at(step.to, progress);
        if (!last) return tl::unexpected(last.error());
        history.phases.push_back(readPhase(step.change, *first, *last, view.change.settings.rule));
        rStar.push_back(step.change.rStar);
    }
    history.regimes = changePoints(rStar);
    if (history.steps.empty()) return history;
    auto noise = noiseBands(path, dataset, *spec, history.steps, changeOptions(view), {}, progress);
    if (!noise) return tl::unexpected(noise.error());
    history.noise = std::move(*noise);
    return history;
}

} // namespace chainscape
