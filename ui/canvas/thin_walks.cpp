// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/thin_walks.h"

#include <algorithm>
#include <cstring>

#include "core/base/wide.h"
#include "ui/canvas/eight_pixels.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace chainscape::ui {
namespace {

#define CHAINSCAPE_INSIDE inline __attribute__((always_inline))

constexpr float kOne = 65536; ///< of 16.16 numbers
constexpr int kLevelShift = 11;
constexpr int kPlaceShift = 12;
static_assert(CoverageTable::kPlaces == 16 && CoverageTable::kLevel == 64);

/// Eight walks: whole pixels [first, last] along the longer axis; the covered span's near edge and its level there, their changes a step.
struct alignas(32) EightWalks {
    std::int32_t first[8], last[8];
    std::int32_t edge[8], edgeStep[8];   ///< 16.16 pixels from the sums' origin
    std::int32_t level[8], levelStep[8]; ///< table levels << kLevelShift
    std::int32_t smear[8], flat[8];
    float firstWeight[8], lastWeight[8]; ///< part of the end pixels that a piece reaches into
};

CHAINSCAPE_INSIDE void keepBetween(EightFloats& v, const EightFloats& low, const EightFloats& high) {
    v = v < low ? low : v;
    v = v > high ? high : v;
}
CHAINSCAPE_INSIDE void absolute(EightFloats& v) { v = v < 0.0F ? -v : v; }
CHAINSCAPE_INSIDE void wholeOf(const EightFloats& v, EightInts& whole) { whole = __builtin_convertvector(v, EightInts); }

/// Eight pieces along u, their longer axis: where they lie across (v) and how wide they are; u0 <= u1.
struct EightCourses {
    EightFloats u0, v0, u1, v1, w0, w1;
    EightInts flat, freeStart, freeEnd;
};

/// Eight pieces as they come.
struct EightPieces {
    EightFloats x0, y0, x1, y1, w0, w1;
    EightInts start, end; ///< whether free
};

CHAINSCAPE_INSIDE void readPieces(const ThinPieces& pieces, std::size_t at, EightPieces& p) {
    readEight(p.x0, pieces.x0.data() + at);
    readEight(p.y0, pieces.y0.data() + at);
    readEight(p.x1, pieces.x1.data() + at);
    readEight(p.y1, pieces.y1.data() + at);
    readEight(p.w0, pieces.width0.data() + at);
    readEight(p.w1, pieces.width1.data() + at);
    readEight(p.start, pieces.freeStart.data() + at);
    readEight(p.end, pieces.freeEnd.data() + at);
}

CHAINSCAPE_INSIDE void readSegments(const PathWalk& walk, std::size_t at, EightPieces& p) {
    readEight(p.x0, walk.path.x.data() + at);
    readEight(p.y0, walk.path.y.data() + at);
    readEight(p.x1, walk.path.x.data() + at + 1);
    readEight(p.y1, walk.path.y.data() + at + 1);
    const EightInts number = EightInts{0, 1, 2, 3, 4, 5, 6, 7} + static_cast<std::int32_t>(at);
    p.w0 = __builtin_convertvector(number, EightFloats) * walk.widening + walk.width;
    p.w1 = p.w0 + walk.widening;
    p.start = number == 0;
    p.end = number == static_cast<std::int32_t>(walk.path.segments) - 1;
}

CHAINSCAPE_INSIDE void layAlong(const EightPieces& p, EightCourses& c) {
    EightFloats dx = p.x1 - p.x0, dy = p.y1 - p.y0;
    absolute(dx);
    absolute(dy);
    c.flat = dx >= dy;
    const EightFloats u0 = c.flat ? p.x0 : p.y0, v0 = c.flat ? p.y0 : p.x0, u1 = c.flat ? p.x1 : p.y1, v1 = c.flat ? p.y1 : p.x1;
    const EightInts turned = u0 > u1;
    c.u0 = turned ? u1 : u0;
    c.u1 = turned ? u0 : u1;
    c.v0 = turned ? v1 : v0;
    c.v1 = turned ? v0 : v1;
    c.w0 = turned ? p.w1 : p.w0;
    c.w1 = turned ? p.w0 : p.w1;
    c.freeStart = turned ? p.end : p.start;
    c.freeEnd = turned ? p.start : p.end;
}

/// Where walks may go: whole pixels along, places across, where the sums begin.
struct EightBounds {
    EightFloats low, high, acrossLow, acrossHigh, origin;
};

CHAINSCAPE_INSIDE void boundsOf(const EightInts& flat, const ThinSums& sums, EightBounds& b) {
    constexpr float pad = ThinSums::kPad;
    const EightFloats none{};
    const auto top = static_cast<float>(sums.top), width = static_cast<float>(sums.width), bottom = top + static_cast<float>(sums.height);
    b.low = flat ? none : none + top;
    b.high = flat ? none + (width - 1) : none + (bottom - 1);
    b.acrossLow = flat ? none + (top - 2) : none - 2.0F;
    b.acrossHigh = flat ? none + (bottom + 2) : none + (width + 2);
    b.origin = flat ? none + (top - pad) : none - pad;
}

/// The part [low, high] of the courses along u that lies within the bounds; empty ones end before they begin.
CHAINSCAPE_INSIDE void cutToBounds(const EightCourses& c, const EightBounds& b, const EightFloats& slope, EightFloats& low, EightFloats& high) {
    const EightFloats least = c.v0 < c.v1 ? c.v0 : c.v1, most = c.v0 < c.v1 ? c.v1 : c.v0;
    const EightInts across = (least < b.acrossLow) | (most > b.acrossHigh);
    const EightInts level = (slope <= 1e-6F) & (slope >= -1e-6F);
    const EightInts outside = across & level & ((c.v0 < b.acrossLow) | (c.v0 > b.acrossHigh));
    const EightInts cut = across & ~level;
    const EightFloats perAcross = 1.0F / (level ? slope - slope + 1.0F : slope);
    const EightFloats p = c.u0 + (b.acrossLow - c.v0) * perAcross, q = c.u0 + (b.acrossHigh - c.v0) * perAcross;
    const EightFloats from = p < q ? p : q, to = p < q ? q : p;
    low = c.u0 > b.low ? c.u0 : b.low;
    high = c.u1 < b.high + 1.0F ? c.u1 : b.high + 1.0F;
    low = cut & (from > low) ? from : low;
    high = cut & (to < high) ? to : high;
    high = outside ? low - 4.0F : high;
}

/// Half-open rule on pixel centres along u; free ends take the pixel they lie in, by the part they cover.
CHAINSCAPE_INSIDE void findSteps(const EightCourses& c, const EightBounds& b, const EightFloats& low, const EightFloats& high, EightWalks& walks) {
    const EightFloats one = low - low + 1.0F;
    const EightInts start = c.freeStart & (low == c.u0), end = c.freeEnd & (high == c.u1);
    EightInts first, last, whole, lastAllowed;
    wholeOf(start ? low : low + 0.5F, first);
    wholeOf(high, whole);
    wholeOf(high + 0.5F, last);
    wholeOf(b.high, lastAllowed);
    last -= 1;
    const EightInts ending = __builtin_convertvector(whole, EightFloats) < high ? whole : whole - 1;
    last = end ? ending : last;
    const EightFloats firstPlace = __builtin_convertvector(first, EightFloats), lastPlace = __builtin_convertvector(last, EightFloats);
    const EightFloats reached = firstPlace + 1.0F < c.u1 ? firstPlace + 1.0F : c.u1, begun = lastPlace > c.u0 ? lastPlace : c.u0;
    writeEight(start ? reached - c.u0 : one, walks.firstWeight);
    writeEight(end ? c.u1 - begun : one, walks.lastWeight);
    last = last < lastAllowed ? last : lastAllowed;
    last = low < high ? last : first - 1;
    writeEight(first, walks.first);
    writeEight(last, walks.last);
}

/// Extent across the walks at their first pixels and its change, as edges and levels.
CHAINSCAPE_INSIDE void setExtents(const EightCourses& c, const EightBounds& b, const EightFloats& slope, const EightFloats& inverse, EightWalks& walks) {
    constexpr float smears = CoverageTable::kSmears - 1;
    EightInts first, last;
    readEight(first, walks.first);
    readEight(last, walks.last);
    const EightFloats none = slope - slope, thickest = none + kThickest;
    const EightFloats at = __builtin_convertvector(first, EightFloats) + 0.5F - c.u0;
    const EightFloats steps = __builtin_convertvector(last - first, EightFloats);
    const EightFloats perStep = 1.0F / (steps > 1.0F ? steps : none + 1.0F);
    EightFloats stretch = 1.0F + slope * slope;
    // Square root by two Newton steps from a start within two percent on 1..2: the same bits with and without wide registers.
    EightFloats root = 0.4142136F * stretch + 0.6F;
    root = 0.5F * (root + stretch / root);
    root = 0.5F * (root + stretch / root);
    const EightFloats e0 = c.w0 * root < thickest ? c.w0 * root : thickest, e1 = c.w1 * root < thickest ? c.w1 * root : thickest;
    const EightFloats change = (e1 - e0) * inverse;
    EightFloats extent = e0 + at * change, ending = extent + steps * change, steep = slope;
    keepBetween(extent, none, thickest);
    keepBetween(ending, none, thickest);
    absolute(steep);
    EightInts smear;
    wholeOf(steep * smears + 0.5F, smear);
    smear = smear < CoverageTable::kSmears - 1 ? smear : smear - smear + (CoverageTable::kSmears - 1);
    const EightInts hairline = (c.w0 <= 1.0F) & (c.w0 == c.w1);
    const EightFloats widest = e0 > e1 ? e0 : e1;
    const EightFloats smeared = __builtin_convertvector(smear, EightFloats) / smears;
    smear = hairline | (widest + smeared > thickest) ? smear - smear : smear;
    const EightFloats halves = (hairline ? none + 1.0F : extent + __builtin_convertvector(smear, EightFloats) / smears) * 0.5F;
    EightFloats edge = c.v0 - b.origin + at * slope - halves;
    const EightFloats widening = hairline ? none : (ending - extent) * perStep;
    EightFloats end = edge + steps * (slope - widening * 0.5F);
    // Rounding could lead a walk along a piece with far ends out of the sums.
    const EightFloats lowest = b.acrossLow - b.origin - kThickest, highest = b.acrossHigh - b.origin;
    keepBetween(edge, lowest, highest);
    keepBetween(end, lowest, highest);
    EightInts level, hair, number;
    wholeOf(extent * kOne, level);
    wholeOf(c.w0 * 32.0F + 0.5F, hair);
    hair = hair > 1 ? hair : hair - hair + 1;
    hair = (hair + CoverageTable::kLevels) << kLevelShift;
    writeEight(hairline ? hair : level + (1 << (kLevelShift - 1)), walks.level);
    wholeOf(widening * kOne, number);
    writeEight(number, walks.levelStep);
    wholeOf(edge * kOne, number);
    writeEight(number, walks.edge);
    wholeOf((end - edge) * perStep * kOne, number);
    writeEight(number, walks.edgeStep);
    writeEight(smear, walks.smear);
    writeEight(c.flat, walks.flat);
}

CHAINSCAPE_INSIDE void makeReady(const EightPieces& pieces, const ThinSums& sums, EightWalks& walks) {
    EightCourses c;
    layAlong(pieces, c);
    EightBounds b;
    boundsOf(c.flat, sums, b);
    const EightFloats du = c.u1 - c.u0;
    const EightFloats inverse = 1.0F / (du > 0.0F ? du : du - du + 1.0F), slope = (c.v1 - c.v0) * inverse;
    EightFloats low, high;
    cutToBounds(c, b, slope, low, high);
    high = du > 0.0F ? high : low - 4.0F;
    findSteps(c, b, low, high, walks);
    setExtents(c, b, slope, inverse, walks);
}

CHAINSCAPE_INSIDE void addFour(std::uint16_t* to, const std::uint16_t* four) {
#ifdef __SSE2__
    const __m128i sum = _mm_adds_epu16(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(to)),
                                       _mm_loadl_epi64(reinterpret_cast<const __m128i*>(four)));
    _mm_storel_epi64(reinterpret_cast<__m128i*>(to), sum);
#else
    for (int i = 0; i < 4; ++i) to[i] = static_cast<std::uint16_t>(std::min(to[i] + four[i], 0xFFFF));
#endif
}

