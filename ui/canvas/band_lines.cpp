// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The thin lines of a Band: gathered piece by piece, walked many at once.

#include "ui/canvas/band.h"

#include <algorithm>

namespace chainscape::ui {
namespace {

/// Segments [first, end) of a path that reach into a strip.
struct Touching {
    std::size_t first, end;
};

Touching touching(const FlatPath& path, float top, float bottom) {
    const auto away = [&](std::size_t i) {
        return std::max(path.y[i], path.y[i + 1]) < top || std::min(path.y[i], path.y[i + 1]) > bottom;
    };
    std::size_t first = 0, end = path.segments;
    while (first < end && away(first)) ++first;
    while (end > first && away(end - 1)) --end;
    return {first, end};
}

} // namespace

void Band::useTable(const CoverageTable& table) {
    if (m_table != &table) walkThin();
    m_table = &table;
}

ThinSums Band::thinSums() {
    return {m_columnSums.data(), kColumn, m_rowSums.data(), m_rowStride, m_tiles.data(), static_cast<int>(m_tiles.size()) - 1, m_top, m_height, m_width};
}

void Band::walkThin() {
    if (m_thin.count == 0) return;
    walkAll(m_thin, *m_table, thinSums());
    m_thin.count = 0;
    m_anySums = true;
}

void Band::thinLine(Vec from, Vec to, float width0, float width1, const CoverageTable& table, Joints joints) {
    useTable(table);
    if (m_thin.room() == 0) walkThin();
    const std::size_t i = m_thin.count++;
    m_thin.x0[i] = from.x;
    m_thin.y0[i] = from.y;
    m_thin.x1[i] = to.x;
    m_thin.y1[i] = to.y;
    m_thin.width0[i] = width0;
    m_thin.width1[i] = width1;
    m_thin.freeStart[i] = joints.start ? 0 : -1;
    m_thin.freeEnd[i] = joints.end ? 0 : -1;
}

void Band::thinPath(const FlatPath& path, float width0, float width1, const CoverageTable& table) {
    constexpr float reach = kThickest / 2 + 1;
    const auto [first, end] = touching(path, static_cast<float>(m_top) - reach, static_cast<float>(m_top + m_height) + reach);
    if (first == end) return;
    walkPath({path, first, end, width0, (width1 - width0) / static_cast<float>(path.segments)}, table, thinSums());
    m_anySums = true;
}

} // namespace chainscape::ui
