// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Figure: from data and a ViewSpec to a finished picture with title, legend, source and date. The same for screen exports,
// the command line and the report.

#include <QLocale>
#include <QSizeF>

#include "core/analysis/analysis_options.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/model/dataset.h"
#include "core/model/view_spec.h"
#include "core/project/forecast_memory.h"
#include "ui/canvas/display_list.h"
#include "ui/style/theme.h"

namespace chainscape::ui {

struct FigureRequest {
    DatasetPtr dataset;
    DatasetPtr base{};         ///< the data without the scenario, for base against scenario; null: dataset
    std::string projectPath{}; ///< where the rows of the files are, for the noise band; blank: none
    ViewSpec spec;
    QSizeF size{960, 540}; ///< logical px (96 a inch)
    ThemeKind theme = ThemeKind::Print;
    QLocale locale;
    bool transparent = false;
    ForecastMemoryPtr memory{};            ///< marks and ledger of the project; may be null
    std::vector<Document> scenarios{};     ///< stored ones, for fans beside the base
    AnalysisOptions analysis = {}; ///< settings of the analysis, as kept in the project
};

/// Computes what the view needs (snapshot, layout, forecast ...) and paints it. Failures are those of the parts: no data, unknown
/// period, a view that this data cannot fill. Any thread but for the forecast, which needs the GUI thread (QtCharts).
Result<Scene> figureScene(const FigureRequest& request, Progress& progress);

/// A figure is painted for 1.2 times its paper size: labels of 11 px then stand on paper at 7 pt, the least that is readable.
inline constexpr double kPaperScale = 1.2;

/// Millimetres to the logical pixels of FigureRequest::size.
QSizeF pixelsOf(QSizeF millimetres);

} // namespace chainscape::ui
