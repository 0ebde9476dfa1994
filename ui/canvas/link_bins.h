// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// LinkBins: which links and discs touch which band of the picture, in paint order.

#include <cstdint>
#include <vector>

#include "ui/canvas/camera.h"
#include "ui/canvas/display_list.h"

namespace chainscape::ui {

/// A list per band, in one array.
struct Bins {
    std::vector<std::uint32_t> begin; ///< bands + 1
    std::vector<std::uint32_t> entry;
    std::int64_t items = 0;           ///< that touch any band
};

inline constexpr std::uint32_t kCurveFlag = 0x80000000U; ///< set in entries of curves

/// The picture in device pixels and its bands.
struct BandGrid {
    int width = 0, height = 0;
    int bandHeight = 64;
    double ratio = 1;

    [[nodiscard]] int bands() const { return (height + bandHeight - 1) / bandHeight; }
};

/// Lines and curves by band, in each band by style, lines before curves. O(links), on all threads.
Bins binLinks(const Layer& layer, const Camera& camera, const BandGrid& grid, std::size_t styles);

/// Discs by band, in order of insertion.
Bins binDiscs(const Layer& layer, const Camera& camera, const BandGrid& grid);

} // namespace chainscape::ui
