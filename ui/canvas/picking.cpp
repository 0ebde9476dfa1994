// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/picking.h"

#include <algorithm>
#include <cmath>

#include <QTransform>

#include "ui/canvas/area_outlines.h"
#include "ui/canvas/head_layer.h"
#include "ui/canvas/link_geometry.h"
#include "ui/canvas/text_drawing.h"

namespace chainscape::ui {
namespace {

double distanceToSegment(QPointF p, QPointF a, QPointF b) {
    const QPointF ab = b - a;
    const double square = QPointF::dotProduct(ab, ab);
    const double t = square > 0 ? std::clamp(QPointF::dotProduct(p - a, ab) / square, 0.0, 1.0) : 0;
    const QPointF d = p - (a + ab * t);
    return std::hypot(d.x(), d.y());
}

QPointF pointOf(Vec v) { return {static_cast<double>(v.x), static_cast<double>(v.y)}; }

/// Keeps the nearest of what it is shown.
struct Nearest {
    ItemRef item;
    double distance;

    void offer(ItemRef other, double at) {
        if (!(at <= distance)) return;
        item = other;
        distance = at;
    }
};

class LayerPick {
public:
    LayerPick(const Layer& layer, const Camera& camera, QPointF screen, double tolerance)
        : m_layer(layer), m_camera(camera), m_screen(screen), m_world(camera.toWorld(screen)), m_tolerance(tolerance) {}

    [[nodiscard]] ItemRef item() const {
        if (!m_layer.clip.isNull() && !m_layer.clip.contains(m_world)) return {};
        for (const auto find : {&LayerPick::disc, &LayerPick::link, &LayerPick::text, &LayerPick::area})
            if (const ItemRef found = (this->*find)()) return found;
        return {};
    }

private:
    [[nodiscard]] ItemRef disc() const {
        Nearest nearest{{}, m_tolerance};
        const auto x = static_cast<float>(m_world.x()), y = static_cast<float>(m_world.y());
        const auto scale = static_cast<float>(m_camera.scale);
        for (const Disc& d : m_layer.discs) {
            const float radius = drawnRadius(d.radius, d.grown, scale);
            const float reach = (radius + static_cast<float>(m_tolerance)) / scale;
            if (!(std::abs(d.x - x) <= reach && std::abs(d.y - y) <= reach) || !d.item) continue;
            // Inside, the upper disc wins whatever its size; outside, the nearer edge.
            const double edge = static_cast<double>(std::hypot(d.x - x, d.y - y) * scale - radius);
            nearest.offer(d.item, std::max(0.0, edge));
        }
        return nearest.item;
    }

    [[nodiscard]] ItemRef link() const {
        Nearest nearest{{}, m_tolerance};
        offerLines(nearest);
        offerCurves(nearest);
        return nearest.item;
    }

    void offerLines(Nearest& nearest) const {
        const Lines& l = m_layer.lines;
        const auto x = static_cast<float>(m_world.x()), y = static_cast<float>(m_world.y());
        for (std::size_t i = 0; i < l.size(); ++i) {
            const float reach = (l.width[i] / 2 + static_cast<float>(m_tolerance)) / static_cast<float>(m_camera.scale);
            if (!(std::min(l.x0[i], l.x1[i]) - reach <= x && x <= std::max(l.x0[i], l.x1[i]) + reach)) continue;
            if (!(std::min(l.y0[i], l.y1[i]) - reach <= y && y <= std::max(l.y0[i], l.y1[i]) + reach)) continue;
            if (!l.item[i]) continue;
            const double d = distanceToSegment(m_screen, screen(l.x0[i], l.y0[i]), screen(l.x1[i], l.y1[i]));
            nearest.offer(l.item[i], std::max(0.0, d - static_cast<double>(l.width[i]) / 2));
        }
    }

    void offerCurves(Nearest& nearest) const {
        const Curves& c = m_layer.curves;
        const Lines& l = c.ends;
        const auto x = static_cast<float>(m_world.x()), y = static_cast<float>(m_world.y());
        for (std::size_t i = 0; i < c.size(); ++i) {
            const float reach = (l.width[i] / 2 + static_cast<float>(m_tolerance)) / static_cast<float>(m_camera.scale);
            const auto [left, right] = std::minmax({l.x0[i], l.x1[i], c.cx0[i], c.cx1[i]});
            if (!(left - reach <= x && x <= right + reach)) continue;
            const auto [top, bottom] = std::minmax({l.y0[i], l.y1[i], c.cy0[i], c.cy1[i]});
            if (!(top - reach <= y && y <= bottom + reach) || !l.item[i]) continue;
            if (!std::isfinite(l.x0[i] + l.y0[i] + c.cx0[i] + c.cy0[i] + c.cx1[i] + c.cy1[i] + l.x1[i] + l.y1[i])) continue;
            nearest.offer(l.item[i], std::max(0.0, curveDistance(i) - static_cast<double>(l.width[i]) / 2));
        }
    }

