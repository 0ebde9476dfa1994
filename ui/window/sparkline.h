// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Sparkline: a small line over the periods, with the current one marked. Says its last value to screen readers.

#include <vector>

#include <QWidget>

#include "ui/style/theme.h"

namespace chainscape::ui {

class Sparkline : public QWidget {
    Q_OBJECT
public:
    explicit Sparkline(QWidget* parent = nullptr);

    /// NaN breaks the line. current: index of the marked point, -1 none.
    void show(std::vector<double> values, int current, const QColor& colour);
    void setEnds(const QString& first, const QString& last);
    [[nodiscard]] QSize sizeHint() const override { return {240, 96}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<double> m_values;
    int m_current = -1;
    QColor m_colour;
    QString m_first, m_last;
};

/// The points of a series in a box; the lowest shown value is 0 or the smallest if negative.
QPolygonF sparkPoints(const std::vector<double>& values, const QRectF& box);

} // namespace chainscape::ui