/// Four depths of a pixel that is only partly reached.
CHAINSCAPE_INSIDE void addFaint(std::uint16_t* to, const std::uint16_t* full, float weight) {
    std::uint16_t four[4];
    for (int i = 0; i < 4; ++i) four[i] = static_cast<std::uint16_t>(static_cast<float>(full[i]) * weight + 0.5F);
    addFour(to, four);
}

CHAINSCAPE_INSIDE std::int64_t placeOf(std::int64_t edge) { return (edge >> (kPlaceShift - 2)) & ((CoverageTable::kPlaces - 1) * 4); }
CHAINSCAPE_INSIDE std::int64_t levelOf(std::int64_t level) { return (level >> kLevelShift) * CoverageTable::kLevel; }

/// Runs a walk. `sums` is the line of sums that the first step adds to, `stride` leads to the next step's.
CHAINSCAPE_INSIDE void runWalk(const EightWalks& walks, int k, std::uint16_t* sums, std::ptrdiff_t stride, const std::uint16_t* depths) {
    std::int64_t edge = walks.edge[k], level = walks.level[k];
    const std::int64_t edgeStep = walks.edgeStep[k], levelStep = walks.levelStep[k];
    int steps = walks.last[k] - walks.first[k] + 1;
    const bool faintEnd = walks.lastWeight[k] < 1 && (steps > 1 || walks.firstWeight[k] >= 1);
    if (walks.firstWeight[k] < 1) {
        addFaint(sums + (edge >> 16), depths + levelOf(level) + placeOf(edge), walks.firstWeight[k]);
        sums += stride;
        edge += edgeStep;
        level += levelStep;
        --steps;
    }
    if (faintEnd) --steps;
    if (levelStep == 0) {
        const std::uint16_t* places = depths + levelOf(level);
        for (; steps > 0; --steps, sums += stride, edge += edgeStep) addFour(sums + (edge >> 16), places + placeOf(edge));
    } else {
        for (; steps > 0; --steps, sums += stride, edge += edgeStep, level += levelStep)
            addFour(sums + (edge >> 16), depths + levelOf(level) + placeOf(edge));
    }
    if (faintEnd) addFaint(sums + (edge >> 16), depths + levelOf(level) + placeOf(edge), walks.lastWeight[k]);
}

