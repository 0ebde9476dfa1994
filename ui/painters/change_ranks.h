// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Ranks of A and B as a slope chart, with what moved in figures: tau-b, roles that changed, buyer and supplier mixes.

#include "ui/painters/change_painter.h"

namespace chainscape::ui {

/// Paints into `area` and returns the legend. Items: ItemKind::Firm with the firm's index in the dataset.
Legend paintChangeRanks(DisplayList& list, const ChangeInput& input, const QRectF& area);

} // namespace chainscape::ui
