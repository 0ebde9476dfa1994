// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The sums of a Band: what a line adds, and how a colour is laid on.

#include "ui/canvas/band.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/base/wide.h"
#include "ui/canvas/eight_pixels.h"

namespace chainscape::ui {
namespace {

using EightShorts = std::uint16_t __attribute__((vector_size(16)));

/// A tile's sums and its part of the picture.
struct Tile {
    std::uint16_t* columns; ///< sums of flat lines: a column after another
    std::ptrdiff_t columnStride;
    std::uint16_t* rows;    ///< sums of steep lines: a row after another
    std::ptrdiff_t rowStride;
    QRgb* pixels;
    std::ptrdiff_t pixelsPerRow;
    int left, right;        ///< columns of the tile that may be painted
    int height;             ///< rows that may be painted
};

#define CHAINSCAPE_INSIDE inline __attribute__((always_inline))

CHAINSCAPE_INSIDE bool isZero(const EightShorts& v) {
    std::uint64_t halves[2];
    std::memcpy(halves, &v, sizeof halves);
    return (halves[0] | halves[1]) == 0;
}

/// Turns eight columns of eight sums into eight rows.
CHAINSCAPE_INSIDE void transpose(EightShorts (&m)[8]) {
    EightShorts a[8], b[8];
    for (int i = 0; i < 4; ++i) {
        a[2 * i] = __builtin_shufflevector(m[i], m[i + 4], 0, 8, 1, 9, 2, 10, 3, 11);
        a[2 * i + 1] = __builtin_shufflevector(m[i], m[i + 4], 4, 12, 5, 13, 6, 14, 7, 15);
    }
    for (int i = 0; i < 4; ++i) {
        b[2 * i] = __builtin_shufflevector(a[i], a[i + 4], 0, 8, 1, 9, 2, 10, 3, 11);
        b[2 * i + 1] = __builtin_shufflevector(a[i], a[i + 4], 4, 12, 5, 13, 6, 14, 7, 15);
    }
    for (int i = 0; i < 4; ++i) {
        m[2 * i] = __builtin_shufflevector(b[i], b[i + 4], 0, 8, 1, 9, 2, 10, 3, 11);
        m[2 * i + 1] = __builtin_shufflevector(b[i], b[i + 4], 4, 12, 5, 13, 6, 14, 7, 15);
    }
}

/// How much of 256 shines through at the depths, 2^x by its whole part and a cubic of the rest (error 1e-4).
CHAINSCAPE_INSIDE void throughAt(const EightShorts& depth, EightInts& through) {
    constexpr float perDepth = -1.44269504F / CoverageTable::kDepthUnit;
    EightFloats x = __builtin_convertvector(__builtin_convertvector(depth, EightInts), EightFloats) * perDepth;
    const EightFloats lowest = x - x - 30.0F;
    x = x < lowest ? lowest : x;
    const EightInts whole = __builtin_convertvector(x + 64.0F, EightInts);
    const EightFloats f = x + 64.0F - __builtin_convertvector(whole, EightFloats);
    const EightFloats part = 0.9999252F + f * (0.6958335F + f * (0.2260609F + f * 0.0780245F));
    const EightInts bits = (whole + 63) << 23;
    EightFloats power;
    std::memcpy(&power, &bits, sizeof power);
    through = __builtin_convertvector(part * power * 256.0F + 0.5F, EightInts);
}

/// The sums of both directions in the block of eight by eight at (x, y), cleared; false when there are none.
CHAINSCAPE_INSIDE bool takeBlock(const Tile& tile, int x, int y, EightShorts (&sums)[8]) {
    EightShorts rows[8];
    EightShorts anyColumn{}, anyRow{};
    std::uint16_t* column = tile.columns + x * tile.columnStride + y;
    std::uint16_t* row = tile.rows + y * tile.rowStride + x;
    for (int i = 0; i < 8; ++i) {
        std::memcpy(&sums[i], column + i * tile.columnStride, sizeof sums[i]);
        std::memcpy(&rows[i], row + i * tile.rowStride, sizeof rows[i]);
        anyColumn |= sums[i];
        anyRow |= rows[i];
    }
    const bool flat = !isZero(anyColumn), steep = !isZero(anyRow);
    const EightShorts zero{};
    if (flat) {
        for (int i = 0; i < 8; ++i) std::memcpy(column + i * tile.columnStride, &zero, sizeof zero);
        transpose(sums);
    }
    if (!steep) return flat;
    for (int i = 0; i < 8; ++i) {
        std::memcpy(row + i * tile.rowStride, &zero, sizeof zero);
        sums[i] += rows[i];
        sums[i] |= reinterpret_cast<EightShorts>(sums[i] < rows[i]); // saturated
    }
    return true;
}

CHAINSCAPE_INSIDE void layOnBlock(const Tile& tile, int x, int y, std::uint32_t colour) {
    EightShorts sums[8];
    if (!takeBlock(tile, x, y, sums)) return;
    const int from = std::max(tile.left - x, 0), to = std::min(tile.right - x, 8);
    for (int i = 0; i < std::min(8, tile.height - y) && from < to; ++i) {
        if (isZero(sums[i])) continue;
        QRgb* pixels = tile.pixels + (y + i) * tile.pixelsPerRow + x;
        EightInts through;
        throughAt(sums[i], through);
        if (from == 0 && to == 8) mixEight(through, colour, pixels);
        else mixSome(through, colour, pixels, from, to);
    }
}

CHAINSCAPE_WIDE void layOnTile(const Tile& tile, int columns, std::uint32_t colour) {
    for (int y = 0; y < kBandHeight; y += 8)
        for (int x = 0; x < columns; x += 8) layOnBlock(tile, x, y, colour);
}

/// Where a tile's counts go.
struct Counted {
    float *weight, *red, *green, *blue;
    std::ptrdiff_t stride;
};

CHAINSCAPE_INSIDE void addTo(float* sum, const EightFloats& more) {
    EightFloats all;
    std::memcpy(&all, sum, sizeof all);
    all += more;
    std::memcpy(sum, &all, sizeof all);
}

CHAINSCAPE_WIDE void countTile(const Tile& tile, int columns, QRgb colour, const Counted& to) {
    const auto red = static_cast<float>(qRed(colour)), green = static_cast<float>(qGreen(colour)), blue = static_cast<float>(qBlue(colour));
    for (int y = 0; y < kBandHeight; y += 8)
        for (int x = 0; x < columns; x += 8) {
            EightShorts sums[8];
            if (!takeBlock(tile, x, y, sums)) continue;
            for (int i = 0; i < std::min(8, tile.height - y); ++i) {
                const EightFloats n = __builtin_convertvector(__builtin_convertvector(sums[i], EightInts), EightFloats);
                const std::ptrdiff_t at = (y + i) * to.stride + x;
                addTo(to.weight + at, n);
                addTo(to.red + at, n * red);
                addTo(to.green + at, n * green);
                addTo(to.blue + at, n * blue);
            }
        }
}

#undef CHAINSCAPE_INSIDE

} // namespace

void Band::aim(QRgb* pixels, std::ptrdiff_t pixelsPerRow, int width) {
    m_pixels = pixels;
    m_pixelsPerRow = pixelsPerRow;
    if (width == m_width) return;
    m_width = width;
    const auto tiles = static_cast<std::size_t>((width + kTile - 1) / kTile);
    m_rowStride = static_cast<std::ptrdiff_t>(tiles * kTile) + 2 * kPad;
    m_rowSums.assign(static_cast<std::size_t>(m_rowStride) * kBandHeight, 0);
    m_columnSums.assign(tiles * kTile * kColumn, 0);
    m_tiles.assign(tiles, 0);
    m_anySums = false;
    m_cover.assign(static_cast<std::size_t>(width + 3) * kBandHeight, 0);
    m_coverFirst.resize(kBandHeight);
    m_coverLast.resize(kBandHeight);
}

void Band::begin(int top, int height, int left, int right) {
    m_top = top;
    m_height = height;
    m_left = std::max(0, left);
    m_right = std::min(m_width, right);
    std::fill(m_coverFirst.begin(), m_coverFirst.end(), m_width);
    std::fill(m_coverLast.begin(), m_coverLast.end(), -1);
}

template <class Take> void Band::eachTile(const Take& take) {
    walkThin();
    if (!m_anySums) return;
    m_anySums = false;
    for (std::size_t i = 0; i < m_tiles.size(); ++i) {
        if (m_tiles[i] == 0) continue;
        m_tiles[i] = 0;
        const int first = static_cast<int>(i) * kTile;
        const Tile tile{m_columnSums.data() + static_cast<std::ptrdiff_t>(first) * kColumn + kPad,
                        kColumn,
                        m_rowSums.data() + kPad + first,
                        m_rowStride,
                        m_pixels == nullptr ? nullptr : row(0) + first,
                        m_pixelsPerRow,
                        m_left - first,
                        m_right - first,
                        m_height};
        take(tile, first);
    }
}

void Band::layOn(QRgb colour) {
    eachTile([colour](const Tile& tile, int) { layOnTile(tile, kTile, colour | 0xFF000000U); });
}

void Band::count(QRgb colour, ColourSums& to) {
    eachTile([&](const Tile& tile, int first) {
        const std::ptrdiff_t at = m_top * to.stride + first;
        countTile(tile, kTile, colour, {to.weight.data() + at, to.red.data() + at, to.green.data() + at, to.blue.data() + at, to.stride});
    });
}

} // namespace chainscape::ui