CHAINSCAPE_INSIDE void markTiles(const ThinSums& sums, int firstColumn, int lastColumn) {
    const int to = std::min(lastColumn / ThinSums::kTile, sums.lastTile);
    for (int i = std::max(firstColumn, 0) / ThinSums::kTile; i <= to; ++i) sums.tiles[i] = 1;
}

CHAINSCAPE_INSIDE void walkOne(const EightWalks& walks, int k, const ThinSums& sums, const std::uint16_t* depths) {
    const int first = walks.first[k], last = walks.last[k];
    if (walks.flat[k] != 0) {
        markTiles(sums, first, last);
        runWalk(walks, k, sums.columns + first * sums.columnStride, sums.columnStride, depths);
        return;
    }
    const int start = walks.edge[k] >> 16, end = (walks.edge[k] + (last - first) * walks.edgeStep[k]) >> 16;
    markTiles(sums, std::min(start, end) - ThinSums::kPad, std::max(start, end) - ThinSums::kPad + 3);
    runWalk(walks, k, sums.rows + (first - sums.top) * sums.rowStride, sums.rowStride, depths);
}

CHAINSCAPE_INSIDE void walkEight(const EightPieces& pieces, std::size_t count, const CoverageTable& table, const ThinSums& sums) {
    EightWalks walks;
    makeReady(pieces, sums, walks);
    const int ready = static_cast<int>(std::min<std::size_t>(8, count));
    for (int k = 0; k < ready; ++k)
        if (walks.first[k] <= walks.last[k]) walkOne(walks, k, sums, table.depths() + walks.smear[k] * CoverageTable::kSmear);
}

} // namespace

CHAINSCAPE_WIDE void walkAll(const ThinPieces& pieces, const CoverageTable& table, const ThinSums& sums) {
    EightPieces eight;
    for (std::size_t at = 0; at < pieces.count; at += 8) {
        readPieces(pieces, at, eight);
        walkEight(eight, pieces.count - at, table, sums);
    }
}

CHAINSCAPE_WIDE void walkPath(const PathWalk& walk, const CoverageTable& table, const ThinSums& sums) {
    EightPieces eight;
    for (std::size_t at = walk.first; at < walk.end; at += 8) {
        readSegments(walk, at, eight);
        walkEight(eight, walk.end - at, table, sums);
    }
}

#undef CHAINSCAPE_INSIDE

} // namespace chainscape::ui
