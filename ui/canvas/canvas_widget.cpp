// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/canvas_widget.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include <QPaintEvent>
#include <QPainter>

#include "ui/canvas/canvas_accessible.h"
#include "ui/canvas/frame_log.h"
#include "ui/style/sizes.h"

namespace chainscape::ui {

CanvasWidget::CanvasWidget(QWidget* parent) : QWidget(parent), m_minimap(new Minimap(this)), m_theme(&theme(ThemeKind::Light)) {
    installCanvasAccessibility();
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    connect(m_minimap, &Minimap::centreWanted, this,
            [this](QPointF world) { moveCamera(panned(m_camera, QRectF(rect()).center() - m_camera.toScreen(world)), "minimap"); });
    connect(this, &CanvasWidget::cameraChanged, this, &CanvasWidget::placeMinimap);
    connect(&m_queue, &RenderQueue::finished, this, &CanvasWidget::showFrame);
}

CanvasWidget::~CanvasWidget() = default;

void CanvasWidget::setProvider(SceneProvider provider, ViewMode mode) {
    m_provider = std::move(provider);
    m_fixed.reset();
    m_mode = mode;
    m_fitNext = zoomable();
    if (!zoomable()) m_camera = {};
    refresh();
}

void CanvasWidget::setScene(Scene scene, ViewMode mode) {
    m_fixed = std::move(scene);
    m_provider = nullptr;
    m_mode = mode;
    m_fitNext = zoomable();
    if (!zoomable()) m_camera = {};
    refresh();
}

void CanvasWidget::updateScene(Scene scene) {
    m_fixed = std::move(scene);
    m_provider = nullptr;
    refresh();
}

void CanvasWidget::refresh() {
    ++m_content;
    requestFrame("content");
}

void CanvasWidget::setCamera(const Camera& camera) { moveCamera(camera, "camera"); }

void CanvasWidget::fitAll() {
    if (m_scene && zoomable()) moveCamera(fitted(m_scene->bounds(), QSizeF(size())), "fit");
}

void CanvasWidget::zoomBy(double factor) { zoomAt(QRectF(rect()).center(), factor); }

/// Out to an eighth of what shows everything: further there is nothing to see, and no way back by eye.
void CanvasWidget::zoomAt(QPointF anchor, double factor) {
    if (factor < 1 && m_scene && m_camera.scale * factor < 0.5) { // the bounds of large scenes take a while
        const double least = fitted(m_scene->bounds(), QSizeF(size())).scale / 8;
        factor = std::max(factor, std::min(1.0, least / m_camera.scale));
    }
    moveCamera(zoomed(m_camera, factor, anchor), "zoom");
}

void CanvasWidget::centreOn(ItemRef item) {
    const QRectF box = boxOf(item);
    if (!box.isNull()) moveCamera(panned(m_camera, QRectF(rect()).center() - box.center()), "centre");
}

void CanvasWidget::setTheme(ThemeKind kind) {
    m_theme = &theme(kind);
    m_minimap->setTheme(*m_theme);
    update();
}

void CanvasWidget::setLinkLook(std::optional<LinkLook> look) {
    if (look == m_links) return;
    m_links = look;
    requestFrame("look");
    emit linkLookChanged();
}

void CanvasWidget::setSelected(std::vector<ItemRef> items) {
    m_selected = std::move(items);
    m_paintCause = "selection";
    notifySelection(*this);
    update();
}

void CanvasWidget::setFocused(ItemRef item) {
    if (item == m_focused) return;
    m_focused = item;
    m_paintCause = "focus";
    notifyFocus(*this);
    update();
}

QRectF CanvasWidget::boxOf(ItemRef item) const {
    if (!m_places) return {};
    const auto found = m_places->find(item);
    if (found == m_places->end()) return {};
    const ItemPlace& place = found->second;
    const QRectF box = place.space == Space::World ? m_camera.toScreen(place.box) : place.box;
    const double radius = place.space == Space::World ? drawnRadius(place.radius, place.grown, m_camera.scale) : place.radius;
    return box.adjusted(-radius, -radius, radius, radius);
}

ItemRef CanvasWidget::itemAt(QPointF position) const { return m_scene ? pick(*m_scene, m_camera, position) : ItemRef{}; }

QImage CanvasWidget::picture() const {
    QImage image = m_frame.image;
    if (m_still.isNull() || image.isNull()) return image;
    QPainter painter(&image);
    painter.drawImage(QPointF(), m_still);
    return image;
}

void CanvasWidget::requestFrame(const char* cause) {
    if (!m_fixed && !m_provider) {
        m_scene.reset();
        m_frame = {};
        m_still = {};
        m_places.reset();
        m_overview.reset();
        placeMinimap();
        update();
        return;
    }
    if (size().isEmpty()) return;
    RenderRequest request;
    request.content = m_content;
    request.provider = m_provider;
    request.scene = m_fixed;
    // Worlds keep the list they have while only the camera moves.
    const bool known = m_scene && m_frame.image.isNull() == false && m_mode == ViewMode::World && m_shownContent == m_content;
    if (known) request.scene = m_scene;
    if (known || (m_fixed && m_fixed == m_scene)) {
        request.places = m_places;
        request.overview = m_overview;
    }
    request.wantsOverview = zoomable() && m_minimapWanted;
    request.camera = m_camera;
    request.fit = m_fitNext;
    request.size = size();
    request.ratio = devicePixelRatioF();
    request.links = m_links;
    request.cause = cause;
    request.spare = std::exchange(m_spare, {});
    m_queue.request(std::move(request));
}

void CanvasWidget::showFrame(const RenderResult& result) {
    if (result.content != m_content) return;
    const bool newScene = m_scene != result.scene;
    m_scene = result.scene;
    m_places = result.places;
    m_shownContent = result.content;
    if (!result.world.image.isNull() || !result.scene) {
        m_spare = std::exchange(m_frame, result.world).image;
        m_still = result.still;
    }
    if (m_fitNext && result.scene && result.size == size()) {
        m_fitNext = false;
        m_camera = result.world.camera;
        emit cameraChanged(m_camera);
    }
    m_overview = result.overview;
    placeMinimap();
    m_paintCause = "frame";
    if (newScene) notifyScene(*this);
    update();
    emit frameShown();
}

void CanvasWidget::setMinimapWanted(bool wanted) {
    if (wanted == m_minimapWanted) return;
    m_minimapWanted = wanted;
    requestFrame("minimap");
}

/// In the lower right corner, where it takes at most a ninth of the canvas.
void CanvasWidget::placeMinimap() {
    const bool room = width() >= 3 * kMinimapSize.width() && height() >= 3 * kMinimapSize.height();
    m_minimap->setOverview(room && zoomable() && m_minimapWanted ? m_overview : nullptr);
    m_minimap->setView(m_camera.toWorld(QRectF(rect())));
    const int off = 3 * size::grid;
    m_minimap->move(width() - m_minimap->width() - off, height() - m_minimap->height() - off);
}

void CanvasWidget::moveCamera(const Camera& camera, const char* cause) {
    if (!zoomable()) return;
    const bool wasFitting = std::exchange(m_fitNext, false);
    if (camera == m_camera && !wasFitting) return;
    m_camera = camera;
    m_paintCause = cause;
    update();
    requestFrame(cause);
    emit cameraChanged(m_camera);
}

void CanvasWidget::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (zoomable() && !m_fitNext && m_camera == Camera{}) {
        emit outgrown();
    } else if (zoomable() && !m_fitNext && event->oldSize().isValid()) {
        // What was in the middle stays there.
        const QSizeF grown = QSizeF(event->size() - event->oldSize()) / 2;
        m_camera = panned(m_camera, {grown.width(), grown.height()});
        emit cameraChanged(m_camera);
    }
    placeMinimap();
    m_paintCause = "resize";
    requestFrame("resize");
}

