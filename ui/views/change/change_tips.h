// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the items of the change figures are in words.

#include "ui/painters/alluvial_painter.h"
#include "ui/painters/change_painter.h"

namespace chainscape::ui {

/// Empty for items without words.
QString changeTip(const ChangeCase& change, const ChangeHistory* history, ItemRef ref);

QString alluvialTip(const Alluvial& groups, const Dataset& dataset, ItemRef ref);

} // namespace chainscape::ui
