// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Painter back end: the same display list with any QPainter. For SVG, PDF, printing, and as the truth the raster is tested against.

#include <QSizeF>

#include "core/base/progress.h"
#include "ui/canvas/camera.h"
#include "ui/canvas/display_list.h"

class QPainter;

namespace chainscape::ui {

/// Paints in the painter's logical coordinates; what lies outside of (0, 0, size) is left out. The painter's state is kept.
/// False when stopped. SVG knows no clip of layers: there, whole items are left out.
bool paint(QPainter& painter, const DisplayList& list, const Camera& camera, QSizeF size, Progress& progress, Ground ground = Ground::Fill);

} // namespace chainscape::ui
