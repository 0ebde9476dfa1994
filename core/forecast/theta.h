// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Simple exponential smoothing, the Theta method and the dynamic optimised Theta model, on series without a season.

#include <span>
#include <vector>

namespace chainscape::forecast {

/// A fitted member: point forecasts 1..h and the spread (one standard deviation, by its own model) of each.
struct MemberForecast {
    std::vector<double> mean;
    std::vector<double> spread;
};

/// Simple exponential smoothing: alpha in [1e-4, 0.9999] and the first level by least squares of the one-step errors.
struct SesFit {
    double alpha = 0;
    double first = 0; ///< Level before the first value.
    double level = 0; ///< Level after the last value.
    double sigma = 0; ///< Root mean square one-step error over the degrees of freedom left.
};
SesFit fitSes(std::span<const double> values);
MemberForecast forecastSes(const SesFit& fit, int horizon);

/// SES with a drift of half the slope of the straight line through the history (Hyndman & Billah 2003, their equivalence to Theta).
MemberForecast forecastTheta(std::span<const double> values, int horizon);

/// The dynamic optimised Theta model (Fiorucci et al. 2016): its first level and 1 - 1/theta enter linearly, so that they are solved
/// exactly for each alpha in [0.1, 0.99] and only alpha is searched. theta >= 1.
struct DotmFit {
    double alpha = 0;
    double first = 0;
    double weight = 0; ///< 1 - 1/theta, in 0..1.
    double sigma = 0;
};
DotmFit fitDotm(std::span<const double> values);
MemberForecast forecastDotm(const DotmFit& fit, std::span<const double> values, int horizon);

} // namespace chainscape::forecast
