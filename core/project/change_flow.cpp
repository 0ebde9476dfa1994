// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/change_flow.h"

#include <algorithm>

#include "core/model/view_snapshot.h"

namespace chainscape {
namespace {

/// The scenario with what the base trades in the period beside its own, so that one plan has room for both. The links of the base are
/// the first of the scenario's.
DatasetPtr bothSides(const Dataset& base, const Dataset& scenario, std::uint32_t period) {
    const auto& own = scenario.flows();
    const auto& other = base.flows();
    auto flows = std::make_shared<FlowTable>();
    const auto take = [&](const FlowTable& from, std::size_t i) {
        flows->link.push_back(from.link[i]);
        flows->value.push_back(from.value[i]);
        flows->digital.push_back(from.digital[i]);
        flows->rows.push_back(from.rows[i]);
    };
    for (std::uint32_t p = 0; p + 1 < own.start.size(); ++p) {
        flows->start.push_back(flows->link.size());
        auto i = own.start[p], j = other.start[p];
        const auto end = own.start[p + 1], otherEnd = p == period ? other.start[p + 1] : j;
        while (i < end || j < otherEnd) {
            const bool first = j == otherEnd || (i < end && own.link[i] <= other.link[j]);
            const bool same = first && j < otherEnd && own.link[i] == other.link[j];
            const bool larger = same && other.value[j] > own.value[i];
            if (first && !larger) take(own, i);
            else take(other, j);
            i += first, j += !first || same;
        }
    }
    flows->start.push_back(flows->link.size());
    Dataset::Parts parts = scenario.parts();
    parts.flows = std::move(flows);
    return std::make_shared<const Dataset>(std::move(parts));
}

Result<FlowPanel> scenarioFlow(const ChangeRequest& request, const ViewSpec& view, Progress& progress) {
    const auto before = makeSnapshot(request.base, view), after = makeSnapshot(request.dataset, view);
    if (!before) return tl::unexpected(before.error());
    if (!after) return tl::unexpected(after.error());
    const auto both = comparedData(request);
    if (!both) return tl::unexpected(both.error());
    auto plan = flowPlan(*both, view, progress);
    if (!plan) return tl::unexpected(plan.error());
    return flowPanel(std::make_shared<const FlowPlan>(std::move(*plan)), *after, *before);
}

} // namespace

Result<DatasetPtr> comparedData(const ChangeRequest& request) {
    if (!request.againstBase()) return request.dataset;
    const auto spec = snapshotSpec(*request.dataset, request.spec);
    if (!spec) return tl::unexpected(spec.error());
    const auto last = static_cast<std::uint32_t>(request.dataset->periods().size() - 1);
    const auto period = spec->to != kNone ? spec->to : spec->from != kNone ? spec->from : last;
    return bothSides(*request.base, *request.dataset, period);
}

Result<FlowPanel> changeFlow(const ChangeRequest& request, Progress& progress) {
    if (!request.dataset || request.dataset->periods().empty()) return failure(ErrorCode::NoData, "There is no data yet.");
    ViewSpec view = request.spec;
    view.flow.form = FlowForm::Difference;
    view.flow.panels = FlowPanels::One;
    if (request.againstBase()) return scenarioFlow(request, view, progress);
    const auto plans = flowPlans(request.dataset, view, progress);
    if (!plans) return tl::unexpected(plans.error());
    auto panels = flowPanels(request.dataset, view, *plans);
    if (!panels) return tl::unexpected(panels.error());
    return std::move(panels->front());
}

} // namespace chainscape
