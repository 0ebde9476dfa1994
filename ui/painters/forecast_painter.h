// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The forecast figure: history, forecast and ranges on the left, what they are worth in plain words on the right.

#include <memory>

#include <QLocale>
#include <QRectF>
#include <QString>

#include "core/model/vocabulary.h"
#include "core/project/forecast_case.h"
#include "ui/canvas/display_list.h"
#include "ui/painters/forecast_panel.h"
#include "ui/painters/legend.h"
#include "ui/style/theme.h"

namespace chainscape::ui {

struct ForecastInput {
    std::shared_ptr<const ForecastCase> outcome;
    QString message;       ///< shown instead when there is no outcome
    StageList stages;
    bool logAxis = false;
    bool titled = false;   ///< a frame around the figure carries its title: none is painted here
    PanelDetails details = PanelDetails::None;
    bool filtered = false; ///< the other views show a part of the chain: the legend says that the forecast does not
    ThemeKind theme = ThemeKind::Light;
    QLocale locale;
    std::vector<std::string> palette; ///< colours of stages of one's own
};

/// Paints into `area`; narrow areas show the words below the chart or leave them out. Items: ItemKind::Period with the place of the
/// period, history first. GUI thread only (QtCharts).
Legend paintForecast(DisplayList& list, const ForecastInput& input, const QRectF& area);

/// "bn € a quarter · history, forecast, likely range (80%) and wide range (95%)".
QString forecastSubtitle(const ForecastCase& c);

/// One line for the period at a place: "2025 Q3: forecast 7.1 bn €, likely 5.6 to 8.7". Empty outside.
QString forecastTip(const ForecastCase& c, std::size_t place, const QLocale& locale);

} // namespace chainscape::ui
