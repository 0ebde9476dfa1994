// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// FlowPlan: how firms are grouped for a flow figure, in which order the groups stand and what flows between them in every period.

#include <span>
#include <string>
#include <vector>

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/layout/sankey_graph.h"
#include "core/model/dataset.h"
#include "core/model/snapshot.h"
#include "core/model/view_spec.h"

namespace chainscape {

/// One box of the figure: the firms of a stage that share a group.
struct FlowGroup {
    int stage = 0;                    ///< 0: no stage, or lanes told from the flows
    std::string name;                 ///< firm name, sector ...; "" for what has no group
    std::string key;                  ///< "stage|word", for pins, selection and drilling down
    std::string by;                   ///< what it is grouped by: firm, stage, sector ...
    bool isOther = false;             ///< the rest beyond the largest
    std::vector<std::uint32_t> firms; ///< firm indices
};

/// Two groups between which something flows in some period.
struct FlowPair {
    std::uint32_t source = 0, target = 0; ///< of FlowPlan::groups
    double value = 0;                     ///< sum over all periods
    bool folded = false;                  ///< under the threshold
};

struct FlowPlan {
    std::vector<FlowGroup> groups;
    std::vector<std::uint32_t> groupOfFirm; ///< per firm of the dataset; kNone: trades in no period under the filter
    std::vector<int> laneStage;             ///< per lane (layer of the structure): its stage, 0 no stage, -1 told from the flows
    std::vector<FlowPair> pairs;            ///< ascending by source, then target
    SankeyStructure structure;              ///< of the groups and pairs over all periods
    std::vector<int> order;                 ///< position of every vertex of the structure, the same in all periods
    double crossings = 0;                   ///< weighted, over all periods
    double tolerance = FlowLook{}.tolerance; ///< share of all flows under which a difference of in and out is rounding
    std::uint32_t firstPeriod = 0;
    std::vector<std::vector<double>> values; ///< [period - firstPeriod][pair]
    Layer layer = Layer::Money;
    std::string unit;
};

/// One period's flows between the plan's groups.
struct GroupedFlow {
    std::uint32_t source = 0, target = 0; ///< of FlowPlan::groups
    double value = 0;                     ///< sum of all values, negative ones included
    double digital = 0;                   ///< value-weighted mean of the known scores; NaN: none
    double dark = 0;                      ///< value that flows without data
    double undecided = 0;                 ///< value of which nobody states whether data flows with it
    double viaPlatform = 0;               ///< value that passes a platform
    std::uint32_t platform = kNone;       ///< firm that most of viaPlatform passes
    std::uint16_t kind = 0;               ///< of most of the value; of Dataset::kinds()
    std::vector<std::uint32_t> edges;     ///< of the snapshot
};

/// Groups firms as the view says: by stage and view.groupBy ("firm", "stage", "sector", "region", "platform", "community" or an
/// attribute's name; view.flow.groupByStage where it differs), the view.topGroups largest of each stage over all periods (0: chosen by
/// the number of stages), the rest as one "other" each, and groups of view.flow.opened as what is in them. Orders them by weighted
/// crossings, those of view.order kept as they are given. Deterministic. With FlowEffort::Quick the order is a first one, made at once.
enum class FlowEffort : std::uint8_t { Quick, Full };
Result<FlowPlan> flowPlan(const DatasetPtr& dataset, const ViewSpec& view, Progress& progress, FlowEffort effort = FlowEffort::Full);

/// The same plan in a better order (never one with more weighted crossings), as flowPlan with FlowEffort::Full gives it.
Result<FlowPlan> improvedFlowPlan(const FlowPlan& plan, const ViewSpec& view, Progress& progress);

/// The same plan with the groups of view.order in that order, in the places they take up together; all else stays where it is. No search.
FlowPlan rearrangedFlowPlan(const FlowPlan& plan, const ViewSpec& view);

/// Sums a snapshot of the same dataset over the plan's groups; ascending by source, then target. Flows inside a group come as
/// source == target; firms that sell to themselves are counted there. Value flows without data (is dark) where its digital score is under
/// 0.5; where no score is stated, a link of the data layer between the two firms decides if the chain has such links, else it is undecided.
std::vector<GroupedFlow> groupedFlows(const Snapshot& snapshot, const FlowPlan& plan);

/// The same, one per pair of the plan; value 0 where nothing flows.
std::vector<GroupedFlow> flowsByPair(const Snapshot& snapshot, const FlowPlan& plan);

/// Value per pair of the plan, from its own flows or from a period (empty span: the period is not one of the plan's).
std::vector<double> pairValues(const FlowPlan& plan, std::span<const GroupedFlow> flows);
std::span<const double> periodValues(const FlowPlan& plan, std::uint32_t period);

/// Groups by lane, then by place: the order of rows and columns of a matrix.
std::vector<std::uint32_t> groupsInOrder(const FlowPlan& plan);

} // namespace chainscape
