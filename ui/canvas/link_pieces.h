// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// LinkPieces: links cut once into what a band draws, straight thin pieces and outlined areas, sorted by band.

#include <cstdint>
#include <span>
#include <vector>

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

/// A thin straight piece of a link, or (area) the number of an outline. Device pixels.
struct LinkPiece {
    Vec from, to;
    float width0 = 0, width1 = 0;
    StyleId style = 0;
    bool area = false;
    Joints joints;
    std::uint32_t outline = 0;
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
    /// `order` as paintOrder gives it; all must outlive the cutter. Hairlines: every link a pixel wide, plain.
    struct Look {
        std::span<const LinkInk> inks;
        bool hairlines = false;
    };
    LinkCutter(const LinkSource& source, const BandGrid& grid, Look look) : m_source(source), m_grid(grid), m_look(look) {}

    /// The links [begin, end) of the paint order. O(pieces).
    [[nodiscard]] PieceBlock cut(std::size_t begin, std::size_t end) const;

private:
    const LinkSource& m_source;
    BandGrid m_grid;
    Look m_look;
};

} // namespace chainscape::ui
