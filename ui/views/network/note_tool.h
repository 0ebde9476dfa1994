// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// NoteTool: adds, writes, moves and deletes notes, arrows and boxes on the map, by mouse and by keyboard.

#include <optional>

#include <QLineEdit>
#include <QMenu>

#include "ui/canvas/canvas_widget.h"
#include "ui/session/session.h"

namespace chainscape::ui {

/// Listens to the canvas it is given. Notes stand in the session's spec, in the unit square of the map.
class NoteTool : public QObject {
    Q_OBJECT
public:
    NoteTool(Session& session, CanvasWidget& canvas);

    /// Where the unit square of the places lies, px at camera identity; set with every painting.
    void setMap(const QRectF& map) { m_map = map; }

    /// The next press on the canvas places a note, the next drag an arrow or a box. Enter places it in the middle of the view, Escape gives up.
    void begin(CanvasNote::Kind kind);
    [[nodiscard]] bool active() const { return m_kind.has_value(); }

    /// The note that keys act on: Enter writes, arrow keys move, Delete removes it. Nothing when the item is none.
    void select(ItemRef item);
    [[nodiscard]] ItemRef selected() const { return m_selected; }
    void selectNext();
    void write(std::uint32_t index);
    void remove(std::uint32_t index);
    void nudge(Qt::Key arrow);
    /// A drag of a note's handle or outline under way; moves it when finished. Until then shown() has it where it would be.
    void drag(std::uint32_t index, QPointF world, bool finished);
    /// The notes as they are to be painted now.
    [[nodiscard]] std::vector<CanvasNote> shown() const;

    void fillMenu(QMenu& menu, std::uint32_t index);
    [[nodiscard]] QString textOf(std::uint32_t index) const;

signals:
    /// The picture must be painted again: a note is being dragged.
    void changed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    class Preview;
    [[nodiscard]] QPointF toUnit(QPointF screen) const;
    void place(QPointF from, QPointF to);
    void placeInTheMiddle();
    void stop();
    bool key(int key);
    void commitText();
    void edit(const std::function<void(std::vector<CanvasNote>&)>& change);

    Session& m_session;
    CanvasWidget& m_canvas;
    Preview* m_preview;
    QLineEdit* m_text;
    std::uint32_t m_writing = 0;
    QRectF m_map;
    std::optional<CanvasNote::Kind> m_kind;
    std::optional<QPointF> m_from; ///< of the drag under way, screen
    ItemRef m_selected;
    std::optional<QPointF> m_dragFrom; ///< world
    std::optional<std::pair<std::uint32_t, CanvasNote>> m_dragged;
};

} // namespace chainscape::ui
