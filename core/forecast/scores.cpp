// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forecast/scores.h"

#include <cmath>
#include <numbers>

#include "core/base/undefined.h"

namespace chainscape::forecast {
namespace {

template <class F>
double meanSeasonalDifference(std::span<const double> history, int frequency, F&& size) {
    const std::size_t m = static_cast<std::size_t>(frequency < 1 ? 1 : frequency);
    if (history.size() <= m) return kNaN;
    double sum = 0;
    for (std::size_t t = m; t < history.size(); ++t) sum += size(history[t] - history[t - m]);
    return sum / static_cast<double>(history.size() - m);
}

template <class F>
double meanError(std::span<const double> actual, std::span<const double> forecast, F&& size) {
    if (actual.empty() || actual.size() != forecast.size()) return kNaN;
    double sum = 0;
    for (std::size_t h = 0; h < actual.size(); ++h) sum += size(actual[h] - forecast[h]);
    return sum / static_cast<double>(actual.size());
}

double absolute(double e) { return std::abs(e); }
double squared(double e) { return e * e; }

} // namespace

double seasonalScale(std::span<const double> history, int frequency) { return meanSeasonalDifference(history, frequency, absolute); }

double mase(std::span<const double> history, std::span<const double> actual, std::span<const double> forecast, int frequency) {
    const double scale = seasonalScale(history, frequency);
    return scale > 0 ? meanError(actual, forecast, absolute) / scale : kNaN;
}

double rmsse(std::span<const double> history, std::span<const double> actual, std::span<const double> forecast, int frequency) {
    const double scale = meanSeasonalDifference(history, frequency, squared);
    return scale > 0 ? std::sqrt(meanError(actual, forecast, squared) / scale) : kNaN;
}

double smape(std::span<const double> actual, std::span<const double> forecast) {
    if (actual.empty() || actual.size() != forecast.size()) return kNaN;
    double sum = 0;
    for (std::size_t h = 0; h < actual.size(); ++h) {
        const double size = std::abs(actual[h]) + std::abs(forecast[h]);
        if (size > 0) sum += 200 * std::abs(actual[h] - forecast[h]) / size;
    }
    return sum / static_cast<double>(actual.size());
}

double wape(std::span<const double> actual, std::span<const double> forecast) {
    double size = 0;
    for (const double y : actual) size += std::abs(y);
    return size > 0 ? meanError(actual, forecast, absolute) * static_cast<double>(actual.size()) / size : kNaN;
}

double pinball(double actual, double quantile, double probability) {
    return actual >= quantile ? probability * (actual - quantile) : (1 - probability) * (quantile - actual);
}

double intervalScore(double actual, double lower, double upper, double coverage) {
    const double miss = actual < lower ? lower - actual : actual > upper ? actual - upper : 0;
    return upper - lower + 2 / (1 - coverage) * miss;
}

double crpsEnsemble(std::span<const double> members, double actual, Crps form) {
    if (members.empty()) return kNaN;
    const double n = static_cast<double>(members.size());
    double distance = 0, spread = 0;
    for (const double x : members) {
        distance += std::abs(x - actual);
        for (const double other : members) spread += std::abs(x - other);
    }
    const double pairs = form == Crps::Fair ? n * (n - 1) : n * n;
    return distance / n - (pairs > 0 ? spread / pairs / 2 : 0);
}

double crpsNormal(double mean, double sigma, double actual) {
    const double z = (actual - mean) / sigma;
    const double density = std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi), below = 0.5 * std::erfc(-z / std::numbers::sqrt2);
    return sigma * (z * (2 * below - 1) + 2 * density - 1 / std::sqrt(std::numbers::pi));
}

} // namespace chainscape::forecast
