// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forecast/seasonality.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace chainscape::forecast {
namespace {

/// Centred moving average of one season; NaN-free part only: result[k] belongs to values[k + frequency / 2].
std::vector<double> centredAverage(std::span<const double> values, std::size_t m) {
    std::vector<double> out;
    if (values.size() < m + (m % 2 == 0 ? 1 : 0)) return out;
    const bool even = m % 2 == 0;
    const std::size_t width = even ? m + 1 : m;
    for (std::size_t first = 0; first + width <= values.size(); ++first) {
        double sum = 0;
        for (std::size_t k = 0; k < width; ++k) sum += (even && (k == 0 || k == m) ? 0.5 : 1.0) * values[first + k];
        out.push_back(sum / static_cast<double>(m));
    }
    return out;
}

} // namespace

bool isSeasonal(std::span<const double> values, int frequency) {
    const std::size_t n = values.size(), m = static_cast<std::size_t>(std::max(frequency, 1));
    if (m < 2 || n < 3 * m) return false;
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(n);
    double variance = 0;
    for (const double v : values) variance += (v - mean) * (v - mean);
    if (!(variance > 0)) return false;
    const auto correlation = [&](std::size_t lag) {
        double sum = 0;
        for (std::size_t t = lag; t < n; ++t) sum += (values[t] - mean) * (values[t - lag] - mean);
        return sum / variance;
    };
    double squares = 1;
    for (std::size_t lag = 1; lag < m; ++lag) squares += 2 * correlation(lag) * correlation(lag);
    return std::abs(correlation(m)) > 1.645 * std::sqrt(squares / static_cast<double>(n));
}

SeasonIndices decompose(std::span<const double> values, int frequency, Decomposition kind) {
    const std::size_t n = values.size(), m = static_cast<std::size_t>(std::max(frequency, 1));
    const bool multiplicative = kind == Decomposition::Multiplicative;
    if (m < 2 || n < 2 * m) return {};
    if (multiplicative && !std::all_of(values.begin(), values.end(), [](double v) { return v > 0; }))
        return decompose(values, frequency, Decomposition::Additive);
    const auto trend = centredAverage(values, m);
    std::vector<double> sum(m, 0.0), count(m, 0.0);
    for (std::size_t k = 0; k < trend.size(); ++k) {
        const std::size_t t = k + m / 2;
        sum[t % m] += multiplicative ? values[t] / trend[k] : values[t] - trend[k];
        count[t % m] += 1;
    }
    for (std::size_t s = 0; s < m; ++s) {
        if (count[s] == 0) return {};
        sum[s] /= count[s];
    }
    const double mean = std::accumulate(sum.begin(), sum.end(), 0.0) / static_cast<double>(m);
    for (double& s : sum) s = multiplicative ? s / mean : s - mean;
    if (multiplicative && *std::min_element(sum.begin(), sum.end()) <= 1e-3) return decompose(values, frequency, Decomposition::Additive);
    return {multiplicative, std::move(sum)};
}

std::vector<double> withoutSeason(std::span<const double> values, const SeasonIndices& season) {
    std::vector<double> out(values.begin(), values.end());
    if (season.empty()) return out;
    for (std::size_t t = 0; t < out.size(); ++t) {
        const double s = season.index[t % season.index.size()];
        out[t] = season.multiplicative ? out[t] / s : out[t] - s;
    }
    return out;
}

std::vector<double> withSeason(std::span<const double> values, const SeasonIndices& season, std::size_t start) {
    std::vector<double> out(values.begin(), values.end());
    if (season.empty()) return out;
    for (std::size_t t = 0; t < out.size(); ++t) {
        const double s = season.index[(start + t) % season.index.size()];
        out[t] = season.multiplicative ? out[t] * s : out[t] + s;
    }
    return out;
}

} // namespace chainscape::forecast
