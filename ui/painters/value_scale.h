// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ValueScale: how a number becomes a length or a colour: linear, logarithmic, by rank or in classes.

#include <span>
#include <string>
#include <vector>

#include <QString>

namespace chainscape::ui {

class ValueScale {
public:
    /// kind: linear, log, rank or classes (five of equal numbers); another word is linear. NaN and infinite values are left out.
    ValueScale(const std::string& kind, std::span<const double> values);
    ValueScale() = default;

    /// 0..1. linear: share of the largest, below 0 as 0. log: from the least positive value (a twentieth) to the largest (1), 0 and below as 0.
    /// rank: share of the values that are smaller or equal. classes: the class, 0.2 to 1. NaN gives NaN. O(log n) at most.
    [[nodiscard]] double at(double value) const;
    [[nodiscard]] double largest() const { return m_largest; }
    /// Values for a legend, ascending, at most three, all different.
    [[nodiscard]] std::vector<double> samples() const;
    /// "log scale", "by rank", "five classes"; blank for linear.
    [[nodiscard]] QString note() const;

private:
    enum class Kind : unsigned char { Linear, Log, Rank, Classes };
    Kind m_kind = Kind::Linear;
    double m_leastPositive = 0, m_largest = 0;
    std::vector<double> m_sorted; ///< rank and classes only
};

} // namespace chainscape::ui
