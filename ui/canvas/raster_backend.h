// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Raster back end: a display list as a picture, drawn in bands on all threads without a graphics card. For screen and PNG.

#include <cstdint>
#include <optional>

#include <QImage>
#include <QSize>

#include "core/base/progress.h"
#include "ui/canvas/camera.h"
#include "ui/canvas/display_list.h"

namespace chainscape::ui {

struct RasterOptions {
    double ratio = 1; ///< device pixels per logical pixel
    std::optional<LinkLook> links; ///< instead of the list's own
    std::optional<Space> only;     ///< draw only the layers of this space
    Ground ground = Ground::Fill;  ///< Leave: transparent

    bool operator==(const RasterOptions&) const = default;
};

/// A drawn picture. `image` has format ARGB32_Premultiplied and its device pixel ratio set; null when stopped or the size is empty.
struct Frame {
    QImage image;
    Camera camera;
    bool density = false;   ///< links were drawn as density (and the picture says so)
    std::int64_t drawn = 0; ///< primitives that touch the picture
    double milliseconds = 0;
};

/// Draws `list` as seen through `camera` on `size` logical pixels (at most 16384 device pixels a side; larger is cut).
/// Lines equal painting them one by one with QPainter within 2/255 a pixel on average.
/// Same list, same picture, for any number of threads. Any thread; stops between bands when progress says so.
/// `spare`: a picture nobody shows any more, whose memory is used again when it fits.
Frame rasterise(const DisplayList& list, const Camera& camera, QSize size, const RasterOptions& options, Progress& progress, QImage spare = {});

/// `list` without words and recordings and with discs a third their size, links as density; for a picture of the whole.
QImage miniature(const DisplayList& list, const Camera& camera, QSize size, double ratio, Progress& progress);

} // namespace chainscape::ui
