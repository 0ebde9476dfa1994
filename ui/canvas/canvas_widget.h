// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// CanvasWidget: shows a display list and turns mouse and keys into items. It holds no data and decides nothing.
//
// A paint only copies the last finished frame, moved to where the camera is now; the sharp frame is drawn on a worker and swapped in.
// The mouse: wheel zooms about the pointer; drag moves the view, or an item when items are movable; Shift+drag draws a rubber band,
// Alt+drag a lasso (also a plain drag while that drag tool is set); the middle button always moves the view; click and double click
// tell the item under the pointer (or none). Keys: arrows walk from the focused item
// (walked) or move the view; + and - zoom; D goes through lines, density and automatic; 0 and Home fit; Enter activates the focused item; Escape clears; the Menu key asks for the
// menu of the focused item.

#include <functional>
#include <memory>
#include <vector>

#include <QPointF>
#include <QPolygonF>
#include <QWidget>

#include "ui/canvas/minimap.h"
#include "ui/canvas/render_queue.h"
#include "ui/style/theme.h"

namespace chainscape::ui {

enum class ViewMode : std::uint8_t {
    World,  ///< the user pans and zooms; the provider is asked once per refresh()
    Detail, ///< as World, but the provider is asked again for every camera (level of detail)
    Fit,    ///< the camera stays the identity; the provider is asked again for every size
};

/// What a plain drag with the left button does. Shift and Alt draw a rectangle and a lasso under every tool.
enum class DragTool : std::uint8_t { Move, Rectangle, Lasso };

/// The word for an item: tooltip and name for screen readers. Called in the GUI thread.
using ItemText = std::function<QString(ItemRef)>;

class CanvasWidget : public QWidget {
    Q_OBJECT
public:
    explicit CanvasWidget(QWidget* parent = nullptr);
    ~CanvasWidget() override;

    /// Shows what `provider` makes, now and after each refresh(). The first frame of a World is fitted.
    void setProvider(SceneProvider provider, ViewMode mode);
    /// Shows one finished list.
    void setScene(Scene scene, ViewMode mode = ViewMode::World);
    /// Shows another finished list in the same mode, keeping the camera: the next period, another colour.
    void updateScene(Scene scene);
    /// Asks the provider again, keeping the camera; the old frame stays until the new one is there.
    void refresh();

    [[nodiscard]] Scene scene() const { return m_scene; }  ///< of the last frame; may be null
    [[nodiscard]] const Camera& camera() const { return m_camera; }
    void setCamera(const Camera& camera);
    void fitAll();
    void zoomBy(double factor);
    /// Moves the view so that the item is in the middle, if it is known; the scale stays.
    void centreOn(ItemRef item);

    void setTheme(ThemeKind kind);
    /// Whether a World shows its minimap while part of it is out of view; it does at first.
    void setMinimapWanted(bool wanted);
    [[nodiscard]] const Minimap& minimap() const { return *m_minimap; }
    /// Draws links so whatever the list says; nullopt: as the list says. The D key goes through them.
    void setLinkLook(std::optional<LinkLook> look);
    [[nodiscard]] std::optional<LinkLook> linkLook() const { return m_links; }
    /// Whether the last frame shows links as density.
    [[nodiscard]] bool showsDensity() const { return m_frame.density; }
    void setItemText(ItemText text) { m_itemText = std::move(text); }
    [[nodiscard]] QString itemText(ItemRef item) const { return m_itemText ? m_itemText(item) : QString(); }
    /// Items that may be dragged with the mouse; none by default.
    void setMovable(std::function<bool(ItemRef)> movable) { m_movable = std::move(movable); }
    /// Stays set until changed; the pointer shows it. Move at first.
    void setDragTool(DragTool tool);
    [[nodiscard]] DragTool dragTool() const { return m_tool; }

    /// Rings around items that have a disc or a rectangle, drawn over the frame.
    void setSelected(std::vector<ItemRef> items);
    void setFocused(ItemRef item);
    [[nodiscard]] const std::vector<ItemRef>& selected() const { return m_selected; }
    [[nodiscard]] ItemRef focused() const { return m_focused; }
    [[nodiscard]] ItemRef hovered() const { return m_hovered; }

    /// The item's box on the widget, or a null one.
    [[nodiscard]] QRectF boxOf(ItemRef item) const;
    [[nodiscard]] ItemRef itemAt(QPointF position) const;
    /// The last frame as a picture (null before the first).
    [[nodiscard]] QImage picture() const;
    [[nodiscard]] bool isRendering() const { return m_queue.isBusy(); }

    [[nodiscard]] QSize sizeHint() const override { return {800, 500}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {1, 1}; }

signals:
    void hoverChanged(chainscape::ui::ItemRef item, QPointF position);
    void clicked(chainscape::ui::ItemRef item, Qt::KeyboardModifiers modifiers);
    void doubleClicked(chainscape::ui::ItemRef item);
    void activated(chainscape::ui::ItemRef item);
    void menuRequested(chainscape::ui::ItemRef item, QPoint globalPosition);
    /// A rubber band or lasso was finished: the items whose middle lies in it (picking.h: pickWithin), and the keys held then.
    void areaSelected(const std::vector<chainscape::ui::ItemRef>& items, Qt::KeyboardModifiers modifiers);
    void itemDragged(chainscape::ui::ItemRef item, QPointF world, bool finished);
    void walked(Qt::Key arrow);
    void cleared();
    void cameraChanged(const chainscape::ui::Camera& camera);
    /// Resized while the camera stood as the scene was painted: what was made for the old size should be made for the new one.
    void outgrown();
    void frameShown();
    void linkLookChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void leaveEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    enum class Gesture : std::uint8_t { None, Press, Pan, Band, Lasso, DragItem };

    void requestFrame(const char* cause);
    void showFrame(const RenderResult& result);
    void moveCamera(const Camera& camera, const char* cause);
    void zoomAt(QPointF anchor, double factor);
    void placeMinimap();
    void hoverAt(QPointF position);
    void beginDrag(QMouseEvent* event);
    [[nodiscard]] Gesture dragGesture(Qt::KeyboardModifiers modifiers) const;
    void showToolCursor();
    void endArea(Qt::KeyboardModifiers modifiers);
    void paintFrame(QPainter& painter) const;
    void paintRings(QPainter& painter) const;
    void paintRing(QPainter& painter, ItemRef item, double width) const;
    void paintArea(QPainter& painter) const;
    [[nodiscard]] bool zoomable() const { return m_mode != ViewMode::Fit; }

    RenderQueue m_queue;
    SceneProvider m_provider;
    Scene m_fixed;
    ViewMode m_mode = ViewMode::World;
    std::optional<LinkLook> m_links;
    std::uint64_t m_content = 0, m_shownContent = 0;
    bool m_fitNext = true;

    Scene m_scene;
    Frame m_frame;
    QImage m_spare; ///< the frame before, for the next one
    QImage m_still;
    std::shared_ptr<const ItemPlaces> m_places;
    std::shared_ptr<const Overview> m_overview;
    Minimap* m_minimap;
    bool m_minimapWanted = true;
    Camera m_camera;
    const Theme* m_theme;

    ItemText m_itemText;
    std::function<bool(ItemRef)> m_movable;
    std::vector<ItemRef> m_selected;
    ItemRef m_focused, m_hovered, m_pressed;

    DragTool m_tool = DragTool::Move;
    Gesture m_gesture = Gesture::None;
    Qt::MouseButton m_button = Qt::NoButton;
    QPointF m_pressedAt, m_lastAt;
    QPolygonF m_area;
    const char* m_paintCause = "show";
};

} // namespace chainscape::ui
