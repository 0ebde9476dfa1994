// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ForecastFan: what all forecast figures share: a case as a chart, the chart laid into a figure, and its axes.

#include <span>

#include <QLocale>
#include <QRectF>
#include <QString>

#include "core/project/forecast_case.h"
#include "ui/canvas/display_list.h"
#include "ui/charts/fan_chart.h"
#include "ui/style/format.h"
#include "ui/style/theme.h"

namespace chainscape::ui {

/// The scale in which all values of the cases are written; percent when all are shares.
UnitScale forecastScale(std::span<const ForecastCase> cases);

/// History, forecast, the three ranges, earlier forecasts, breaks and events of a case.
FanChart fanOf(const ForecastCase& c, const QColor& colour, ThemeKind theme);

/// A drawn chart at its place in a figure.
struct FanFrame {
    FanPicture picture;
    QRectF box;
    [[nodiscard]] QPointF at(double place, double value) const { return picture.at(place, value) + box.topLeft(); }
    [[nodiscard]] QRectF plot() const { return picture.plot.translated(box.topLeft()); }
};

/// Draws the chart into the box. GUI thread (QtCharts).
FanFrame layFan(DisplayList& list, const FanChart& chart, const QRectF& box);

struct FanAxisLook {
    UnitScale unit;
    ThemeKind theme = ThemeKind::Light;
    QLocale locale;
    bool written = true; ///< false: grid lines and ticks without their words
    double right = 0;    ///< words of the time axis end here
};

/// Width of the value axis's words beside a plot.
double valueAxisWidth(const FanScale& scale, const FanAxisLook& look);
void paintValueAxis(DisplayList& list, const FanFrame& frame, const FanAxisLook& look);
void paintPeriodAxis(DisplayList& list, const FanFrame& frame, const ForecastCase& c, const FanAxisLook& look);

/// Unseen columns that can be hovered and clicked, one per period of the case: ItemKind::Period from id `first` on.
void addFanPlaces(DisplayList& list, const FanFrame& frame, const ForecastCase& c, std::uint32_t first);

/// "7.1 (5.6 to 8.7)" for the last value of the forecast; its value alone without ranges; empty without a forecast.
QString forecastEndText(const ForecastCase& c, const UnitScale& scale, const QLocale& locale);

} // namespace chainscape::ui
