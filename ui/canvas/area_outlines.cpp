// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/area_outlines.h"

#include <algorithm>
#include <cmath>

#include <QPainterPathStroker>
#include <QPen>
#include <QTransform>

namespace chainscape::ui {
namespace {

bool isDrawable(const QRectF& r) {
    return std::isfinite(r.left()) && std::isfinite(r.top()) && std::isfinite(r.right()) && std::isfinite(r.bottom());
}

class Builder {
public:
    Builder(const QRectF& view, double ratio) : m_view(view), m_ratio(ratio) {}

    void fill(const QPainterPath& path, QRgb colour) {
        if (qAlpha(colour) == 0) return;
        Area area;
        area.colour = colour;
        area.firstOutline = m_result.outlineEnds.size();
        area.top = 1e30F;
        area.bottom = -1e30F;
        for (const QPolygonF& polygon : path.toSubpathPolygons()) add(polygon, area);
        area.endOutline = m_result.outlineEnds.size();
        if (area.endOutline > area.firstOutline) m_result.areas.push_back(area);
    }

    void upright(const QRectF& box, QRgb colour) {
        if (qAlpha(colour) == 0 || box.isEmpty()) return;
        Area area;
        area.colour = colour;
        area.upright = true;
        area.left = device(box.left());
        area.right = device(box.right());
        area.top = device(box.top());
        area.bottom = device(box.bottom());
        m_result.areas.push_back(area);
    }

    void stroke(const QPainterPath& path, const AreaStyle& style) {
        if (qAlpha(style.outline) == 0 || !(style.outlineWidth > 0)) return;
        QPainterPathStroker stroker;
        stroker.setWidth(static_cast<double>(style.outlineWidth));
        stroker.setCapStyle(Qt::FlatCap);
        stroker.setJoinStyle(Qt::MiterJoin);
        if (style.dash > 0 && style.gap > 0) {
            const auto width = static_cast<double>(style.outlineWidth);
            stroker.setDashPattern({static_cast<double>(style.dash) / width, static_cast<double>(style.gap) / width});
        }
        fill(stroker.createStroke(path), style.outline);
    }

    void shape(const QPainterPath& path, const AreaStyle& style) {
        if (style.pattern == Pattern::Hatch) hatch(path, style.fill);
        else fill(path, style.fill);
        stroke(path, style);
    }

    [[nodiscard]] bool visible(const QRectF& box, double margin) const {
        return isDrawable(box) && box.adjusted(-margin, -margin, margin, margin).intersects(m_view);
    }

    AreaOutlines take() { return std::move(m_result); }

private:
    [[nodiscard]] float device(double v) const { return static_cast<float>(std::clamp(v * m_ratio, -1e7, 1e7)); }

    void add(const QPolygonF& polygon, Area& area) {
        if (polygon.size() < 3) return;
        for (const QPointF& p : polygon) {
            const Vec v{device(p.x()), device(p.y())};
            area.top = std::min(area.top, v.y);
            area.bottom = std::max(area.bottom, v.y);
            m_result.points.push_back(v);
        }
        m_result.outlineEnds.push_back(m_result.points.size());
    }

    void hatch(const QPainterPath& path, QRgb colour) {
        if (qAlpha(colour) == 0) return;
        QPainterPath all;
        for (const QLineF& line : hatchStrokes(path)) {
            all.moveTo(line.p1());
            all.lineTo(line.p2());
        }
        AreaStyle strokes;
        strokes.outline = colour;
        strokes.outlineWidth = static_cast<float>(kHatchWidth);
        stroke(all, strokes);
    }

    QRectF m_view;
    double m_ratio;
    AreaOutlines m_result;
};

/// x + y = s cuts an edge: the place along the diagonal (x - y).
void addCut(std::vector<double>& cuts, QPointF a, QPointF b, double s) {
    const double sa = a.x() + a.y() - s, sb = b.x() + b.y() - s;
    if ((sa < 0) == (sb < 0)) return;
    const QPointF p = a + (b - a) * (sa / (sa - sb));
    cuts.push_back(p.x() - p.y());
}

} // namespace

QPainterPath rectPath(const Rect& rect, const Camera& camera) {
    const QRectF box = camera.toScreen(rect.box.normalized());
    QPainterPath path;
    const double radius = std::min({rect.radius, box.width() / 2, box.height() / 2});
    if (radius > 0) path.addRoundedRect(box, radius, radius);
    else path.addRect(box);
    return path;
}

std::vector<QLineF> hatchStrokes(const QPainterPath& shape) {
    std::vector<QLineF> strokes;
    const QRectF box = shape.boundingRect();
    // More strokes than a screen can hold mean coordinates far outside of it: nothing readable to draw.
    if (!isDrawable(box) || box.width() + box.height() > 100000) return strokes;
    const QList<QPolygonF> polygons = shape.toSubpathPolygons();
    const double step = kHatchStep * std::sqrt(2.0);
    std::vector<double> cuts;
    for (double s = std::ceil((box.left() + box.top()) / step) * step; s < box.right() + box.bottom(); s += step) {
        cuts.clear();
        for (const QPolygonF& polygon : polygons)
            for (qsizetype i = 1; i < polygon.size(); ++i) addCut(cuts, polygon[i - 1], polygon[i], s);
        std::sort(cuts.begin(), cuts.end());
        for (std::size_t i = 1; i < cuts.size(); i += 2)
            strokes.emplace_back((s + cuts[i - 1]) / 2, (s - cuts[i - 1]) / 2, (s + cuts[i]) / 2, (s - cuts[i]) / 2);
    }
    return strokes;
}

AreaOutlines areaOutlines(const Layer& layer, const Camera& camera, const QRectF& view, double ratio) {
    Builder builder(view, ratio);
    for (const Rect& rect : layer.rects) {
        const QRectF box = camera.toScreen(rect.box.normalized());
        if (!builder.visible(box, static_cast<double>(rect.style.outlineWidth))) continue;
        const bool plain = rect.radius <= 0 && rect.style.pattern == Pattern::Solid;
        if (plain) {
            builder.upright(box, rect.style.fill);
            builder.stroke(rectPath(rect, camera), rect.style);
        } else {
            builder.shape(rectPath(rect, camera), rect.style);
        }
    }
    for (const Ribbon& ribbon : layer.ribbons) {
        const QPainterPath path = ribbonPath(ribbon, camera);
        if (builder.visible(path.controlPointRect(), 1)) builder.fill(path, ribbon.fill);
    }
    const QTransform transform(camera.scale, 0, 0, camera.scale, camera.offset.x(), camera.offset.y());
    for (const Path& path : layer.paths) {
        const QPainterPath mapped = transform.map(path.path);
        if (builder.visible(mapped.controlPointRect(), static_cast<double>(path.style.outlineWidth))) builder.shape(mapped, path.style);
    }
    return builder.take();
}

} // namespace chainscape::ui
