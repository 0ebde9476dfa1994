// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// LinkPieces: links cut once into what a band draws, straight thin pieces and outlined areas, sorted by band.

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "core/base/progress.h"
#include "ui/canvas/band.h"
#include "ui/canvas/link_bins.h"

namespace chainscape::ui {

/// Style as the raster needs it; dashes in device pixels.
struct LinkInk {
    QRgb colour = 0;
    const CoverageTable* table = nullptr;
    float dash = 0, gap = 0;
    Direction direction = Direction::None;
};

/// A thin straight piece of a link, or (area) an outline; widths in parts of a pixel, for areas the outline's number. 24 bytes.
struct LinkPiece {
    static constexpr float kWidthUnit = 16384;

    Vec from, to;
    std::uint16_t width0 = 0, width1 = 0;
    StyleId style = 0;
    bool area : 1 = false, startJoint : 1 = false, endJoint : 1 = false;

    [[nodiscard]] std::uint32_t outline() const { return width0 | static_cast<std::uint32_t>(width1) << 16; }
};

/// The pieces of a run of links.
struct PieceBlock {
    std::vector<LinkPiece> pieces;         ///< band by band; in a band in paint order; a piece stands in every band it touches
    std::vector<std::uint32_t> begin;      ///< bands + 1
    std::vector<Vec> points;               ///< of the outlines
    std::vector<std::uint32_t> outlineEnd; ///< in points
    std::int64_t links = 0;                ///< that touch the picture
};

/// Cuts the links of a layer, seen through a camera. Any thread.
class LinkCutter {
public:
    /// `order` as paintOrder gives it; all must outlive the cutter. Hairlines: every link a device pixel wide, plain.
    struct Look {
        std::span<const LinkInk> inks;
        bool hairlines = false;
    };
    LinkCutter(const LinkSource& source, const BandGrid& grid, Look look) : m_source(source), m_grid(grid), m_look(look) {}

    /// Puts the links [begin, end) of the paint order into `block`, whose memory is used again. O(pieces).
    void cut(std::size_t begin, std::size_t end, PieceBlock& block) const;

    /// Cuts all links on all threads and hands them over batch by batch, so that the pieces of a whole industry are never held at
    /// once. Returns how many links touch the picture.
    std::int64_t cutAll(Progress& progress, const std::function<void(const std::vector<PieceBlock>&)>& draw) const;

private:
    const LinkSource& m_source;
    BandGrid m_grid;
    Look m_look;
};

} // namespace chainscape::ui
