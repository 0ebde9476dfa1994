// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Intermittent demand: links that are zero in many periods.

#include <array>
#include <span>

namespace chainscape::forecast {

/// Share of zeros, the rhythm of the others and how long the last silence is.
struct ZeroPattern {
    double zeroShare = 0;       ///< After the first non-zero value; 1 when all are zero.
    double interval = 1;        ///< Average demand interval (ADI): periods per non-zero value, up to the last non-zero one.
    std::size_t first = 0;      ///< Index of the first non-zero value; the size when there is none.
    std::size_t silence = 0;    ///< Zeros at the end.
    bool intermittent = false;  ///< At least 25 % zeros or ADI >= 1.32 (Syntetos & Boylan 2005), and not a closed season.
    bool inactive = false;      ///< Silent for longer than four average intervals.
};

/// Finite values. `frequency` tells a closed season (the same positions zero every year) from intermittence.
ZeroPattern zeroPattern(std::span<const double> values, int frequency);

/// Mean per period, the same for all horizons: the geometric mean of SES(0.1) and the mean of the last 12 values, so 0 after a year of
/// silence. Non-negative values, not empty.
struct IntermittentFit {
    double mean = 0;
    double ses = 0, tsb = 0, average = 0; ///< SES(0.1), TSB(0.1, 0.1) (Teunter, Syntetos & Babai 2011), mean of the last 12.
    double rangeMean = 0;  ///< Plain mean of the three: the centre of the range, which does not shrink.
    double dispersion = 1; ///< Variance over mean of the history, at least 1.
    double unit = 1;       ///< Size of one unit of demand; 1 for whole numbers.
};
IntermittentFit fitIntermittent(std::span<const double> values);

/// Quantile of the demand of one period under a negative binomial with the fit's rangeMean and dispersion (Poisson at dispersion 1), in units,
/// interpolated within the unit that holds it. probability in (0, 1). 0 for a mean of 0.
double intermittentQuantile(const IntermittentFit& fit, double probability);

/// Chance of any demand in one period under the same distribution.
double chanceOfDemand(const IntermittentFit& fit);

} // namespace chainscape::forecast
