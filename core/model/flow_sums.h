// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// From the rows of the files to flows: one per link and period. Private to core/model.

#include <cstdint>
#include <vector>

#include "core/model/dataset.h"

namespace chainscape {

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

/// The flows in period-major order: value the sum of the known values, digital the mean of the known scores weighted by the
/// values' sizes (plain when these are all 0), rows added in their order whatever the number of threads. Periods are below
/// `periods`. Works on all cores; the rows are given up on the way. O(rows), but for links that come back in disorder.
FlowTable sumRows(RowColumns&& rows, std::size_t periods);

} // namespace chainscape
