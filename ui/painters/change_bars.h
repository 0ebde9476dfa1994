// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Restructuring over all periods as stacked bars with R*, and the compared step in words.

#include "ui/painters/change_painter.h"

namespace chainscape::ui {

/// Colours of the parts of RI: shades of the text colour, for hues belong to stages and to more and less.
struct PartColours {
    QColor growth, between, within;
};
PartColours partColours(const Theme& theme);

/// RI, its parts, R*, phase and turnover of the comparison as lines of text from the top of `area`; lines that do not fit are left out.
void paintChangeWords(DisplayList& list, const ChangeInput& input, const QRectF& area, const Theme& theme);

/// One bar per step; those between A and B stand on a tint. The whole height of a step answers to clicks (ItemKind::Step).
void paintChangeBars(DisplayList& list, const ChangeInput& input, const QRectF& area, const Theme& theme);

} // namespace chainscape::ui
