// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/change_series.h"

#include <algorithm>
#include <cmath>

#include "core/base/undefined.h"

namespace chainscape {
namespace {

/// Period indices of one granularity (and calendar), ascending.
std::vector<std::uint32_t> sameLength(const Dataset& dataset) {
    std::vector<std::uint32_t> out;
    const auto& periods = dataset.periods();
    for (std::uint32_t p = 0; p < periods.size(); ++p)
        if (periods[p].period.granularity == periods.back().period.granularity && periods[p].period.fiscal == periods.back().period.fiscal)
            out.push_back(p);
    return out;
}

/// Compares (from, to) pairs in ascending order of `to`, making each snapshot once.
class StepMaker {
public:
    StepMaker(const DatasetPtr& dataset, const SnapshotSpec& spec, const ChangeOptions& options)
        : m_dataset(dataset), m_spec(spec), m_options(options), m_snapshots(dataset->periods().size()) {}

    Result<ChangeStep> make(std::uint32_t from, std::uint32_t to) {
        const auto before = snapshot(from), after = snapshot(to);
        if (!before) return tl::unexpected(before.error());
        if (!after) return tl::unexpected(after.error());
        const auto table = alignSnapshots(**before, **after, m_options);
        if (!table) return tl::unexpected(table.error());
        const auto& periods = m_dataset->periods();
        return ChangeStep{from, to, periods[to].period.ordinal - periods[from].period.ordinal, turnover(*table), restructuring(*table),
                          shapeDistance(*table).jsd};
    }
    /// Periods before this one are needed no more.
    void forget(std::uint32_t period) { m_snapshots[period].reset(); }

private:
    Result<SnapshotPtr> snapshot(std::uint32_t period) {
        if (!m_snapshots[period]) {
            SnapshotSpec spec = m_spec;
            spec.from = spec.to = period;
            auto made = makeSnapshot(m_dataset, spec);
            if (!made) return made;
            m_snapshots[period] = *made;
        }
        return m_snapshots[period];
    }

    const DatasetPtr& m_dataset;
    const SnapshotSpec& m_spec;
    const ChangeOptions& m_options;
    std::vector<SnapshotPtr> m_snapshots;
};

using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

Result<std::vector<ChangeStep>> compareAll(const DatasetPtr& dataset, const SnapshotSpec& spec, const ChangeOptions& options,
                                           const Pairs& pairs, Progress& progress) {
    std::vector<ChangeStep> steps;
    StepMaker maker(dataset, spec, options);
    std::uint32_t oldest = 0;
    for (const auto& [from, to] : pairs) {
        if (progress.stopped()) return Progress::cancelled();
        progress.report(double(steps.size()) / double(pairs.size()), "comparing periods");
        for (; oldest < from; ++oldest) maker.forget(oldest);
        auto step = maker.make(from, to);
        if (!step) return tl::unexpected(step.error());
        steps.push_back(std::move(*step));
    }
    return steps;
}

} // namespace

Result<std::vector<ChangeStep>> changeSteps(const DatasetPtr& dataset, const SnapshotSpec& spec, const ChangeOptions& options,
                                            Progress& progress) {
    const auto periods = sameLength(*dataset);
    Pairs pairs;
    for (std::size_t i = 1; i < periods.size(); ++i) pairs.emplace_back(periods[i - 1], periods[i]);
    return compareAll(dataset, spec, options, pairs, progress);
}

Result<std::vector<ChangeStep>> yearlySteps(const DatasetPtr& dataset, const SnapshotSpec& spec, const ChangeOptions& options,
                                            Progress& progress) {
    const auto periods = sameLength(*dataset);
    Pairs pairs;
    const auto at = [&](std::uint32_t p) { return dataset->periods()[p].period; };
    for (const auto to : periods) {
        const auto kind = at(to).granularity;
        const int year = kind == Granularity::Day ? 365 : seasonLength(kind);
        for (const auto from : periods)
            if (at(from).ordinal + year == at(to).ordinal) pairs.emplace_back(from, to);
    }
    return compareAll(dataset, spec, options, pairs, progress);
}

NormalChange normalChange(std::span<const ChangeStep> steps) {
    std::vector<double> values;
    for (const auto& step : steps)
        if (!std::isnan(step.change.rStar)) values.push_back(step.change.rStar);
    if (values.empty()) return {0, kNaN, kNaN, kNaN};
    std::ranges::sort(values);
    const auto mid = values.size() / 2;
    const double median = values.size() % 2 ? values[mid] : (values[mid - 1] + values[mid]) / 2;
    return {values.size(), median, values.front(), values.back()};
}

double yearsOfNormalChange(const Restructuring& change, const NormalChange& normal) {
    return normal.median > 0 ? change.rStar / normal.median : kNaN;
}

} // namespace chainscape
