// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/painter_backend.h"

#include <algorithm>
#include <cmath>

#include <QPaintEngine>
#include <QPainter>
#include <QPainterPath>
#include <QTransform>

#include "ui/canvas/area_outlines.h"
#include "ui/canvas/density_map.h"
#include "ui/canvas/head_layer.h"
#include "ui/canvas/label_placement.h"
#include "ui/canvas/link_bins.h"
#include "ui/canvas/link_geometry.h"
#include "ui/canvas/mark_shape.h"
#include "ui/canvas/recording.h"
#include "ui/canvas/text_drawing.h"

namespace chainscape::ui {
namespace {

QPointF point(Vec v) { return {static_cast<double>(v.x), static_cast<double>(v.y)}; }

QPolygonF polygon(const std::vector<Vec>& outline) {
    QPolygonF result;
    for (const Vec v : outline) result << point(v);
    return result;
}

class LayerPainter {
public:
    LayerPainter(QPainter& painter, const DisplayList& list, const Layer& layer, const Camera& camera, QSizeF size, bool density)
        : m_painter(painter), m_list(list), m_layer(layer), m_camera(camera), m_whole(QPointF(), size), m_view(m_whole), m_density(density) {
        if (!layer.clip.isNull()) m_view = m_view.intersected(camera.toScreen(layer.clip));
    }

    bool run(Progress& progress) {
        if (!m_layer.clip.isNull()) m_painter.setClipRect(m_view);
        for (const Rect& rect : m_layer.rects) drawRect(rect);
        for (const Ribbon& ribbon : m_layer.ribbons) drawRibbon(ribbon);
        for (const Path& path : m_layer.paths) drawPath(path);
        if (!drawLinks(progress)) return false;
        for (const Disc& disc : m_layer.discs) drawDisc(disc);
        for (const Recording& recording : m_layer.recordings) play(m_painter, recording, m_camera);
        for (const std::uint32_t i : shownTexts(m_layer, m_camera, m_whole)) paintText(m_painter, m_layer.texts[i], m_camera);
        return !progress.stopped();
    }

private:
    [[nodiscard]] bool visible(const QRectF& box, double margin) const {
        return std::isfinite(box.left() + box.right() + box.top() + box.bottom()) &&
               box.adjusted(-margin, -margin, margin, margin).intersects(m_view);
    }

    [[nodiscard]] static QPen outlinePen(const AreaStyle& style) {
        if (qAlpha(style.outline) == 0 || !(style.outlineWidth > 0)) return Qt::NoPen;
        const auto width = static_cast<double>(style.outlineWidth);
        QPen pen(QColor::fromRgba(style.outline), width, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin);
        if (style.dash > 0 && style.gap > 0)
            pen.setDashPattern({static_cast<double>(style.dash) / width, static_cast<double>(style.gap) / width});
        return pen;
    }

    void drawShape(const QPainterPath& path, const AreaStyle& style) {
        if (style.pattern == Pattern::Hatch && qAlpha(style.fill) != 0) {
            m_painter.setPen(QPen(QColor::fromRgba(style.fill), kHatchWidth, Qt::SolidLine, Qt::FlatCap));
            for (const QLineF& stroke : hatchStrokes(path)) m_painter.drawLine(stroke);
        }
        const bool filled = style.pattern == Pattern::Solid && qAlpha(style.fill) != 0;
        m_painter.setBrush(filled ? QBrush(QColor::fromRgba(style.fill)) : QBrush(Qt::NoBrush));
        m_painter.setPen(outlinePen(style));
        m_painter.drawPath(path);
    }

    void drawRect(const Rect& rect) {
        const QPainterPath path = rectPath(rect, m_camera);
        if (visible(m_camera.toScreen(rect.box.normalized()), static_cast<double>(rect.style.outlineWidth))) drawShape(path, rect.style);
    }

