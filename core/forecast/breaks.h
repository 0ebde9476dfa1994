// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Breaks and spikes: what in a history should not steer a forecast.

#include <span>
#include <vector>

namespace chainscape::forecast {

/// The level changed for good at `index` (the first value of the new level).
struct LevelBreak {
    std::size_t index = 0;
    double before = 0, after = 0; ///< Medians of up to eight values on each side, carried to the break along the usual drift.

    bool operator==(const LevelBreak&) const = default;
};

/// What the user knows better than the series: values where the level did change, and found breaks that are none.
struct BreakEdits {
    std::vector<std::size_t> kept, refused; ///< indices of first values of a new level

    [[nodiscard]] bool empty() const { return kept.empty() && refused.empty(); }
    bool operator==(const BreakEdits&) const = default;
};

/// The break at an index, whatever the series says about it. 0 < index < values.size().
LevelBreak breakAt(std::span<const double> values, std::size_t index);

/// The breaks found, without those next to a refused one, with the kept ones; ascending. Indices outside the values do nothing.
std::vector<LevelBreak> editedBreaks(std::span<const double> values, const BreakEdits& edits);

/// At most two breaks, ascending: an abrupt shift above 6 robust sigmas of the period-to-period changes and above 20 % of the level
/// before, with at least 4 values on each side, that all stay on their side of the middle. Values without season. O(n).
std::vector<LevelBreak> findBreaks(std::span<const double> values);

/// Brings what came before each break to the level after it, by ratio when both levels are positive, else by difference. Trend and
/// season of the earlier part stay in use; on M3's training parts this beats both cutting the history and ignoring the break.
void liftToLastLevel(std::span<double> values, std::span<const LevelBreak> breaks);

/// Indices of single values beyond 5 robust sigmas of both neighbours, whose neighbours agree with each other; never the two ends.
std::vector<std::size_t> findSpikes(std::span<const double> values);

} // namespace chainscape::forecast
