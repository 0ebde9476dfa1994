// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/sparkline.h"

#include <algorithm>
#include <cmath>

#include <QPainter>

#include "ui/style/fonts.h"
#include "ui/style/sizes.h"

namespace chainscape::ui {

QPolygonF sparkPoints(const std::vector<double>& values, const QRectF& box, const std::vector<double>& also) {
    double low = 0, high = 0;
    for (const auto* all : {&values, &also})
        for (const double v : *all)
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

QPainterPath sparkLine(const QPolygonF& points) {
    QPainterPath path;
    const auto known = [&](qsizetype i) { return i >= 0 && i < points.size() && !std::isnan(points[i].y()); };
    for (qsizetype i = 0; i < points.size(); ++i) {
        if (!known(i)) continue;
        const QPointF wide(known(i - 1) || known(i + 1) ? 0 : 2, 0); // one alone is a dash
        if (known(i - 1)) path.lineTo(points[i]);
        else path.moveTo(points[i] - wide);
        if (wide.x() > 0) path.lineTo(points[i] + wide);
    }
    return path;
}

QPainterPath sparkBand(const QPolygonF& low, const QPolygonF& high) {
    QPainterPath path;
    const auto known = [&](qsizetype i) { return i < low.size() && i < high.size() && !std::isnan(low[i].y()) && !std::isnan(high[i].y()); };
    for (qsizetype i = 0; i < low.size(); ++i) {
        if (!known(i)) continue;
        qsizetype end = i;
        while (known(end + 1)) ++end;
        const double wide = i == end ? 2 : 0;
        path.moveTo(low[i] - QPointF(wide, 0));
        for (auto k = i; k <= end; ++k) path.lineTo(low[k] + QPointF(wide, 0));
        for (auto k = end; k >= i; --k) path.lineTo(high[k] + QPointF(wide, 0));
        path.lineTo(high[i] - QPointF(wide, 0));
        path.closeSubpath();
        i = end;
    }
    return path;
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
    painter.setPen(QPen(m_colour, 1.8));
    painter.drawPath(sparkLine(points));
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
