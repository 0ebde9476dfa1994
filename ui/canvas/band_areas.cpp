// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The areas of a Band: exact coverage by signed areas of trapezoids, summed along each row.

#include "ui/canvas/band.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

#include "core/base/wide.h"
#include "ui/canvas/eight_pixels.h"

#ifdef __SSE2__
#include <xmmintrin.h>
#endif

namespace chainscape::ui {
namespace {

inline QRgb blend(QRgb source, QRgb target, std::uint32_t s) {
    const std::uint32_t t = 256 - s;
    const std::uint32_t rb = ((source & 0xFF00FFU) * s + (target & 0xFF00FFU) * t + 0x800080U) >> 8;
    const std::uint32_t ag = ((source >> 8) & 0xFF00FFU) * s + ((target >> 8) & 0xFF00FFU) * t + 0x800080U;
    return (rb & 0xFF00FFU) | (ag & 0xFF00FF00U);
}

#define CHAINSCAPE_ROUND inline __attribute__((always_inline))

CHAINSCAPE_ROUND void rootOf(const EightFloats& square, EightFloats& root) {
#ifdef __SSE2__
    __m128 halves[2];
    std::memcpy(halves, &square, sizeof halves);
    for (__m128& half : halves) half = _mm_sqrt_ps(half);
    std::memcpy(&root, halves, sizeof root);
#else
    for (int i = 0; i < 8; ++i) root[i] = std::sqrt(square[i]);
#endif
}

inline std::uint32_t parts(float share) { return static_cast<std::uint32_t>(share * 256 + 0.5F); }

/// A disc (inner 0) or a ring, and the part of the picture it may touch: rows and columns up to but without the ends.
struct Ring {
    float x, y, outer, inner, alpha;
    int left, right, top, bottom;
};

/// The pixels [first, last] of a row; `dy` is how far its middle lies from the centre.
CHAINSCAPE_ROUND void ringRow(const Ring& ring, float dy, int first, int last, std::uint32_t colour, QRgb* row) {
    const EightFloats places = {0.5F, 1.5F, 2.5F, 3.5F, 4.5F, 5.5F, 6.5F, 7.5F};
    const EightFloats none = places - places, one = none + 1.0F;
    for (int x = first; x <= last; x += 8) {
        const EightFloats dx = places + (static_cast<float>(x) - ring.x);
        EightFloats distance;
        rootOf(dx * dx + dy * dy, distance);
        EightFloats share = ring.outer + 0.5F - distance;
        share = share < none ? none : share;
        share = share > one ? one : share;
        if (ring.inner > 0) {
            EightFloats hole = ring.inner + 0.5F - distance;
            hole = hole < none ? none : hole;
            share -= hole > one ? one : hole;
        }
        const EightInts through = 256 - __builtin_convertvector(share * (ring.alpha * 256.0F) + 0.5F, EightInts);
        if (x + 8 <= ring.right) mixEight(through, colour, row + x);
        else mixSome(through, colour, row + x, 0, ring.right - x);
    }
}

/// `picture` is the pixel at (0, 0).
CHAINSCAPE_WIDE void drawRing(const Ring& ring, std::uint32_t colour, QRgb* picture, std::ptrdiff_t perRow) {
    const float reach = ring.outer + 0.5F;
    for (int y = ring.top; y < ring.bottom; ++y) {
        const float dy = static_cast<float>(y) + 0.5F - ring.y, square = reach * reach - dy * dy;
        if (square <= 0) continue;
        const float half = std::sqrt(square);
        const int first = static_cast<int>(std::max(static_cast<float>(ring.left), ring.x - half));
        const int last = static_cast<int>(std::min(static_cast<float>(ring.right - 1), ring.x + half));
        ringRow(ring, dy, first, last, colour, picture + y * perRow);
    }
}

float alphaOf(QRgb colour) { return static_cast<float>(qAlpha(colour)) / 255.0F; }

} // namespace

void Band::addRowPiece(int r, float x0, float x1, float area) {
    if (x0 > x1) std::swap(x0, x1);
    const auto limit = static_cast<float>(m_width);
    x0 = std::clamp(x0, 0.0F, limit);
    x1 = std::clamp(x1, 0.0F, limit);
    float* cover = m_cover.data() + static_cast<std::ptrdiff_t>(r) * (m_width + 3);
    const int first = static_cast<int>(x0), last = static_cast<int>(std::ceil(x1));
    m_coverFirst[static_cast<std::size_t>(r)] = std::min(m_coverFirst[static_cast<std::size_t>(r)], first);
    m_coverLast[static_cast<std::size_t>(r)] = std::max(m_coverLast[static_cast<std::size_t>(r)], std::max(last, first + 1));
    if (last <= first + 1) {
        const float middle = (x0 + x1) / 2 - static_cast<float>(first);
        cover[first] += area - area * middle;
        cover[first + 1] += area * middle;
        return;
    }
    // The edge crosses several pixels: a triangle, trapezoids, a triangle (as in Levien's font-rs).
    const float s = 1 / (x1 - x0);
    const float x0f = x0 - static_cast<float>(first);
    const float a0 = 0.5F * s * (1 - x0f) * (1 - x0f);
    const float x1f = x1 - static_cast<float>(last) + 1;
    const float am = 0.5F * s * x1f * x1f;
    cover[first] += area * a0;
    if (last == first + 2) {
        cover[first + 1] += area * (1 - a0 - am);
    } else {
        const float a1 = s * (1.5F - x0f);
        cover[first + 1] += area * (a1 - a0);
        for (int i = first + 2; i < last - 1; ++i) cover[i] += area * s;
        const float a2 = a1 + static_cast<float>(last - first - 3) * s;
        cover[last - 1] += area * (1 - a2 - am);
    }
    cover[last] += area * am;
}

void Band::addEdge(Vec a, Vec b) {
    if (!(a.y != b.y)) return;
    float sign = 1;
    if (a.y > b.y) {
        std::swap(a, b);
        sign = -1;
    }
    const auto top = static_cast<float>(m_top), bottom = static_cast<float>(m_top + m_height);
    if (b.y <= top || a.y >= bottom) return;
    const float slope = (b.x - a.x) / (b.y - a.y);
    const float from = std::max(a.y, top), to = std::min(b.y, bottom);
    const int firstRow = static_cast<int>(from - top), lastRow = std::min(static_cast<int>(std::ceil(to - top)), m_height) - 1;
    for (int r = firstRow; r <= lastRow; ++r) {
        const float y0 = std::max(from, top + static_cast<float>(r)), y1 = std::min(to, top + static_cast<float>(r) + 1);
        if (y1 <= y0) continue;
        addRowPiece(r, a.x + (y0 - a.y) * slope, a.x + (y1 - a.y) * slope, sign * (y1 - y0));
    }
}

void Band::addOutline(const Vec* points, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) addEdge(points[i], points[i + 1 == count ? 0 : i + 1]);
}

