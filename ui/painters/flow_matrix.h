// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The matrix twin of a flow figure: the same groups, order, colours and items.

#include "ui/painters/flow_painter.h"
#include "ui/painters/matrix_painter.h"

namespace chainscape::ui {

/// Groups that sell as rows, groups that buy as columns, in the figure's order, under brackets of their lanes. With colour by change the
/// cells are differences against the panel's reference. Value without data is marked when the view shows it.
MatrixInput flowMatrix(const FlowInput& input);

} // namespace chainscape::ui
