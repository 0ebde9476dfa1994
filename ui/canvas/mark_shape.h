// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Corners of marks that are not round. Every shape has the area of the disc of its radius, so that sizes stay comparable.

#include <array>
#include <cstddef>

#include "ui/canvas/display_list.h"
#include "ui/canvas/link_geometry.h"

namespace chainscape::ui {

inline constexpr std::size_t kMostCorners = 6;
/// The farthest corner of any shape from the middle, in radii of the disc of the same area.
inline constexpr float kFarthestCorner = 1.56F;

/// The corners of a shape around `centre`, in order; their number is 0 for MarkShape::Round.
std::size_t shapeCorners(MarkShape shape, Vec centre, float radius, std::array<Vec, kMostCorners>& corners);

} // namespace chainscape::ui
