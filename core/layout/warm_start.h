// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// WarmStart: the places and pins a layout is given, and the places it makes up for nodes without one.

#include <cstdint>
#include <vector>

#include "core/layout/force_layout.h"
#include "core/layout/parts.h"

namespace chainscape {

class WarmStart {
public:
    /// Option arrays are empty or of length n.
    WarmStart(std::int32_t n, const ForceOptions& options);

    /// At least one node has a place; all have; at least two have different ones and not all known ones are pins.
    [[nodiscard]] bool any() const noexcept { return m_known > 0; }
    [[nodiscard]] bool complete() const noexcept { return m_known == m_places.x.size(); }
    [[nodiscard]] bool usable() const noexcept { return m_usable; }
    [[nodiscard]] const Positions& positions() const noexcept { return m_places; }

    /// Nodes of a part that must not move: pins, and outside the fast mode all known ones.
    [[nodiscard]] std::vector<std::uint8_t> pinsOf(const GraphPart& part) const;

    /// Whether the part has a node whose place was given (others were laid out cold and are settled).
    [[nodiscard]] bool relaxes(const GraphPart& part) const;

    /// Places for all nodes. A part of which two places or more are known keeps them, and the others start at the mean of
    /// their placed neighbours; when only pins are known, its cold picture is turned, scaled and moved onto them.
    /// Parts without any known place keep their cold picture, set to the right of the rest.
    [[nodiscard]] Positions completed(const LayoutAdjacency& graph, const std::vector<GraphPart>& parts, const Positions& cold) const;

private:
    void fit(const GraphPart& part, const Positions& cold, Positions& all) const;
    void spreadToNeighbours(const LayoutAdjacency& graph, const GraphPart& part, Positions& all) const;

    Positions m_places;
    std::vector<std::uint8_t> m_isKnown, m_isPinned, m_stays;
    std::size_t m_known = 0;
    bool m_usable = false;
};

} // namespace chainscape
