// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/change/change_tips.h"

#include <algorithm>

#include "ui/painters/flow_drawing.h"
#include "ui/style/format.h"
#include "ui/style/words.h"

namespace chainscape::ui {
namespace {

QString sideValues(const QString& unit, bool inBefore, double before, bool inAfter, double after) {
    const auto side = [&](bool in, double v) { return in ? (v > 0 ? valueText(v, unit) : unknownText()) : Words::tr("nothing"); };
    return Words::tr("from %1 to %2").arg(side(inBefore, before), side(inAfter, after));
}

QString stepTip(const ChangeHistory& history, const Dataset& dataset, const std::vector<EventMarker>& events, std::uint32_t id) {
    const auto& step = history.steps[id];
    QString text = Words::tr("%1 to %2: R* %3, RI %4, %5")
                       .arg(periodText(dataset.periods()[step.from].period), periodText(dataset.periods()[step.to].period), shortText(step.change.rStar), shortText(step.change.ri),
                            phaseText(history.phases[id].phase));
    if (id < history.noise.size() && history.noise[id].estimated)
        text += '\n' + Words::tr("by chance alone R* would be %1").arg(rangeText(history.noise[id].rStarLow, history.noise[id].rStarHigh));
    for (const auto& event : events)
        if (dataset.periodIndex(event.period) == step.to) text += '\n' + (event.note.empty() ? fromUtf8(event.name) : Words::tr("%1: %2").arg(fromUtf8(event.name), fromUtf8(event.note)));
    return text + '\n' + Words::tr("Click to compare these two periods, with the firms that make most of it selected");
}

} // namespace

QString changeTip(const ChangeCase& c, const ChangeHistory* history, const std::vector<EventMarker>& events, ItemRef ref) {
    const auto& dataset = c.after->dataset();
    const QString unit = fromUtf8(c.after->unit());
    const auto name = [&](std::uint32_t f) { return fromUtf8(dataset.firms().name[c.firmIndex(f)]); };
    if (ref.kind == ItemKind::Link && ref.id < c.table.links.size()) {
        const auto& link = c.table.links[ref.id];
        return Words::tr("%1 to %2").arg(name(link.source), name(link.target)) + '\n' + sideValues(unit, link.inBefore, link.before, link.inAfter, link.after);
    }
    if (ref.kind == ItemKind::Firm)
        for (std::uint32_t f = 0; f < c.table.firms.size(); ++f) {
            const auto& firm = c.table.firms[f];
            if (c.firmIndex(f) == ref.id) return name(f) + '\n' + sideValues(unit, firm.before != kNone, firm.sizeBefore(), firm.after != kNone, firm.sizeAfter());
        }
    if (ref.kind == ItemKind::Step && history && ref.id < history->steps.size()) return stepTip(*history, dataset, events, ref.id);
    if (ref.kind == ItemKind::Period && ref.id < dataset.periods().size()) return Words::tr("%1\nClick to show this period").arg(periodText(dataset.periods()[ref.id].period));
    return ref.kind == ItemKind::Stage ? fromUtf8(dataset.stages().name(int(ref.id))) : QString();
}

QString changeFlowTip(const FlowPanel& panel, ItemRef ref) {
    const FlowPlan& plan = *panel.plan;
    const auto index = flowIndexOf(ref.id);
    const QString unit = fromUtf8(plan.unit);
    double before = 0, after = 0;
    const auto add = [&](std::size_t pair) {
        before += pair < panel.before.size() ? panel.before[pair] : 0;
        after += (*panel.flows)[pair].value;
    };
    const auto told = [&](const QString& name) { return name + '\n' + sideValues(unit, before > 0, before, after > 0, after); };
    if (ref.kind == ItemKind::Band && index < plan.pairs.size()) {
        add(index);
        return told(Words::tr("%1 to %2").arg(groupText(plan.groups[plan.pairs[index].source]), groupText(plan.groups[plan.pairs[index].target])));
    }
    if (ref.kind != ItemKind::Node || index >= plan.groups.size()) return {};
    const bool sells = std::ranges::any_of(plan.pairs, [&](const FlowPair& p) { return p.source == index; });
    for (std::size_t i = 0; i < plan.pairs.size(); ++i)
        if ((sells ? plan.pairs[i].source : plan.pairs[i].target) == index) add(i);
    return told(sells ? Words::tr("%1 sells").arg(groupText(plan.groups[index])) : Words::tr("%1 buys").arg(groupText(plan.groups[index])));
}

std::set<std::string> firmsOfFlow(const FlowPanel& panel, ItemRef ref) {
    const FlowPlan& plan = *panel.plan;
    const auto index = flowIndexOf(ref.id);
    std::vector<std::uint32_t> groups;
    if (ref.kind == ItemKind::Node && index < plan.groups.size()) groups = {index};
    if (ref.kind == ItemKind::Band && index < plan.pairs.size()) groups = {plan.pairs[index].source, plan.pairs[index].target};
    std::set<std::string> out;
    for (const auto g : groups)
        for (const auto f : plan.groups[g].firms) out.insert(panel.snapshot->dataset().firms().id[f]);
    return out;
}

QString alluvialTip(const Alluvial& groups, const Dataset& dataset, ItemRef ref) {
    const AlluvialItem item = alluvialItem(groups, ref);
    const QString unit = fromUtf8(groups.unit);
    const auto period = [&](std::size_t t) { return periodText(dataset.periods()[groups.periods[t]].period); };
    const auto firms = [](std::size_t n) { return n == 1 ? Words::tr("1 firm") : Words::tr("%1 firms").arg(countText(qint64(n))); };
    if (item.block) {
        const auto& b = *item.block;
        QString text = Words::tr("%1, %2\n%3, %4").arg(alluvialGroupText(groups, b.group, dataset), period(item.period), firms(b.firms), valueText(b.value, unit));
        if (b.entered > 0) text += '\n' + Words::tr("%1 new in the data").arg(firms(b.entered));
        if (b.left > 0) text += '\n' + Words::tr("%1 not there in the next period").arg(firms(b.left));
        return text;
    }
    if (!item.ribbon) return {};
    const auto& r = *item.ribbon;
    const QString ends = r.from == r.to ? Words::tr("stay in: %1").arg(alluvialGroupText(groups, r.from, dataset))
                                        : Words::tr("%1 to %2").arg(alluvialGroupText(groups, r.from, dataset), alluvialGroupText(groups, r.to, dataset));
    return Words::tr("%1, %2 to %3\n%4, %5 to %6").arg(ends, period(item.period), period(item.period + 1), firms(r.firms), valueText(r.before, unit), valueText(r.after, unit));
}

} // namespace chainscape::ui
