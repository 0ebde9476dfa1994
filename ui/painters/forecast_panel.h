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

enum class PanelDetails : std::uint8_t { None, Folded, Open }; ///< Folded: a line to open them; None: on paper

/// The line that opens and folds the details, an item of ItemKind::Control.
inline constexpr std::uint32_t kDetailsControl = 1;

struct ForecastPanelLook {
    QColor colour;
    ThemeKind theme = ThemeKind::Light;
    QLocale locale;
    PanelDetails details = PanelDetails::None;
};

/// Paints from the top of `area` down, as tall as its content; where that is too tall it says less. Returns the height used.
double paintForecastPanel(DisplayList& list, const ForecastCase& c, const ForecastPanelLook& look, const QRectF& area);

} // namespace chainscape::ui
