// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The areas of a Band: exact coverage by signed areas of trapezoids, summed along each row.

#include "ui/canvas/band.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace chainscape::ui {
namespace {

inline QRgb blend(QRgb source, QRgb target, std::uint32_t s) {
    const std::uint32_t t = 256 - s;
    const std::uint32_t rb = ((source & 0xFF00FFU) * s + (target & 0xFF00FFU) * t + 0x800080U) >> 8;
    const std::uint32_t ag = ((source >> 8) & 0xFF00FFU) * s + ((target >> 8) & 0xFF00FFU) * t + 0x800080U;
    return (rb & 0xFF00FFU) | (ag & 0xFF00FF00U);
}

inline std::uint32_t parts(float share) { return static_cast<std::uint32_t>(share * 256 + 0.5F); }

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

void Band::circleRow(int r, Vec centre, float outer, float inner, std::uint32_t colour, float alpha) {
    const float dy = static_cast<float>(m_top + r) + 0.5F - centre.y;
    const float reach = outer + 0.5F;
    const float square = reach * reach - dy * dy;
    if (square <= 0) return;
    const float half = std::sqrt(square);
    const int first = static_cast<int>(std::max(static_cast<float>(m_left), centre.x - half));
    const int last = static_cast<int>(std::min(static_cast<float>(m_right - 1), centre.x + half));
    QRgb* pixels = row(r);
    for (int x = first; x <= last; ++x) {
        const float dx = static_cast<float>(x) + 0.5F - centre.x;
        const float distance = std::sqrt(dx * dx + dy * dy);
        float share = std::clamp(outer + 0.5F - distance, 0.0F, 1.0F);
        if (inner > 0) share -= std::clamp(inner + 0.5F - distance, 0.0F, 1.0F);
        if (share > 0) pixels[x] = blend(colour, pixels[x], parts(share * alpha));
    }
}

void Band::fillDisc(Vec centre, float radius, QRgb colour) {
    if (!(radius > 0)) return;
    // A dot smaller than a pixel keeps its amount of colour: area instead of distance.
    const float drawn = std::max(radius, 0.5F);
    const float alpha = alphaOf(colour) * (radius / drawn) * (radius / drawn);
    const int first = std::max(0, static_cast<int>(std::floor(centre.y - drawn - 1)) - m_top);
    const int last = std::min(m_height - 1, static_cast<int>(std::floor(centre.y + drawn + 1)) - m_top);
    for (int r = first; r <= last; ++r) circleRow(r, centre, drawn, 0, colour | 0xFF000000U, alpha);
}

void Band::strokeCircle(Vec centre, float radius, float width, QRgb colour) {
    if (!(width > 0) || !(radius > 0)) return;
    const float outer = radius + width / 2, inner = std::max(0.0F, radius - width / 2);
    const int first = std::max(0, static_cast<int>(std::floor(centre.y - outer - 1)) - m_top);
    const int last = std::min(m_height - 1, static_cast<int>(std::floor(centre.y + outer + 1)) - m_top);
    for (int r = first; r <= last; ++r) circleRow(r, centre, outer, inner, colour | 0xFF000000U, alphaOf(colour));
}

} // namespace chainscape::ui
