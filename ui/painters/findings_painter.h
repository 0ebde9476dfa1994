// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The figures of the findings: the quadrant of critical firms, the curve of the bridge plan, bars and small series.

#include <memory>

#include <QLocale>
#include <QRectF>

#include "core/model/dataset.h"
#include "core/project/panel_figures.h"
#include "ui/canvas/display_list.h"
#include "ui/painters/legend.h"
#include "ui/style/theme.h"

namespace chainscape::ui {

struct FindingsInput {
    std::shared_ptr<const PanelFigure> figure;
    DatasetPtr dataset;
    std::string hover; ///< firm id; blank: none
    ThemeKind theme = ThemeKind::Light;
    QLocale locale;
    std::vector<std::string> palette; ///< colours of stages of one's own
};

/// Paints into `area` (px at camera identity) and returns the legend, with the settings the numbers depend on as its last note. Items:
/// ItemKind::Firm with the firm's index in the dataset, ItemKind::Step with the number of gaps closed less one. A sentence where the
/// figure is empty.
Legend paintFindings(DisplayList& list, const FindingsInput& input, const QRectF& area);

/// "Critical and analogue" and the like: the title of a topic's figure.
QString findingsTitle(Panel panel);

} // namespace chainscape::ui
