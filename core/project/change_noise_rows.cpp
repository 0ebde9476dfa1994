// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/change_noise_rows.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/base/undefined.h"
#include "core/io/project_file.h"

namespace chainscape {
namespace {

using RowsOfPeriod = std::map<std::uint32_t, std::vector<FlowRow>>;

NoiseBand notEstimated(double rows) {
    NoiseBand band{.rowsPerLink = rows, .riLow = kNaN, .riHigh = kNaN, .rStarLow = kNaN, .rStarHigh = kNaN};
    band.reason = rows <= 1 ? "cannot be estimated from one row a link" : "cannot be estimated from so few rows a link";
    return band;
}

/// Reads the rows of the layer and unit, by period.
Result<RowsOfPeriod> readRows(const std::string& path, const Dataset& dataset, const SnapshotSpec& spec, Progress& progress) {
    const auto file = ProjectFile::open(path, ProjectAccess::ReadOnly, progress);
    if (!file) return tl::unexpected(file.error());
    RowsOfPeriod rows;
    const auto ofLayer = [&](const std::string& kind) {
        const auto it = std::ranges::find(dataset.kinds(), kind, &Kind::name);
        return it != dataset.kinds().end() && it->layer == spec.layer;
    };
    const auto take = [&](const Evidence& row) {
        const auto source = dataset.firmIndex(row.source), target = dataset.firmIndex(row.target), period = dataset.periodIndex(row.period);
        if (source != kNone && target != kNone && period != kNone && row.unit == *spec.unit && ofLayer(row.kind)) rows[period].push_back({source, target, row.value});
        return !progress.stopped();
    };
    const auto ok = file->forEachRow(take, progress);
    if (!ok) return tl::unexpected(ok.error());
    if (progress.stopped()) return Progress::cancelled();
    return rows;
}

/// The rows of one side of a step: pairs that the snapshot has, old names as new ones.
std::vector<FlowRow> sideRows(const std::vector<FlowRow>& rows, const Snapshot& side, const ChangeStep& step, const ChangeOptions& options) {
    const Dataset& dataset = side.dataset();
    std::map<std::uint32_t, std::uint32_t> now;
    for (const auto& rename : options.dated) {
        const auto at = rename.period.empty() ? kNone : dataset.periodIndex(rename.period);
        const auto old = dataset.firmIndex(rename.old), next = dataset.firmIndex(rename.now);
        if (old != kNone && next != kNone && (at == kNone || (at > step.from && at <= step.to))) now[old] = next;
    }
    const auto named = [&](std::uint32_t firm) {
        const auto it = now.find(firm);
        return it == now.end() ? firm : it->second;
    };
    std::vector<FlowRow> out;
    for (const auto& row : rows) {
        const auto source = side.nodeOfFirm(row.source), target = side.nodeOfFirm(row.target);
        if (source == kNone || target == kNone || side.edgeBetween(source, target) == kNone) continue;
        out.push_back({named(row.source), named(row.target), row.value});
    }
    return out;
}

/// Rows of the files behind the periods of the steps.
double rowsBehind(const Dataset& dataset, std::span<const ChangeStep> steps) {
    const auto& flows = dataset.flows();
    std::set<std::uint32_t> periods;
    for (const auto& step : steps) periods.insert({step.from, step.to});
    double rows = 0;
    for (const auto p : periods)
        for (auto i = flows.start[p]; i < flows.start[p + 1]; ++i) rows += flows.rows[i];
    return rows;
}

} // namespace

double rowsPerLink(const Dataset& dataset, std::uint32_t period, double counted) {
    const auto& flows = dataset.flows();
    double sum = 0;
    const auto begin = flows.start[period], end = flows.start[period + 1];
    for (auto i = begin; i < end; ++i) sum += std::min(double(flows.rows[i]), counted);
    return end > begin ? sum / double(end - begin) : 0;
}

Result<std::vector<NoiseBand>> noiseBands(const std::string& path, const DatasetPtr& dataset, const SnapshotSpec& spec, std::span<const ChangeStep> steps,
                                          const ChangeOptions& options, const NoiseOptions& noise, Progress& progress) {
    const auto rowsAt = [&](const ChangeStep& s) {
        return (rowsPerLink(*dataset, s.from, 2 * noise.minRows) + rowsPerLink(*dataset, s.to, 2 * noise.minRows)) / 2;
    };
    std::vector<NoiseBand> bands;
    for (const auto& step : steps) bands.push_back(notEstimated(rowsAt(step)));
    // Several kinds of one pair are rows of one link, so half of what is asked for may be enough.
    if (path.empty() || std::ranges::none_of(bands, [&](const NoiseBand& b) { return b.rowsPerLink >= noise.minRows / 2; })) return bands;
    if (rowsBehind(*dataset, steps) > noise.mostRows) {
        for (auto& band : bands) band.reason = "is left out: so many rows would take too long to deal out again";
        return bands;
    }
    SnapshotSpec at = spec;
    at.from = at.to = steps.front().from;
    const auto first = makeSnapshot(dataset, at);
    if (!first) return tl::unexpected(first.error());
    auto rows = readRows(path, *dataset, (*first)->spec(), progress);
    if (!rows) return tl::unexpected(rows.error());
    SnapshotPtr before, after;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const auto snapshotOf = [&](std::uint32_t period) -> Result<SnapshotPtr> {
            if (after && after->spec().from == period) return after;
            at.from = at.to = period;
            return makeSnapshot(dataset, at);
        };
        const auto a = snapshotOf(steps[i].from);
        if (!a) return tl::unexpected(a.error());
        const auto b = snapshotOf(steps[i].to);
        if (!b) return tl::unexpected(b.error());
        before = *a, after = *b;
        auto band = noiseBand(sideRows((*rows)[steps[i].from], *before, steps[i], options), sideRows((*rows)[steps[i].to], *after, steps[i], options), noise, progress);
        if (!band) return tl::unexpected(band.error());
        bands[i] = std::move(*band);
    }
    return bands;
}

} // namespace chainscape
