// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/painters/flow_matrix.h"

#include <algorithm>
#include <set>

#include "ui/style/words.h"

namespace chainscape::ui {

MatrixInput flowMatrix(const FlowInput& input) {
    const FlowPanel& panel = input.panels.front();
    const FlowPlan& plan = *panel.plan;
    const auto& dataset = panel.snapshot->dataset();
    const bool change = input.spec.flow.colour == FlowColour::Change && panel.reference;
    const auto& flows = *panel.flows;
    NetworkInput look;
    look.snapshot = panel.snapshot;
    look.spec = input.spec;
    look.theme = input.theme;
    look.locale = input.locale;
    const auto colours = flowColours(panel, look);
    const std::set<std::string> selected(input.spec.selected.begin(), input.spec.selected.end());
    const auto firm = input.spec.focus.empty() ? kNone : dataset.firmIndex(input.spec.focus);
    const auto focus = firm == kNone ? kNone : plan.groupOfFirm[firm];

    MatrixInput m;
    std::vector<std::uint32_t> rowOf(plan.groups.size(), kNone), columnOf(plan.groups.size(), kNone);
    std::vector<std::uint8_t> sells(plan.groups.size(), 0), buys(plan.groups.size(), 0);
    for (const auto& p : plan.pairs) sells[p.source] = 1, buys[p.target] = 1; // in any period, so that rows stay when time moves
    const bool oneEach = std::ranges::all_of(plan.groups, [](const FlowGroup& g) { return g.by == "stage"; });
    for (const auto g : groupsInOrder(plan)) {
        const auto& group = plan.groups[g];
        const QString lane = oneEach ? QString() : laneText(plan, dataset.stages(), std::size_t(plan.structure.layer[g]));
        const bool chosen = std::ranges::any_of(group.firms, [&](std::uint32_t f) { return selected.contains(dataset.firms().id[f]); });
        const bool lit = focus == g || (focus == kNone && (selected.empty() || chosen));
        const MatrixHead head{groupText(group), lane, colours.group[g], {ItemKind::Node, flowItem(0, g)}, lit};
        if (sells[g]) rowOf[g] = std::uint32_t(m.rows.size()), m.rows.push_back(head);
        if (buys[g]) columnOf[g] = std::uint32_t(m.columns.size()), m.columns.push_back(head);
    }
    for (std::uint32_t i = 0; i < flows.size(); ++i) {
        const auto& f = flows[i];
        const double value = change ? f.value - panel.before[i] : f.value;
        if (value == 0) continue;
        const double gap = input.spec.flow.darkValue && f.value > 0 ? f.dark / f.value : 0;
        m.cells.push_back({rowOf[f.source], columnOf[f.target], value, gap, {ItemKind::Band, flowItem(0, i)}, input.hover == ItemRef{ItemKind::Band, flowItem(0, i)}});
    }
    m.rowTitle = Words::tr("Sells");
    m.columnTitle = Words::tr("Buys");
    m.unit = fromUtf8(plan.unit);
    m.valueTitle = change ? Words::tr("Change against %1").arg(fromUtf8(panel.reference->periodText())) : Words::tr("Value, %1").arg(fromUtf8(panel.snapshot->periodText()));
    m.diverging = change;
    m.theme = input.theme;
    m.locale = input.locale;
    return m;
}

} // namespace chainscape::ui
