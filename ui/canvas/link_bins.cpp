// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/link_bins.h"

#include <algorithm>
#include <cmath>

#include "ui/canvas/mark_shape.h"

namespace chainscape::ui {
namespace {

constexpr std::uint16_t kNowhere = 0xFFFF;

/// First and last band of an item; first = kNowhere when it touches none.
struct Reach {
    std::uint16_t first = kNowhere, last = 0;
};

class Seen {
public:
    Seen(const Camera& camera, const BandGrid& grid)
        : m_scale(static_cast<float>(camera.scale * grid.ratio)), m_dx(static_cast<float>(camera.offset.x() * grid.ratio)),
          m_dy(static_cast<float>(camera.offset.y() * grid.ratio)), m_grid(grid) {}

    [[nodiscard]] Vec device(float x, float y) const { return {x * m_scale + m_dx, y * m_scale + m_dy}; }

    /// All in device pixels.
    [[nodiscard]] Reach reach(float x0, float x1, float y0, float y1, float margin) const {
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

constexpr std::uint32_t kCurveFlag = 0x80000000U;

/// Order of links by style, stable. Empty: the order they have.
std::vector<std::uint32_t> styleOrder(const Lines& lines, std::size_t styles) {
    if (std::is_sorted(lines.style.begin(), lines.style.end())) return {};
    std::vector<std::uint32_t> begin(styles + 1), order(lines.size());
    for (const StyleId s : lines.style) ++begin[std::min<std::size_t>(s, styles - 1) + 1];
    for (std::size_t s = 1; s <= styles; ++s) begin[s] += begin[s - 1];
    for (std::size_t i = 0; i < lines.size(); ++i)
        order[begin[std::min<std::size_t>(lines.style[i], styles - 1)]++] = static_cast<std::uint32_t>(i);
    return order;
}

/// Indices of all links in paint order; those of curves carry the flag.
std::vector<std::uint32_t> paintOrder(const Layer& layer, std::size_t styles) {
    const auto lineOrder = styleOrder(layer.lines, styles), curveOrder = styleOrder(layer.curves.ends, styles);
    const auto at = [](const std::vector<std::uint32_t>& order, std::size_t i) {
        return order.empty() ? static_cast<std::uint32_t>(i) : order[i];
    };
    std::vector<std::uint32_t> order;
    order.reserve(layer.lines.size() + layer.curves.size());
    std::size_t l = 0, c = 0;
    while (l < layer.lines.size() || c < layer.curves.size()) {
        const bool line = l < layer.lines.size() && (c >= layer.curves.size() || layer.lines.style[at(lineOrder, l)] <=
                                                                                     layer.curves.ends.style[at(curveOrder, c)]);
        order.push_back(line ? at(lineOrder, l++) : at(curveOrder, c++) | kCurveFlag);
    }
    return order;
}

Bins binned(const std::vector<Reach>& reaches, const BandGrid& grid) {
    Bins bins;
    bins.begin.assign(static_cast<std::size_t>(grid.bands()) + 1, 0);
    for (const Reach& r : reaches) {
        if (r.first == kNowhere) continue;
        ++bins.items;
        for (int b = r.first; b <= r.last; ++b) ++bins.begin[static_cast<std::size_t>(b) + 1];
    }
    for (std::size_t b = 1; b < bins.begin.size(); ++b) bins.begin[b] += bins.begin[b - 1];
    bins.entry.resize(bins.begin.back());
    std::vector<std::uint32_t> next(bins.begin.begin(), bins.begin.end() - 1);
    for (std::size_t i = 0; i < reaches.size(); ++i) {
        if (reaches[i].first == kNowhere) continue;
        for (std::size_t b = reaches[i].first; b <= reaches[i].last; ++b) bins.entry[next[b]++] = static_cast<std::uint32_t>(i);
    }
    return bins;
}

} // namespace

LinkSource::LinkSource(const Layer& layer, const Camera& camera, const BandGrid& grid, std::size_t styles)
    : m_layer(layer), m_scale(static_cast<float>(camera.scale * grid.ratio)), m_dx(static_cast<float>(camera.offset.x() * grid.ratio)),
      m_dy(static_cast<float>(camera.offset.y() * grid.ratio)), m_ratio(static_cast<float>(grid.ratio)),
      m_width(static_cast<float>(grid.width)), m_height(static_cast<float>(grid.height)),
      m_order(paintOrder(layer, std::max<std::size_t>(1, styles))) {}

DeviceLink LinkSource::link(std::size_t place) const {
    const auto device = [this](float x, float y) { return Vec{x * m_scale + m_dx, y * m_scale + m_dy}; };
    DeviceLink link;
    link.curved = (m_order[place] & kCurveFlag) != 0;
    const std::size_t i = m_order[place] & ~kCurveFlag;
    const Lines& ends = link.curved ? m_layer.curves.ends : m_layer.lines;
    link.p0 = link.c0 = device(ends.x0[i], ends.y0[i]);
    link.p1 = link.c1 = device(ends.x1[i], ends.y1[i]);
    if (link.curved) {
        link.c0 = device(m_layer.curves.cx0[i], m_layer.curves.cy0[i]);
        link.c1 = device(m_layer.curves.cx1[i], m_layer.curves.cy1[i]);
    }
    link.width = ends.width[i] * m_ratio;
    link.style = ends.style[i];
    return link;
}

bool LinkSource::touches(const DeviceLink& link) const {
    const float sum = link.p0.x + link.p0.y + link.p1.x + link.p1.y + link.c0.x + link.c0.y + link.c1.x + link.c1.y;
    if (!std::isfinite(sum) || !(link.width > 0) || !std::isfinite(link.width)) return false;
    const float margin = 1.5F * link.width + 4 * m_ratio; // arrow heads reach 1.1 widths or 2.6 px to each side
    const auto beyond = [&](float Vec::*axis, float limit) {
        const float low = std::min({link.p0.*axis, link.p1.*axis, link.c0.*axis, link.c1.*axis});
        const float high = std::max({link.p0.*axis, link.p1.*axis, link.c0.*axis, link.c1.*axis});
        return high + margin < 0 || low - margin > limit;
    };
    return !beyond(&Vec::x, m_width) && !beyond(&Vec::y, m_height);
}

Bins binDiscs(const Layer& layer, const Camera& camera, const BandGrid& grid) {
    const Seen seen(camera, grid);
    const auto ratio = static_cast<float>(grid.ratio);
    std::vector<Reach> reaches(layer.discs.size());
    for (std::size_t i = 0; i < layer.discs.size(); ++i) {
        const Disc& d = layer.discs[i];
        const Vec at = seen.device(d.x, d.y);
        reaches[i] = seen.reach(at.x, at.x, at.y, at.y, (d.radius * (d.shape == MarkShape::Round ? 1.0F : kFarthestCorner) + d.outlineWidth * 2 + 1) * ratio);
    }
    return binned(reaches, grid);
}

} // namespace chainscape::ui
