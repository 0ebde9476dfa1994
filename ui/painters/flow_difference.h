// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The difference of two periods (or of base and scenario) as one Sankey: what stayed, what came, what went.

#include "ui/painters/flow_painter.h"

namespace chainscape::ui {

/// Paints input.panels.front(): its snapshot against its reference, both summed over the same plan. Every band is as wide as the larger
/// of the two values; what both have is grey, what is new or more is solid blue at the lower edge, what is gone or less is hatched orange there.
/// Labels tell the change. A panel without a reference is compared with nothing: all is new.
FlowPicture paintFlowDifference(DisplayList& list, const FlowInput& input, const QRectF& area);

} // namespace chainscape::ui
