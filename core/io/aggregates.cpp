// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/aggregates.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <unordered_map>

#include "core/io/column_words.h"

namespace chainscape {
namespace {

constexpr double kNear = .005;   ///< of the sum
constexpr double kRounding = .5; ///< a part rounded to whole numbers is off by at most this
constexpr std::size_t kFewestMembers = 3, kFewestCells = 5;

constexpr std::string_view kGroups =
    "|world|global|all|all countries|all partners|all products|all sectors|all industries|all regions|grand total|eu|eu15|eu25|eu27|eu28|eu 27|eu 28|eu27 2020|ea|ea19|ea20|"
    "euro area|eurozone|european union|efta|oecd|opec|non opec|asean|nafta|usmca|g7|g20|brics|extra eu|intra eu|welt|alle|alle lander|insgesamt|monde|tous|mundo|todos|"
    "\u4e16\u754c|\u5168\u7403|\u5168\u90e8|";

/// One end of the rows.
struct End {
    const std::vector<std::uint32_t>& firm;
    const std::vector<std::uint32_t>& other;
    bool isSource;
};

std::uint64_t groupOf(const LinkRows& rows, const End& end, std::size_t r) {
    return std::uint64_t(end.other[r]) << 32 | (rows.period.empty() ? 0u : rows.period[r]);
}

/// The sum's and the others' values where the sum stands.
std::optional<Aggregate> asSum(const LinkRows& rows, const End& end, std::uint32_t firm, const std::set<std::uint32_t>& named) {
    std::unordered_map<std::uint64_t, std::pair<double, double>> groups;
    for (std::size_t r = 0; r < rows.size(); ++r)
        if (end.firm[r] == firm && !std::isnan(rows.value[r])) groups[groupOf(rows, end, r)].first += rows.value[r];
    if (groups.empty()) return std::nullopt;
    std::set<std::uint32_t> members;
    for (std::size_t r = 0; r < rows.size(); ++r) {
        if (std::isnan(rows.value[r]) || named.contains(end.firm[r])) continue;
        const auto group = groups.find(groupOf(rows, end, r));
        if (group == groups.end()) continue;
        group->second.second += rows.value[r];
        members.insert(end.firm[r]);
    }
    double off = 0, all = 0;
    for (const auto& [key, sums] : groups) {
        off += std::abs(sums.first - sums.second);
        all += std::abs(sums.first);
    }
    if (members.size() < kFewestMembers || all == 0 || off > kNear * all) return std::nullopt;
    return Aggregate{std::string(rows.firms[firm]), end.isSource, members.size()};
}

/// Cells of the lines added up so far, and of how many.
struct Running {
    MatrixLine sum;
    std::vector<std::size_t> parts;

    void add(const MatrixLine& line) {
        sum.resize(line.size(), 0);
        parts.resize(line.size(), 0);
        for (std::size_t c = 0; c < line.size(); ++c)
            if (!std::isnan(line[c]) && line[c] != 0) {
                sum[c] += line[c];
                ++parts[c];
            }
    }
    [[nodiscard]] bool fits(const MatrixLine& line) const {
        std::size_t cells = 0, right = 0;
        for (std::size_t c = 0; c < sum.size(); ++c) {
            const double value = std::isnan(line[c]) ? 0 : line[c];
            if (parts[c] < 2 || (value == 0 && sum[c] == 0)) continue;
            ++cells;
            right += std::abs(value - sum[c]) <= std::max(kNear * std::abs(value) / 5, kRounding * static_cast<double>(std::min<std::size_t>(parts[c], 40)));
        }
        return cells >= kFewestCells && right * 20 >= cells * 19;
    }
};

} // namespace

bool namesAggregate(std::string_view name) {
    const std::string word = normalisedHeader(name);
    return !word.empty() && (isOnlyTotal(name) || kGroups.find("|" + word + "|") != std::string_view::npos);
}

std::vector<Aggregate> aggregatesIn(const LinkRows& rows) {
    std::set<std::uint32_t> named;
    for (std::uint32_t id = 1; id < rows.firms.size(); ++id)
        if (namesAggregate(rows.firms[id])) named.insert(id);
    std::vector<Aggregate> found;
    for (const std::uint32_t firm : named)
        for (const End& end : {End{rows.source, rows.target, true}, End{rows.target, rows.source, false}})
            if (const auto aggregate = asSum(rows, end, firm, named)) found.push_back(*aggregate);
    return found;
}

std::vector<bool> sumLines(std::span<const MatrixLine> lines) {
    std::vector<bool> sums(lines.size(), false);
    Running all, since;
    for (std::size_t l = 0; l < lines.size(); ++l) {
        sums[l] = all.fits(lines[l]) || since.fits(lines[l]);
        if (sums[l]) {
            since = {};
            continue;
        }
        all.add(lines[l]);
        since.add(lines[l]);
    }
    return sums;
}

std::vector<std::int64_t> sumRows(const LinkRows& matrix) {
    std::map<std::int64_t, MatrixLine> lines;
    std::unordered_map<std::uint32_t, std::size_t> columns;
    for (const std::uint32_t target : matrix.target) columns.try_emplace(target, columns.size());
    for (std::size_t r = 0; r < matrix.size(); ++r) {
        MatrixLine& line = lines[matrix.row[r]];
        line.resize(columns.size(), 0);
        line[columns[matrix.target[r]]] += matrix.value[r];
    }
    std::vector<MatrixLine> cells;
    for (auto& [row, line] : lines) cells.push_back(std::move(line));
    const auto sums = sumLines(cells);
    std::vector<std::int64_t> found;
    std::size_t at = 0;
    for (const auto& [row, line] : lines)
        if (sums[at++]) found.push_back(row);
    return found;
}

} // namespace chainscape
