// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Seasonality: the test of the M4 competition and classical decomposition.

#include <span>
#include <vector>

namespace chainscape::forecast {

/// True when the autocorrelation at lag `frequency` passes the 90 % limit of the M4 benchmarks (Makridakis et al. 2020).
/// False below three full seasons, for frequency 1 and for a constant history. Finite values only. O(n x frequency).
bool isSeasonal(std::span<const double> values, int frequency);

/// Seasonal indices by position in the season; index[t % frequency] belongs to values[t].
struct SeasonIndices {
    bool multiplicative = true; ///< Indices of mean 1 to divide by; otherwise of mean 0 to subtract.
    std::vector<double> index;  ///< Empty: no season.

    [[nodiscard]] bool empty() const { return index.empty(); }
    bool operator==(const SeasonIndices&) const = default;
};

enum class Decomposition : unsigned char { Multiplicative, Additive };

/// Classical decomposition by a centred moving average, means per position, normalised (as in Makridakis, Wheelwright & Hyndman 1998).
/// Needs two full seasons, else empty. Multiplicative needs positive values and turns additive when an index would not be positive.
SeasonIndices decompose(std::span<const double> values, int frequency, Decomposition kind);

/// Values without their season, and values with the season of position `start` onwards put back.
std::vector<double> withoutSeason(std::span<const double> values, const SeasonIndices& season);
std::vector<double> withSeason(std::span<const double> values, const SeasonIndices& season, std::size_t start);

} // namespace chainscape::forecast
