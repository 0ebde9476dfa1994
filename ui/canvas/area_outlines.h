// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// AreaOutlines: rectangles, ribbons and paths of a layer as polygons on the device, in paint order, hatching and outlines included.

#include <cstddef>
#include <cstdint>
#include <vector>

#include <QPainterPath>
#include <QPolygonF>

#include "ui/canvas/camera.h"
#include "ui/canvas/display_list.h"
#include "ui/canvas/link_geometry.h"

namespace chainscape::ui {

/// A rectangle (with rounded corners) as a path in screen space.
QPainterPath rectPath(const Rect& rect, const Camera& camera);

/// The strokes of a hatched area: pieces of diagonals inside the shape (odd-even), in screen space. Sizes in logical pixels.
std::vector<QLineF> hatchStrokes(const QPainterPath& shape);

inline constexpr double kHatchStep = 6;
inline constexpr double kHatchWidth = 1.2;

/// One polygon area (several outlines) or one upright rectangle in one colour.
struct Area {
    QRgb colour = 0;
    float top = 0, bottom = 0;
    bool upright = false;
    float left = 0, right = 0;              ///< of upright ones
    std::size_t firstOutline = 0, endOutline = 0;
};

struct AreaOutlines {
    std::vector<Area> areas;
    std::vector<std::size_t> outlineEnds;   ///< per outline: end of its points; it begins where the one before ends
    std::vector<Vec> points;
};

/// All areas of a layer that touch `view` (logical pixels); points are device pixels (logical times ratio).
AreaOutlines areaOutlines(const Layer& layer, const Camera& camera, const QRectF& view, double ratio);

} // namespace chainscape::ui
