// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// DensityMap: links as a picture of how many of them lie where, for views where single lines would be a hairball.
//
// Every link is counted along its way, weighted by its opacity; a pixel's opacity is the logarithm of its sum, from the faintest
// single link to the densest five thousandth of the picture; its colour is the mean of its links' colours. Drawn at half the resolution
// (a quarter where links lie a hundredfold) and enlarged, which is what makes it smooth.

#include <QImage>
#include <QSizeF>

#include "core/base/progress.h"
#include "ui/canvas/camera.h"
#include "ui/canvas/display_list.h"

namespace chainscape::ui {

/// Links over the mean pixel of a view above which LinkLook::Automatic means density.
inline constexpr double kHairball = 4;

/// How many links of the World layers lie over the mean pixel of a view of this size (logical pixels), from a sample of them. 0 for an empty view.
double linkOverdraw(const DisplayList& list, const Camera& camera, QSizeF view);

/// Whether the list's links are drawn as density there.
bool drawsDensity(const DisplayList& list, const Camera& camera, QSizeF view, LinkLook look);

/// The links of a layer on `size` device pixels, `ratio` to the logical pixel: premultiplied, transparent where none are, of half the
/// size rounded up. Null when stopped or empty. The same for any number of threads.
struct DensityMap {
    QImage half;
    std::int64_t links = 0; ///< that touch the picture
};
DensityMap densityMap(const DisplayList& list, const Layer& layer, const Camera& camera, QSize size, double ratio, Progress& progress);

/// Lays a map over a picture of its full size, within `clip`. On all threads.
void layOver(QImage& picture, const QImage& half, const QRect& clip);

/// The words that a picture with a density map must show, and where.
Text densityNote(const DisplayList& list, QSizeF view);

} // namespace chainscape::ui
