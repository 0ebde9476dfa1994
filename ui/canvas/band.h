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
#include "ui/canvas/thin_walks.h"

namespace chainscape::ui {

inline constexpr int kBandHeight = 64;

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

    /// A thin straight piece between two device points (within +-32,000): the sums take it before they are laid on. walkAll says how.
    void thinLine(Vec from, Vec to, float width0, float width1, const CoverageTable& table, Joints joints = {});
    /// A thin line through points, free at both ends; its width changes evenly from point to point.
    void thinPath(const FlatPath& path, float width0, float width1, const CoverageTable& table);
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
    static constexpr int kPad = ThinSums::kPad;
    static constexpr int kTile = ThinSums::kTile; ///< px, as the strides of ColourSums
    static constexpr int kColumn = kBandHeight + 2 * kPad; ///< stride of the column sums

    void useTable(const CoverageTable& table);
    void walkThin();
    [[nodiscard]] ThinSums thinSums();
    template <class Take> void eachTile(const Take& take);
    void addEdge(Vec from, Vec to);
    void addRowPiece(int row, float x0, float x1, float area);
    void fillOutlinedRow(int row, std::uint32_t colour, float alpha);
    void ring(Vec centre, float outer, float inner, float alpha, QRgb colour);
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
    ThinPieces m_thin; ///< not in the sums yet
    const CoverageTable* m_table = nullptr; ///< of these
    bool m_anySums = false;
    std::vector<float> m_cover; ///< signed area, differences along x
    std::vector<int> m_coverFirst, m_coverLast;
};

} // namespace chainscape::ui
