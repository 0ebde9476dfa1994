// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/sparkline.h"

#include <algorithm>
#include <cmath>

#include <QPainter>
#include <QPainterPath>

#include "ui/style/fonts.h"
#include "ui/style/sizes.h"

namespace chainscape::ui {

QPolygonF sparkPoints(const std::vector<double>& values, const QRectF& box) {
    double low = 0, high = 0;
    for (const double v : values)
        if (std::isfinite(v)) {
            low = std::min(low, v);
            high = std::max(high, v);
        }
    const double span = high > low ? high - low : 1;
    const double step = values.size() > 1 ? box.width() / double(values.size() - 1) : 0;
    QPolygonF points;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double y = std::isfinite(values[i]) ? box.bottom() - (values[i] - low) / span * box.height() : NAN;
        points << QPointF(box.left() + step * double(i), y);
    }
    return points;
}

Sparkline::Sparkline(QWidget* parent) : QWidget(parent) {
    setMinimumHeight(64);
    setAccessibleName(tr("Series over the periods"));
}

void Sparkline::show(std::vector<double> values, int current, const QColor& colour) {
    m_values = std::move(values);
    m_current = current;
    m_colour = colour;
    update();
}

void Sparkline::setEnds(const QString& first, const QString& last) {
    m_first = first;
    m_last = last;
    update();
}

void Sparkline::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(4, 6, -6, -20);
    const QPolygonF points = sparkPoints(m_values, box);
    painter.setPen(QPen(palette().color(QPalette::Mid), 1));
    painter.drawLine(QPointF(box.left(), box.bottom() + 3), QPointF(box.right(), box.bottom() + 3));
    QPainterPath path;
    bool open = false;
    for (const QPointF& p : points) {
        if (std::isnan(p.y())) open = false;
        else if (open) path.lineTo(p);
        else {
            path.moveTo(p);
            open = true;
        }
    }
    painter.setPen(QPen(m_colour, 1.8));
    painter.drawPath(path);
    if (m_current >= 0 && m_current < points.size() && !std::isnan(points[m_current].y())) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_colour);
        painter.drawEllipse(points[m_current], 3.2, 3.2);
    }
    painter.setFont(interfaceFont(size::smallFont));
    painter.setPen(palette().color(QPalette::PlaceholderText));
    const QRectF words(box.left(), box.bottom() + 4, box.width(), 16);
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter, m_first);
    painter.drawText(words, Qt::AlignRight | Qt::AlignVCenter, m_last);
}

} // namespace chainscape::ui
