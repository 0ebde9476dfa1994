// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The matrix figure: who gives how much to whom, as a grid of cells. For stages, groups or firms alike.

#include <cstdint>
#include <vector>

#include <QColor>
#include <QLocale>
#include <QRectF>
#include <QString>

#include "ui/canvas/display_list.h"
#include "ui/painters/legend.h"
#include "ui/style/theme.h"

namespace chainscape::ui {

/// One row or column. Neighbours with the same `part` stand together under one bracket with that word ("" has none).
struct MatrixHead {
    QString text;
    QString part;
    QColor colour;      ///< of its chip
    ItemRef item;
    bool lit = true;    ///< recedes when false and another head is lit
};

/// NaN values are drawn hatched as unknown; pairs without a cell stay empty, which means that nothing flows.
struct MatrixCell {
    std::uint32_t row = 0, column = 0;
    double value = 0;
    double gap = 0;     ///< share 0..1 of the value that is marked as a gap of the data chain; 0: no mark
    ItemRef item;
    bool chosen = false; ///< gets the selection's frame
};

struct MatrixInput {
    std::vector<MatrixHead> rows, columns; ///< in the order to be shown
    std::vector<MatrixCell> cells;         ///< at most one per pair
    QString rowTitle, columnTitle;         ///< "Sells", "Buys"
    QString valueTitle;                    ///< what a cell holds, for the legend: "Value, bn EUR"
    QString unit;                          ///< as in the data
    bool diverging = false;                ///< values are changes: blue above 0, orange below
    ThemeKind theme = ThemeKind::Light;
    QLocale locale;
};

/// Paints heads, cells, sums and brackets into `area`. Cells are shaded by the square root of |value| against the largest, so that small
/// ones stay visible; values stand in them where they fit; heads are written where rows are high enough (brackets always). An empty matrix
/// says so. O(rows + columns + cells).
Legend paintMatrix(DisplayList& list, const MatrixInput& input, const QRectF& area);

} // namespace chainscape::ui
