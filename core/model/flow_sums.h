// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// From the rows of the files to flows: one per link and period. Private to core/model.

#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "core/model/dataset.h"

namespace chainscape {

/// The sum of known values and the mean of known scores, weighted by the values' sizes (plain when these are all 0), of rows that
/// make one flow or one pair of firms.
struct FlowSum {
    double value = 0, weight = 0, weighted = 0, plain = 0;
    std::uint32_t known = 0, scored = 0, rows = 0;

    void add(double v, float score) {
        ++rows;
        if (!std::isnan(v)) {
            value += v;
            ++known;
        }
        if (std::isnan(score)) return;
        const double w = std::isnan(v) ? 0.0 : std::fabs(v);
        weight += w;
        weighted += w * double(score);
        plain += double(score);
        ++scored;
    }
    /// NaN when no value is known.
    [[nodiscard]] double sum() const { return known ? value : std::numeric_limits<double>::quiet_NaN(); }
    /// NaN when no score is known.
    [[nodiscard]] float score() const {
        if (!scored) return std::numeric_limits<float>::quiet_NaN();
        return static_cast<float>(weight > 0 ? weighted / weight : plain / scored);
    }
};

/// Rows as parallel columns. NaN: unknown.
struct RowColumns {
    std::vector<std::uint32_t> link, period;
    std::vector<double> value;
    std::vector<float> digital;

    void add(std::uint32_t l, std::uint32_t p, double v, float score) {
        link.push_back(l);
        period.push_back(p);
        value.push_back(v);
        digital.push_back(score);
    }
    void reserve(std::size_t rows);
    [[nodiscard]] std::size_t size() const { return link.size(); }
};

/// The flows in period-major order: values and scores summed as FlowSum does, rows in their order whatever the number of threads.
/// Periods are below `periods`. Works on all cores; the rows are given up on the way. O(rows), but for links that come back in disorder.
FlowTable sumRows(RowColumns&& rows, std::size_t periods);

} // namespace chainscape
