// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// NetworkView: the chain as a map. Lays out in a job, paints off the GUI thread, turns gestures into the session's words.

#include <memory>

#include <QComboBox>

#include "ui/canvas/canvas_widget.h"
#include "ui/jobs/jobs.h"
#include "ui/painters/network_input.h"
#include "ui/views/common/view.h"

namespace chainscape::ui {

class NetworkView : public View {
    Q_OBJECT
public:
    NetworkView(Session& session, Jobs& jobs, QWidget* parent = nullptr);

    [[nodiscard]] ViewKind kind() const override { return ViewKind::Network; }
    void refresh(Changes what) override;
    void setTheme(const Theme& theme) override;
    [[nodiscard]] ViewSpec figureSpec() const override;
    void zoom(int step) override;
    [[nodiscard]] QString question() const override { return tr("Who depends on whom?"); }
    [[nodiscard]] QString about() const override;

    /// A measure for colour or size; a column of the wrong length is left out.
    void setColumns(std::optional<NodeColumn> colour, std::optional<NodeColumn> size);
    [[nodiscard]] CanvasWidget& canvas() { return *m_canvas; }

signals:
    /// The colour and size menus were filled with plain columns; measures may be added now.
    void menusFilled(QComboBox* colour, QComboBox* size);
    void firmMenuWanted(const QString& firm, QPoint globalPosition);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* buildBar();
    void fillMenus();
    void layOut();
    void repaintMap();
    void sayReach();
    [[nodiscard]] NetworkInput input() const;
    [[nodiscard]] Item itemOf(ItemRef ref) const;
    [[nodiscard]] QString tipOf(ItemRef ref) const;
    void clicked(ItemRef ref, Qt::KeyboardModifiers modifiers);
    void dragged(ItemRef ref, QPointF world, bool finished);
    void areaSelected(const std::vector<ItemRef>& items, Qt::KeyboardModifiers modifiers);
    void walk(Qt::Key arrow);

    Jobs& m_jobs;
    CanvasWidget* m_canvas;
    QComboBox *m_layout, *m_colour, *m_size;
    std::shared_ptr<const NetworkPlaces> m_places;
    std::string m_placesKey;
    std::optional<NodeColumn> m_colourColumn, m_sizeColumn;
    ThemeKind m_theme = ThemeKind::Light;
    SnapshotPtr m_shown;
    bool m_fitPending = true;
};

} // namespace chainscape::ui
