// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Several forecasts in one figure: small multiples by stage, or several series in one chart; on one scale, or each with its last
// value as 100.

#include <memory>

#include <QLocale>
#include <QRectF>
#include <QString>

#include "core/project/forecast_group.h"
#include "ui/canvas/display_list.h"
#include "ui/painters/legend.h"
#include "ui/style/theme.h"

namespace chainscape::ui {

struct ForecastGroupInput {
    std::shared_ptr<const ForecastGroup> group; ///< may be null: the message is shown
    QString message;
    DatasetPtr dataset;
    ForecastShow show = ForecastShow::Stages; ///< Stages: a chart each; else one chart
    bool logAxis = false;
    bool titled = false;   ///< a frame around the figure carries its title: none is painted here
    bool filtered = false; ///< the other views show a part of the chain: the legend says that the forecast does not
    ThemeKind theme = ThemeKind::Light;
    QLocale locale;
    std::vector<std::string> palette; ///< colours of stages of one's own
};

/// Items: ItemKind::Series, the place among the cases (names, labels); ItemKind::Period, case x stride + place of the period, with
/// case 0 in the one chart of several series. GUI thread only (QtCharts).
Legend paintForecastGroup(DisplayList& list, const ForecastGroupInput& input, const QRectF& area);

/// Periods of a case, past and ahead: what an item's case and place are told apart by.
std::size_t groupStride(const ForecastGroup& group);

QString forecastGroupTitle(const ForecastGroupInput& input);
QString forecastGroupSubtitle(const ForecastGroupInput& input);

/// Tooltip of an item: the series' numbers in a period, of all series in one chart; what a name stands for.
QString forecastGroupTip(const ForecastGroupInput& input, ItemRef item);

/// A colour for each case: that of its stage where no other has it, else one that belongs to no stage.
std::vector<QColor> forecastGroupColours(const ForecastGroupInput& input);

} // namespace chainscape::ui
