// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/change_groups.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/undefined.h"
#include "core/model/ids.h"

namespace chainscape {
namespace {

std::vector<std::uint32_t> labelsOf(std::span<const std::uint32_t> grouping) {
    std::vector<std::uint32_t> labels;
    for (const auto label : grouping)
        if (label != kNone) labels.push_back(label);
    std::ranges::sort(labels);
    const auto tail = std::ranges::unique(labels);
    labels.erase(tail.begin(), tail.end());
    return labels;
}

std::size_t placeOf(const std::vector<std::uint32_t>& labels, std::uint32_t label) {
    return static_cast<std::size_t>(std::ranges::lower_bound(labels, label) - labels.begin());
}

/// Firms per pair of groups with both margins; firms without a label on a side count only in the other margin if `all`.
struct Contingency {
    std::vector<std::uint32_t> rows, columns;
    std::vector<std::size_t> cell, rowSum, columnSum;
    std::size_t total = 0;

    Contingency(std::span<const std::uint32_t> u, std::span<const std::uint32_t> v, bool all) : rows(labelsOf(u)), columns(labelsOf(v)) {
        cell.assign(rows.size() * columns.size(), 0);
        rowSum.assign(rows.size(), 0);
        columnSum.assign(columns.size(), 0);
        for (std::size_t i = 0; i < std::min(u.size(), v.size()); ++i) {
            const bool inU = u[i] != kNone, inV = v[i] != kNone;
            if (!(inU && inV) && !all) continue;
            if (inU) ++rowSum[placeOf(rows, u[i])];
            if (inV) ++columnSum[placeOf(columns, v[i])];
            if (inU && inV) ++cell[placeOf(rows, u[i]) * columns.size() + placeOf(columns, v[i])], ++total;
        }
    }
};

double entropy(const std::vector<std::size_t>& sizes, double n) {
    double h = 0;
    for (const auto s : sizes)
        if (s > 0) h -= double(s) / n * std::log(double(s) / n);
    return h;
}

double logFactorial(double k) { return std::lgamma(k + 1); }

/// Expected share of one cell with margins a and b (hypergeometric).
double expectedCell(double a, double b, double n) {
    double sum = 0;
    const double fixed = logFactorial(a) + logFactorial(b) + logFactorial(n - a) + logFactorial(n - b) - logFactorial(n);
    for (double k = std::max(1.0, a + b - n); k <= std::min(a, b); k += 1) {
        const double weight =
            std::exp(fixed - logFactorial(k) - logFactorial(a - k) - logFactorial(b - k) - logFactorial(n - a - b + k));
        sum += k / n * std::log(n * k / (a * b)) * weight;
    }
    return sum;
}

double expectedMutual(const Contingency& table) {
    double sum = 0;
    for (const auto a : table.rowSum)
        for (const auto b : table.columnSum)
            if (a > 0 && b > 0) sum += expectedCell(double(a), double(b), double(table.total));
    return sum;
}

double mutualInformation(const Contingency& table) {
    double sum = 0;
    const double n = double(table.total);
    for (std::size_t i = 0; i < table.rows.size(); ++i)
        for (std::size_t j = 0; j < table.columns.size(); ++j) {
            const double shared = double(table.cell[i * table.columns.size() + j]);
            if (shared > 0) sum += shared / n * std::log(n * shared / (double(table.rowSum[i]) * double(table.columnSum[j])));
        }
    return sum;
}

/// Least-cost assignment of every row to a column; rows <= columns. Shortest augmenting paths with potentials.
std::vector<std::size_t> assignRows(std::size_t rows, std::size_t columns, const std::vector<double>& cost) {
    constexpr double kFar = std::numeric_limits<double>::infinity();
    std::vector<double> rowPotential(rows + 1, 0), columnPotential(columns + 1, 0);
    std::vector<std::size_t> rowOf(columns + 1, 0), cameFrom(columns + 1, 0);
    for (std::size_t r = 1; r <= rows; ++r) {
        rowOf[0] = r;
        std::size_t column = 0;
        std::vector<double> slack(columns + 1, kFar);
        std::vector<std::uint8_t> used(columns + 1, 0);
        do {
            used[column] = 1;
            const std::size_t row = rowOf[column];
            double least = kFar;
            std::size_t next = 0;
            for (std::size_t c = 1; c <= columns; ++c) {
                if (used[c]) continue;
                const double reduced = cost[(row - 1) * columns + c - 1] - rowPotential[row] - columnPotential[c];
                if (reduced < slack[c]) slack[c] = reduced, cameFrom[c] = column;
                if (slack[c] < least) least = slack[c], next = c;
            }
            for (std::size_t c = 0; c <= columns; ++c) {
                if (used[c]) rowPotential[rowOf[c]] += least, columnPotential[c] -= least;
                else slack[c] -= least;
            }
            column = next;
        } while (rowOf[column] != 0);
        for (; column != 0; column = cameFrom[column]) rowOf[column] = rowOf[cameFrom[column]];
    }
    std::vector<std::size_t> columnOf(rows, 0);
    for (std::size_t c = 1; c <= columns; ++c)
        if (rowOf[c] != 0) columnOf[rowOf[c] - 1] = c - 1;
    return columnOf;
}

/// Per row its column in the assignment of largest sum, kNone for rows left over.
std::vector<std::uint32_t> bestAssignment(std::size_t rows, std::size_t columns, const std::vector<double>& gain) {
    std::vector<std::uint32_t> match(rows, kNone);
    if (rows == 0 || columns == 0) return match;
    const bool turned = rows > columns;
    std::vector<double> cost(rows * columns);
    for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t c = 0; c < columns; ++c) cost[turned ? c * rows + r : r * columns + c] = -gain[r * columns + c];
    const auto assigned = turned ? assignRows(columns, rows, cost) : assignRows(rows, columns, cost);
    for (std::size_t i = 0; i < assigned.size(); ++i)
        match[turned ? assigned[i] : i] = static_cast<std::uint32_t>(turned ? i : assigned[i]);
    return match;
}

/// Marks groups that share at least the threshold of their firms with two or more on the other side.
template <class Shared>
std::vector<std::uint8_t> divided(const std::vector<std::size_t>& sizes, std::size_t others, double threshold, Shared shared) {
    std::vector<std::uint8_t> marks(sizes.size(), 0);
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        int parts = 0;
        for (std::size_t j = 0; j < others; ++j) parts += sizes[i] > 0 && double(shared(i, j)) >= threshold * double(sizes[i]);
        marks[i] = parts >= 2;
    }
    return marks;
}

} // namespace

