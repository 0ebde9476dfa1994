// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/ragged_rows.h"

#include <algorithm>
#include <set>
#include <string>

#include "core/io/values.h"

namespace chainscape {
namespace {

bool isNumberCell(const std::string& cell) {
    return parseCellNumber(cell, {'.', 0}).has_value() || parseCellNumber(cell, {',', 0}).has_value();
}

/// Words, each once.
bool namesColumns(const SampleRow& header) {
    const std::set<std::string> names(header.cells.begin(), header.cells.end());
    return header.cells.size() >= 2 && names.size() == header.cells.size() && !names.contains("") &&
           std::none_of(header.cells.begin(), header.cells.end(), isNumberCell);
}

/// The cells from `from` on, blank ones at the end left out.
std::span<const std::string> tailOf(const SampleRow& row, std::size_t from) {
    std::size_t end = row.cells.size();
    while (end > from && row.cells[end - 1].empty()) --end;
    return end > from ? std::span(row.cells).subspan(from, end - from) : std::span<const std::string>();
}

bool arePairs(std::span<const std::string> tail) {
    if (tail.size() % 2 != 0) return false;
    for (std::size_t i = 0; i < tail.size(); i += 2)
        if (tail[i].empty() || isNumberCell(tail[i]) || !isNumberCell(tail[i + 1])) return false;
    return true;
}

/// Names of the tails that stand in one of the columns, too.
double knownShare(std::span<const SampleRow> rows, std::size_t from) {
    std::set<std::string> names;
    for (const SampleRow& row : rows)
        for (const std::string& name : tailOf(row, from))
            if (!name.empty() && !isNumberCell(name)) names.insert(name);
    double best = 0;
    for (std::size_t c = 0; c < from && !names.empty(); ++c) {
        std::set<std::string> here;
        for (const SampleRow& row : rows)
            if (c < row.cells.size() && names.contains(row.cells[c])) here.insert(row.cells[c]);
        best = std::max(best, static_cast<double>(here.size()) / static_cast<double>(names.size()));
    }
    return best;
}

} // namespace

std::optional<ColumnRole> goesOn(std::span<const SampleRow> rows) {
    if (rows.size() < 2 || !namesColumns(rows[0])) return std::nullopt;
    const std::size_t width = rows[0].cells.size(), from = width - 1;
    const auto data = rows.subspan(1);
    std::size_t wider = 0, pairs = 0, tails = 0;
    std::set<std::size_t> lengths;
    for (const SampleRow& row : data) {
        const auto tail = tailOf(row, from);
        lengths.insert(tail.size());
        if (tail.empty()) continue;
        ++tails;
        wider += tail.size() > 1;
        pairs += arePairs(tail);
    }
    if (wider == 0 || lengths.size() < 2) return std::nullopt;
    if (pairs * 2 >= tails) return ColumnRole::PartnerPairs;
    return knownShare(data, from) >= .5 && wider * 2 >= tails ? std::optional(ColumnRole::PartnerList) : std::nullopt;
}

} // namespace chainscape
