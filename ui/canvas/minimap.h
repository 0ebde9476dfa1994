// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Minimap: the whole picture in the canvas's corner, and what of it is in view. There only while part of it is out of view.

#include <memory>

#include <QImage>
#include <QWidget>

#include "ui/canvas/camera.h"
#include "ui/style/theme.h"

namespace chainscape::ui {

/// The whole of a list, drawn small, and the camera it was drawn with (logical pixels of the minimap).
struct Overview {
    QImage image;
    Camera camera;
    QRectF world;
};

/// Logical size of the minimap.
inline constexpr QSize kMinimapSize(184, 116);

class Minimap : public QWidget {
    Q_OBJECT
public:
    explicit Minimap(QWidget* parent);

    void setOverview(std::shared_ptr<const Overview> overview);
    /// What the canvas shows of the world; hides the minimap when that is everything.
    void setView(const QRectF& world);
    void setTheme(const Theme& theme);

signals:
    /// A click, a drag or an arrow key: this place of the world is wanted in the middle.
    void centreWanted(QPointF world);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void showWhenUseful();
    [[nodiscard]] QRectF viewBox() const;

    std::shared_ptr<const Overview> m_overview;
    QRectF m_view;
    const Theme* m_theme;
};

} // namespace chainscape::ui
