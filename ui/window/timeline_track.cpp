// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/timeline_track.h"

#include <algorithm>
#include <cmath>

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include "ui/style/fonts.h"
#include "ui/style/sizes.h"
#include "ui/window/sparkline.h"

namespace chainscape::ui {

TimelineTrack::TimelineTrack(QWidget* parent) : QAbstractSlider(parent), m_theme(&theme(ThemeKind::Light)) {
    setOrientation(Qt::Horizontal);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Period"));
    setPageStep(4);
}

void TimelineTrack::setTheme(const Theme& theme) {
    m_theme = &theme;
    update();
}

void TimelineTrack::setPeriods(const QStringList& texts) {
    m_periods = texts;
    setRange(0, std::max(0, int(texts.size()) - 1));
    update();
}

void TimelineTrack::setValues(std::vector<double> values, std::vector<double> low, std::vector<double> high) {
    m_values = std::move(values);
    m_low = std::move(low);
    m_high = std::move(high);
    update();
}

void TimelineTrack::setMarkers(int a, int b) {
    m_a = a;
    m_b = b;
    update();
}

void TimelineTrack::setEvents(std::vector<std::pair<int, QString>> events) {
    m_events = std::move(events);
    update();
}

/// Thin dashed uprights; the words are in the tooltip and in the bars of the change view.
void TimelineTrack::paintEvents(QPainter& painter) const {
    painter.setPen(QPen(m_theme->secondary, 1, Qt::DashLine));
    for (const auto& [index, words] : m_events) painter.drawLine(QPointF(xOf(index), 10), QPointF(xOf(index), box().bottom()));
}

bool TimelineTrack::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QStringList near;
        for (const auto& [index, words] : m_events)
            if (std::fabs(xOf(index) - help->pos().x()) < 8) near << words;
        if (!near.isEmpty()) {
            QToolTip::showText(help->globalPos(), near.join('\n'), this);
            return true;
        }
    }
    return QAbstractSlider::event(event);
}

QRectF TimelineTrack::box() const { return QRectF(rect()).adjusted(12, 20, -14, -20); }

double TimelineTrack::xOf(int index) const {
    const QRectF b = box();
    return maximum() > 0 ? b.left() + b.width() * index / maximum() : b.center().x();
}

int TimelineTrack::indexAt(double x) const {
    const QRectF b = box();
    return maximum() > 0 ? std::clamp(int(std::lround((x - b.left()) / b.width() * maximum())), 0, maximum()) : 0;
}

void TimelineTrack::paintFlag(QPainter& painter, int index, const QString& letter) const {
    const double x = xOf(index);
    painter.setPen(QPen(m_theme->text, 1));
    painter.drawLine(QPointF(x, 17), QPointF(x, box().bottom()));
    const QRectF flag(x - 8, 1, 16, 16);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme->text);
    painter.drawRoundedRect(flag, 3, 3);
    painter.setPen(m_theme->panel);
    painter.setFont(interfaceFont(size::smallestFont, size::semibold));
    painter.drawText(flag, Qt::AlignCenter, letter);
}

void TimelineTrack::paintTicks(QPainter& painter) const {
    painter.setFont(interfaceFont(size::smallFont));
    painter.setPen(m_theme->secondary);
    const QFontMetricsF metrics(painter.font());
    const auto leftOf = [&](int i) {
        const double width = metrics.horizontalAdvance(m_periods[i]);
        return std::clamp(xOf(i) - width / 2, 0.0, std::max(0.0, double(this->width()) - width - 2));
    };
    const int lastIndex = int(m_periods.size()) - 1;
    double free = -1e9;
    for (int i = 0; i < m_periods.size(); ++i) {
        const double width = metrics.horizontalAdvance(m_periods[i]), left = leftOf(i);
        if (i < lastIndex && (left < free || left + width > leftOf(lastIndex) - 24)) continue; // the last is always told
        painter.drawText(QRectF(left, box().bottom() + 3, width + 2, 16), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, m_periods[i]);
        free = left + width + 40;
    }
}

/// The line over a tinted ground; hatched from the lower to the upper end where unknown scores leave a band.
void TimelineTrack::paintValues(QPainter& painter) const {
    const QRectF b = box();
    std::vector<double> ends = m_low;
    ends.insert(ends.end(), m_high.begin(), m_high.end());
    const QPolygonF points = sparkPoints(m_values, b, ends);
    QPolygonF ground;
    for (const QPointF& p : points) ground << QPointF(p.x(), std::isnan(p.y()) ? NAN : b.bottom());
    painter.fillPath(sparkBand(ground, points), withAlpha(m_theme->accent, 0.14));
    if (!m_low.empty()) {
        const QPolygonF low = sparkPoints(m_low, b, ends), high = sparkPoints(m_high, b, ends);
        painter.fillPath(sparkBand(low, high), QBrush(m_theme->unknown, Qt::BDiagPattern));
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_theme->unknown, 1));
        painter.drawPath(sparkLine(low));
        painter.drawPath(sparkLine(high));
    }
    painter.setPen(QPen(m_theme->accent, 1.4));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(sparkLine(points));
}

void TimelineTrack::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF b = box();
    painter.setPen(QPen(m_theme->border, 1));
    painter.drawLine(b.bottomLeft(), b.bottomRight());
    if (m_values.size() > 1) paintValues(painter);
    paintTicks(painter);
    paintEvents(painter);
    if (m_periods.isEmpty()) return;
    if (m_a >= 0) paintFlag(painter, m_a, tr("A", "first marker of a comparison"));
    if (m_b >= 0) paintFlag(painter, m_b, tr("B", "second marker of a comparison"));
    const double x = xOf(value());
    painter.setPen(QPen(m_theme->accent, 2));
    painter.drawLine(QPointF(x, b.top() - 2), QPointF(x, b.bottom()));
    painter.setBrush(hasFocus() ? m_theme->accent : m_theme->panel);
    painter.drawEllipse(QPointF(x, b.bottom()), 5, 5);
}

void TimelineTrack::mousePressEvent(QMouseEvent* event) {
    const double x = event->position().x();
    const bool onFlags = event->position().y() < 20;
    if (onFlags && m_b >= 0 && std::fabs(x - xOf(m_b)) < 9) m_grip = Grip::B;
    else if (onFlags && m_a >= 0 && std::fabs(x - xOf(m_a)) < 9) m_grip = Grip::A;
    else m_grip = Grip::Period;
    drag(x);
}

void TimelineTrack::mouseMoveEvent(QMouseEvent* event) { drag(event->position().x()); }
void TimelineTrack::mouseReleaseEvent(QMouseEvent*) { m_grip = Grip::None; }

void TimelineTrack::drag(double x) {
    const int at = indexAt(x);
    switch (m_grip) {
    case Grip::None: return;
    case Grip::Period: setValue(at); return;
    case Grip::A: m_a = at < m_b ? at : m_b; break;
    case Grip::B: m_b = at > m_a ? at : m_a; break;
    }
    update();
    emit markersMoved(m_a, m_b);
}

void TimelineTrack::sliderChange(SliderChange change) {
    QAbstractSlider::sliderChange(change);
    update();
}

} // namespace chainscape::ui
