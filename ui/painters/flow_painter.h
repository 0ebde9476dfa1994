// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The flow figure: a Sankey of the groups of a FlowPlan, with return bands, stubs for imbalance, and the trace of what is in focus.

#include <memory>
#include <string>
#include <vector>

#include <QLocale>
#include <QRectF>

#include "core/model/snapshot.h"
#include "core/model/view_spec.h"
#include "core/project/flow_plan.h"
#include "ui/canvas/display_list.h"
#include "ui/painters/legend.h"
#include "ui/style/theme.h"

namespace chainscape::ui {

struct FlowInput {
    SnapshotPtr snapshot;
    ViewSpec spec;
    std::shared_ptr<const FlowPlan> plan;
    int hoverGroup = -1; ///< traced instead of the focus
    ThemeKind theme = ThemeKind::Light;
    QLocale locale;
};

/// What was painted, for turning items back into data.
struct FlowPicture {
    Legend legend;
    std::vector<GroupedFlow> flows; ///< ItemKind::Band ids index these
};

/// Paints into `area`. Items: ItemKind::Node with the group's index, ItemKind::Band with the flow's index.
FlowPicture paintFlow(DisplayList& list, const FlowInput& input, const QRectF& area);

/// "Other (37 firms)", "no sector", or the group's name.
QString groupText(const FlowGroup& group, const std::string& groupBy);

} // namespace chainscape::ui