    void drawRibbon(const Ribbon& ribbon) {
        const QPainterPath path = ribbonPath(ribbon, m_camera);
        if (!visible(path.controlPointRect(), 1)) return;
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(QColor::fromRgba(ribbon.fill));
        m_painter.drawPath(path);
    }

    void drawPath(const Path& path) {
        const QTransform transform(m_camera.scale, 0, 0, m_camera.scale, m_camera.offset.x(), m_camera.offset.y());
        QPainterPath mapped = transform.map(path.path);
        mapped.setFillRule(Qt::WindingFill);
        if (visible(mapped.controlPointRect(), static_cast<double>(path.style.outlineWidth))) drawShape(mapped, path.style);
    }

    bool drawLinks(Progress& progress) {
        if (m_density && m_layer.lines.size() + m_layer.curves.size() > 0) return drawDensity(progress);
        const BandGrid grid{static_cast<int>(std::ceil(m_view.right())), static_cast<int>(std::ceil(m_view.bottom())), 1 << 20, 1};
        if (grid.width <= 0 || grid.height <= 0 || m_list.lineStyles().empty()) return true;
        DeviceLinks links;
        links.place(m_layer, m_camera, grid, m_list.lineStyles().size());
        std::size_t done = 0;
        for (const std::uint32_t number : links.of(0)) {
            if (done++ % 4096 == 0 && progress.stopped()) return false;
            drawLink(links[number]);
        }
        return true;
    }

    /// The map as an image of two pixels a logical one, enlarged smoothly.
    bool drawDensity(Progress& progress) {
        constexpr double ratio = 2;
        const QSize size(static_cast<int>(std::ceil(m_whole.width() * ratio)), static_cast<int>(std::ceil(m_whole.height() * ratio)));
        const DensityMap map = densityMap(m_list, m_layer, m_camera, size, ratio, progress);
        if (progress.stopped()) return false;
        m_painter.setRenderHint(QPainter::SmoothPixmapTransform);
        if (!map.half.isNull()) m_painter.drawImage(QRectF(QPointF(), QSizeF(map.half.size()) * 2 / ratio), map.half);
        return true;
    }

    void drawLink(const DeviceLink& link) {
        const LineStyle& style = m_list.lineStyles()[std::min<std::size_t>(link.style, m_list.lineStyles().size() - 1)];
        LinkShape shape{link.p0, link.c0, link.c1, link.p1, link.curved, link.width, link.width};
        if (style.direction == Direction::Taper) shape.width1 *= kTaperEnd;
        stroke(shape, style);
    }

    void stroke(const LinkShape& shape, const LineStyle& style) {
        const QColor colour = QColor::fromRgba(style.colour);
        const bool dashed = style.dash > 0 && style.gap > 0;
        if (style.direction == Direction::Taper) {
            drawTaper(shape, style, colour);
        } else if (dashed && m_painter.paintEngine()->type() == QPaintEngine::Raster) {
            drawDashes(shape, style, colour);
        } else {
            const auto width = static_cast<double>(shape.width0);
            QPen pen(colour, width, Qt::SolidLine, Qt::FlatCap);
            if (dashed) pen.setDashPattern({static_cast<double>(style.dash) / width, static_cast<double>(style.gap) / width});
            QPainterPath path(point(shape.p0));
            if (shape.curved) path.cubicTo(point(shape.c0), point(shape.c1), point(shape.p1));
            else path.lineTo(point(shape.p1));
            m_painter.strokePath(path, pen);
        }
        if (style.direction != Direction::Arrow) return;
        arrowHead(shape, 1, m_outline);
        fillOutline(colour);
    }

    void drawTaper(const LinkShape& shape, const LineStyle& style, const QColor& colour) {
        flatten(shape, m_line);
        struct Context {
            LayerPainter* self;
            QColor colour;
        } context{this, colour};
        const float gap = style.dash > 0 ? style.gap : 0;
        splitDashes(m_line, shape, style.dash, gap, &context, [](void* c, const std::vector<Vec>& dash, float w0, float w1) {
            auto* to = static_cast<Context*>(c);
            strokeOutline(dash, w0, w1, to->self->m_outline);
            to->self->fillOutline(to->colour);
        });
    }

