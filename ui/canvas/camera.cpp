// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/camera.h"

#include <algorithm>
#include <cmath>

namespace chainscape::ui {
namespace {

bool finite(const QRectF& r) {
    return std::isfinite(r.x()) && std::isfinite(r.y()) && std::isfinite(r.width()) && std::isfinite(r.height());
}

} // namespace

Camera panned(const Camera& camera, QPointF delta) { return {camera.scale, camera.offset + delta}; }

Camera zoomed(const Camera& camera, double factor, QPointF anchor) {
    if (!std::isfinite(factor) || factor <= 0) return camera;
    const double scale = std::clamp(camera.scale * factor, kSmallestScale, kLargestScale);
    return {scale, anchor - (anchor - camera.offset) * (scale / camera.scale)};
}

Camera fitted(const QRectF& world, QSizeF size, double margin) {
    if (!finite(world) || world.width() < 0 || world.height() < 0 || size.width() <= 0 || size.height() <= 0) return {};
    const double w = std::max(1.0, size.width() - 2 * margin);
    const double h = std::max(1.0, size.height() - 2 * margin);
    double scale = kLargestScale;
    if (world.width() > 0) scale = std::min(scale, w / world.width());
    if (world.height() > 0) scale = std::min(scale, h / world.height());
    if (world.width() <= 0 && world.height() <= 0) scale = 1;
    scale = std::clamp(scale, kSmallestScale, kLargestScale);
    const QPointF middle(size.width() / 2, size.height() / 2);
    return {scale, middle - world.center() * scale};
}

Camera between(const Camera& from, const Camera& to) {
    const double scale = to.scale / from.scale;
    return {scale, to.offset - from.offset * scale};
}

} // namespace chainscape::ui
