// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/change_case.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "core/analysis/accounts.h"
#include "core/analysis/digital.h"
#include "core/analysis/penetration.h"
#include "core/model/view_snapshot.h"

namespace chainscape::ui {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

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

std::uint32_t ChangeCase::firmIndex(std::uint32_t firm) const {
    const auto& f = table.firms[firm];
    return f.after != kNone ? after->firm()[f.after] : before->firm()[f.before];
}

ViewSpec changeSpec(ViewSpec spec) {
    spec.view = ViewKind::Change;
    if (spec.layout != NetworkLayoutKind::Lanes) spec.pins.clear(); // pins belong to a layout
    spec.layout = NetworkLayoutKind::Lanes;
    return spec;
}

Result<ChangeCase> changeCase(const DatasetPtr& dataset, const ViewSpec& spec, Progress& progress) {
    if (!dataset || dataset->periods().empty()) return failure(ErrorCode::NoData, "There is no data yet.");
    const auto& periods = dataset->periods();
    const auto before = snapshotAt(dataset, spec, spec.from.empty() ? periods.front().text : spec.from);
    if (!before) return tl::unexpected(before.error());
    const auto after = snapshotAt(dataset, spec, spec.to.empty() ? periods.back().text : spec.to);
    if (!after) return tl::unexpected(after.error());
    auto table = alignSnapshots(**before, **after);
    if (!table) return tl::unexpected(table.error());
    if (progress.stopped()) return Progress::cancelled();
    ChangeCase made{*before, *after, std::move(*table), {}, {}, {}, {}};
    made.turnover = turnover(made.table);
    made.change = restructuring(made.table);
    made.switches = supplierSwitches(made.table);
    const auto first = penetrationOf(*made.before, progress);
    if (!first) return tl::unexpected(first.error());
    const auto last = penetrationOf(*made.after, progress);
    if (!last) return tl::unexpected(last.error());
    made.phase = readPhase(made.change, *first, *last);
    return made;
}

Result<ChangeHistory> changeHistory(const DatasetPtr& dataset, const ViewSpec& view, Progress& progress) {
    if (!dataset || dataset->periods().empty()) return failure(ErrorCode::NoData, "There is no data yet.");
    const auto spec = snapshotSpec(*dataset, view);
    if (!spec) return tl::unexpected(spec.error());
    auto steps = changeSteps(dataset, *spec, {}, progress);
    if (!steps) return tl::unexpected(steps.error());
    const auto yearly = yearlySteps(dataset, *spec, {}, progress);
    if (!yearly) return tl::unexpected(yearly.error());
    ChangeHistory history{std::move(*steps), {}, normalChange(*yearly)};
    Penetrations penetrations(dataset, *spec);
    for (const auto& step : history.steps) {
        const auto first = penetrations.at(step.from, progress);
        if (!first) return tl::unexpected(first.error());
        const auto last = penetrations.at(step.to, progress);
        if (!last) return tl::unexpected(last.error());
        history.phases.push_back(readPhase(step.change, *first, *last));
    }
    return history;
}

} // namespace chainscape::ui
