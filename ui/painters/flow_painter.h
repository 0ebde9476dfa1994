// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The flow figure: Sankey panels, their matrix, their table, twins, differences and small multiples, as the view's FlowLook says.

#include <vector>

#include <QLocale>
#include <QRectF>

#include "core/model/view_spec.h"
#include "core/project/flow_panels.h"
#include "ui/canvas/display_list.h"
#include "ui/painters/flow_drawing.h"
#include "ui/painters/legend.h"
#include "ui/style/theme.h"

namespace chainscape::ui {

struct FlowInput {
    std::vector<FlowPanel> panels; ///< at least one; see core/project/flow_panels.h
    ViewSpec spec;
    ItemRef hover;                 ///< band or box that is traced instead of the focus
    std::vector<FlowFramePtr> from; ///< frames on screen, one per panel, from which the picture morphs; empty: none
    double morph = 1;              ///< 0: as `from`, 1: as it will be
    std::vector<FlowFramePtr> known; ///< painted before; their scale is taken where plan and size are the same
    ItemRef held;                  ///< box in the hand
    double heldBy = 0;             ///< px that it is away from its place
    FlowPart part = FlowPart::All;
    ThemeKind theme = ThemeKind::Light;
    QLocale locale;
};

/// What was painted, for morphing on.
struct FlowPicture {
    Legend legend;
    std::vector<FlowFramePtr> frames;            ///< per panel; empty for matrix and table
};

/// Paints into `area`. Items: ItemKind::Node with a group, ItemKind::Band with a pair of the plan, both by flowItem().
FlowPicture paintFlow(DisplayList& list, const FlowInput& input, const QRectF& area);

/// "Money, bn EUR" for panels of different layers or units, the period for panels of different periods.
QString flowPanelTitle(const FlowInput& input, std::size_t panel);

/// A panel with all that its painters need, laid out in `area` (heads and foot included).
Result<FlowDrawing> flowDrawing(const FlowInput& input, std::size_t panel, const QRectF& area);

} // namespace chainscape::ui
