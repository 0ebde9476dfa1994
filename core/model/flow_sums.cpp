// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/flow_sums.h"

#include <algorithm>
#include <numeric>
#include <span>

#include "core/base/large_memory.h"
#include "core/base/parallel.h"

namespace chainscape {
namespace {

/// A row inside its period.
struct PeriodRow {
    std::uint32_t link;
    float digital;
    double value;
};

/// Where each period begins.
std::vector<std::size_t> startsOf(const std::vector<std::uint32_t>& period, std::size_t periods) {
    std::vector<std::size_t> start(periods + 1, 0);
    for (const auto p : period) ++start[p + 1];
    std::partial_sum(start.begin(), start.end(), start.begin());
    return start;
}

std::vector<PeriodRow> byPeriod(RowColumns rows, std::vector<std::size_t> next) {
    std::vector<PeriodRow> out;
    resizeLarge(out, rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) out[next[rows.period[i]]++] = {rows.link[i], rows.digital[i], rows.value[i]};
    return out;
}

/// Sorts by link, equal ones in their order, and counts the links. Most files meet links in ascending order.
std::size_t sortByLink(std::span<PeriodRow> rows) {
    if (!std::ranges::is_sorted(rows, {}, &PeriodRow::link)) std::ranges::stable_sort(rows, {}, &PeriodRow::link);
    std::size_t links = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) links += i == 0 || rows[i].link != rows[i - 1].link;
    return links;
}

void sumPeriod(std::span<const PeriodRow> rows, FlowTable& flows, std::size_t at) {
    for (std::size_t i = 0; i < rows.size(); ++at) {
        const auto link = rows[i].link;
        FlowSum sum;
        for (; i < rows.size() && rows[i].link == link; ++i) sum.add(rows[i].value, rows[i].digital);
        flows.link[at] = link;
        flows.value[at] = sum.sum();
        flows.digital[at] = sum.score();
        flows.rows[at] = sum.rows;
    }
}

} // namespace

void RowColumns::reserve(std::size_t rows) {
    for (auto* column : {&link, &period}) reserveLarge(*column, rows);
    reserveLarge(value, rows);
    reserveLarge(digital, rows);
}

FlowTable sumRows(RowColumns&& rows, std::size_t periods) {
    const auto start = startsOf(rows.period, periods);
    auto sorted = byPeriod(std::move(rows), start);
    const auto rowsOf = [&](std::size_t p) { return std::span(sorted).subspan(start[p], start[p + 1] - start[p]); };
    FlowTable flows;
    flows.start.assign(periods + 1, 0);
    parallelFor(periods, 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t p = begin; p < end; ++p) flows.start[p + 1] = sortByLink(rowsOf(p));
    });
    std::partial_sum(flows.start.begin(), flows.start.end(), flows.start.begin());
    const std::size_t count = flows.start.back();
    for (auto* column : {&flows.link, &flows.rows}) resizeLarge(*column, count);
    resizeLarge(flows.value, count);
    resizeLarge(flows.digital, count);
    parallelFor(periods, 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t p = begin; p < end; ++p) sumPeriod(rowsOf(p), flows, flows.start[p]);
    });
    return flows;
}

} // namespace chainscape
