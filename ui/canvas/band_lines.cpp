// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The thin lines of a Band: a digital walk along the longer axis that adds four depths a step.

#include "ui/canvas/band.h"

#include <algorithm>
#include <cmath>
#include <utility>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace chainscape::ui {
namespace {

constexpr float kOne = 65536; ///< of 16.16 numbers
constexpr int kLevelShift = 11;
constexpr int kPlaceShift = 12;
static_assert(CoverageTable::kPlaces == 16 && kBandHeight == 64);

inline void addFour(std::uint16_t* to, const std::uint16_t* four) {
#ifdef __SSE2__
    const __m128i sum = _mm_adds_epu16(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(to)),
                                       _mm_loadl_epi64(reinterpret_cast<const __m128i*>(four)));
    _mm_storel_epi64(reinterpret_cast<__m128i*>(to), sum);
#else
    for (int i = 0; i < 4; ++i) to[i] = static_cast<std::uint16_t>(std::min(to[i] + four[i], 0xFFFF));
#endif
}

inline std::int32_t fixed(float value) { return static_cast<std::int32_t>(value * kOne); }

/// The steps of a line: whole pixels [first, last]; the covered span's near edge and its table level there and their change a step.
struct Walk {
    int first = 0, last = -1;
    std::int32_t edge = 0, edgeStep = 0;   ///< 16.16 pixels from the sums' origin
    std::int32_t level = 0, levelStep = 0; ///< table levels << kLevelShift
    int smear = 0;
    float firstWeight = 1, lastWeight = 1; ///< part of the end pixels that the line reaches into
};

/// A line along u: where it lies across, and how wide it is.
struct Course {
    float u0, v0, u1, v1, w0, w1;
};

/// Where a walk may go: whole pixels along the line, places across it, where the sums begin.
struct Bounds {
    int low, high;
    float acrossLow, acrossHigh, origin;
};

/// Free ends take the pixel they lie in, by the part they cover.
inline void weighEnds(Walk& walk, const Course& c, float low, float high, Joints joints) {
    if (!joints.start && low == c.u0) {
        walk.first = static_cast<int>(c.u0);
        walk.firstWeight = std::min(static_cast<float>(walk.first + 1), c.u1) - c.u0;
    }
    if (!joints.end && high == c.u1) {
        const int whole = static_cast<int>(c.u1);
        walk.last = static_cast<float>(whole) < c.u1 ? whole : whole - 1;
        walk.lastWeight = c.u1 - std::max(static_cast<float>(walk.last), c.u0);
    }
}

/// Keeps the last step where the sums are: rounding could leave them after a walk along a line with far ends.
inline void keepWithin(Walk& walk, const Bounds& bounds) {
    const std::int32_t lowest = fixed(bounds.acrossLow - bounds.origin - kThickest), highest = fixed(bounds.acrossHigh - bounds.origin);
    walk.edge = std::clamp(walk.edge, lowest, highest);
    const std::int64_t steps = walk.last - walk.first, end = walk.edge + steps * walk.edgeStep;
    if (end < lowest || end > highest)
        walk.edgeStep = static_cast<std::int32_t>((std::clamp<std::int64_t>(end, lowest, highest) - walk.edge) / std::max<std::int64_t>(1, steps));
}

/// Extent across the walk at its first pixel, as an edge and a level.
inline void setExtent(Walk& walk, const Course& c, float slope, float inverse) {
    const float at = static_cast<float>(walk.first) + 0.5F - c.u0;
    const float across = c.v0 + at * slope;
    if (c.w0 <= 1 && c.w0 == c.w1) { // a hairline
        walk.edge = fixed(across - 0.5F);
        walk.edgeStep = fixed(slope);
        walk.level = CoverageTable::hairlineOf(c.w0) << kLevelShift;
        return;
    }
    const float stretch = std::sqrt(1 + slope * slope);
    const float e0 = std::min(c.w0 * stretch, kThickest), e1 = std::min(c.w1 * stretch, kThickest);
    const float change = (e1 - e0) * inverse;
    const float extent = std::clamp(e0 + at * change, 0.0F, kThickest);
    constexpr float smears = CoverageTable::kSmears - 1;
    const auto smear = static_cast<int>(std::abs(slope) * smears + 0.5F);
    if (std::max(e0, e1) + static_cast<float>(smear) / smears <= kThickest) walk.smear = std::min(smear, CoverageTable::kSmears - 1);
    walk.edge = fixed(across - (extent + static_cast<float>(walk.smear) / smears) / 2);
    walk.edgeStep = fixed(slope - change / 2);
    walk.level = fixed(extent) + (1 << (kLevelShift - 1));
    walk.levelStep = fixed(change);
}

