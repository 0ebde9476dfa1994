// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/display_list.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace chainscape::ui {
namespace {

void append(Lines& lines, QPointF from, QPointF to, double width, StyleId style, ItemRef item) {
    lines.x0.push_back(static_cast<float>(from.x()));
    lines.y0.push_back(static_cast<float>(from.y()));
    lines.x1.push_back(static_cast<float>(to.x()));
    lines.y1.push_back(static_cast<float>(to.y()));
    lines.width.push_back(static_cast<float>(width));
    lines.style.push_back(style);
    lines.item.push_back(item);
}

void reserve(Lines& lines, std::size_t count) {
    for (auto* column : {&lines.x0, &lines.y0, &lines.x1, &lines.y1, &lines.width}) column->reserve(count);
    lines.style.reserve(count);
    lines.item.reserve(count);
}

/// Grows a box by the points that are finite.
class Extent {
public:
    void add(double x, double y) {
        if (!std::isfinite(x) || !std::isfinite(y)) return;
        m_left = std::min(m_left, x);
        m_right = std::max(m_right, x);
        m_top = std::min(m_top, y);
        m_bottom = std::max(m_bottom, y);
    }
    void add(const QRectF& box) {
        add(box.left(), box.top());
        add(box.right(), box.bottom());
    }
    [[nodiscard]] QRectF box() const {
        if (m_left > m_right) return {};
        return {QPointF(m_left, m_top), QPointF(m_right, m_bottom)};
    }

private:
    static constexpr double kFar = std::numeric_limits<double>::infinity();
    double m_left = kFar, m_right = -kFar, m_top = kFar, m_bottom = -kFar;
};

void addLines(Extent& extent, const Lines& lines) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
        extent.add(lines.x0[i], lines.y0[i]);
        extent.add(lines.x1[i], lines.y1[i]);
    }
}

void addLayerTo(Extent& extent, const Layer& layer) {
    for (const Rect& r : layer.rects) extent.add(r.box);
    for (const Ribbon& r : layer.ribbons) {
        extent.add(r.x0, r.y0a);
        extent.add(r.x0, r.y0b);
        extent.add(r.x1, r.y1a);
        extent.add(r.x1, r.y1b);
    }
    for (const Path& p : layer.paths) extent.add(p.path.boundingRect());
    addLines(extent, layer.lines);
    addLines(extent, layer.curves.ends);
    for (std::size_t i = 0; i < layer.curves.size(); ++i) {
        // A cubic lies in the hull of its points; the control points of links lie between their ends.
        extent.add(layer.curves.cx0[i], layer.curves.cy0[i]);
        extent.add(layer.curves.cx1[i], layer.curves.cy1[i]);
    }
    for (const Disc& d : layer.discs) extent.add(d.x, d.y);
    for (const Recording& r : layer.recordings) extent.add(r.box);
    for (const Text& t : layer.texts) extent.add(t.anchor.x(), t.anchor.y());
}

} // namespace

void DisplayList::addLayer(Space space, const QRectF& clip) {
    Layer layer;
    layer.space = space;
    layer.clip = clip;
    m_layers.push_back(std::move(layer));
}

void DisplayList::limitScale(double from, double to) {
    current().fromScale = from;
    current().toScale = to;
}

void DisplayList::addHeads(double foot) {
    addLayer(Space::Heads);
    current().foot = foot;
}

StyleId DisplayList::lineStyle(const LineStyle& style) {
    const auto found = std::find(m_lineStyles.begin(), m_lineStyles.end(), style);
    if (found == m_lineStyles.end() && m_lineStyles.size() <= std::numeric_limits<StyleId>::max()) {
        m_lineStyles.push_back(style);
        return static_cast<StyleId>(m_lineStyles.size() - 1);
    }
    if (found == m_lineStyles.end()) return std::numeric_limits<StyleId>::max();
    return static_cast<StyleId>(found - m_lineStyles.begin());
}

void DisplayList::reserveLines(std::size_t count) { reserve(current().lines, count); }

void DisplayList::reserveCurves(std::size_t count) {
    Curves& curves = current().curves;
    reserve(curves.ends, count);
    for (auto* column : {&curves.cx0, &curves.cy0, &curves.cx1, &curves.cy1}) column->reserve(count);
}

void DisplayList::line(QPointF from, QPointF to, double width, StyleId style, ItemRef item) {
    append(current().lines, from, to, width, style, item);
}

void DisplayList::curve(QPointF from, QPointF control0, QPointF control1, QPointF to, double width, StyleId style, ItemRef item) {
    Curves& curves = current().curves;
    append(curves.ends, from, to, width, style, item);
    curves.cx0.push_back(static_cast<float>(control0.x()));
    curves.cy0.push_back(static_cast<float>(control0.y()));
    curves.cx1.push_back(static_cast<float>(control1.x()));
    curves.cy1.push_back(static_cast<float>(control1.y()));
}

void DisplayList::laneCurve(QPointF from, QPointF to, double width, StyleId style, ItemRef item) {
    const double middle = (from.x() + to.x()) / 2;
    curve(from, {middle, from.y()}, {middle, to.y()}, to, width, style, item);
}

std::size_t DisplayList::size() const {
    std::size_t count = 0;
    for (const Layer& l : m_layers)
        count += l.rects.size() + l.ribbons.size() + l.paths.size() + l.lines.size() + l.curves.size() + l.discs.size() +
                 l.recordings.size() + l.texts.size();
    return count;
}

QRectF DisplayList::bounds() const {
    Extent extent;
    for (const Layer& layer : m_layers)
        if (layer.space == Space::World) addLayerTo(extent, layer);
    return extent.box();
}

} // namespace chainscape::ui
