// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// FlowPlan: how firms are grouped for a flow figure, in which order the groups stand and on which scale; the same for all periods.

#include <string>
#include <vector>

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/model/dataset.h"
#include "core/model/snapshot.h"
#include "core/model/view_spec.h"

namespace chainscape {

/// One box of the figure: the firms of a stage that share a group.
struct FlowGroup {
    int stage = 0;                    ///< 0: no stage
    std::string name;                 ///< firm name, sector ...; "" for what has no group
    std::string key;                  ///< "stage|name", for pins and selection
    bool isOther = false;             ///< the rest beyond the largest
    std::vector<std::uint32_t> firms; ///< firm indices
};

struct FlowPlan {
    std::vector<FlowGroup> groups;
    std::vector<std::uint32_t> groupOfFirm; ///< per firm of the dataset; kNone: trades in no period under the filter
    std::vector<double> position;           ///< per group: its place in its layer
    double largestLayer = 0;                ///< greatest sum of a layer's boxes in any period
};

/// One period's flows between the plan's groups. source and target index FlowPlan::groups.
struct GroupedFlow {
    std::uint32_t source = 0, target = 0;
    double value = 0;
    std::vector<std::uint32_t> edges; ///< of the snapshot
};

/// Groups by view.groupBy ("firm", "stage", "sector", "region", or an attribute's name), keeping the view.topGroups largest of each
/// stage over all periods (0: six), the rest as one "other" each; orders them by weighted crossings. Deterministic.
Result<FlowPlan> flowPlan(const DatasetPtr& dataset, const ViewSpec& view, Progress& progress);

/// Sums a snapshot of the same dataset over the plan's groups; ascending by source, then target. Flows inside a group come as
/// source == target.
std::vector<GroupedFlow> groupedFlows(const Snapshot& snapshot, const FlowPlan& plan);

/// Distinct stages of the plan's groups, ascending, stage 0 last; the figure's layers.
std::vector<int> flowLayers(const FlowPlan& plan);

} // namespace chainscape
