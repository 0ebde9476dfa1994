// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Camera: where the world lies on the screen. screen = world * scale + offset; the same scale on both axes, y down.

#include <QPointF>
#include <QRectF>
#include <QSizeF>

namespace chainscape::ui {

struct Camera {
    double scale = 1;
    QPointF offset;

    bool operator==(const Camera&) const = default;

    [[nodiscard]] QPointF toScreen(QPointF world) const { return world * scale + offset; }
    [[nodiscard]] QPointF toWorld(QPointF screen) const { return (screen - offset) / scale; }
    [[nodiscard]] QRectF toScreen(const QRectF& world) const { return {toScreen(world.topLeft()), world.size() * scale}; }
    [[nodiscard]] QRectF toWorld(const QRectF& screen) const { return {toWorld(screen.topLeft()), screen.size() / scale}; }
};

inline constexpr double kSmallestScale = 1e-6;
inline constexpr double kLargestScale = 1e6;

/// Moved by `delta` screen pixels.
Camera panned(const Camera& camera, QPointF delta);

/// Zoomed by `factor` so that what lies under `anchor` (screen) stays there. The scale is kept in the limits above; a factor that
/// is not a positive number changes nothing.
Camera zoomed(const Camera& camera, double factor, QPointF anchor);

/// The whole of `world` in the middle of a view of `size`, with `margin` pixels around. An empty extent (one point, one line) keeps
/// scale 1 or the scale of the other extent; an empty or invalid world or view gives the identity.
Camera fitted(const QRectF& world, QSizeF size, double margin = 24);

/// How a frame drawn with `from` must be moved to look as if drawn with `to`: to.toScreen = result.toScreen(from.toScreen).
Camera between(const Camera& from, const Camera& to);

} // namespace chainscape::ui
