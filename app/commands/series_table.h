// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// SeriesTable: a long table of series (id, period, value, frequency), read from front to back, one series at a time.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/base/period.h"
#include "core/base/result.h"

namespace chainscape::cli {

enum class CellState : std::uint8_t { Number, Empty, Unknown, Bad };

/// One row of a series as it was given. Unknown: a word such as NaN or n/a; Bad: any other text that is no number.
struct SeriesRow {
    std::string period;
    std::string frequency;
    std::string valueText; ///< Kept for Bad cells only.
    double value = 0;
    CellState state = CellState::Empty;
};

struct RawSeries {
    std::string id;
    std::vector<SeriesRow> rows;
};

struct SeriesTableReport {
    std::int64_t rowsRead = 0;
    std::int64_t rowsRejected = 0; ///< Rows without an id.
    bool grouped = true;           ///< False: an id came back after another one; read again with Reading::Whole.
};

enum class Reading : std::uint8_t {
    Grouped, ///< Hands over each series when its id ends; stops at the first id that comes back.
    Whole,   ///< Hands the series over in order of first appearance; reads the file again for every 20,000 of them, so that it keeps no more.
};

/// Columns by name in any order (id, period, value; frequency optional; any letter case), comma, semicolon, tab or bar between them,
/// .gz inflated. Missing column, empty or unreadable file: an Error. take returns false to stop.
Result<SeriesTableReport> readSeriesTable(const std::string& path, Reading reading, const std::function<bool(RawSeries&&)>& take);

/// A series in order of time. reason: why it can not be used (then the vectors may be incomplete).
struct OrderedSeries {
    std::vector<double> values; ///< From the first to the last known period, NaN where nothing is known.
    Period last;                ///< Period of the last value.
    int frequency = 1;
    /// Rows to forecast: text as given and how many periods after `last` (0 or less: inside the history).
    std::vector<std::pair<std::string, std::int64_t>> wanted;
    std::string reason;
};

/// Sorts by period, merges rows that say the same twice, leaves gaps as NaN. Refuses unreadable, blank, conflicting or mixed periods,
/// text values, and a frequency that is no whole number from 1 to 168 or changes within the series.
OrderedSeries ordered(const RawSeries& series);

} // namespace chainscape::cli
