// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// LinkBins: links on the device in paint order, and which links and discs touch which band of the picture.

#include <cstdint>
#include <vector>

#include "ui/canvas/camera.h"
#include "ui/canvas/display_list.h"
#include "ui/canvas/link_geometry.h"

namespace chainscape::ui {

/// A list per band, in one array.
struct Bins {
    std::vector<std::uint32_t> begin; ///< bands + 1
    std::vector<std::uint32_t> entry;
    std::int64_t items = 0;           ///< that touch any band
};

/// A link in device pixels. Together in memory, so that a band reads them in one run.
struct DeviceLink {
    Vec p0, c0, c1, p1;
    float width = 0;
    StyleId style = 0;
    bool curved = false;
};

struct LinkBins {
    std::vector<DeviceLink> links; ///< by style, lines before curves, then as inserted
    Bins bins;                     ///< indices of links, ascending in each band
};

/// The picture in device pixels and its bands.
struct BandGrid {
    int width = 0, height = 0;
    int bandHeight = 64;
    double ratio = 1;

    [[nodiscard]] int bands() const { return (height + bandHeight - 1) / bandHeight; }
};

/// All links of a layer. O(links), on all threads. Links without width or with odd coordinates are in no band.
LinkBins binLinks(const Layer& layer, const Camera& camera, const BandGrid& grid, std::size_t styles);

/// Discs by band, in order of insertion.
Bins binDiscs(const Layer& layer, const Camera& camera, const BandGrid& grid);

} // namespace chainscape::ui
