// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Thin walks: thin straight pieces drawn into the sums of a band, step by step along their longer axis.
//
// Eight pieces are made ready at once (where they are cut, their slope, extent and smear); then each one walks, four depths a step.

#include <array>
#include <cstddef>
#include <cstdint>

#include "ui/canvas/coverage_table.h"
#include "ui/canvas/link_geometry.h"

namespace chainscape::ui {

/// Straight pieces of one style in columns, in device pixels within +-32,000. Ends that are not free go on in another piece.
struct ThinPieces {
    static constexpr std::size_t kMost = 256; ///< a multiple of eight
    template <class T> using Column = std::array<T, kMost>;

    alignas(32) Column<float> x0{}, y0{}, x1{}, y1{}, width0{}, width1{};
    alignas(32) Column<std::int32_t> freeStart{}, freeEnd{}; ///< 0 or -1
    std::size_t count = 0;

    [[nodiscard]] std::size_t room() const { return kMost - count; }
};

/// The sums of a strip of the picture, rows [top, top + height), columns [0, width).
struct ThinSums {
    static constexpr int kPad = 8;   ///< sums beyond the strip at either side, which a walk may touch
    static constexpr int kTile = 64; ///< px

    std::uint16_t* columns; ///< of flat pieces: a column after another, each from kPad above the strip
    std::ptrdiff_t columnStride;
    std::uint16_t* rows;    ///< of steep pieces: a row after another, each from kPad left of the picture
    std::ptrdiff_t rowStride;
    std::uint8_t* tiles;    ///< set where sums were touched, a tile after another
    int lastTile;
    int top, height, width;
};

/// Adds the pieces. Extents above kThickest are drawn as kThickest. Even pieces up to one pixel wide weigh their width per step along
/// the axis they follow, as QPainter's thin pens do. Free ends count their last pixel by the part they reach into it, others by pixel
/// centres. Same bits on every processor.
void walkAll(const ThinPieces& pieces, const CoverageTable& table, const ThinSums& sums);

/// Segments [first, end) of a path that is free at both ends, as wide as `width` at its start and `widening` more with each segment.
struct PathWalk {
    const FlatPath& path;
    std::size_t first, end;
    float width, widening;
};
void walkPath(const PathWalk& walk, const CoverageTable& table, const ThinSums& sums);

} // namespace chainscape::ui
