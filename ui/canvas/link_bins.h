// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Links on the device in paint order, and which links and discs touch which band of the picture.

#include <cstdint>
#include <memory>
#include <span>
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

    [[nodiscard]] std::span<const std::uint32_t> of(std::size_t band) const {
        return {entry.data() + begin[band], entry.data() + begin[band + 1]};
    }
};

/// A link in device pixels. 40 bytes.
struct DeviceLink {
    Vec p0, c0, c1, p1;
    float width;
    StyleId style;
    std::uint8_t segments; ///< that its curve needs
    bool curved;
};

/// The picture in device pixels and its bands.
struct BandGrid {
    int width = 0, height = 0;
    int bandHeight = 64;
    double ratio = 1;

    [[nodiscard]] int bands() const { return (height + bandHeight - 1) / bandHeight; }
};

/// First and last band of an item; first = kNowhere when it touches none.
struct BandReach {
    static constexpr std::uint16_t kNowhere = 0xFFFF;
    std::uint16_t first = kNowhere, last = 0;
};

/// The links of a layer as seen through a camera, in paint order: by style, lines before curves, then as inserted. Left out are links
/// beyond the picture, without width or with odd coordinates. Its memory is used again from picture to picture.
class DeviceLinks {
public:
    /// Styles from `styles` (at least 1) on count as the last one; curves may deviate so much from their chords, px. On all threads.
    void place(const Layer& layer, const Camera& camera, const BandGrid& grid, std::size_t styles, float deviation = kDeviation);

    /// Numbers of the links in a band, in paint order.
    [[nodiscard]] std::span<const std::uint32_t> of(std::size_t band) const { return m_bins.of(band); }
    [[nodiscard]] const DeviceLink& operator[](std::uint32_t number) const { return m_links[number]; }
    /// How many links touch the picture.
    [[nodiscard]] std::int64_t touching() const { return m_bins.items; }

private:
    std::unique_ptr<DeviceLink[]> m_links; ///< m_room of them, those that touch nothing unset
    std::size_t m_room = 0;
    std::vector<std::uint32_t> m_rank;
    std::vector<BandReach> m_reach;
    Bins m_bins;
};

/// Discs by band, in order of insertion.
Bins binDiscs(const Layer& layer, const Camera& camera, const BandGrid& grid);

} // namespace chainscape::ui
