// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Start values of ETS: from a classical decomposition, and improved by least squares.

#include <optional>
#include <span>

#include "core/forecast/ets.h"

namespace chainscape::forecast {

/// How many of the first values the starting line is drawn through.
std::size_t startLength(std::size_t size, int frequency);

/// Level and slope from a straight line through the first (seasonally adjusted) values, seasonal seeds from classical decomposition.
/// nullopt when that season needs more history (two full seasons) or a multiplicative one is impossible.
std::optional<EtsParameters> startValues(Season season, std::span<const double> values, int frequency);

/// Gauss-Newton steps on level, slope and all seasonal seeds, smoothing parameters held; keeps only steps that raise the likelihood.
/// Returns the objective reached. About (frequency + 2) passes per step.
double improveSeeds(const EtsForm& form, EtsParameters& parameters, std::span<const double> values, int frequency);

} // namespace chainscape::forecast