void CanvasWidget::paintEvent(QPaintEvent*) {
    const auto start = std::chrono::steady_clock::now();
    QPainter painter(this);
    paintFrame(painter);
    paintRings(painter);
    paintArea(painter);
    if (hasFocus()) {
        painter.setPen(QPen(m_theme->accent, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
    logFrame("paint", m_paintCause, std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count(), 0);
    m_paintCause = "update";
}

void CanvasWidget::paintFrame(QPainter& painter) const {
    const QColor ground = m_scene ? QColor::fromRgba(m_scene->background) : m_theme->canvas;
    if (m_frame.image.isNull()) {
        painter.fillRect(rect(), ground);
        return;
    }
    const Camera move = between(m_frame.camera, m_camera);
    const QRectF target(move.offset, QSizeF(m_frame.image.size()) / m_frame.image.devicePixelRatio() * move.scale);
    if (!target.contains(QRectF(rect())) || ground.alpha() < 255) painter.fillRect(rect(), ground.alpha() < 255 ? m_theme->canvas : ground);
    if (move.scale == 1) {
        painter.drawImage(target.topLeft(), m_frame.image);
    } else {
        // Only the visible part is scaled: at high zoom the whole would be enormous.
        const QRectF visible = target.intersected(QRectF(rect()));
        const double ratio = m_frame.image.devicePixelRatio();
        const QRectF source((visible.topLeft() - target.topLeft()) / move.scale * ratio, visible.size() / move.scale * ratio);
        if (!visible.isEmpty()) painter.drawImage(visible, m_frame.image, source);
    }
    if (!m_still.isNull()) painter.drawImage(QPointF(), m_still);
}

void CanvasWidget::paintRings(QPainter& painter) const {
    if (!m_places) return;
    painter.setRenderHint(QPainter::Antialiasing);
    for (const ItemRef item : m_selected) paintRing(painter, item, size::selectionRing);
    if (m_focused) paintRing(painter, m_focused, size::selectionRing);
    if (m_hovered && m_hovered != m_focused) paintRing(painter, m_hovered, 1);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void CanvasWidget::paintRing(QPainter& painter, ItemRef item, double width) const {
    const QRectF box = boxOf(item);
    if (box.isNull()) return;
    const double off = size::selectionOffset - width / 2;
    const QRectF ring = box.adjusted(-off, -off, off, off);
    if (!ring.intersects(QRectF(rect()))) return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(width > 1 ? m_theme->selected : m_theme->secondary, width));
    const bool round = m_places->at(item).radius > 0;
    if (round) painter.drawEllipse(ring);
    else painter.drawRoundedRect(ring, size::radius, size::radius);
}

void CanvasWidget::paintArea(QPainter& painter) const {
    if (m_gesture != Gesture::Band && m_gesture != Gesture::Lasso) return;
    painter.setPen(QPen(m_theme->accent, 1));
    painter.setBrush(withAlpha(m_theme->accent, 0.08));
    painter.drawPolygon(m_area);
}

} // namespace chainscape::ui
