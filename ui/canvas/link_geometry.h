// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Link geometry: curves as points, outlines of tapers, ribbons and arrow heads. Both back ends draw from these.

#include <array>
#include <cstddef>
#include <vector>

#include <QPainterPath>
#include <QPointF>

#include "ui/canvas/camera.h"
#include "ui/canvas/display_list.h"

namespace chainscape::ui {

struct Vec {
    float x = 0, y = 0;
};

/// A link on the device: points in device pixels, width in device pixels at the start and at the end.
struct LinkShape {
    Vec p0, c0, c1, p1;
    bool curved = false;
    float width0 = 1, width1 = 1;
};

inline constexpr float kTaperEnd = 0.25F;     ///< width at the end of a taper, of the width at its start
inline constexpr float kArrowFromLength = 24; ///< px; shorter links carry no arrow head
inline constexpr std::size_t kMostSegments = 48;

inline constexpr float kDeviation = 0.2F; ///< px between a curve and its chords

/// Segments that keep a cubic within a deviation (Wang's bound), 1..kMostSegments.
std::size_t segmentCount(const LinkShape& shape, float deviation = kDeviation);

/// The point at t in 0..1.
Vec pointAt(const LinkShape& shape, float t);

/// A polyline in columns, of 1..kMostSegments segments; what stands behind the last point means nothing.
struct FlatPath {
    std::array<float, kMostSegments + 16> x{}, y{};
    std::size_t segments = 0;
};

/// The link's points, `segments` (1..kMostSegments) equal steps of t apart. Same bits on every processor.
void flatten(const LinkShape& shape, std::size_t segments, FlatPath& out);

/// As many as segmentCount says, into `out` (cleared first).
void flatten(const LinkShape& shape, std::vector<Vec>& out);

/// Closed outline of a polyline drawn with width0 at its start and width1 at its end, flat caps; empty for fewer than two points
/// or no length.
void strokeOutline(const std::vector<Vec>& line, float width0, float width1, std::vector<Vec>& out);

/// Arrow head (triangle) in the middle of a link, pointing to its end; empty for short links. Lengths in device pixels; `ratio`
/// is device pixels per logical pixel.
void arrowHead(const LinkShape& shape, float ratio, std::vector<Vec>& out);

/// The dashes of a polyline, each handed to `sink` as a polyline of its own with its widths. A line without a gap, or so long
/// that it would have more than kMostDashes dashes, is handed over whole.
inline constexpr float kMostDashes = 100000;
using DashSink = void (*)(void* context, const std::vector<Vec>& dash, float width0, float width1);
void splitDashes(const std::vector<Vec>& line, const LinkShape& shape, float dash, float gap, void* context, DashSink sink);

/// A ribbon's outline in the camera's screen space.
QPainterPath ribbonPath(const Ribbon& ribbon, const Camera& camera);

} // namespace chainscape::ui
