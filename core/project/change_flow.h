// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The flows of both sides of a comparison over one plan, for the flow difference.

#include "core/project/change_case.h"
#include "core/project/flow_panels.h"

namespace chainscape {

/// The data in which everything of both sides has its place: the dataset, or the scenario with what the base trades in the period
/// beside its own. Fails as makeSnapshot does.
Result<DatasetPtr> comparedData(const ChangeRequest& request);

/// B with A as reference, or the scenario with the base. Groups, order and lanes are those of spec; whatever flows on one side only has
/// its place, too. Fails as flowPlan and makeSnapshot do. Cancellable.
Result<FlowPanel> changeFlow(const ChangeRequest& request, Progress& progress);

} // namespace chainscape
