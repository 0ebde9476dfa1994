// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// FlowFrame: the geometry of one panel of a flow figure, laid out for a rectangle, and how one becomes the next.

#include <memory>
#include <span>

#include <QRectF>

#include "core/layout/sankey_geometry.h"
#include "core/project/flow_panels.h"

namespace chainscape::ui {

/// One for all periods of a plan.
struct FlowScale {
    double value = 0; ///< px per unit of value; 0: as it fits
    SankeyRoom room;  ///< for return bands
};

struct FlowFrame {
    std::shared_ptr<const FlowPlan> plan;
    QRectF area;               ///< of the drawing without heads
    SankeyStructure structure; ///< of the plan with the values of the panel
    SankeyGeometry geometry;   ///< relative to area's upper left corner
    FlowScale scale;

    [[nodiscard]] QPointF at(const SankeyPoint& p) const { return {area.left() + p.x, area.top() + p.y}; }
    [[nodiscard]] QRectF boxOf(const SankeyBox& b) const { return {area.left() + b.x, area.top() + b.y, b.width, b.height}; }
};

using FlowFramePtr = std::shared_ptr<const FlowFrame>;

/// Lays out values (one per pair of the plan) in `area` on a scale; null: on the view's, else on that on which every period of the plan fits.
Result<FlowFrame> flowFrame(const std::shared_ptr<const FlowPlan>& plan, std::span<const double> values, const ViewSpec& spec, const QRectF& area, const FlowScale* scale = nullptr);

/// The largest scale, or the `given` one, at which every period of the plan fits into `size`; 0 without value. O(periods * pairs).
FlowScale commonFlowScale(const FlowPlan& plan, const QSizeF& size, double given = 0);

/// `to` as it looks on the way from another frame, at t in 0..1. Frames of another plan begin where their firms stood before: groups that
/// are split come out of the old box, groups that are joined go into the new one.
FlowFrame blendedFrame(const FlowFrame& from, const FlowFrame& to, double t);

} // namespace chainscape::ui