    [[nodiscard]] double curveDistance(std::size_t i) const {
        const Curves& c = m_layer.curves;
        LinkShape shape;
        shape.curved = true;
        shape.p0 = vec(screen(c.ends.x0[i], c.ends.y0[i]));
        shape.c0 = vec(screen(c.cx0[i], c.cy0[i]));
        shape.c1 = vec(screen(c.cx1[i], c.cy1[i]));
        shape.p1 = vec(screen(c.ends.x1[i], c.ends.y1[i]));
        std::vector<Vec> points;
        flatten(shape, points);
        double nearest = 1e30;
        for (std::size_t k = 1; k < points.size(); ++k)
            nearest = std::min(nearest, distanceToSegment(m_screen, pointOf(points[k - 1]), pointOf(points[k])));
        return nearest;
    }

    [[nodiscard]] ItemRef text() const {
        const QRectF at(m_screen - QPointF(1, 1), QSizeF(2, 2));
        for (auto t = m_layer.texts.rbegin(); t != m_layer.texts.rend(); ++t)
            if (t->item && t->importance <= 0 && mayShow(*t, m_camera, at) && boxOf(*t, m_camera).contains(m_screen)) return t->item;
        return {};
    }

    [[nodiscard]] ItemRef area() const {
        const QTransform transform(m_camera.scale, 0, 0, m_camera.scale, m_camera.offset.x(), m_camera.offset.y());
        for (auto p = m_layer.paths.rbegin(); p != m_layer.paths.rend(); ++p)
            if (p->item && onPath(*p, transform)) return p->item;
        for (auto r = m_layer.ribbons.rbegin(); r != m_layer.ribbons.rend(); ++r)
            if (r->item && ribbonPath(*r, m_camera).contains(m_screen)) return r->item;
        for (auto r = m_layer.rects.rbegin(); r != m_layer.rects.rend(); ++r)
            if (r->item && m_camera.toScreen(r->box.normalized()).contains(m_screen)) return r->item;
        return {};
    }

    [[nodiscard]] bool onPath(const Path& path, const QTransform& transform) const {
        const QPainterPath mapped = transform.map(path.path);
        const double reach = static_cast<double>(path.style.outlineWidth) / 2 + m_tolerance;
        if (!mapped.controlPointRect().adjusted(-reach, -reach, reach, reach).contains(m_screen)) return false;
        if (qAlpha(path.style.fill) != 0 && mapped.contains(m_screen)) return true;
        for (const QPolygonF& polygon : mapped.toSubpathPolygons())
            for (qsizetype i = 1; i < polygon.size(); ++i)
                if (distanceToSegment(m_screen, polygon[i - 1], polygon[i]) <= reach) return true;
        return false;
    }

    [[nodiscard]] QPointF screen(float x, float y) const {
        return m_camera.toScreen(QPointF(static_cast<double>(x), static_cast<double>(y)));
    }
    static Vec vec(QPointF p) { return {static_cast<float>(p.x()), static_cast<float>(p.y())}; }

    const Layer& m_layer;
    Camera m_camera;
    QPointF m_screen, m_world;
    double m_tolerance;
};

} // namespace

ItemRef pick(const DisplayList& list, const Camera& camera, QPointF screen, double tolerance) {
    for (auto layer = list.layers().rbegin(); layer != list.layers().rend(); ++layer) {
        if (!layer->shownAt(camera.scale)) continue;
        const PlacedLayer placed(list, *layer, camera);
        if (const ItemRef found = LayerPick(placed.layer(), placed.camera(), screen, tolerance).item()) return found;
    }
    return {};
}

std::vector<ItemRef> pickWithin(const DisplayList& list, const Camera& camera, const QPolygonF& area) {
    std::vector<ItemRef> found;
    const QRectF box = area.boundingRect();
    const auto inside = [&](QPointF p) { return box.contains(p) && area.containsPoint(p, Qt::WindingFill); };
    for (const Layer& layer : list.layers()) {
        if (layer.space == Space::Heads) continue; // they name what lies below
        const Camera c = layer.space == Space::World ? camera : Camera{};
        for (const Disc& d : layer.discs)
            if (d.item && inside(c.toScreen(QPointF(static_cast<double>(d.x), static_cast<double>(d.y))))) found.push_back(d.item);
        for (const Rect& r : layer.rects)
            if (r.item && inside(c.toScreen(r.box.center()))) found.push_back(r.item);
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

ItemPlaces itemPlaces(const DisplayList& list) {
    ItemPlaces places;
    for (const Layer& layer : list.layers())
        for (const Disc& d : layer.discs)
            if (d.item && layer.space != Space::Heads)
                places.try_emplace(d.item, ItemPlace{layer.space, QRectF(QPointF(static_cast<double>(d.x), static_cast<double>(d.y)), QSizeF(0, 0)),
                                                     static_cast<double>(d.radius), static_cast<double>(d.grown)});
    for (const Layer& layer : list.layers())
        for (const Rect& r : layer.rects)
            if (r.item) places.try_emplace(r.item, ItemPlace{layer.space, r.box.normalized(), 0, 0});
    return places;
}

} // namespace chainscape::ui
