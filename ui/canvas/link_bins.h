// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Links on the device in paint order, and which discs touch which band of the picture.

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

/// A link in device pixels.
struct DeviceLink {
    Vec p0, c0, c1, p1;
    float width = 0;
    StyleId style = 0;
    bool curved = false;
};

/// The picture in device pixels and its bands.
struct BandGrid {
    int width = 0, height = 0;
    int bandHeight = 64;
    double ratio = 1;

    [[nodiscard]] int bands() const { return (height + bandHeight - 1) / bandHeight; }
};

/// The links of a layer in paint order (by style, lines before curves, then as inserted), seen through a camera.
class LinkSource {
public:
    /// O(links). The layer must outlive it.
    LinkSource(const Layer& layer, const Camera& camera, const BandGrid& grid, std::size_t styles);

    [[nodiscard]] std::size_t size() const { return m_order.size(); }
    [[nodiscard]] DeviceLink link(std::size_t place) const;
    /// Whether it reaches into the picture; false for links without width or with odd coordinates.
    [[nodiscard]] bool touches(const DeviceLink& link) const;

private:
    const Layer& m_layer;
    float m_scale, m_dx, m_dy, m_ratio, m_width, m_height;
    std::vector<std::uint32_t> m_order; ///< indices; those of curves carry a flag
};

/// Discs by band, in order of insertion.
Bins binDiscs(const Layer& layer, const Camera& camera, const BandGrid& grid);

} // namespace chainscape::ui
