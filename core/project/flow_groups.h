// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Which firms share a box of a flow figure. Used by flow_plan only.

#include "core/project/flow_plan.h"

namespace chainscape {

/// Fills plan.groups (ascending by stage, then by falling value, "other" last) and plan.groupOfFirm. `all` is the chain over all periods.
/// Fails where grouping by community does.
Result<void> makeFlowGroups(const Snapshot& all, const ViewSpec& view, FlowPlan& plan, Progress& progress);

} // namespace chainscape