/// Half-open rule on pixel centres along u, cut to the bounds.
inline Walk walkOf(Course c, const Bounds& bounds, Joints joints) {
    if (c.u0 > c.u1) {
        std::swap(c.u0, c.u1);
        std::swap(c.v0, c.v1);
        std::swap(c.w0, c.w1);
        std::swap(joints.start, joints.end);
    }
    Walk walk;
    const float du = c.u1 - c.u0;
    if (!(du > 0)) return walk;
    const float inverse = 1 / du, slope = (c.v1 - c.v0) * inverse;
    float low = c.u0, high = c.u1;
    if (std::min(c.v0, c.v1) < bounds.acrossLow || std::max(c.v0, c.v1) > bounds.acrossHigh) {
        if (std::abs(slope) <= 1e-6F) {
            if (c.v0 < bounds.acrossLow || c.v0 > bounds.acrossHigh) return walk;
        } else {
            const float perAcross = 1 / slope;
            const float a = c.u0 + (bounds.acrossLow - c.v0) * perAcross, b = c.u0 + (bounds.acrossHigh - c.v0) * perAcross;
            low = std::max(low, std::min(a, b));
            high = std::min(high, std::max(a, b));
        }
    }
    low = std::max(low, static_cast<float>(bounds.low));
    high = std::min(high, static_cast<float>(bounds.high + 1));
    if (!(low < high)) return walk;
    walk.first = static_cast<int>(low + 0.5F);
    walk.last = static_cast<int>(high + 0.5F) - 1;
    weighEnds(walk, c, low, high, joints);
    walk.last = std::min(walk.last, bounds.high);
    c.v0 -= bounds.origin;
    if (walk.first > walk.last) return walk;
    setExtent(walk, c, slope, inverse);
    keepWithin(walk, bounds);
    return walk;
}

/// Four depths of a pixel that is only partly reached.
struct Faint {
    Faint(const std::uint16_t* full, float weight) {
        for (int i = 0; i < 4; ++i) four[i] = static_cast<std::uint16_t>(static_cast<float>(full[i]) * weight + 0.5F);
    }
    std::uint16_t four[4];
};

/// Runs a walk. `sums` is the line of sums that the first step adds to, `stride` leads to the next step's.
void run(const Walk& walk, std::uint16_t* sums, std::ptrdiff_t stride, const std::uint16_t* depths) {
    std::int32_t edge = walk.edge, level = walk.level;
    const std::int32_t edgeStep = walk.edgeStep, levelStep = walk.levelStep;
    const auto four = [&] {
        return depths + (level >> kLevelShift) * (CoverageTable::kPlaces * 4) + ((edge >> kPlaceShift) & (CoverageTable::kPlaces - 1)) * 4;
    };
    const auto next = [&] {
        sums += stride;
        edge += edgeStep;
        level += levelStep;
    };
    int steps = walk.last - walk.first + 1;
    if (walk.firstWeight < 1) {
        addFour(sums + (edge >> 16), Faint(four(), walk.firstWeight).four);
        next();
        --steps;
    }
    const bool faintEnd = walk.lastWeight < 1 && steps > 0;
    if (faintEnd) --steps;
    if (levelStep == 0) {
        const std::uint16_t* places = depths + (level >> kLevelShift) * (CoverageTable::kPlaces * 4);
        for (; steps > 0; --steps, sums += stride, edge += edgeStep)
            addFour(sums + (edge >> 16), places + ((edge >> kPlaceShift) & (CoverageTable::kPlaces - 1)) * 4);
    } else {
        for (; steps > 0; --steps, next()) addFour(sums + (edge >> 16), four());
    }
    if (faintEnd) addFour(sums + (edge >> 16), Faint(four(), walk.lastWeight).four);
}

} // namespace

void Band::markTiles(int firstColumn, int lastColumn) {
    m_anySums = true;
    const int last = static_cast<int>(m_tiles.size()) - 1;
    const int to = std::min(lastColumn / kTile, last);
    for (int i = std::max(firstColumn, 0) / kTile; i <= to; ++i) m_tiles[static_cast<std::size_t>(i)] = 1;
}

void Band::thinLine(Vec from, Vec to, float width0, float width1, const CoverageTable& table, Joints joints) {
    if (std::abs(to.x - from.x) >= std::abs(to.y - from.y)) flatLine(from, to, width0, width1, table, joints);
    else steepLine(from, to, width0, width1, table, joints);
}

void Band::flatLine(Vec a, Vec b, float width0, float width1, const CoverageTable& table, Joints joints) {
    const auto top = static_cast<float>(m_top);
    const Bounds bounds{0, m_width - 1, top - 2, top + static_cast<float>(m_height) + 2, top - kPad};
    const Walk walk = walkOf({a.x, a.y, b.x, b.y, width0, width1}, bounds, joints);
    if (walk.first > walk.last) return;
    markTiles(walk.first, walk.last);
    run(walk, m_columnSums.data() + static_cast<std::ptrdiff_t>(walk.first) * kColumn, kColumn, table.smear(walk.smear));
}

void Band::steepLine(Vec a, Vec b, float width0, float width1, const CoverageTable& table, Joints joints) {
    const Bounds bounds{m_top, m_top + m_height - 1, -2, static_cast<float>(m_width) + 2, -kPad};
    const Walk walk = walkOf({a.y, a.x, b.y, b.x, width0, width1}, bounds, joints);
    if (walk.first > walk.last) return;
    const int start = (walk.edge >> 16) - kPad, end = ((walk.edge + (walk.last - walk.first) * walk.edgeStep) >> 16) - kPad;
    markTiles(std::min(start, end), std::max(start, end) + 3);
    run(walk, m_rowSums.data() + (walk.first - m_top) * m_rowStride, m_rowStride, table.smear(walk.smear));
}

} // namespace chainscape::ui
