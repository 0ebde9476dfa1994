// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/value_scale.h"

#include <algorithm>
#include <cmath>

#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

constexpr double kClasses = 5;
constexpr double kLogFoot = 0.05;

} // namespace

ValueScale::ValueScale(const std::string& kind, std::span<const double> values)
    : m_kind(kind == "log" ? Kind::Log : kind == "rank" ? Kind::Rank : kind == "classes" ? Kind::Classes : Kind::Linear) {
    for (const double v : values) {
        if (!std::isfinite(v)) continue;
        m_largest = std::max(m_largest, v);
        if (v > 0) m_leastPositive = m_leastPositive > 0 ? std::min(m_leastPositive, v) : v;
        if (m_kind == Kind::Rank || m_kind == Kind::Classes) m_sorted.push_back(v);
    }
    std::ranges::sort(m_sorted);
}

double ValueScale::at(double value) const {
    if (std::isnan(value)) return value;
    if (!(value > 0) || !(m_largest > 0)) return 0;
    if (m_kind == Kind::Linear) return std::min(1.0, value / m_largest);
    if (m_kind == Kind::Log) {
        if (m_leastPositive >= m_largest) return 1;
        const double share = std::log(value / m_leastPositive) / std::log(m_largest / m_leastPositive);
        return kLogFoot + (1 - kLogFoot) * std::clamp(share, 0.0, 1.0);
    }
    const double rank = double(std::ranges::upper_bound(m_sorted, value) - m_sorted.begin()) / double(m_sorted.size());
    return m_kind == Kind::Rank ? rank : std::ceil(rank * kClasses) / kClasses;
}

std::vector<double> ValueScale::samples() const {
    std::vector<double> out;
    if (!(m_largest > 0)) return out;
    if (m_kind == Kind::Linear) out = {0.1 * m_largest, 0.4 * m_largest, m_largest};
    else if (m_kind == Kind::Log) out = {m_leastPositive, std::sqrt(m_leastPositive * m_largest), m_largest};
    else
        for (const double share : {0.2, 0.6, 1.0}) out.push_back(m_sorted[std::size_t(std::max(0.0, std::ceil(share * double(m_sorted.size())) - 1))]);
    std::erase_if(out, [](double v) { return !(v > 0); });
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

QString ValueScale::note() const {
    switch (m_kind) {
    case Kind::Log: return Words::tr("log scale");
    case Kind::Rank: return Words::tr("by rank");
    case Kind::Classes: return Words::tr("five classes");
    case Kind::Linear: break;
    }
    return {};
}

} // namespace chainscape::ui
