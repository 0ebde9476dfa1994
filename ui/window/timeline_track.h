// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// TimelineTrack: the slider of the timeline. Click or drag sets the period, the flags A and B can be dragged, arrow keys step.

#include <vector>

#include <QAbstractSlider>
#include <QStringList>

#include "ui/style/theme.h"

namespace chainscape::ui {

class TimelineTrack : public QAbstractSlider {
    Q_OBJECT
public:
    explicit TimelineTrack(QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    void setPeriods(const QStringList& texts);
    /// One value per period, and the ends of the bands that unknown scores leave (empty: none).
    void setValues(std::vector<double> values, std::vector<double> low = {}, std::vector<double> high = {});
    void setMarkers(int a, int b);
    /// Events by period index, with the words of their tooltip.
    void setEvents(std::vector<std::pair<int, QString>> events);
    [[nodiscard]] QSize sizeHint() const override { return {600, 60}; }

signals:
    void markersMoved(int a, int b);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void sliderChange(SliderChange change) override;

private:
    enum class Grip { None, Period, A, B };
    [[nodiscard]] QRectF box() const;
    [[nodiscard]] double xOf(int index) const;
    [[nodiscard]] int indexAt(double x) const;
    void drag(double x);
    void paintFlag(QPainter& painter, int index, const QString& letter) const;
    void paintValues(QPainter& painter) const;
    void paintTicks(QPainter& painter) const;
    void paintEvents(QPainter& painter) const;

    const Theme* m_theme;
    QStringList m_periods;
    std::vector<double> m_values, m_low, m_high;
    std::vector<std::pair<int, QString>> m_events;
    int m_a = -1, m_b = -1;
    Grip m_grip = Grip::None;
};

} // namespace chainscape::ui
