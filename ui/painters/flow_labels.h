// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The words of one panel of the flow figure: labels of boxes, heads of lanes, scale bar and the strip of conservation.

#include <functional>
#include <vector>

#include "core/project/flow_table.h"
#include "ui/painters/flow_drawing.h"

namespace chainscape::ui {

inline constexpr double kFlowHeads = 40;      ///< height of the heads above a panel's drawing
inline constexpr double kFlowTraceHead = 15;  ///< more when something is traced
inline constexpr double kFlowFoot = 34;       ///< scale bar and strip below it

/// The label template of the view filled in for a group: its lines. {name} {value} {stage%} {total%} {in} {out}; an unknown word in
/// braces stays as it is.
QStringList flowLabel(const FlowDrawing& drawing, std::uint32_t group, const FlowBalance& balance);

/// The lines of every group beside its box; where they do not stand free, fewer or none, the largest boxes first.
void paintFlowLabels(DisplayList& list, const FlowDrawing& drawing, const std::function<QStringList(std::uint32_t group)>& linesOf);

/// What stands below the name of a lane.
struct FlowLaneSum {
    QString words;
    QColor colour;
};
/// One sum per lane; their unit is left out where the lanes are too narrow for it.
void paintFlowHeads(DisplayList& list, const FlowDrawing& drawing, std::vector<FlowLaneSum> sums);
/// The sums of what passes.
std::vector<FlowLaneSum> flowLaneSums(const FlowDrawing& drawing);
/// "enters 12 bn € + value added 5 bn € = leaves 14 bn € + kept 3 bn €", and beside it a bar of a round value on the panel's scale.
void paintFlowFoot(DisplayList& list, const FlowDrawing& drawing, const FlowBalance& balance);

} // namespace chainscape::ui
