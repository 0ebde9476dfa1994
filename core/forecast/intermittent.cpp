// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forecast/intermittent.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace chainscape::forecast {
namespace {

constexpr double kWeight = 0.1;

double sesOf(std::span<const double> values) {
    const std::size_t start = std::min<std::size_t>(6, values.size());
    double level = std::accumulate(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(start), 0.0) / static_cast<double>(start);
    for (const double v : values) level += kWeight * (v - level);
    return level;
}

double tsbOf(std::span<const double> values) {
    double size = 0, count = 0;
    for (const double v : values) {
        size += v;
        count += v > 0 ? 1 : 0;
    }
    if (count == 0) return 0;
    size /= count;
    double chance = count / static_cast<double>(values.size());
    for (const double v : values) {
        chance += kWeight * ((v > 0 ? 1 : 0) - chance);
        if (v > 0) size += kWeight * (v - size);
    }
    return chance * size;
}

double lastMean(std::span<const double> values, std::size_t width) {
    const auto tail = values.last(std::min(width, values.size()));
    return std::accumulate(tail.begin(), tail.end(), 0.0) / static_cast<double>(tail.size());
}

/// Every position of the season is zero in at least 80 % or at most 20 % of its years, and some position is mostly zero.
bool closedSeason(std::span<const double> values, int frequency) {
    const std::size_t m = static_cast<std::size_t>(std::max(frequency, 1));
    if (m < 2 || values.size() < 2 * m) return false;
    bool closed = false;
    for (std::size_t s = 0; s < m; ++s) {
        double zeros = 0, count = 0;
        for (std::size_t t = s; t < values.size(); t += m) {
            zeros += values[t] == 0 ? 1 : 0;
            count += 1;
        }
        if (zeros > 0.2 * count && zeros < 0.8 * count) return false;
        closed = closed || zeros >= 0.8 * count;
    }
    return closed;
}

} // namespace

ZeroPattern zeroPattern(std::span<const double> values, int frequency) {
    ZeroPattern out;
    const auto active = [](double v) { return v != 0; };
    out.first = static_cast<std::size_t>(std::find_if(values.begin(), values.end(), active) - values.begin());
    const auto rest = values.subspan(out.first);
    if (rest.empty()) return {.zeroShare = 1, .first = values.size(), .silence = values.size(), .inactive = !values.empty()};
    out.silence = static_cast<std::size_t>(std::find_if(rest.rbegin(), rest.rend(), active) - rest.rbegin());
    const double count = static_cast<double>(std::count_if(rest.begin(), rest.end(), active)), n = static_cast<double>(rest.size());
    out.zeroShare = 1 - count / n;
    out.interval = (n - static_cast<double>(out.silence)) / count;
    if (closedSeason(rest, frequency)) return out;
    out.intermittent = out.zeroShare >= 0.25 || out.interval >= 1.32;
    out.inactive = static_cast<double>(out.silence) > 4 * out.interval;
    return out;
}

IntermittentFit fitIntermittent(std::span<const double> values) {
    IntermittentFit fit;
    fit.ses = sesOf(values);
    fit.tsb = tsbOf(values);
    fit.average = lastMean(values, 12);
    fit.mean = std::sqrt(std::max(0.0, fit.ses * fit.average));
    fit.rangeMean = (fit.ses + fit.tsb + fit.average) / 3;
    double sum = 0, squares = 0, sizes = 0, count = 0;
    bool whole = true;
    for (const double v : values) {
        sum += v;
        squares += v * v;
        if (v == 0) continue;
        sizes += v;
        count += 1;
        whole = whole && v == std::floor(v) && v < 1e6;
    }
    if (count == 0) return fit;
    const double n = static_cast<double>(values.size());
    const double variance = (squares - sum * sum / n) / std::max(n - 1, 1.0);
    fit.unit = whole ? 1 : sizes / count / 20; // amounts: a twentieth of the usual size stands for one unit
    fit.dispersion = std::max(1.0, variance / (sum / n) / fit.unit);
    return fit;
}

double intermittentQuantile(const IntermittentFit& fit, double probability) {
    const double mean = fit.rangeMean / fit.unit;
    if (!(mean > 0)) return 0;
    const double d = fit.dispersion;
    const bool poisson = d < 1 + 1e-6;
    const double size = poisson ? 0 : mean / (d - 1); // variance = mean + mean^2 / size
    double mass = poisson ? std::exp(-mean) : std::exp(-size * std::log(d)), below = 0;
    double k = 0;
    const double far = mean + 60 * std::sqrt(mean * d) + 60 * d;
    while (below + mass < probability && k < far) {
        below += mass;
        mass *= poisson ? mean / (k + 1) : (size + k) / (k + 1) * (d - 1) / d;
        k += 1;
    }
    const double share = mass > 0 ? std::clamp((probability - below) / mass, 0.0, 1.0) : 0;
    return fit.unit * std::max(0.0, k - 0.5 + (k == 0 ? 0.5 : share));
}

double chanceOfDemand(const IntermittentFit& fit) {
    const double mean = fit.rangeMean / fit.unit;
    if (!(mean > 0)) return 0;
    if (fit.dispersion < 1 + 1e-6) return 1 - std::exp(-mean);
    return 1 - std::exp(-mean / (fit.dispersion - 1) * std::log(fit.dispersion));
}

} // namespace chainscape::forecast
