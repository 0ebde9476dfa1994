// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// LinkPen: draws links into a band, each as what it needs there: thin pieces for the sums, outlined areas, dashes, arrow heads.

#include <algorithm>
#include <span>
#include <vector>

#include "ui/canvas/band.h"
#include "ui/canvas/link_bins.h"

namespace chainscape::ui {

/// Style as the raster needs it; dashes in device pixels.
struct LinkInk {
    QRgb colour = 0;
    const CoverageTable* table = nullptr;
    float dash = 0, gap = 0;
    Direction direction = Direction::None;
};

class LinkPen {
public:
    /// Hairlines: every link a device pixel wide.
    struct Look {
        std::span<const LinkInk> inks; ///< at least one; higher styles use the last
        double ratio = 1;
        bool hairlines = false;
    };
    LinkPen(const Look& look, Band& band);

    [[nodiscard]] const LinkInk& inkOf(const DeviceLink& link) const { return m_look.inks[std::min<std::size_t>(link.style, m_look.inks.size() - 1)]; }

    /// What reaches into the band. Thin lines go to its sums, which must be laid on before the ink changes.
    void draw(const DeviceLink& link);

private:
    void line(const LinkShape& shape);
    void curve(const LinkShape& shape, std::size_t segments);
    bool strands(const LinkShape& shape, std::size_t segments, float extent);
    void thickCurve(const LinkShape& shape);
    void dashed(const LinkShape& shape, std::size_t segments);
    void thin(Vec from, Vec to, float width0, float width1, Joints joints);
    void arrow(const LinkShape& shape);
    void area();

    Look m_look;
    Band& m_band;
    float m_top, m_bottom, m_width;
    const LinkInk* m_ink = nullptr;
    FlatPath m_path;
    std::vector<Vec> m_line, m_outline;
};

} // namespace chainscape::ui
