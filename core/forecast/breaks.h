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

/// At most two breaks, ascending: an abrupt shift above 6 robust sigmas of the period-to-period changes and above 20 % of the level
/// before, with at least 4 values on each side, that all stay on their side of the middle. Values without season. O(n).
std::vector<LevelBreak> findBreaks(std::span<const double> values);

/// Brings what came before each break to the level after it, by ratio when both levels are positive, else by difference. Trend and
/// season of the earlier part stay in use; on M3's training parts this beats both cutting the history and ignoring the break.
void liftToLastLevel(std::span<double> values, std::span<const LevelBreak> breaks);

/// Indices of single values beyond 5 robust sigmas of both neighbours, whose neighbours agree with each other; never the two ends.
std::vector<std::size_t> findSpikes(std::span<const double> values);

} // namespace chainscape::forecast
