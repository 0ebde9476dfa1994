// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/band.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <utility>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace chainscape::ui {
namespace {

constexpr std::size_t kDepths = 8192;

/// What shines through at a depth, 0..256.
const std::array<std::uint16_t, kDepths>& shineThrough() {
    static const std::array<std::uint16_t, kDepths> table = [] {
        std::array<std::uint16_t, kDepths> t{};
        for (std::size_t i = 0; i < kDepths; ++i)
            t[i] = static_cast<std::uint16_t>(std::lround(256 * std::exp(-static_cast<double>(i) / CoverageTable::kDepthUnit)));
        return t;
    }();
    return table;
}

/// source * (256 - t) + target * t, both premultiplied.
inline QRgb shine(QRgb source, QRgb target, std::uint32_t t) {
    const std::uint32_t s = 256 - t;
    const std::uint32_t rb = ((source & 0xFF00FFU) * s + (target & 0xFF00FFU) * t + 0x800080U) >> 8;
    const std::uint32_t ag = ((source >> 8) & 0xFF00FFU) * s + ((target >> 8) & 0xFF00FFU) * t + 0x800080U;
    return (rb & 0xFF00FFU) | (ag & 0xFF00FF00U);
}

inline void addFour(std::uint16_t* to, const std::uint16_t* four) {
#ifdef __SSE2__
    const __m128i sum = _mm_adds_epu16(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(to)),
                                       _mm_loadl_epi64(reinterpret_cast<const __m128i*>(four)));
    _mm_storel_epi64(reinterpret_cast<__m128i*>(to), sum);
#else
    for (int i = 0; i < 4; ++i) to[i] = static_cast<std::uint16_t>(std::min(to[i] + four[i], 0xFFFF));
#endif
}

inline bool eightZero(const std::uint16_t* p) {
    std::uint64_t a = 0, b = 0;
    std::memcpy(&a, p, 8);
    std::memcpy(&b, p + 4, 8);
    return (a | b) == 0;
}

/// The steps of a line: whole pixels [first, last], the place across at the first one and its change, the extent likewise.
struct Walk {
    int first = 0, last = -1;
    float across = 0, slope = 0;
    float extent = 0, extentSlope = 0;
    bool hairline = false;
    float firstWeight = 1, lastWeight = 1; ///< part of the end pixels that the line reaches into
};

/// Where a walk may go: whole pixels along the line, places across it.
struct Bounds {
    int low, high;
    float acrossLow, acrossHigh;
};

/// Free ends take the pixel they lie in, by the part they cover.
void weighEnds(Walk& walk, float u0, float u1, float low, float high, Joints joints) {
    const bool freeStart = !joints.start && low == u0, freeEnd = !joints.end && high == u1;
    const auto from = static_cast<int>(u0), to = static_cast<int>(std::ceil(u1)) - 1;
    if (freeStart) walk.first = from;
    if (freeEnd) walk.last = to;
    if (freeStart) walk.firstWeight = std::min(static_cast<float>(from + 1), u1) - u0;
    if (freeEnd) walk.lastWeight = u1 - std::max(static_cast<float>(to), u0);
}

/// Half-open rule on pixel centres along u, cut to the bounds.
Walk walkOf(float u0, float v0, float u1, float v1, float w0, float w1, const Bounds& bounds, Joints joints) {
    if (u0 > u1) {
        std::swap(u0, u1);
        std::swap(v0, v1);
        std::swap(w0, w1);
        std::swap(joints.start, joints.end);
    }
    const float vLow = bounds.acrossLow, vHigh = bounds.acrossHigh;
    Walk walk;
    const float du = u1 - u0;
    if (!(du > 0)) return walk;
    walk.slope = (v1 - v0) / du;
    walk.hairline = w0 <= 1 && w0 == w1;
    const float stretch = walk.hairline ? 1 : std::sqrt(1 + walk.slope * walk.slope);
    walk.extentSlope = (w1 - w0) * stretch / du;
    float low = u0, high = u1;
    const bool within = std::min(v0, v1) >= vLow && std::max(v0, v1) <= vHigh;
    if (!within && std::abs(walk.slope) > 1e-6F) {
        const float a = u0 + (vLow - v0) / walk.slope, b = u0 + (vHigh - v0) / walk.slope;
        low = std::max(low, std::min(a, b));
        high = std::min(high, std::max(a, b));
    } else if (!within && (v0 < vLow || v0 > vHigh)) {
        return walk;
    }
    low = std::max(low, static_cast<float>(bounds.low));
    high = std::min(high, static_cast<float>(bounds.high + 1));
    if (!(low < high)) return walk;
    walk.first = static_cast<int>(std::ceil(low - 0.5F));
    walk.last = static_cast<int>(std::ceil(high - 0.5F)) - 1;
    weighEnds(walk, u0, u1, low, high, joints);
    const float at = static_cast<float>(walk.first) + 0.5F - u0;
    walk.across = std::clamp(v0 + at * walk.slope, vLow, vHigh);
    walk.extent = walk.hairline ? w0 : w0 * stretch + at * walk.extentSlope;
    return walk;
}

