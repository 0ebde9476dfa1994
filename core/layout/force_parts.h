// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How one connected part is laid out: from nothing, or from where its nodes stand.

#include <cstdint>
#include <vector>

#include "core/layout/force_layout.h"
#include "core/layout/force_level.h"
#include "core/layout/parts.h"

namespace chainscape {

/// A part laid out from nothing; centred on (0, 0). spread <= 0: find the best, else use this.
struct PartResult {
    Positions positions;
    float spread = 1;
    std::int32_t iterations = 0;
};
Result<PartResult> coldPart(const LayoutAdjacency& graph, const ForceOptions& options, float spread, Progress& progress);

/// A part that relaxes where it stands: its own scale and centre are kept, the springs work in the unspread picture.
class WarmPart {
public:
    /// positions: finite, not all equal. pinned: empty or one per node of the part.
    WarmPart(const LayoutAdjacency& graph, Positions positions, float spread, std::vector<std::uint8_t> pinned);

    /// heat: largest move in spacings. Returns the mean move in links.
    float iterate(float heat);
    void hold(std::int32_t node, float x, float y);
    void release(std::int32_t node);
    [[nodiscard]] Positions positions() const;

private:
    void toInner(float& x, float& y) const;

    ForceLevel m_force;
    Positions m_start;
    std::vector<std::uint8_t> m_held;
    bool m_pinnedAny = false;
    float m_spread = 1, m_spacing = 1;
    // Outer and inner picture: directions from the centre are the same, radii follow outer = R (inner / r) ^ spread.
    double m_centreX = 0, m_centreY = 0, m_outerRadius = 1, m_innerRadius = 1;
};

} // namespace chainscape
