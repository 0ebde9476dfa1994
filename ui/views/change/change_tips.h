// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the items of the change figures are in words.

#include "ui/painters/alluvial_painter.h"
#include "ui/painters/change_painter.h"

namespace chainscape::ui {

/// Empty for items without words. A period tells the events of its name, too.
QString changeTip(const ChangeCase& change, const ChangeHistory* history, const std::vector<EventMarker>& events, ItemRef ref);

/// A box or band of the flow difference, before and after.
QString changeFlowTip(const FlowPanel& panel, ItemRef ref);
/// Ids of the firms of a box, or of both ends of a band.
std::set<std::string> firmsOfFlow(const FlowPanel& panel, ItemRef ref);

QString alluvialTip(const Alluvial& groups, const Dataset& dataset, ItemRef ref);

} // namespace chainscape::ui