/// Four depths of a pixel that is only partly reached.
struct Faint {
    Faint(const std::uint16_t* full, float weight) {
        for (int i = 0; i < 4; ++i) four[i] = static_cast<std::uint16_t>(static_cast<float>(full[i]) * weight + 0.5F);
    }
    std::uint16_t four[4];
};

/// Runs a walk: add(step, place) with place in 16.16 pixels from the buffer's edge.
template <class Add>
void run(const Walk& walk, float origin, const CoverageTable& table, const Add& add) {
    constexpr float one = 65536;
    if (walk.hairline || std::abs(walk.extentSlope) < 1e-6F) {
        const int number = walk.hairline ? CoverageTable::hairlineOf(walk.extent) : CoverageTable::levelOf(walk.extent);
        const std::uint16_t* level = table.level(number);
        const float drawn = walk.hairline ? 1 : std::min(walk.extent, kThickest);
        auto place = static_cast<std::int32_t>((walk.across - drawn / 2 - origin) * one);
        const auto step = static_cast<std::int32_t>(walk.slope * one);
        int i = walk.first;
        if (walk.firstWeight < 1) {
            add(i++, place >> 16, Faint(level + ((place >> 11) & 31) * 4, walk.firstWeight).four);
            place += step;
        }
        const int full = walk.lastWeight < 1 ? walk.last - 1 : walk.last;
        for (; i <= full; ++i, place += step) add(i, place >> 16, level + ((place >> 11) & 31) * 4);
        if (i == walk.last) add(i, place >> 16, Faint(level + ((place >> 11) & 31) * 4, walk.lastWeight).four);
        return;
    }
    float across = walk.across - origin, extent = walk.extent;
    for (int i = walk.first; i <= walk.last; ++i, across += walk.slope, extent += walk.extentSlope) {
        const float drawn = std::min(extent, kThickest);
        const auto place = static_cast<std::int32_t>((across - drawn / 2) * one);
        add(i, place >> 16, table.level(CoverageTable::levelOf(drawn)) + ((place >> 11) & 31) * 4);
    }
}

} // namespace

CoverageTable::CoverageTable(double alpha) : m_depth(static_cast<std::size_t>(kLevels + kHairlines + 1) * kPlaces * 4) {
    for (int level = 0; level <= kLevels + kHairlines; ++level)
        for (int place = 0; place < kPlaces; ++place)
            for (int pixel = 0; pixel < 4; ++pixel) {
                const bool hairline = level > kLevels;
                const double extent = hairline ? 1 : level / 32.0, weight = hairline ? (level - kLevels) / 32.0 : 1;
                const double from = (place + 0.5) / kPlaces, to = from + extent;
                const double cover = std::clamp(std::min<double>(to, pixel + 1) - std::max<double>(from, pixel), 0.0, 1.0);
                const double depth = -std::log(std::max(1 - alpha * weight * cover, 1.0 / 1024));
                m_depth[static_cast<std::size_t>((level * kPlaces + place) * 4 + pixel)] =
                    static_cast<std::uint16_t>(std::lround(depth * kDepthUnit));
            }
}

int CoverageTable::levelOf(float extent) {
    const int level = static_cast<int>(extent * 32 + 0.5F);
    return std::clamp(level, extent > 0 ? 1 : 0, kLevels);
}

int CoverageTable::hairlineOf(float width) { return kLevels + std::clamp(static_cast<int>(width * 32 + 0.5F), 1, kHairlines); }

Band::Band(QRgb* pixels, std::ptrdiff_t pixelsPerRow, int width)
    : m_pixels(pixels), m_pixelsPerRow(pixelsPerRow), m_width(width), m_rowStride((width + 2 * kPad + 7) / 8 * 8),
      m_rowSums(static_cast<std::size_t>(m_rowStride * kBandHeight)),
      m_columnSums(static_cast<std::size_t>(m_rowStride) * kColumn), m_tiles(static_cast<std::size_t>(width / kTile + 1)),
      m_cover(static_cast<std::size_t>((width + 3) * kBandHeight)), m_coverFirst(kBandHeight), m_coverLast(kBandHeight) {}

void Band::begin(int top, int height, int left, int right) {
    m_top = top;
    m_height = height;
    m_left = std::max(0, left);
    m_right = std::min(m_width, right);
    std::fill(m_coverFirst.begin(), m_coverFirst.end(), m_width);
    std::fill(m_coverLast.begin(), m_coverLast.end(), -1);
}

