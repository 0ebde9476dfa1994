// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// CoverageTable: what a thin line adds to the four pixels that it covers across its way.

#include <cstdint>
#include <vector>

namespace chainscape::ui {

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
    static constexpr int kLevel = kPlaces * 4; ///< from one level to the next
    static constexpr int kSmear = (kLevels + kHairlines + 1) * kLevel; ///< from one smear's table to the next
    static constexpr float kDepthUnit = 1024;

    explicit CoverageTable(double alpha);
    /// Coverage times `weight` instead of a depth: for counting.
    static CoverageTable counting(double weight);

    /// Smear by smear, levels one behind the other, in each kPlaces places of four pixels.
    [[nodiscard]] const std::uint16_t* depths() const { return m_depth.data(); }

private:
    template <class Depth> void fill(const Depth& depth);
    CoverageTable() = default;

    std::vector<std::uint16_t> m_depth;
};

} // namespace chainscape::ui
