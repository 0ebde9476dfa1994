// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forecast/ranges.h"

#include <algorithm>
#include <cmath>

namespace chainscape::forecast {
namespace {

constexpr std::size_t kLongHistory = 30, kPoolLimit = 20000, kSymmetric = 19, kAsymmetric = 40;
constexpr double kLeastSide = 0.2; // of the other side: a past that erred one way only does not promise the same for the future

/// factor(h) = first + growth * ln(h) for each of the six quantiles, up to the longest horizon learned from.
struct Shipped {
    int longest;
    double record;
    Factors first, growth;
};

// Least squares over the horizons of pooled quantiles, three rolling origins per series; halfway to symmetric.
constexpr Shipped kMonthly{18, -0.30, {-2.06, -1.30, -0.67, 0.61, 1.24, 1.94}, {-0.12, -0.03, -0.02, -0.00, 0.02, 0.19}};
constexpr Shipped kYearlyLong{8, -0.15, {-2.75, -1.57, -0.79, 0.66, 1.56, 3.01}, {-0.09, -0.05, -0.07, 0.04, -0.00, 0.16}};
constexpr Shipped kYearlyShort{6, 0.05, {-1.95, -1.21, -0.64, 0.80, 1.41, 2.13}, {-0.97, -0.44, -0.14, 0.32, 0.70, 1.60}};
constexpr Shipped kQuarterly{8, -0.01, {-1.99, -1.10, -0.47, 0.75, 1.27, 2.13}, {-0.33, -0.21, -0.08, 0.15, 0.39, 0.54}};

const Shipped& shipped(const PoolKey& key) {
    if (key.frequency == 1) return key.longHistory ? kYearlyLong : kYearlyShort;
    return key.frequency <= 4 ? kQuarterly : kMonthly;
}

double quantile(std::span<const double> sorted, double probability) {
    const double n = static_cast<double>(sorted.size());
    const double at = std::clamp(probability * (n + 1) - 1, 0.0, n - 1); // the conformal (n + 1) correction
    const auto below = static_cast<std::size_t>(at);
    const double share = at - static_cast<double>(below);
    return below + 1 < sorted.size() ? sorted[below] * (1 - share) + sorted[below + 1] * share : sorted[below];
}

Factors pooledFactors(std::vector<double> ratios) {
    Factors out{};
    const bool symmetric = ratios.size() < kAsymmetric;
    if (symmetric)
        for (double& r : ratios) r = std::abs(r);
    std::sort(ratios.begin(), ratios.end());
    for (std::size_t i = 0; i < out.size(); ++i) {
        const std::size_t level = i < kLevelCount ? kLevelCount - 1 - i : i - kLevelCount;
        if (symmetric) out[i] = (i < kLevelCount ? -1 : 1) * quantile(ratios, kLevels[level]);
        else out[i] = quantile(ratios, kProbabilities[i]);
    }
    return out;
}

} // namespace

PoolKey poolKey(int frequency, std::size_t length) { return {frequency, frequency == 1 && length >= kLongHistory}; }

Factors shippedFactors(const PoolKey& key, int horizon) {
    const Shipped& s = shipped(key);
    const double h = std::log(static_cast<double>(std::clamp(horizon, 1, s.longest)));
    Factors out{};
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = s.first[i] + s.growth[i] * h;
    return out;
}

double shippedRecord(const PoolKey& key) { return shipped(key).record; }

double adjustedWidth(double width, std::span<const double> ratios, const PoolKey& key) {
    if (ratios.empty()) return width;
    double sum = 0;
    for (const double r : ratios) sum += std::abs(r);
    const double n = static_cast<double>(ratios.size()), weight = 0.5 * n / (n + 5);
    const double record = std::clamp(std::log(std::max(sum / n, 1e-3)) - shippedRecord(key), -2.0, 2.0);
    return width * std::exp(weight * record);
}

void ErrorPool::add(const PoolKey& key, int horizon, double ratio) {
    auto& ratios = m_ratios[{key, horizon}];
    if (ratios.size() < kPoolLimit && std::isfinite(ratio)) ratios.push_back(ratio);
}

std::size_t ErrorPool::count(const PoolKey& key, int horizon) const {
    const auto it = m_ratios.find({key, horizon});
    return it == m_ratios.end() ? 0 : it->second.size();
}

Factors ErrorPool::factors(const PoolKey& key, int horizon) const {
    const auto it = m_ratios.find({key, horizon});
    const Factors usual = shippedFactors(key, horizon);
    if (it == m_ratios.end() || it->second.size() < kSymmetric) return usual;
    auto& known = m_known[{key, horizon}];
    if (known.first == it->second.size()) return known.second;
    Factors own = pooledFactors(it->second);
    const double n = static_cast<double>(it->second.size()), share = n / (n + static_cast<double>(kAsymmetric));
    for (std::size_t i = 0; i < own.size(); ++i) own[i] = share * own[i] + (1 - share) * usual[i];
    for (std::size_t level = 0; level < kLevelCount; ++level) {
        double& low = own[kLevelCount - 1 - level];
        double& high = own[kLevelCount + level];
        const double below = std::min(low, -kLeastSide * high), above = std::max(high, -kLeastSide * low);
        low = below;
        high = above;
    }
    known = {it->second.size(), own};
    return own;
}

void appendRange(Bands& bands, double mean, const Factors& offsets, double floor) {
    double low = mean, high = mean;
    for (std::size_t level = 0; level < kLevelCount; ++level) {
        low = std::max(floor, std::min(low, mean + offsets[kLevelCount - 1 - level]));
        high = std::max({floor, high, mean + offsets[kLevelCount + level]});
        bands.lower[level].push_back(low);
        bands.upper[level].push_back(high);
    }
}

} // namespace chainscape::forecast
