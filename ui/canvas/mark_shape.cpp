// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/mark_shape.h"

#include <cmath>
#include <numbers>

namespace chainscape::ui {
namespace {

/// A regular polygon: corners, and the turn of the first one from straight up, in quarters of a side's angle.
struct Polygon {
    int corners;
    int quarters;
};

Polygon polygonOf(MarkShape shape) {
    switch (shape) {
    case MarkShape::Round: break;
    case MarkShape::Square: return {4, 2};
    case MarkShape::Diamond: return {4, 0};
    case MarkShape::Triangle: return {3, 0};
    case MarkShape::TriangleDown: return {3, 2};
    case MarkShape::TriangleRight: return {3, 3};
    case MarkShape::Hexagon: return {6, 0};
    }
    return {0, 0};
}

} // namespace

std::size_t shapeCorners(MarkShape shape, Vec centre, float radius, std::array<Vec, kMostCorners>& corners) {
    constexpr auto pi = std::numbers::pi_v<float>;
    const auto [count, quarters] = polygonOf(shape);
    if (count == 0) return 0;
    const float side = 2 * pi / static_cast<float>(count);
    const float reach = radius * std::sqrt(side / std::sin(side)); // n/2 R^2 sin(2 pi/n) = pi r^2
    for (int k = 0; k < count; ++k) {
        const float angle = -pi / 2 + side * (static_cast<float>(k) + static_cast<float>(quarters) / 4);
        corners[static_cast<std::size_t>(k)] = {centre.x + reach * std::cos(angle), centre.y + reach * std::sin(angle)};
    }
    return static_cast<std::size_t>(count);
}

} // namespace chainscape::ui
