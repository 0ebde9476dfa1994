// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// ForecastPanel: grade, pattern, model, tests and record of a forecast as a box of plain words.

#include <QColor>
#include <QLocale>
#include <QRectF>

#include "core/project/forecast_case.h"
#include "ui/canvas/display_list.h"
#include "ui/style/theme.h"

namespace chainscape::ui {

/// Paints from the top of `area` down, as tall as its content; where that is too tall it says less. Returns the height used.
double paintForecastPanel(DisplayList& list, const ForecastCase& c, const QColor& colour, const Theme& theme, const QLocale& locale, const QRectF& area);

} // namespace chainscape::ui