void Band::markTiles(int firstColumn, int lastColumn) {
    m_anySums = true;
    const int last = static_cast<int>(m_tiles.size()) - 1;
    const int to = std::clamp(lastColumn / kTile, 0, last);
    for (int i = std::clamp(firstColumn / kTile, 0, last); i <= to; ++i) m_tiles[static_cast<std::size_t>(i)] = 1;
}

void Band::thinLine(Vec from, Vec to, float width0, float width1, const CoverageTable& table, Joints joints) {
    if (std::abs(to.x - from.x) >= std::abs(to.y - from.y)) flatLine(from, to, width0, width1, table, joints);
    else steepLine(from, to, width0, width1, table, joints);
}

void Band::flatLine(Vec a, Vec b, float width0, float width1, const CoverageTable& table, Joints joints) {
    const auto top = static_cast<float>(m_top);
    const Bounds bounds{0, m_width - 1, top - 2, top + static_cast<float>(m_height) + 2};
    const Walk walk = walkOf(a.x, a.y, b.x, b.y, width0, width1, bounds, joints);
    if (walk.first > walk.last) return;
    markTiles(walk.first, walk.last);
    std::uint16_t* sums = m_columnSums.data();
    run(walk, top - kPad, table, [sums](int column, int row, const std::uint16_t* four) {
        addFour(sums + static_cast<std::ptrdiff_t>(column) * kColumn + row, four);
    });
}

void Band::steepLine(Vec a, Vec b, float width0, float width1, const CoverageTable& table, Joints joints) {
    const Bounds bounds{m_top, m_top + m_height - 1, -2, static_cast<float>(m_width) + 2};
    const Walk walk = walkOf(a.y, a.x, b.y, b.x, width0, width1, bounds, joints);
    if (walk.first > walk.last) return;
    const float end = walk.across + static_cast<float>(walk.last - walk.first) * walk.slope;
    const int left = static_cast<int>(std::min(walk.across, end)), right = static_cast<int>(std::max(walk.across, end));
    markTiles(std::max(0, left - 3), right + 3);
    std::uint16_t* sums = m_rowSums.data() - m_top * m_rowStride;
    const std::ptrdiff_t stride = m_rowStride;
    run(walk, -kPad, table,
        [sums, stride](int row, int column, const std::uint16_t* four) { addFour(sums + row * stride + column, four); });
}

void Band::gatherColumns(int firstColumn, int lastColumn) {
    for (int x = firstColumn; x <= lastColumn; ++x) {
        std::uint16_t* column = m_columnSums.data() + static_cast<std::ptrdiff_t>(x) * kColumn;
        std::uint16_t* to = m_rowSums.data() + kPad + x;
        for (int y = 0; y < kBandHeight; y += 8) {
            if (eightZero(column + kPad + y)) continue;
            for (int i = y; i < y + 8; ++i) {
                std::uint16_t& sum = to[i * m_rowStride];
                sum = static_cast<std::uint16_t>(std::min(sum + column[kPad + i], 0xFFFF));
            }
        }
        std::memset(column, 0, sizeof(std::uint16_t) * kColumn);
    }
}

void Band::layOnRow(int r, int firstColumn, int lastColumn, std::uint32_t colour) {
    const auto& through = shineThrough();
    std::uint16_t* sums = m_rowSums.data() + r * m_rowStride + kPad;
    QRgb* pixels = row(r);
    for (int x = firstColumn; x <= lastColumn; x += 8) {
        if (eightZero(sums + x)) continue;
        const int end = std::min(x + 8, m_right);
        for (int i = std::max(x, m_left); i < end; ++i)
            if (sums[i] != 0) pixels[i] = shine(colour, pixels[i], sums[i] < kDepths ? through[sums[i]] : 0U);
        std::memset(sums + x, 0, 8 * sizeof(std::uint16_t));
    }
}

void Band::layOn(QRgb colour) {
    if (!m_anySums) return;
    m_anySums = false;
    const std::uint32_t opaque = colour | 0xFF000000U;
    for (std::size_t tile = 0; tile < m_tiles.size(); ++tile) {
        if (m_tiles[tile] == 0) continue;
        m_tiles[tile] = 0;
        const int first = static_cast<int>(tile) * kTile, last = std::min(first + kTile, m_width) - 1;
        if (first > last) continue;
        gatherColumns(first, last);
        for (int r = 0; r < m_height; ++r) layOnRow(r, first, last, opaque);
        for (int r = m_height; r < kBandHeight; ++r)
            std::memset(m_rowSums.data() + r * m_rowStride + kPad + first, 0, sizeof(std::uint16_t) * static_cast<std::size_t>(last - first + 1));
    }
}

} // namespace chainscape::ui
