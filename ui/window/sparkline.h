// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Sparkline: a small line over the periods, with the current one marked. Says its last value to screen readers.

#include <vector>

#include <QPainterPath>
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

/// The points of a series in a box; the lowest shown value is 0 or the smallest if negative. `also`: values that have to find room too.
/// A point without a value has no y (NaN).
QPolygonF sparkPoints(const std::vector<double>& values, const QRectF& box, const std::vector<double>& also = {});
/// A line through the points, broken where there is none.
QPainterPath sparkLine(const QPolygonF& points);
/// The ground between two series, wherever both have neighbouring points; a point alone is a narrow bar.
QPainterPath sparkBand(const QPolygonF& low, const QPolygonF& high);

} // namespace chainscape::ui