GroupingComparison compareGroupings(std::span<const std::uint32_t> u, std::span<const std::uint32_t> v) {
    const Contingency table(u, v, false);
    GroupingComparison out{.firms = table.total};
    if (table.total == 0) {
        out.mutual = out.expected = out.variation = out.variationByLogN = out.normalised = out.adjusted = kNaN;
        return out;
    }
    const double n = double(table.total);
    const double hu = entropy(table.rowSum, n), hv = entropy(table.columnSum, n), mean = (hu + hv) / 2;
    out.mutual = mutualInformation(table);
    out.expected = expectedMutual(table);
    out.variation = std::max(0.0, hu + hv - 2 * out.mutual);
    out.variationByLogN = n > 1 ? out.variation / std::log(n) : 0;
    out.normalised = mean > 0 ? out.mutual / mean : 1;
    out.adjusted = std::fabs(mean - out.expected) > 1e-15 ? (out.mutual - out.expected) / (mean - out.expected) : 1;
    return out;
}

GroupMatching matchGroups(std::span<const std::uint32_t> before, std::span<const std::uint32_t> after, double threshold) {
    Contingency table(before, after, true);
    const std::size_t rows = table.rows.size(), columns = table.columns.size();
    GroupMatching out;
    out.jaccard.resize(rows * columns);
    for (std::size_t i = 0; i < rows; ++i)
        for (std::size_t j = 0; j < columns; ++j) {
            const auto shared = table.cell[i * columns + j];
            out.jaccard[i * columns + j] = double(shared) / double(table.rowSum[i] + table.columnSum[j] - shared);
        }
    out.matchOf = bestAssignment(rows, columns, out.jaccard);
    for (std::size_t i = 0; i < rows; ++i) {
        const bool alive = out.matchOf[i] != kNone && out.jaccard[i * columns + out.matchOf[i]] >= threshold;
        out.persists.push_back(alive);
    }
    out.splits = divided(table.rowSum, columns, threshold, [&](auto i, auto j) { return table.cell[i * columns + j]; });
    out.merges = divided(table.columnSum, rows, threshold, [&](auto j, auto i) { return table.cell[i * columns + j]; });
    out.labelsBefore = std::move(table.rows);
    out.labelsAfter = std::move(table.columns);
    out.shared = std::move(table.cell);
    return out;
}

std::vector<Grouping> persistentLabels(std::span<const Grouping> groupings, double threshold) {
    std::vector<Grouping> out;
    std::uint32_t next = 0;
    for (std::size_t t = 0; t < groupings.size(); ++t) {
        const auto labels = labelsOf(groupings[t]);
        Grouping number(labels.size(), kNone);
        if (t > 0) {
            const auto matching = matchGroups(out.back(), groupings[t], threshold);
            for (std::size_t i = 0; i < matching.matchOf.size(); ++i)
                if (matching.persists[i]) number[matching.matchOf[i]] = matching.labelsBefore[i];
        }
        for (auto& n : number)
            if (n == kNone) n = next++;
        Grouping named(groupings[t].size(), kNone);
        for (std::size_t i = 0; i < named.size(); ++i)
            if (groupings[t][i] != kNone) named[i] = number[placeOf(labels, groupings[t][i])];
        out.push_back(std::move(named));
    }
    return out;
}

} // namespace chainscape
