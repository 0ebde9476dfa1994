// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// FanChart: a history, its forecast and the ranges around it, drawn by QtCharts into recorded vectors.

#include <optional>
#include <span>
#include <vector>

#include <QColor>
#include <QPicture>
#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include "ui/charts/fan_scale.h"
#include "ui/style/theme.h"

namespace chainscape::ui {

struct FanBand {
    std::vector<double> lower, upper; ///< per value of the forecast
    double opacity = 0.2;
};

/// An earlier forecast; its first value stands at place `from`.
struct FanLine {
    double from = 0;
    std::vector<double> values;
};

/// Another forecast from the last known value on, in its own colour; its range is drawn as dashed edges.
struct FanSide {
    std::vector<double> mean, lower, upper; ///< per value of the forecast; edges may be empty
    QColor colour;
};

/// Places are periods: 0 is the first of the history.
struct FanChart {
    std::vector<double> history;   ///< NaN leaves a gap
    std::vector<double> mean;      ///< follows the history; may be empty
    std::vector<FanBand> bands;    ///< painted in order: widest first
    std::vector<FanLine> tests;
    std::vector<FanSide> sides;    ///< other forecasts beside the mean: scenarios
    std::vector<double> breaks;    ///< places of level breaks
    QColor colour;
    ThemeKind theme = ThemeKind::Light;
    bool logAxis = false;
    std::optional<FanScale> scale; ///< the value axis to use; none: the chart's own
    bool lastMark = true;          ///< an upright line at the last data; charts laid over each other need one
    std::size_t places = 0;        ///< shown at least, so that charts side by side share their time axis
};

/// The drawn chart without text or grid. Those are the caller's, so that the grid lies below: plot, scale and at() say where.
struct FanPicture {
    QPicture commands;
    QRectF extent;     ///< of the recording
    QRectF plot;       ///< inside extent
    double first = 0, last = 1; ///< places at the plot's sides
    FanScale scale;
    bool cut = false;  ///< a range reaches beyond the axis and ends there
    /// Where a value at a place lies in the extent, cut at the axis ends.
    [[nodiscard]] QPointF at(double place, double value) const;
};

/// The value axis of a chart whose plot is `height` px high, as drawFan takes it. Any thread.
FanScale fanScaleOf(const FanChart& chart, double height);

/// One axis for several charts; logarithmic when the first asks for it and all can be.
FanScale fanScaleOf(std::span<const FanChart> charts, double height);

/// Draws at `size` logical px. The axis holds history, forecast and all bands but the widest, which may be cut at a third above
/// the rest. GUI thread with a QApplication only.
FanPicture drawFan(const FanChart& chart, QSizeF size);

} // namespace chainscape::ui
