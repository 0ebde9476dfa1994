// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/fan_scale.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace chainscape::ui {
namespace {

/// 1, 2, 2.5 or 5 times a power of ten, at least `raw`.
double roundStep(double raw) {
    const double power = std::pow(10.0, std::floor(std::log10(raw)));
    for (const double factor : {1.0, 2.0, 2.5, 5.0})
        if (factor * power >= raw * (1 - 1e-9)) return factor * power;
    return 10 * power;
}

FanScale linearScale(double low, double high, int steps) {
    low = std::min(low, 0.0);
    high = std::max(high, 0.0);
    if (!(high > low)) high = low + 1;
    const double step = roundStep((high - low) / std::max(1, steps));
    FanScale out;
    out.low = step * std::floor(low / step + 1e-9);
    out.high = high;
    const auto first = std::lround(out.low / step), last = std::lround(std::floor(high / step + 1e-9));
    for (auto k = first; k <= last; ++k) out.ticks.push_back(static_cast<double>(k) * step);
    return out;
}

FanScale logScale(double least, double high, bool zeros) {
    FanScale out;
    out.logarithmic = true;
    out.showsZero = zeros;
    out.low = zeros ? least / 2 : least;
    out.high = std::max(high, out.low * 2);
    if (zeros) out.ticks.push_back(out.low);
    const double decades = std::log10(out.high / out.low);
    const int every = std::max(1, static_cast<int>(std::ceil(decades / 7)));
    const auto first = static_cast<int>(std::floor(std::log10(out.low))), last = static_cast<int>(std::ceil(std::log10(out.high)));
    for (int k = first; k <= last; ++k)
        for (const double factor : {1.0, 2.0, 5.0}) {
            if (factor > 1 && decades > 2.5) continue;
            if (decades > 7 && k % every != 0) continue;
            const double tick = factor * std::pow(10.0, k);
            if (tick >= (zeros ? least : out.low) * (1 - 1e-9) && tick <= out.high * (1 + 1e-9)) out.ticks.push_back(tick);
        }
    return out;
}

} // namespace

double FanScale::height(double value) const {
    if (std::isnan(value)) return 0;
    const double t = logarithmic ? std::log(std::max(value, low) / low) / std::log(high / low) : (value - low) / (high - low);
    return std::clamp(t, 0.0, 1.0);
}

FanScale fanScale(std::span<const double> values, bool logarithmic, int steps) {
    double low = std::numeric_limits<double>::infinity(), high = -low, least = low;
    bool zeros = false;
    for (const double v : values) {
        if (!std::isfinite(v)) continue;
        low = std::min(low, v);
        high = std::max(high, v);
        if (v > 0) least = std::min(least, v);
        zeros = zeros || v <= 0;
    }
    if (!(low <= high)) return linearScale(0, 1, steps);
    if (logarithmic && low >= 0 && high > 0) return logScale(least, high, zeros);
    return linearScale(low, high, steps);
}

} // namespace chainscape::ui
