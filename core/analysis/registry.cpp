// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/registry.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/analysis/measure_tables.h"

namespace chainscape {
namespace {

tl::unexpected<Error> unknown(std::string_view id) {
    return failure(ErrorCode::NotFound, "There is no measure \"" + std::string(id) + "\" for this.");
}

Result<std::vector<double>> column(std::string_view id, MeasureLevel level, Findings& findings, Progress& progress) {
    const auto* measure = findMeasure(id, level);
    if (!measure) return unknown(id);
    return measure->column(findings, progress);
}

} // namespace

std::vector<double> agreement(std::span<const double> low, std::span<const double> high) {
    std::vector<double> out(low.begin(), low.end());
    for (std::size_t i = 0; i < out.size(); ++i)
        if (!(std::fabs(low[i] - high[i]) <= 1e-12)) out[i] = std::nan("");
    return out;
}

std::span<const Measure> measures() {
    static const std::vector<Measure> all = [] {
        std::vector<Measure> rows;
        for (const auto level : {MeasureLevel::Chain, MeasureLevel::Firm, MeasureLevel::Link}) {
            const auto some = measures(level);
            rows.insert(rows.end(), some.begin(), some.end());
        }
        return rows;
    }();
    return all;
}

std::span<const Measure> measures(MeasureLevel level) {
    switch (level) {
    case MeasureLevel::Chain: return chainMeasures();
    case MeasureLevel::Firm: return firmMeasures();
    case MeasureLevel::Link: return linkMeasures();
    }
    return {};
}

const Measure* findMeasure(std::string_view id, MeasureLevel level) {
    const auto rows = measures(level);
    const auto it = std::ranges::find(rows, id, &Measure::id);
    return it == rows.end() ? nullptr : &*it;
}

Result<ChainValue> chainMeasure(std::string_view id, Findings& findings, Progress& progress) {
    const auto* measure = findMeasure(id, MeasureLevel::Chain);
    if (!measure) return unknown(id);
    return measure->chain(findings, progress);
}

Result<std::vector<double>> firmMeasure(std::string_view id, Findings& findings, Progress& progress) {
    return column(id, MeasureLevel::Firm, findings, progress);
}

Result<std::vector<double>> linkMeasure(std::string_view id, Findings& findings, Progress& progress) {
    return column(id, MeasureLevel::Link, findings, progress);
}

Result<double> chainMeasure(std::string_view id, const SnapshotPtr& snapshot, const AnalysisOptions& options, Progress& progress) {
    Findings findings(snapshot, options);
    return chainMeasure(id, findings, progress).map([](const ChainValue& v) { return v.value; });
}

Result<std::vector<double>> firmMeasure(std::string_view id, const SnapshotPtr& snapshot, const AnalysisOptions& options, Progress& progress) {
    Findings findings(snapshot, options);
    return firmMeasure(id, findings, progress);
}

Result<std::vector<double>> linkMeasure(std::string_view id, const SnapshotPtr& snapshot, const AnalysisOptions& options, Progress& progress) {
    Findings findings(snapshot, options);
    return linkMeasure(id, findings, progress);
}

std::vector<std::uint32_t> ranks(const Snapshot& snapshot, std::span<const double> column) {
    std::vector<std::uint32_t> order;
    for (std::uint32_t i = 0; i < column.size(); ++i)
        if (!std::isnan(column[i])) order.push_back(i);
    std::ranges::sort(order, [&](std::uint32_t i, std::uint32_t j) {
        return column[i] != column[j] ? column[i] > column[j] : snapshot.id(i) < snapshot.id(j);
    });
    std::vector<std::uint32_t> out(column.size(), 0);
    for (std::uint32_t k = 0; k < order.size(); ++k) out[order[k]] = k + 1;
    return out;
}

} // namespace chainscape
