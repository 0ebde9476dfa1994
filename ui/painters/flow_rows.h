// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The table twin of a flow figure on paper: its largest flows as rows, and the sum of what does not fit.

#include "ui/painters/flow_painter.h"

namespace chainscape::ui {

/// Rows by falling value with stages, exact value, shares, digital score and value without data; a bar shows the share of the largest.
Legend paintFlowRows(DisplayList& list, const FlowInput& input, const QRectF& area);

} // namespace chainscape::ui
