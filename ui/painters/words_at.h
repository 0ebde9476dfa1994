// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Words at a place, with their middle line on it: what heads, values and notes of all figures are made of.

#include <QColor>
#include <QRectF>

#include "ui/canvas/display_list.h"
#include "ui/painters/legend.h"
#include "ui/style/theme.h"

namespace chainscape::ui {

struct WordStyle {
    double pixels = 11;
    int weight = 400;
    QColor colour;
    Across across = Across::Left;
    double width = 0;  ///< longest, px; longer is cut with an ellipsis; 0: no limit
    QColor halo;       ///< invalid: none
    ItemRef item;
};

[[nodiscard]] Text wordsAt(const QString& words, QPointF at, const WordStyle& style);
void putWords(DisplayList& list, const QString& words, QPointF at, const WordStyle& style);

/// Words over as many lines as the width asks for.
[[nodiscard]] QStringList wrapped(const QString& words, double pixels, double width);

/// Instead of a figure: why there is none, in its middle and as its summary. Returns an empty legend.
Legend paintSentence(DisplayList& list, const QString& sentence, const QRectF& area, const Theme& theme);

} // namespace chainscape::ui
