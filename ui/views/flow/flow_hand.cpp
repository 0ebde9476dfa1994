// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/flow/flow_hand.h"

#include <algorithm>
#include <cmath>

namespace chainscape::ui {
namespace {

std::vector<std::uint32_t> lane(const FlowPlan& plan, int layer) {
    std::vector<std::uint32_t> out;
    for (const auto g : groupsInOrder(plan))
        if (plan.structure.layer[g] == layer) out.push_back(g);
    return out;
}

/// All boxes keep the places they have on screen, those of one lane in a new order; keys that are not on screen stay, too.
void putLane(ViewSpec& spec, const FlowPlan& plan, const std::vector<std::uint32_t>& groups) {
    std::erase_if(spec.order, [&](const std::string& key) { return std::ranges::any_of(plan.groups, [&](const FlowGroup& g) { return g.key == key; }); });
    for (const auto g : groupsInOrder(plan))
        if (std::ranges::find(groups, g) == groups.end()) spec.order.push_back(plan.groups[g].key);
    for (const auto g : groups) spec.order.push_back(plan.groups[g].key);
}

double middle(const FlowFrame& frame, std::uint32_t group) { return frame.boxOf(frame.geometry.nodes[group].box).center().y(); }

} // namespace

void orderBoxes(ViewSpec& spec, const FlowFrame& frame, std::uint32_t group, double by) {
    auto groups = lane(*frame.plan, frame.structure.layer[group]);
    std::ranges::stable_sort(groups, {}, [&](std::uint32_t g) { return middle(frame, g) + (g == group ? by : 0); });
    putLane(spec, *frame.plan, groups);
}

bool stepBox(ViewSpec& spec, const FlowPlan& plan, std::uint32_t group, int step) {
    auto groups = lane(plan, plan.structure.layer[group]);
    const auto at = std::ranges::find(groups, group) - groups.begin(), to = at + step;
    if (to < 0 || to >= std::ptrdiff_t(groups.size())) return false;
    std::swap(groups[std::size_t(at)], groups[std::size_t(to)]);
    putLane(spec, plan, groups);
    return true;
}

std::uint32_t endNear(const FlowFrame& frame, std::uint32_t pair, QPointF place) {
    const auto& ends = frame.plan->pairs[pair];
    const auto& centre = frame.geometry.ribbons[pair].centre;
    if (centre.empty()) return ends.source;
    const bool atSource = std::fabs(frame.at(centre.front()[0]).x() - place.x()) < std::fabs(frame.at(centre.back()[3]).x() - place.x());
    return atSource ? ends.source : ends.target;
}

void orderBands(ViewSpec& spec, const FlowFrame& frame, std::uint32_t pair, QPointF place) {
    const auto& plan = *frame.plan;
    const auto& ribbon = frame.geometry.ribbons[pair];
    if (ribbon.centre.empty()) return;
    const auto own = endNear(frame, pair, place);
    const bool atSource = own == plan.pairs[pair].source && (own != plan.pairs[pair].target || place.x() > frame.boxOf(frame.geometry.nodes[own].box).center().x());
    std::vector<std::pair<double, std::string>> ends;
    for (std::size_t i = 0; i < plan.pairs.size(); ++i) {
        const auto& centre = frame.geometry.ribbons[i].centre;
        if ((atSource ? plan.pairs[i].source : plan.pairs[i].target) != own || centre.empty()) continue;
        const double y = i == pair ? place.y() : frame.at(atSource ? centre.front()[0] : centre.back()[3]).y();
        ends.emplace_back(y, plan.groups[atSource ? plan.pairs[i].target : plan.pairs[i].source].key);
    }
    std::ranges::stable_sort(ends, {}, [](const auto& end) { return end.first; });
    auto& keys = spec.flow.bandOrder[(atSource ? "out|" : "in|") + plan.groups[own].key];
    keys.clear();
    for (const auto& [y, key] : ends) keys.push_back(key);
}

void lockOrder(ViewSpec& spec, const FlowPlan& plan) {
    spec.order.clear();
    for (const auto g : groupsInOrder(plan)) spec.order.push_back(plan.groups[g].key);
    spec.flow.locked = true;
}

bool openGroup(ViewSpec& spec, const FlowGroup& group) {
    if (!group.isOther && (group.by == "firm" || group.firms.size() < 2)) return false;
    spec.flow.opened.push_back(group.key);
    return true;
}

std::uint32_t groupBeside(const FlowFrame& frame, std::uint32_t group, Qt::Key arrow) {
    const int layer = frame.structure.layer[group];
    auto here = lane(*frame.plan, layer);
    if (arrow == Qt::Key_Up || arrow == Qt::Key_Down) {
        const auto at = std::ranges::find(here, group) - here.begin() + (arrow == Qt::Key_Up ? -1 : 1);
        return at < 0 || at >= std::ptrdiff_t(here.size()) ? group : here[std::size_t(at)];
    }
    const auto there = lane(*frame.plan, layer + (arrow == Qt::Key_Left ? -1 : 1));
    if (there.empty()) return group;
    return *std::ranges::min_element(there, {}, [&](std::uint32_t g) { return std::fabs(middle(frame, g) - middle(frame, group)); });
}

} // namespace chainscape::ui
