// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Band: a strip of the picture that one thread draws, with the buffers for thin lines and for areas.
//
// Thin lines of one style are not blended one by one. "a over b" with one colour multiplies what shines through, so each line adds
// -ln(1 - alpha * coverage) to a 16-bit sum per pixel, and the colour is laid on once per style. The order of equal colours does
// not matter, hence the picture is that of one-by-one blending. Flat lines are summed column by column (their three or four
// covered pixels are then neighbours in memory), steep ones row by row: one saturating 64-bit add per step. Laying on turns blocks
// of eight by eight sums at once and skips what is empty.

#include <cstddef>
#include <cstdint>
#include <vector>

#include <QRgb>

#include "ui/canvas/link_geometry.h"

namespace chainscape::ui {

inline constexpr int kBandHeight = 64;
inline constexpr float kThickest = 3; ///< extent across the step direction, px, that the thin-line sums can hold

/// -ln(1 - alpha * coverage), times kDepthUnit, of the four pixels that a line of an extent covers, by the place of its edge.
/// Level 0 covers nothing; hairline levels are a pixel wide and fainter instead of narrower. A line that moves across by a part of
/// a pixel each step smears its edges by as much: the tables for kSmears such parts, 0..1 px, stand one behind the other.
class CoverageTable {
public:
    static constexpr int kLevels = 96;  ///< extents 1/32 .. 3 px
    static constexpr int kHairlines = 32; ///< after them: hairlines of width 1/32 .. 1 px
    static constexpr int kPlaces = 16;  ///< parts of a pixel
    static constexpr int kSmears = 4;
    static constexpr int kSmear = (kLevels + kHairlines + 1) * kPlaces * 4; ///< from one smear's table to the next
    static constexpr float kDepthUnit = 1024;

    explicit CoverageTable(double alpha);
    /// Coverage times `weight` instead of a depth: for counting.
    static CoverageTable counting(double weight);

    /// The table of a smear, levels one behind the other, in each kPlaces places of four pixels.
    [[nodiscard]] const std::uint16_t* smear(int smear) const { return m_depth.data() + smear * kSmear; }
    static int hairlineOf(float width);

private:
    template <class Depth> void fill(const Depth& depth);
    CoverageTable() = default;

    std::vector<std::uint16_t> m_depth;
};

/// Sums of counted lines and of their colours, a row after another.
struct ColourSums {
    std::ptrdiff_t stride = 0; ///< a multiple of 64
    std::vector<float> weight, red, green, blue;
};

/// Which ends of a piece go on in another one.
struct Joints {
    bool start = false, end = false;
};

class Band {
public:
    /// Draws into this picture from now on; what was drawn before must have been laid on.
    void aim(QRgb* pixels, std::ptrdiff_t pixelsPerRow, int width);

    /// Starts on the rows [top, top + height), height 1..kBandHeight, columns [left, right) of the picture.
    void begin(int top, int height, int left, int right);

    /// A thin straight piece between two device points: the sums take it. Extents above kThickest are drawn as kThickest.
    /// Up to one pixel, even lines weigh their width per step along the axis they follow, as QPainter's thin pens do.
    /// Ends that are no joints count their last pixel by the part they reach into it; joints by pixel centres.
    void thinLine(Vec from, Vec to, float width0, float width1, const CoverageTable& table, Joints joints = {});
    /// Lays the sums on in a colour (alpha ignored: it is in the sums) and clears them.
    void layOn(QRgb colour);
    /// Adds the sums and their colour (channels 0..255) instead and clears them; `to` has the picture's rows.
    void count(QRgb colour, ColourSums& to);

    /// Adds the outline of an area (closed by itself); several make one area with the nonzero rule.
    void addOutline(const Vec* points, std::size_t count);
    /// Blends what was outlined in a straight colour with alpha, and clears it.
    void fillOutlined(QRgb colour);

    void fillRect(float left, float top, float right, float bottom, QRgb colour);
    void fillDisc(Vec centre, float radius, QRgb colour);
    void strokeCircle(Vec centre, float radius, float width, QRgb colour);

    [[nodiscard]] int top() const { return m_top; }
    [[nodiscard]] int bottom() const { return m_top + m_height; }
    [[nodiscard]] int width() const { return m_width; }

private:
    static constexpr int kPad = 8;
    static constexpr int kColumn = kBandHeight + 2 * kPad; ///< stride of the column sums
    static constexpr int kTile = 64; ///< px, as the strides of ColourSums

    void flatLine(Vec from, Vec to, float width0, float width1, const CoverageTable& table, Joints joints);
    void steepLine(Vec from, Vec to, float width0, float width1, const CoverageTable& table, Joints joints);
    void markTiles(int firstColumn, int lastColumn);
    template <class Take> void eachTile(const Take& take);
    void addEdge(Vec from, Vec to);
    void addRowPiece(int row, float x0, float x1, float area);
    void fillOutlinedRow(int row, std::uint32_t colour, float alpha);
    void circleRow(int row, Vec centre, float outer, float inner, std::uint32_t colour, float alpha);
    [[nodiscard]] QRgb* row(int row) const { return m_pixels + (m_top + row) * m_pixelsPerRow; }

    QRgb* m_pixels = nullptr;
    std::ptrdiff_t m_pixelsPerRow = 0;
    int m_width = 0;
    int m_top = 0;
    int m_height = 0;
    int m_left = 0, m_right = 0;
    std::ptrdiff_t m_rowStride = 0;
    std::vector<std::uint16_t> m_rowSums;
    std::vector<std::uint16_t> m_columnSums;
    std::vector<std::uint8_t> m_tiles;
    bool m_anySums = false;
    std::vector<float> m_cover; ///< signed area, differences along x
    std::vector<int> m_coverFirst, m_coverLast;
};

} // namespace chainscape::ui
