// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/coverage_table.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace chainscape::ui {
namespace {

/// How much of [0, x) lies behind a start that moves evenly over [0, smear].
double smearedUpTo(double x, double smear) {
    if (x <= 0) return 0;
    if (smear <= 0) return x;
    const double t = std::min(x, smear);
    return (x * t - t * t / 2) / smear;
}

/// Part of the pixel [pixel, pixel + 1) that a span from `from` of an extent covers on average while it moves by `smear`.
double coverOf(double pixel, double from, double extent, double smear) {
    const auto upTo = [&](double x) { return smearedUpTo(x - from, smear) - smearedUpTo(x - from - extent, smear); };
    return std::clamp(upTo(pixel + 1) - upTo(pixel), 0.0, 1.0);
}

} // namespace

template <class Depth> void CoverageTable::fill(const Depth& depth) {
    m_depth.reserve(static_cast<std::size_t>(kSmear) * kSmears);
    for (int smear = 0; smear < kSmears; ++smear)
        for (int level = 0; level <= kLevels + kHairlines; ++level)
            for (int place = 0; place < kPlaces; ++place)
                for (int pixel = 0; pixel < 4; ++pixel) {
                    const bool hairline = level > kLevels;
                    const double extent = hairline ? 1 : level / 32.0, weight = hairline ? (level - kLevels) / 32.0 : 1;
                    const double cover = coverOf(pixel, (place + 0.5) / kPlaces, extent, static_cast<double>(smear) / (kSmears - 1));
                    m_depth.push_back(static_cast<std::uint16_t>(std::lround(depth(weight * cover))));
                }
}

CoverageTable::CoverageTable(double alpha) {
    fill([alpha](double cover) { return -std::log(std::max(1 - alpha * cover, 1.0 / 1024)) * static_cast<double>(kDepthUnit); });
}

CoverageTable CoverageTable::counting(double weight) {
    CoverageTable table;
    table.fill([weight](double cover) { return weight * cover; });
    return table;
}

} // namespace chainscape::ui
