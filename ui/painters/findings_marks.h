// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the figures of the findings share: an axis of shares, the text of a cell.

#include "ui/painters/findings_painter.h"
#include "ui/painters/words_at.h"

namespace chainscape::ui {

/// A round number of share steps from 0 to at least `most` (0..1): 0.1, 0.2, 0.25, 0.5 ...
double shareStep(double most);

/// A share or a value in the chain's unit, as on a label; "unknown" for NaN.
QString cellText(CellKind kind, double value, const std::string& unit, const QLocale& locale);

void paintQuadrant(DisplayList& list, const FindingsInput& input, const QRectF& area, const Theme& theme, Legend& legend);
void paintBridge(DisplayList& list, const FindingsInput& input, const QRectF& area, const Theme& theme, Legend& legend);
void paintPanelBars(DisplayList& list, const FindingsInput& input, const QRectF& area, const Theme& theme, Legend& legend);

} // namespace chainscape::ui
