// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/link_bins.h"

#include <algorithm>
#include <cmath>

#include "core/base/parallel.h"

namespace chainscape::ui {
namespace {

constexpr std::size_t kGrain = 16384;
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

    /// `margin` in device pixels.
    [[nodiscard]] Reach reach(float x0, float x1, float y0, float y1, float margin) const {
        const float left = x0 * m_scale + m_dx - margin, right = x1 * m_scale + m_dx + margin;
        const float top = y0 * m_scale + m_dy - margin, bottom = y1 * m_scale + m_dy + margin;
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

/// Links in paint order with their reaches, handed to `visit(entry, reach)`.
template <class Visit>
void inPaintOrder(const Layer& layer, const std::vector<Reach>& lineReach, const std::vector<Reach>& curveReach, std::size_t styles,
                  const Visit& visit) {
    const auto lineOrder = styleOrder(layer.lines, styles), curveOrder = styleOrder(layer.curves.ends, styles);
    const auto at = [](const std::vector<std::uint32_t>& order, std::size_t i) {
        return order.empty() ? static_cast<std::uint32_t>(i) : order[i];
    };
    std::size_t l = 0, c = 0;
    while (l < layer.lines.size() || c < layer.curves.size()) {
        const bool line = l < layer.lines.size() && (c >= layer.curves.size() || layer.lines.style[at(lineOrder, l)] <=
                                                                                     layer.curves.ends.style[at(curveOrder, c)]);
        if (line) {
            const std::uint32_t i = at(lineOrder, l++);
            visit(i, lineReach[i]);
        } else {
            const std::uint32_t i = at(curveOrder, c++);
            visit(i | kCurveFlag, curveReach[i]);
        }
    }
}

void prepare(Bins& bins, const std::vector<Reach>& reaches) {
    for (const Reach& r : reaches) {
        if (r.first == kNowhere) continue;
        ++bins.items;
        for (int b = r.first; b <= r.last; ++b) ++bins.begin[static_cast<std::size_t>(b) + 1];
    }
}

void finishCounts(Bins& bins) {
    for (std::size_t b = 1; b < bins.begin.size(); ++b) bins.begin[b] += bins.begin[b - 1];
    bins.entry.resize(bins.begin.back());
}

std::vector<Reach> lineReaches(const Lines& lines, const Seen& seen, float ratio) {
    std::vector<Reach> reaches(lines.size());
    parallelFor(lines.size(), kGrain, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            const auto [left, right] = std::minmax(lines.x0[i], lines.x1[i]);
            const auto [top, bottom] = std::minmax(lines.y0[i], lines.y1[i]);
            // Arrow heads reach 1.1 widths or 2.6 px to each side.
            if (lines.width[i] > 0) reaches[i] = seen.reach(left, right, top, bottom, (1.5F * lines.width[i] + 4) * ratio);
        }
    });
    return reaches;
}

std::vector<Reach> curveReaches(const Curves& curves, const Seen& seen, float ratio) {
    std::vector<Reach> reaches(curves.size());
    const Lines& ends = curves.ends;
    parallelFor(curves.size(), kGrain, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            const auto [left, right] = std::minmax({ends.x0[i], ends.x1[i], curves.cx0[i], curves.cx1[i]});
            const auto [top, bottom] = std::minmax({ends.y0[i], ends.y1[i], curves.cy0[i], curves.cy1[i]});
            const bool finite = std::isfinite(ends.x0[i] + ends.x1[i] + curves.cx0[i] + curves.cx1[i]) &&
                                std::isfinite(ends.y0[i] + ends.y1[i] + curves.cy0[i] + curves.cy1[i]);
            if (finite && ends.width[i] > 0) reaches[i] = seen.reach(left, right, top, bottom, (1.5F * ends.width[i] + 4) * ratio);
        }
    });
    return reaches;
}

} // namespace

Bins binLinks(const Layer& layer, const Camera& camera, const BandGrid& grid, std::size_t styles) {
    const Seen seen(camera, grid);
    const auto ratio = static_cast<float>(grid.ratio);
    const auto lineReach = lineReaches(layer.lines, seen, ratio);
    const auto curveReach = curveReaches(layer.curves, seen, ratio);
    Bins bins;
    bins.begin.assign(static_cast<std::size_t>(grid.bands()) + 1, 0);
    prepare(bins, lineReach);
    prepare(bins, curveReach);
    finishCounts(bins);
    std::vector<std::uint32_t> next(bins.begin.begin(), bins.begin.end() - 1);
    inPaintOrder(layer, lineReach, curveReach, std::max<std::size_t>(1, styles), [&](std::uint32_t entry, const Reach& r) {
        if (r.first == kNowhere) return;
        for (std::size_t b = r.first; b <= r.last; ++b) bins.entry[next[b]++] = entry;
    });
    return bins;
}

Bins binDiscs(const Layer& layer, const Camera& camera, const BandGrid& grid) {
    const Seen seen(camera, grid);
    const auto ratio = static_cast<float>(grid.ratio);
    std::vector<Reach> reaches(layer.discs.size());
    for (std::size_t i = 0; i < layer.discs.size(); ++i) {
        const Disc& d = layer.discs[i];
        reaches[i] = seen.reach(d.x, d.x, d.y, d.y, (d.radius + d.outlineWidth + 1) * ratio);
    }
    Bins bins;
    bins.begin.assign(static_cast<std::size_t>(grid.bands()) + 1, 0);
    prepare(bins, reaches);
    finishCounts(bins);
    std::vector<std::uint32_t> next(bins.begin.begin(), bins.begin.end() - 1);
    for (std::size_t i = 0; i < reaches.size(); ++i) {
        if (reaches[i].first == kNowhere) continue;
        for (std::size_t b = reaches[i].first; b <= reaches[i].last; ++b) bins.entry[next[b]++] = static_cast<std::uint32_t>(i);
    }
    return bins;
}

} // namespace chainscape::ui