void Band::fillOutlinedRow(int r, std::uint32_t colour, float alpha) {
    float* cover = m_cover.data() + static_cast<std::ptrdiff_t>(r) * (m_width + 3);
    const int first = m_coverFirst[static_cast<std::size_t>(r)], last = m_coverLast[static_cast<std::size_t>(r)];
    QRgb* pixels = row(r);
    float sum = 0;
    for (int x = first; x <= std::min(last, m_right - 1); ++x) {
        sum += cover[x];
        if (x < m_left) continue;
        const std::uint32_t s = parts(std::min(std::abs(sum), 1.0F) * alpha);
        if (s != 0) pixels[x] = blend(colour, pixels[x], s);
    }
    std::fill(cover + first, cover + std::min(last, m_width + 2) + 1, 0.0F);
    m_coverFirst[static_cast<std::size_t>(r)] = m_width;
    m_coverLast[static_cast<std::size_t>(r)] = -1;
}

void Band::fillOutlined(QRgb colour) {
    for (int r = 0; r < m_height; ++r)
        if (m_coverLast[static_cast<std::size_t>(r)] >= 0) fillOutlinedRow(r, colour | 0xFF000000U, alphaOf(colour));
}

void Band::fillRect(float left, float top, float right, float bottom, QRgb colour) {
    left = std::max(left, static_cast<float>(m_left));
    right = std::min(right, static_cast<float>(m_right));
    top = std::max(top, static_cast<float>(m_top));
    bottom = std::min(bottom, static_cast<float>(m_top + m_height));
    if (!(left < right) || !(top < bottom)) return;
    const float alpha = alphaOf(colour);
    const std::uint32_t opaque = colour | 0xFF000000U;
    const int firstColumn = static_cast<int>(left), endColumn = static_cast<int>(std::ceil(right));
    for (int y = static_cast<int>(top); y < static_cast<int>(std::ceil(bottom)); ++y) {
        const auto fy = static_cast<float>(y);
        const float high = std::min(bottom, fy + 1) - std::max(top, fy);
        QRgb* pixels = row(y - m_top);
        const std::uint32_t inner = parts(high * alpha);
        for (int x = firstColumn; x < endColumn; ++x) {
            const auto fx = static_cast<float>(x);
            const bool edge = x == firstColumn || x == endColumn - 1;
            const std::uint32_t s = edge ? parts(high * alpha * (std::min(right, fx + 1) - std::max(left, fx))) : inner;
            pixels[x] = blend(opaque, pixels[x], s);
        }
    }
}

void Band::ring(Vec centre, float outer, float inner, float alpha, QRgb colour) {
    const int top = std::max(m_top, static_cast<int>(std::floor(std::max(centre.y - outer - 1, static_cast<float>(m_top)))));
    const int end = static_cast<int>(std::floor(std::min(centre.y + outer + 1, static_cast<float>(m_top + m_height)))) + 1;
    drawRing({centre.x, centre.y, outer, inner, alpha, m_left, m_right, top, std::min(end, m_top + m_height)}, colour | 0xFF000000U, m_pixels,
             m_pixelsPerRow);
}

void Band::fillDisc(Vec centre, float radius, QRgb colour) {
    if (!(radius > 0)) return;
    // A dot smaller than a pixel keeps its amount of colour: area instead of distance.
    const float drawn = std::max(radius, 0.5F);
    ring(centre, drawn, 0, alphaOf(colour) * (radius / drawn) * (radius / drawn), colour);
}

void Band::strokeCircle(Vec centre, float radius, float width, QRgb colour) {
    if (!(width > 0) || !(radius > 0)) return;
    ring(centre, radius + width / 2, std::max(0.0F, radius - width / 2), alphaOf(colour), colour);
}

#undef CHAINSCAPE_ROUND

} // namespace chainscape::ui
