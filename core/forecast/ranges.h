// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Ranges: conformal factors that turn a model's own width into a range that holds what it promises.

#include <array>
#include <cstddef>
#include <map>
#include <span>
#include <utility>
#include <vector>

namespace chainscape::forecast {

/// Nominal coverage of the three bands.
inline constexpr std::array<double, 3> kLevels{0.5, 0.8, 0.95};
inline constexpr std::size_t kLevelCount = 3;

/// Signed multiples of the width for the quantiles 2.5, 10, 25, 75, 90, 97.5 %, ascending.
using Factors = std::array<double, 2 * kLevelCount>;
inline constexpr Factors kProbabilities{0.025, 0.1, 0.25, 0.75, 0.9, 0.975};

/// Series that share their errors: the same frequency, and for frequency 1 the same class of length.
struct PoolKey {
    int frequency = 1;
    bool longHistory = false;

    auto operator<=>(const PoolKey&) const = default;
};
PoolKey poolKey(int frequency, std::size_t length);

/// Factors shipped with the program, learned from rolling origins inside the training parts of the M3 competition (never its test part);
/// other frequencies take the nearest kind. horizon >= 1.
Factors shippedFactors(const PoolKey& key, int horizon);

/// How large |error| / width usually is in that kind, as the mean of its logarithm: what a series' own record is compared with.
double shippedRecord(const PoolKey& key);

/// Width of a series whose own back-tests gave `ratios` of |error| / width: width x (record / usual)^(w), w = n / (2 (n + 5)).
double adjustedWidth(double width, std::span<const double> ratios, const PoolKey& key);

/// Errors over widths of many series, pooled by kind and horizon. From 40 on they give asymmetric factors, from 19 symmetric ones,
/// each blended with the shipped ones by count; below that the shipped ones stand (forecasting study, section 8). Neither side is
/// narrower than a fifth of the other, so that a range never starts at the forecast itself.
class ErrorPool {
public:
    /// Keeps the first 20,000 errors of each kind and horizon. Order of calls decides, so call in series order.
    void add(const PoolKey& key, int horizon, double ratio);
    [[nodiscard]] Factors factors(const PoolKey& key, int horizon) const;
    [[nodiscard]] std::size_t count(const PoolKey& key, int horizon) const;

private:
    std::map<std::pair<PoolKey, int>, std::vector<double>> m_ratios;
    mutable std::map<std::pair<PoolKey, int>, std::pair<std::size_t, Factors>> m_known; ///< By count at which it was computed.
};

/// One band per level, an entry per horizon; all empty when no range can be told.
struct Bands {
    std::array<std::vector<double>, kLevelCount> lower, upper;

    [[nodiscard]] bool empty() const { return lower.front().empty(); }
    bool operator==(const Bands&) const = default;
};

/// Adds one horizon: mean + width x factors, holding the mean, nested, cut at `floor`.
void appendRange(Bands& bands, double mean, const Factors& offsets, double floor);

} // namespace chainscape::forecast
