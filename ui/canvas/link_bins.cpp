// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/link_bins.h"

#include <algorithm>
#include <cmath>

#include "core/base/parallel.h"
#include "ui/canvas/mark_shape.h"

namespace chainscape::ui {
namespace {

class Seen {
public:
    Seen(const Camera& camera, const BandGrid& grid)
        : m_scale(static_cast<float>(camera.scale * grid.ratio)), m_dx(static_cast<float>(camera.offset.x() * grid.ratio)),
          m_dy(static_cast<float>(camera.offset.y() * grid.ratio)), m_grid(grid) {}

    [[nodiscard]] Vec device(float x, float y) const { return {x * m_scale + m_dx, y * m_scale + m_dy}; }

    /// All in device pixels.
    [[nodiscard]] BandReach reach(float x0, float x1, float y0, float y1, float margin) const {
        const float left = x0 - margin, right = x1 + margin;
        const float top = y0 - margin, bottom = y1 + margin;
        // Also false for NaN and infinities.
        if (!(right >= 0 && left <= static_cast<float>(m_grid.width) && bottom >= 0 && top <= static_cast<float>(m_grid.height))) return {};
        if (!std::isfinite(left + right + top + bottom)) return {};
        const int lastBand = m_grid.bands() - 1;
        const int first = static_cast<int>(std::max(top, 0.0F)) / m_grid.bandHeight;
        const int last = static_cast<int>(std::min(bottom, static_cast<float>(m_grid.height))) / m_grid.bandHeight;
        return {static_cast<std::uint16_t>(std::min(first, lastBand)), static_cast<std::uint16_t>(std::min(last, lastBand))};
    }

private:
    float m_scale, m_dx, m_dy;
    BandGrid m_grid;
};

/// The places in paint order of lines, then of curves, as inserted.
void rankByStyle(const Layer& layer, std::size_t styles, std::vector<std::uint32_t>& rank) {
    const std::vector<StyleId>*kinds[] = {&layer.lines.style, &layer.curves.ends.style};
    std::vector<std::uint32_t> next(2 * styles + 1);
    const auto slot = [&](StyleId style, std::size_t kind) { return 2 * std::min<std::size_t>(style, styles - 1) + kind; };
    for (const std::size_t kind : {0, 1})
        for (const StyleId s : *kinds[kind]) ++next[slot(s, kind) + 1];
    for (std::size_t s = 1; s < next.size(); ++s) next[s] += next[s - 1];
    rank.clear();
    for (const std::size_t kind : {0, 1})
        for (const StyleId s : *kinds[kind]) rank.push_back(next[slot(s, kind)]++);
}

/// Gives links their places on the device.
class LinkPlacer {
public:
    LinkPlacer(const Camera& camera, const BandGrid& grid)
        : m_scale(static_cast<float>(camera.scale * grid.ratio)), m_dx(static_cast<float>(camera.offset.x() * grid.ratio)),
          m_dy(static_cast<float>(camera.offset.y() * grid.ratio)), m_ratio(static_cast<float>(grid.ratio)),
          m_width(static_cast<float>(grid.width)), m_height(static_cast<float>(grid.height)),
          m_perBand(1 / static_cast<float>(grid.bandHeight)), m_lastBand(static_cast<float>(grid.bands() - 1)) {}

    [[nodiscard]] DeviceLink line(const Lines& lines, std::size_t i) const {
        DeviceLink link;
        link.p0 = link.c0 = device(lines.x0[i], lines.y0[i]);
        link.p1 = link.c1 = device(lines.x1[i], lines.y1[i]);
        link.width = lines.width[i] * m_ratio;
        link.style = lines.style[i];
        link.segments = 1;
        link.curved = false;
        return link;
    }

    [[nodiscard]] DeviceLink curve(const Curves& curves, std::size_t i) const {
        DeviceLink link = line(curves.ends, i);
        link.c0 = device(curves.cx0[i], curves.cy0[i]);
        link.c1 = device(curves.cx1[i], curves.cy1[i]);
        link.curved = true;
        return link;
    }

