// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The gestures of a CanvasWidget.

#include "ui/canvas/canvas_widget.h"

#include <cmath>

#include <QApplication>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

namespace chainscape::ui {
namespace {

constexpr double kKeyStep = 48;
constexpr double kKeyZoom = 1.25;
constexpr double kLassoStep = 3;

bool isArrow(int key) { return key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Up || key == Qt::Key_Down; }

/// How far the content moves when an arrow key moves the view.
QPointF stepOf(int key) {
    if (key == Qt::Key_Left) return {kKeyStep, 0};
    if (key == Qt::Key_Right) return {-kKeyStep, 0};
    return {0, key == Qt::Key_Up ? kKeyStep : -kKeyStep};
}

/// The other look first, then back to what the list says.
std::optional<LinkLook> nextLook(std::optional<LinkLook> look, bool density) {
    if (look) return {};
    return density ? LinkLook::Lines : LinkLook::Density;
}

} // namespace

void CanvasWidget::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::RightButton) return;
    m_button = event->button();
    m_pressedAt = m_lastAt = event->position();
    m_pressed = itemAt(m_pressedAt);
    m_gesture = Gesture::Press;
}

CanvasWidget::Gesture CanvasWidget::dragGesture(Qt::KeyboardModifiers modifiers) const {
    if (m_button != Qt::LeftButton) return Gesture::Pan;
    if (modifiers.testFlag(Qt::AltModifier)) return Gesture::Lasso;
    if (modifiers.testFlag(Qt::ShiftModifier)) return Gesture::Band;
    if (m_tool == DragTool::Lasso) return Gesture::Lasso;
    if (m_tool == DragTool::Rectangle) return Gesture::Band;
    return m_pressed && m_movable && m_movable(m_pressed) ? Gesture::DragItem : Gesture::Pan;
}

void CanvasWidget::beginDrag(QMouseEvent* event) {
    m_gesture = dragGesture(event->modifiers());
    m_area.clear();
    if (m_gesture == Gesture::Lasso) m_area << m_pressedAt;
    if (m_gesture == Gesture::Pan) setCursor(Qt::ClosedHandCursor);
}

void CanvasWidget::setDragTool(DragTool tool) {
    m_tool = tool;
    showToolCursor();
}

void CanvasWidget::showToolCursor() {
    if (m_tool == DragTool::Move) unsetCursor();
    else setCursor(Qt::CrossCursor);
}

void CanvasWidget::mouseMoveEvent(QMouseEvent* event) {
    const QPointF at = event->position();
    if (m_gesture == Gesture::None) {
        hoverAt(at);
        return;
    }
    if (m_gesture == Gesture::Press) {
        if ((at - m_pressedAt).manhattanLength() < QApplication::startDragDistance()) return;
        beginDrag(event);
    }
    switch (m_gesture) {
    case Gesture::Pan: moveCamera(panned(m_camera, at - m_lastAt), "pan"); break;
    case Gesture::Band: m_area = QPolygonF(QRectF(m_pressedAt, at).normalized()); break;
    case Gesture::Lasso:
        if ((at - m_area.back()).manhattanLength() >= kLassoStep) m_area << at;
        break;
    case Gesture::DragItem: emit itemDragged(m_pressed, m_camera.toWorld(at), false); break;
    case Gesture::None:
    case Gesture::Press: break;
    }
    m_lastAt = at;
    update();
}

void CanvasWidget::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != m_button) return;
    const Gesture gesture = m_gesture;
    m_gesture = Gesture::None;
    m_button = Qt::NoButton;
    showToolCursor();
    if (gesture == Gesture::Press && event->button() == Qt::LeftButton) emit clicked(m_pressed, event->modifiers());
    if (gesture == Gesture::Band || gesture == Gesture::Lasso) endArea(event->modifiers());
    if (gesture == Gesture::DragItem) emit itemDragged(m_pressed, m_camera.toWorld(event->position()), true);
    hoverAt(event->position());
}

void CanvasWidget::endArea(Qt::KeyboardModifiers modifiers) {
    if (m_scene) emit areaSelected(pickWithin(*m_scene, m_camera, m_area), modifiers);
    m_area.clear();
    update();
}

void CanvasWidget::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) emit doubleClicked(itemAt(event->position()));
}

void CanvasWidget::wheelEvent(QWheelEvent* event) {
    if (!zoomable()) {
        event->ignore();
        return;
    }
    zoomAt(event->position(), std::pow(1.0015, event->angleDelta().y()));
    event->accept();
}

void CanvasWidget::keyPressEvent(QKeyEvent* event) {
    const int key = event->key();
    if (isArrow(key)) {
        if (m_focused && !event->modifiers().testFlag(Qt::ControlModifier)) emit walked(static_cast<Qt::Key>(key));
        else moveCamera(panned(m_camera, stepOf(key)), "pan");
        return;
    }
    switch (key) {
    case Qt::Key_Plus:
    case Qt::Key_Equal: zoomBy(kKeyZoom); break;
    case Qt::Key_Minus: zoomBy(1 / kKeyZoom); break;
    case Qt::Key_0:
    case Qt::Key_Home: fitAll(); break;
    case Qt::Key_D: setLinkLook(nextLook(m_links, showsDensity())); break;
    case Qt::Key_Return:
    case Qt::Key_Enter: emit activated(m_focused); break;
    case Qt::Key_Escape: emit cleared(); break;
    default: QWidget::keyPressEvent(event);
    }
}

void CanvasWidget::contextMenuEvent(QContextMenuEvent* event) {
    if (event->reason() == QContextMenuEvent::Mouse) {
        emit menuRequested(itemAt(event->pos()), event->globalPos());
        return;
    }
    const QRectF box = boxOf(m_focused);
    const QPoint at = box.isNull() ? rect().center() : box.center().toPoint();
    emit menuRequested(m_focused, mapToGlobal(at));
}

void CanvasWidget::leaveEvent(QEvent* event) {
    QWidget::leaveEvent(event);
    if (!m_hovered) return;
    m_hovered = {};
    emit hoverChanged({}, {});
    update();
}

void CanvasWidget::hoverAt(QPointF position) {
    const ItemRef item = itemAt(position);
    if (item == m_hovered) return;
    m_hovered = item;
    m_paintCause = "hover";
    emit hoverChanged(item, position);
    update();
}

bool CanvasWidget::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const ItemRef item = itemAt(help->pos());
        const QString text = item ? itemText(item) : QString();
        if (text.isEmpty()) QToolTip::hideText();
        else QToolTip::showText(help->globalPos(), text, this);
        return true;
    }
    if (event->type() == QEvent::ScreenChangeInternal) requestFrame("screen");
    return QWidget::event(event);
}

} // namespace chainscape::ui
