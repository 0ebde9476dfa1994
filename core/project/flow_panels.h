// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// FlowPanel: one drawing of a flow figure. Layers, units, twins and small multiples are several of them.

#include <memory>
#include <vector>

#include "core/project/flow_plan.h"

namespace chainscape {

struct FlowPanel {
    std::shared_ptr<const FlowPlan> plan;
    SnapshotPtr snapshot;
    SnapshotPtr reference; ///< what it is compared with; null without a comparison
    std::shared_ptr<const std::vector<GroupedFlow>> flows; ///< of the snapshot, one per pair of the plan
    std::vector<double> before;                            ///< the reference's value per pair; empty without one
};

/// A panel of a plan with its flows; reference may be null.
FlowPanel flowPanel(std::shared_ptr<const FlowPlan> plan, SnapshotPtr snapshot, SnapshotPtr reference = nullptr);

/// One plan per layer and unit the view asks for; never two units in one.
using FlowPlans = std::vector<std::shared_ptr<const FlowPlan>>;
Result<FlowPlans> flowPlans(const DatasetPtr& dataset, const ViewSpec& view, Progress& progress, FlowEffort effort = FlowEffort::Full);

/// The panels of the view at its period: one per plan; of the first plan, twins are the comparison's two periods, multiples all
/// periods or twelve of many. A difference has B with A as reference, colour by change the period before (or the comparison's A, when
/// that is given). Panels of one plan share one scale. Cheap beside flowPlans.
Result<std::vector<FlowPanel>> flowPanels(const DatasetPtr& dataset, const ViewSpec& view, const FlowPlans& plans);

} // namespace chainscape
