// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/flow_frame.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "core/layout/sankey_morph.h"
#include "core/project/flow_table.h"
#include "ui/style/sizes.h"

namespace chainscape::ui {
namespace {

constexpr double kSmallPanel = 260;     ///< height under which gaps between boxes are smaller

SankeyGeometryOptions frameOptions(const QSizeF& size, const FlowPlan& plan) {
    SankeyGeometryOptions options;
    options.width = std::max(1.0, size.width());
    options.height = std::max(1.0, size.height());
    options.nodeWidth = size.width() < kSmallPanel ? size::nodeWidth / 2 : size::nodeWidth;
    options.nodeGap = 13;
    if (size.height() < kSmallPanel) {
        options.nodeGap = 6;
        options.returnGap = 3;
        options.stubWidth = 12;
    }
    options.tolerance = plan.tolerance;
    options.bendGap = 1.5;
    options.returnGap = std::min(options.returnGap, 3.0);
    return options;
}

/// The plan's structure with other values; the layers as they are, so that every bend keeps its number.
Result<SankeyStructure> withValues(const FlowPlan& plan, std::span<const double> values) {
    SankeyGraph graph;
    graph.layers.assign(plan.structure.layer.begin(), plan.structure.layer.begin() + plan.structure.nodeCount);
    for (std::size_t i = 0; i < plan.pairs.size(); ++i)
        graph.links.push_back({static_cast<int>(plan.pairs[i].source), static_cast<int>(plan.pairs[i].target), i < values.size() ? values[i] : 0.0});
    return buildSankeyStructure(graph);
}

/// Numbers for the bands whose order the user has set at one side of a group.
void rankBands(const FlowPlan& plan, const ViewSpec& spec, SankeyGeometryOptions& options) {
    if (spec.flow.bandOrder.empty()) return;
    const double none = std::numeric_limits<double>::quiet_NaN();
    options.outRank.assign(plan.pairs.size(), none);
    options.inRank.assign(plan.pairs.size(), none);
    std::map<std::string, const std::vector<std::string>*> hand;
    for (const auto& [side, keys] : spec.flow.bandOrder) hand[side] = &keys;
    for (std::size_t i = 0; i < plan.pairs.size(); ++i) {
        const auto &from = plan.groups[plan.pairs[i].source].key, &to = plan.groups[plan.pairs[i].target].key;
        const auto rank = [&](const std::string& side, const std::string& other) {
            const auto it = hand.find(side);
            if (it == hand.end()) return none;
            const auto at = std::ranges::find(*it->second, other);
            return at == it->second->end() ? none : double(at - it->second->begin());
        };
        options.outRank[i] = rank("out|" + from, to);
        options.inRank[i] = rank("in|" + to, from);
    }
}

} // namespace

FlowScale commonFlowScale(const FlowPlan& plan, const QSizeF& size, double given) {
    auto options = frameOptions(size, plan);
    std::vector<SankeyStructure> periods;
    for (const auto& values : plan.values) {
        auto structure = withValues(plan, values);
        if (!structure || structure->layer.size() != plan.order.size()) continue;
        options.room = options.room.with(sankeyRoom(*structure, plan.order, options));
        periods.push_back(std::move(*structure));
    }
    double scale = std::numeric_limits<double>::infinity();
    for (const auto& structure : periods)
        if (const double fits = fittedSankeyScale(structure, plan.order, options); fits > 0) scale = std::min(scale, fits);
    return {given > 0 ? given : std::isfinite(scale) ? scale : 0, options.room};
}

Result<FlowFrame> flowFrame(const std::shared_ptr<const FlowPlan>& plan, std::span<const double> values, const ViewSpec& spec, const QRectF& area, const FlowScale* scale) {
    auto structure = withValues(*plan, values);
    if (!structure) return tl::unexpected(structure.error());
    const FlowScale used = scale ? *scale : commonFlowScale(*plan, area.size(), spec.scale);
    auto options = frameOptions(area.size(), *plan);
    options.scale = used.value;
    options.room = used.room;
    rankBands(*plan, spec, options);
    auto geometry = sankeyGeometry(*structure, plan->order, options);
    if (!geometry) return tl::unexpected(geometry.error());
    return FlowFrame{plan, area, std::move(*structure), std::move(*geometry), used};
}

FlowFrame blendedFrame(const FlowFrame& from, const FlowFrame& to, double t) {
    FlowFrame frame = to;
    if (from.plan == to.plan || from.plan->pairs.size() == to.plan->pairs.size()) {
        if (from.plan == to.plan || from.plan->groups.size() == to.plan->groups.size()) {
            frame.geometry = blendedSankey(from.geometry, to.geometry, t);
            return frame;
        }
    }
    std::vector<SankeyBox> boxes(to.plan->groups.size());
    std::vector<double> filled(from.plan->groups.size(), 0);
    for (const auto g : groupsInOrder(*to.plan)) {
        const auto& firms = to.plan->groups[g].firms;
        const auto old = firms.front() < from.plan->groupOfFirm.size() ? from.plan->groupOfFirm[firms.front()] : kNone;
        if (old == kNone || old >= from.geometry.nodes.size()) continue;
        const SankeyBox& box = from.geometry.nodes[old].box;
        const double height = std::min(box.height - filled[old], to.geometry.nodes[g].box.height);
        if (height <= 0) continue;
        boxes[g] = {box.x, box.y + filled[old], box.width, height};
        filled[old] += height;
    }
    frame.geometry = blendedSankey(sankeyStartingFrom(to.structure, to.geometry, boxes), to.geometry, t);
    return frame;
}

} // namespace chainscape::ui
