// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// FigureFrame: title and subtitle above a figure, legend and source below it. On paper and in every export.

#include <QLocale>
#include <QRectF>
#include <QSizeF>

#include "core/model/dataset.h"
#include "core/model/view_spec.h"
#include "ui/canvas/display_list.h"
#include "ui/painters/legend.h"

namespace chainscape::ui {

/// Figure texts with blanks filled from the data: what is shown, unit, period, source and date.
FigureTexts figureTexts(const Dataset& dataset, const ViewSpec& spec, const QString& unit, const QLocale& locale);

struct FrameBoxes {
    QRectF body;   ///< for the figure itself
    QRectF legend;
};

/// Divides a figure of `size` px: margins, title block, body, legend, source line.
FrameBoxes frameBoxes(QSizeF size, const FigureTexts& texts, double legendHeight);

/// Paints title, subtitle, caption, source and date around the boxes.
void paintFrame(DisplayList& list, QSizeF size, const FigureTexts& texts, const Theme& theme);

} // namespace chainscape::ui