    /// The raster engine measures the dashes of pens thinner than a pixel in pixels, not in pen widths: cut by hand there.
    void drawDashes(const LinkShape& shape, const LineStyle& style, const QColor& colour) {
        flatten(shape, m_line);
        m_painter.setPen(QPen(colour, static_cast<double>(shape.width0), Qt::SolidLine, Qt::FlatCap));
        splitDashes(m_line, shape, style.dash, style.gap, this, [](void* self, const std::vector<Vec>& dash, float, float) {
            QPolygonF line = polygon(dash);
            static_cast<LayerPainter*>(self)->m_painter.drawPolyline(line);
        });
    }

    void fillOutline(const QColor& colour) {
        if (m_outline.size() < 3) return;
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(colour);
        m_painter.drawPolygon(polygon(m_outline), Qt::WindingFill);
    }

    void drawDisc(const Disc& painted) {
        const Disc disc = painted.drawnAt(m_camera.scale);
        const QPointF at = m_camera.toScreen(QPointF(static_cast<double>(disc.x), static_cast<double>(disc.y)));
        const auto radius = static_cast<double>(disc.radius), width = static_cast<double>(disc.outlineWidth);
        if (!(radius > 0) || !visible(QRectF(at, QSizeF(0.01, 0.01)), radius + width)) return;
        m_painter.setPen(Qt::NoPen);
        if (disc.shape != MarkShape::Round) {
            drawMark(disc, at);
            return;
        }
        m_painter.setBrush(QColor::fromRgba(disc.fill));
        if (qAlpha(disc.fill) != 0) m_painter.drawEllipse(at, radius, radius);
        if (qAlpha(disc.outline) == 0 || !(width > 0)) return;
        m_painter.setBrush(Qt::NoBrush);
        m_painter.setPen(QPen(QColor::fromRgba(disc.outline), width));
        m_painter.drawEllipse(at, radius, radius);
    }

    void drawMark(const Disc& disc, QPointF at) {
        std::array<Vec, kMostCorners> corners;
        const Vec centre{static_cast<float>(at.x()), static_cast<float>(at.y())};
        const auto fill = [&](float size, QRgb colour) {
            const auto count = shapeCorners(disc.shape, centre, size, corners);
            m_outline.assign(corners.begin(), corners.begin() + static_cast<std::ptrdiff_t>(count));
            fillOutline(QColor::fromRgba(colour));
        };
        if (qAlpha(disc.outline) != 0 && disc.outlineWidth > 0) fill(disc.radius + disc.outlineWidth, disc.outline);
        if (qAlpha(disc.fill) != 0) fill(disc.radius, disc.fill);
    }

    QPainter& m_painter;
    const DisplayList& m_list;
    const Layer& m_layer;
    Camera m_camera;
    QRectF m_whole, m_view;
    bool m_density;
    std::vector<Vec> m_line, m_outline;
};

} // namespace

bool paint(QPainter& painter, const DisplayList& list, const Camera& camera, QSizeF size, Progress& progress, Ground ground) {
    painter.save();
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    if (ground == Ground::Fill && qAlpha(list.background) != 0) painter.fillRect(QRectF(QPointF(), size), QColor::fromRgba(list.background));
    const bool density = drawsDensity(list, camera, size, list.links);
    bool whole = true;
    for (const Layer& layer : list.layers()) {
        if (!layer.shownAt(camera.scale)) continue;
        painter.save();
        const PlacedLayer placed(list, layer, camera);
        LayerPainter part(painter, list, placed.layer(), placed.camera(), size, density && layer.space == Space::World);
        whole = part.run(progress);
        painter.restore();
        if (!whole) break;
    }
    if (density && whole) paintText(painter, densityNote(list, size), {});
    painter.restore();
    return whole;
}

} // namespace chainscape::ui
