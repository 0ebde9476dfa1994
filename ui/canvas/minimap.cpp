// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/minimap.h"

#include <algorithm>
#include <utility>

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include "ui/style/sizes.h"

namespace chainscape::ui {

Minimap::Minimap(QWidget* parent) : QWidget(parent), m_theme(&theme(ThemeKind::Light)) {
    setObjectName(QStringLiteral("minimap"));
    setAccessibleName(tr("Overview"));
    setAccessibleDescription(tr("The whole picture with a frame around what is in view; arrow keys move the frame"));
    setToolTip(tr("Drag to move the view"));
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::OpenHandCursor);
    resize(kMinimapSize);
    hide();
}

void Minimap::setOverview(std::shared_ptr<const Overview> overview) {
    m_overview = std::move(overview);
    showWhenUseful();
}

void Minimap::setView(const QRectF& world) {
    m_view = world;
    showWhenUseful();
}

void Minimap::setTheme(const Theme& theme) {
    m_theme = &theme;
    update();
}

void Minimap::showWhenUseful() {
    const bool known = m_overview && !m_overview->image.isNull() && m_view.isValid();
    // A hundredth out of view is still everything.
    const QRectF all = known ? m_overview->world : QRectF();
    const QRectF most = all.adjusted(all.width() / 100, all.height() / 100, -all.width() / 100, -all.height() / 100);
    setVisible(known && !(m_view.contains(most.topLeft()) && m_view.contains(most.bottomRight())));
    update();
}

QRectF Minimap::viewBox() const {
    const QRectF inside(rect().adjusted(1, 1, -1, -1));
    return m_overview->camera.toScreen(m_view).intersected(inside);
}

void Minimap::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    if (!m_overview) return;
    painter.fillRect(rect(), m_theme->canvas);
    painter.drawImage(QRectF(rect()), m_overview->image);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = viewBox();
    painter.setPen(QPen(m_theme->accent, 1.5));
    painter.setBrush(withAlpha(m_theme->accent, 0.12));
    if (box.isValid()) painter.drawRect(box);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(hasFocus() ? m_theme->accent : m_theme->border, hasFocus() ? 2 : 1));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), size::radius, size::radius);
}

void Minimap::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && m_overview) emit centreWanted(m_overview->camera.toWorld(event->position()));
}

void Minimap::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons().testFlag(Qt::LeftButton) && m_overview) emit centreWanted(m_overview->camera.toWorld(event->position()));
}

void Minimap::wheelEvent(QWheelEvent* event) { event->accept(); } // not the canvas's: its pointer would be elsewhere

void Minimap::keyPressEvent(QKeyEvent* event) {
    QPointF step;
    switch (event->key()) {
    case Qt::Key_Left: step = {-1, 0}; break;
    case Qt::Key_Right: step = {1, 0}; break;
    case Qt::Key_Up: step = {0, -1}; break;
    case Qt::Key_Down: step = {0, 1}; break;
    default: QWidget::keyPressEvent(event); return;
    }
    constexpr double part = 0.25; // of what is in view
    emit centreWanted(m_view.center() + QPointF(step.x() * m_view.width() * part, step.y() * m_view.height() * part));
}

} // namespace chainscape::ui
