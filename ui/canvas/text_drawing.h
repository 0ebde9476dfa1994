// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Text drawing: where a Text of the display list lies and how it is painted, the same for screen, export and label placement.

#include <vector>

#include <QFont>
#include <QPointF>
#include <QRectF>
#include <QStringList>

#include "ui/canvas/camera.h"
#include "ui/canvas/display_list.h"

class QPainter;

namespace chainscape::ui {

/// A text measured: what is shown after cutting, its font, the starts of its baselines and its box relative to the anchor (unturned).
struct TextShape {
    QStringList shown;     ///< one or two lines
    QFont font;            ///< in whole pixels; painted scaled by fontScale (fonts of whole px sizes: 1)
    double fontScale = 1;
    std::vector<QPointF> baselines; ///< one per line
    QRectF box;
};

/// Line breaks become blanks; what is longer than the greatest width is cut at its end, names of items in their middle; at most 400 characters are laid out. Needs a QGuiApplication; may be called in any thread.
TextShape shapeOf(const Text& text);

/// False when the text certainly lies outside of `view` (logical pixels) or cannot be drawn. Cheap: nothing is measured.
bool mayShow(const Text& text, const Camera& camera, const QRectF& view);

/// Greatest widths are those at scale 1: with the camera they grow and shrink as the world does.
/// The text's box on the screen (of the turned text: its bounding box), halo included.
QRectF boxOf(const Text& text, const Camera& camera);

/// Paints with the painter's own fonts and paths (vectors on vector devices). The painter's transform is in logical pixels.
void paintText(QPainter& painter, const Text& text, const Camera& camera);

/// As paintText for pictures: keeps recently drawn texts as small pictures, since halos are slow. Whole device pixels unless turned.
/// May be called in any thread.
void paintCachedText(QPainter& painter, const Text& text, const Camera& camera, double ratio);

} // namespace chainscape::ui