    /// Nowhere for links beyond the picture, without width or with odd coordinates.
    [[nodiscard]] BandReach reach(const DeviceLink& l) const {
        const float sum = l.p0.x + l.p0.y + l.p1.x + l.p1.y + l.c0.x + l.c0.y + l.c1.x + l.c1.y;
        if (!std::isfinite(sum) || !(l.width > 0) || !std::isfinite(l.width)) return {};
        const float margin = 1.5F * l.width + 4 * m_ratio; // arrow heads reach 1.1 widths or 2.6 px to each side
        const float left = std::min(std::min(l.p0.x, l.p1.x), std::min(l.c0.x, l.c1.x)), right = std::max(std::max(l.p0.x, l.p1.x), std::max(l.c0.x, l.c1.x));
        const float top = std::min(std::min(l.p0.y, l.p1.y), std::min(l.c0.y, l.c1.y)), bottom = std::max(std::max(l.p0.y, l.p1.y), std::max(l.c0.y, l.c1.y));
        if (right + margin < 0 || left - margin > m_width || bottom + margin < 0 || top - margin > m_height) return {};
        const auto band = [&](float y) { return static_cast<std::uint16_t>(std::clamp(y * m_perBand, 0.0F, m_lastBand)); };
        return {band(top - margin), band(bottom + margin)};
    }

private:
    [[nodiscard]] Vec device(float x, float y) const { return {x * m_scale + m_dx, y * m_scale + m_dy}; }

    float m_scale, m_dx, m_dy, m_ratio, m_width, m_height, m_perBand, m_lastBand;
};

/// Fills bins with the numbers of the reaches.
void fillBins(const std::vector<BandReach>& reaches, const BandGrid& grid, Bins& bins) {
    bins.begin.assign(static_cast<std::size_t>(grid.bands()) + 1, 0);
    bins.items = 0;
    for (const BandReach& r : reaches) {
        if (r.first == BandReach::kNowhere) continue;
        ++bins.items;
        for (int b = r.first; b <= r.last; ++b) ++bins.begin[static_cast<std::size_t>(b) + 1];
    }
    for (std::size_t b = 1; b < bins.begin.size(); ++b) bins.begin[b] += bins.begin[b - 1];
    bins.entry.resize(bins.begin.back());
    std::vector<std::uint32_t> next(bins.begin.begin(), bins.begin.end() - 1);
    for (std::size_t i = 0; i < reaches.size(); ++i) {
        if (reaches[i].first == BandReach::kNowhere) continue;
        for (std::size_t b = reaches[i].first; b <= reaches[i].last; ++b) bins.entry[next[b]++] = static_cast<std::uint32_t>(i);
    }
}

} // namespace

void DeviceLinks::place(const Layer& layer, const Camera& camera, const BandGrid& grid, std::size_t styles, float deviation) {
    rankByStyle(layer, styles, m_rank);
    m_reach.resize(m_rank.size());
    if (m_room < m_rank.size()) {
        m_room = m_rank.size();
        m_links = std::make_unique_for_overwrite<DeviceLink[]>(m_room);
    }
    const LinkPlacer placer(camera, grid);
    const std::size_t lines = layer.lines.size();
    parallelFor(m_rank.size(), 4096, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            DeviceLink link = i < lines ? placer.line(layer.lines, i) : placer.curve(layer.curves, i - lines);
            const BandReach reach = placer.reach(link);
            m_reach[m_rank[i]] = reach;
            if (reach.first == BandReach::kNowhere) continue;
            link.segments = static_cast<std::uint8_t>(segmentCount({link.p0, link.c0, link.c1, link.p1, link.curved}, deviation));
            m_links[m_rank[i]] = link;
        }
    });
    fillBins(m_reach, grid, m_bins);
}

Bins binDiscs(const Layer& layer, const Camera& camera, const BandGrid& grid) {
    const Seen seen(camera, grid);
    const auto ratio = static_cast<float>(grid.ratio);
    std::vector<BandReach> reaches(layer.discs.size());
    for (std::size_t i = 0; i < layer.discs.size(); ++i) {
        const Disc& d = layer.discs[i];
        const Vec at = seen.device(d.x, d.y);
        reaches[i] = seen.reach(at.x, at.x, at.y, at.y, (std::max(d.radius, d.grown) * (d.shape == MarkShape::Round ? 1.0F : kFarthestCorner) + d.outlineWidth * 2 + 1) * ratio);
    }
    Bins bins;
    fillBins(reaches, grid, bins);
    return bins;
}

} // namespace chainscape::ui
