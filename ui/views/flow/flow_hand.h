// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What a gesture in the flow figure means for its spec: boxes and bands put in order by hand, boxes opened. Plain functions.

#include <QPointF>

#include "ui/painters/flow_painter.h"

namespace chainscape::ui {

/// The order of all boxes after one was moved by `by` px within its lane: what is on screen stays.
void orderBoxes(ViewSpec& spec, const FlowFrame& frame, std::uint32_t group, double by);

/// One place up (-1) or down (+1) in its lane. False at the end of the lane.
bool stepBox(ViewSpec& spec, const FlowPlan& plan, std::uint32_t group, int step);

/// The group at the end of `pair` that is nearer to `place`.
std::uint32_t endNear(const FlowFrame& frame, std::uint32_t pair, QPointF place);

/// The order of the bands at the end of `pair` that is nearer to `place`, with the band put where it was let go.
void orderBands(ViewSpec& spec, const FlowFrame& frame, std::uint32_t pair, QPointF place);

/// All groups in the order they stand in.
void lockOrder(ViewSpec& spec, const FlowPlan& plan);

/// Opens a group: "Other" shows as many more, others what is in them. False when there is nothing in it.
bool openGroup(ViewSpec& spec, const FlowGroup& group);

/// The group that an arrow key leads to from another: up and down in the lane, left and right to the nearest in the next lane.
std::uint32_t groupBeside(const FlowFrame& frame, std::uint32_t group, Qt::Key arrow);

} // namespace chainscape::ui
