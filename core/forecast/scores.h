// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Scores of forecasts: plain functions, definitions as in the M4 and M5 competitions.

#include <span>

namespace chainscape::forecast {

/// Mean absolute seasonal difference of the history, the scale of MASE; NaN when the history is not longer than the season.
double seasonalScale(std::span<const double> history, int frequency);

/// Mean absolute error over seasonalScale (Hyndman & Koehler 2006). NaN when undefined or the scale is 0.
double mase(std::span<const double> history, std::span<const double> actual, std::span<const double> forecast, int frequency);

/// Root of the mean squared error over the mean squared seasonal difference (M5). NaN when undefined or the scale is 0.
double rmsse(std::span<const double> history, std::span<const double> actual, std::span<const double> forecast, int frequency);

/// Mean of 200 |e| / (|y| + |f|) in percent; 0/0 counts as 0. NaN for an empty span.
double smape(std::span<const double> actual, std::span<const double> forecast);

/// Sum of |e| over sum of |y|; NaN when all actuals are 0.
double wape(std::span<const double> actual, std::span<const double> forecast);

/// Pinball loss of one quantile forecast.
double pinball(double actual, double quantile, double probability);

/// Interval score of a central range that should hold `coverage` of outcomes (Gneiting & Raftery 2007, eq. 43).
double intervalScore(double actual, double lower, double upper, double coverage);

/// CRPS of an ensemble: mean |x - y| minus half the mean |x - x'|; the fair form divides the latter by n (n - 1).
enum class Crps : unsigned char { Plain, Fair };
double crpsEnsemble(std::span<const double> members, double actual, Crps form = Crps::Plain);

/// CRPS of a normal distribution (Gneiting & Raftery 2007, eq. 21). sigma > 0.
double crpsNormal(double mean, double sigma, double actual);

} // namespace chainscape::forecast
