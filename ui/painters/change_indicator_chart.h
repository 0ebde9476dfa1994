// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// One indicator over all periods: its line, the mean of every regime and where a new one begins.

#include "ui/painters/change_painter.h"

namespace chainscape::ui {

/// Needs input.indicator. The whole height of a period answers to clicks: ItemKind::Step of the step that ends there.
void paintIndicatorChart(DisplayList& list, const ChangeInput& input, const QRectF& area, const Theme& theme);

/// "Directedness: new regimes from 2008, 2015", "... no new regime", or why none can be told.
QString regimeText(const ChangeInput& input);

} // namespace chainscape::ui
