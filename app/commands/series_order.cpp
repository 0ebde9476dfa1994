// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <set>

#include "app/commands/series_table.h"
#include "core/base/text.h"
#include "core/io/period_forms.h"

namespace chainscape::cli {
namespace {

struct PlacedRow {
    Period period;
    const SeriesRow* row;
};

bool digitsOnly(std::string_view text) {
    text = trim(text);
    if (!text.empty() && text.front() == '-') text.remove_prefix(1);
    return !text.empty() && text.size() < 10 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Plain numbers that look like years or months in part only (1, 2, ... 1600) are counts, all of them.
void settlePlainNumbers(std::vector<PlacedRow>& rows) {
    const bool plain = std::all_of(rows.begin(), rows.end(), [](const PlacedRow& p) { return digitsOnly(p.row->period); });
    const bool mixed = std::any_of(rows.begin(), rows.end(), [&](const PlacedRow& p) { return p.period.granularity != rows.front().period.granularity; });
    if (!plain || !mixed) return;
    for (auto& p : rows) p.period = {Granularity::Index, false, static_cast<std::int32_t>(*parseNumber(p.row->period))};
}

std::string placeRows(const RawSeries& series, std::vector<PlacedRow>& out) {
    for (const auto& row : series.rows) {
        auto period = parsePeriod(row.period);
        if (!period) period = readPeriod(row.period);
        if (!period) return "period \"" + row.period.substr(0, 40) + "\" is not understood";
        if (period->granularity == Granularity::Undated) return "a period is blank";
        out.push_back({*period, &row});
    }
    settlePlainNumbers(out);
    for (const auto& p : out)
        if (p.period.granularity != out.front().period.granularity || p.period.fiscal != out.front().period.fiscal)
            return "periods of different length are mixed: " + out.front().row->period + " and " + p.row->period;
    std::stable_sort(out.begin(), out.end(), [](const PlacedRow& a, const PlacedRow& b) { return a.period < b.period; });
    return {};
}

bool saysTheSame(const SeriesRow& a, const SeriesRow& b) { return a.state == b.state && (a.state != CellState::Number || a.value == b.value); }

std::string mergeTwins(std::vector<PlacedRow>& rows) {
    std::vector<PlacedRow> out;
    for (const auto& p : rows) {
        if (out.empty() || out.back().period != p.period) out.push_back(p);
        else if (!saysTheSame(*out.back().row, *p.row)) return "period " + p.row->period + " stands twice with different values";
    }
    rows = std::move(out);
    return {};
}

std::string frequencyOf(const RawSeries& series, Granularity granularity, int& frequency) {
    std::optional<std::string> given;
    for (const auto& row : series.rows) {
        if (row.frequency.empty()) continue;
        if (given && *given != row.frequency) return "the frequency changes within the series: " + *given + " and " + row.frequency;
        given = row.frequency;
    }
    frequency = seasonLength(granularity);
    if (!given) return {};
    const auto number = parseNumber(*given);
    if (!number || *number != std::floor(*number) || *number < 1 || *number > 168)
        return "frequency \"" + given->substr(0, 40) + "\" is no whole number from 1 to 168";
    frequency = static_cast<int>(*number);
    return {};
}

std::string fillValues(const std::vector<PlacedRow>& rows, OrderedSeries& out) {
    const auto known = [](const PlacedRow& p) { return p.row->state == CellState::Number; };
    for (const auto& p : rows)
        if (p.row->state == CellState::Bad) return "value \"" + p.row->valueText + "\" in period " + p.row->period + " is not a number";
    const auto first = std::find_if(rows.begin(), rows.end(), known);
    if (first == rows.end()) return "no value in the history";
    const auto last = std::find_if(rows.rbegin(), rows.rend(), known).base() - 1;
    out.last = last->period;
    const auto count = std::count_if(first, last + 1, known);
    const std::int64_t span = std::int64_t{last->period.ordinal} - first->period.ordinal + 1;
    if (span > 2 * static_cast<std::int64_t>(count)) return "more than half of the periods are missing";
    out.values.assign(static_cast<std::size_t>(span), std::numeric_limits<double>::quiet_NaN());
    for (auto it = first; it != last + 1; ++it)
        if (known(*it)) out.values[static_cast<std::size_t>(it->period.ordinal - first->period.ordinal)] = it->row->value;
    return {};
}

/// Rows with an empty value, each once, in the order of the file when nothing else is known.
void listWanted(const std::vector<PlacedRow>& rows, OrderedSeries& out) {
    for (const auto& p : rows)
        if (p.row->state == CellState::Empty) out.wanted.emplace_back(p.row->period, std::int64_t{p.period.ordinal} - out.last.ordinal);
}

void listUnplaced(const RawSeries& series, OrderedSeries& out) {
    std::set<std::string> seen;
    for (const auto& row : series.rows)
        if (row.state == CellState::Empty && seen.insert(row.period).second) out.wanted.emplace_back(row.period, 0);
}

} // namespace

OrderedSeries ordered(const RawSeries& series) {
    OrderedSeries out;
    std::vector<PlacedRow> rows;
    out.reason = placeRows(series, rows);
    if (out.reason.empty()) out.reason = mergeTwins(rows);
    if (out.reason.empty()) out.reason = frequencyOf(series, rows.front().period.granularity, out.frequency);
    if (out.reason.empty()) out.reason = fillValues(rows, out);
    if (out.reason.empty()) listWanted(rows, out);
    else listUnplaced(series, out);
    return out;
}

} // namespace chainscape::cli
