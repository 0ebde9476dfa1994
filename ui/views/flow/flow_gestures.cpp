// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
// FlowView: what clicks, drags, keys and menus do, and what tooltips say.
#include <algorithm>
#include <cmath>
#include <functional>

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMenu>

#include "ui/style/format.h"
#include "ui/views/flow/flow_hand.h"
#include "ui/views/flow/flow_view.h"

namespace chainscape::ui {

const FlowPanel* FlowView::panelOf(ItemRef ref) const {
    const auto panel = flowPanelOf(ref.id);
    return (ref.kind == ItemKind::Node || ref.kind == ItemKind::Band) && panel < m_panels.size() ? &m_panels[panel] : nullptr;
}

const FlowGroup* FlowView::groupOf(ItemRef ref) const {
    const auto* panel = panelOf(ref);
    return panel && ref.kind == ItemKind::Node && flowIndexOf(ref.id) < panel->plan->groups.size() ? &panel->plan->groups[flowIndexOf(ref.id)] : nullptr;
}

const GroupedFlow* FlowView::flowOf(ItemRef ref) const {
    const auto panel = flowPanelOf(ref.id);
    return ref.kind == ItemKind::Band && panel < m_panels.size() && flowIndexOf(ref.id) < m_panels[panel].flows->size() ? &(*m_panels[panel].flows)[flowIndexOf(ref.id)] : nullptr;
}

FlowFramePtr FlowView::frameOf(ItemRef ref) const {
    const auto panel = flowPanelOf(ref.id);
    return panelOf(ref) && panel < m_frames.size() ? m_frames[panel] : nullptr;
}

QString FlowView::flowTip(const FlowPanel& panel, const GroupedFlow& flow) {
    const QString unit = fromUtf8(panel.plan->unit);
    QStringList lines{tr("%1 to %2").arg(groupText(panel.plan->groups[flow.source]), groupText(panel.plan->groups[flow.target])), sumValueText(flow.value, unit)};
    double total = 0, sold = 0, bought = 0;
    for (const auto& f : *panel.flows) {
        total += f.value;
        if (f.source == flow.source) sold += f.value;
        if (f.target == flow.target) bought += f.value;
    }
    if (total > 0 && sold > 0 && bought > 0)
        lines << tr("%1 of all, %2 of what it sells, %3 of what it buys").arg(percentText(flow.value / total), percentText(flow.value / sold), percentText(flow.value / bought));
    if (flow.value > 0 && flow.dark > 0) lines << tr("%1 without data (%2)").arg(sumValueText(flow.dark, unit), percentText(flow.dark / flow.value));
    if (flow.value > 0 && flow.undecided > 0) lines << tr("%1 not known whether with data").arg(percentText(flow.undecided / flow.value));
    if (flow.platform != kNone) lines << tr("%1 through platforms, most through %2").arg(percentText(flow.viaPlatform / flow.value), fromUtf8(panel.snapshot->dataset().firms().name[flow.platform]));
    for (std::size_t i = 0; i < panel.before.size(); ++i)
        if (panel.plan->pairs[i].source == flow.source && panel.plan->pairs[i].target == flow.target)
            lines << tr("%1 in %2").arg(sumValueText(panel.before[i], unit), fromUtf8(panel.reference->periodText()));
    return lines.join('\n');
}

QString FlowView::groupTip(const FlowPanel& panel, std::uint32_t g) {
    const QString unit = fromUtf8(panel.plan->unit);
    const auto& group = panel.plan->groups[g];
    double in = 0, out = 0, inside = 0;
    for (const auto& f : *panel.flows) {
        if (f.target == g && f.source == g) inside += f.value;
        if (f.target == g) in += f.value;
        if (f.source == g) out += f.value;
    }
    QStringList lines{group.firms.size() > 1 && !group.isOther ? tr("%1 (%n firm(s))", nullptr, int(group.firms.size())).arg(groupText(group)) : groupText(group),
                      tr("buys %1, sells %2").arg(sumValueText(in, unit), sumValueText(out, unit))};
    if (inside > 0) lines << tr("of it among themselves %1").arg(sumValueText(inside, unit));
    if (in > 0 && out > in) lines << tr("value added %1 (%2 of what it sells)").arg(sumValueText(out - in, unit), percentText((out - in) / out));
    if (out > 0 && in > out) lines << tr("kept as stock, or unknown: %1 (%2 of what it buys)").arg(sumValueText(in - out, unit), percentText((in - out) / in));
    if (group.isOther || (group.by != "firm" && group.firms.size() > 1)) lines << tr("Double click opens it.");
    return lines.join('\n');
}

QString FlowView::tipOf(ItemRef ref) const {
    const auto* panel = panelOf(ref);
    if (!panel) return {};
    if (const auto* flow = flowOf(ref)) return flowTip(*panel, *flow);
    return groupOf(ref) ? groupTip(*panel, flowIndexOf(ref.id)) : QString();
}

void FlowView::clicked(ItemRef ref, Qt::KeyboardModifiers modifiers) {
    const auto* panel = panelOf(ref);
    if (!panel) return m_session.click({}, false);
    const bool extend = modifiers.testFlag(Qt::ControlModifier) || modifiers.testFlag(Qt::ShiftModifier);
    const auto& firms = m_session.dataset()->firms();
    const auto ids = [&](const FlowGroup& group) {
        std::set<std::string> out;
        for (const auto f : group.firms) out.insert(firms.id[f]);
        return out;
    };
    if (const auto* group = groupOf(ref)) {
        if (group->firms.size() == 1) return m_session.click(Item::firm(firms.id[group->firms.front()]), extend);
        m_session.setFocus(Item::stage(group->stage));
        m_session.setSelected(ids(*group));
        emit said(tr("%1: %n firm(s) selected.", nullptr, int(group->firms.size())).arg(groupText(*group)));
    } else if (flowIndexOf(ref.id) < panel->plan->pairs.size()) {
        const auto& pair = panel->plan->pairs[flowIndexOf(ref.id)];
        const auto &a = panel->plan->groups[pair.source], &b = panel->plan->groups[pair.target];
        if (a.firms.size() == 1 && b.firms.size() == 1) {
            m_session.click(Item::link(firms.id[a.firms.front()], firms.id[b.firms.front()]), extend);
            return;
        }
        auto both = ids(a);
        both.merge(ids(b));
        m_session.setFocus({});
        m_session.setSelected(std::move(both));
    }
}

void FlowView::open(ItemRef ref) {
    const auto* group = groupOf(ref);
    if (!group) return;
    ViewSpec probe = m_session.spec();
    if (!openGroup(probe, *group)) {
        emit said(tr("%1 is a single firm; there is nothing in it to open.").arg(groupText(*group)));
        return;
    }
    const QString name = groupText(*group);
    change([opened = probe.flow.opened](ViewSpec& s) { s.flow.opened = opened; });
    emit said(tr("%1 is open; Close shows it as one again.").arg(name));
}

/// The rest of the figure is drawn once, without what is taken into the hand.
void FlowView::take(ItemRef item, QPointF place) {
    if (m_held == item) return;
    m_held = item;
    m_heldFrom = place.y();
    m_heldBy = 0;
    draw();
}

void FlowView::drawHand() {
    FlowInput in = input();
    in.part = FlowPart::Held;
    DisplayList list;
    m_frames = paintFlow(list, in, figureArea(m_canvas->size())).frames;
    m_hand->show(std::move(list));
}

/// The picture morphs from where things were let go.
void FlowView::letGo(const ViewSpec& spec, const QString& words) {
    m_held = {};
    if (spec.order == m_session.spec().order && spec.flow.bandOrder == m_session.spec().flow.bandOrder) return draw();
    change([order = spec.order, bands = spec.flow.bandOrder](ViewSpec& s) {
        s.order = order;
        s.flow.bandOrder = bands;
    });
    emit said(words);
}

/// A box follows the mouse and is put among the boxes of its lane when it is let go; a band is put in order at its nearer end.
void FlowView::dragged(ItemRef ref, QPointF place, bool finished) {
    const auto frame = frameOf(ref);
    if (!frame) return;
    const auto index = flowIndexOf(ref.id);
    if (ref.kind == ItemKind::Band) {
        auto spec = std::make_unique<ViewSpec>(figureSpec());
        orderBands(*spec, *frame, index, place);
        if (finished) {
            m_tentative.reset();
            return letGo(*spec, tr("This order of bands is kept in the project."));
        }
        take({ItemKind::Node, flowItem(flowPanelOf(ref.id), endNear(*frame, index, place))}, place);
        m_tentative = std::move(spec);
        return drawHand();
    }
    take(ref, place);
    const double drawn = m_heldBy; // the frame on screen has the box so far from its place
    m_heldBy = place.y() - m_heldFrom;
    if (!finished) return drawHand();
    ViewSpec spec = m_session.spec();
    orderBoxes(spec, *frame, index, m_heldBy - drawn);
    letGo(spec, tr("This order is kept in the project."));
}

void FlowView::menu(ItemRef ref, QPoint at) {
    QMenu menu(this);
    if (const auto* group = groupOf(ref)) {
        const auto index = flowIndexOf(ref.id);
        const auto plan = panelOf(ref)->plan;
        const auto step = [this, plan, index](int by) { change([&](ViewSpec& s) { stepBox(s, *plan, index, by); }); };
        menu.addAction(tr("Select its firms"), this, [this, ref] { clicked(ref, Qt::NoModifier); });
        if (group->isOther || (group->by != "firm" && group->firms.size() > 1)) menu.addAction(tr("Open"), this, [this, ref] { open(ref); });
        menu.addAction(tr("Move up"), this, [step] { step(-1); });
        menu.addAction(tr("Move down"), this, [step] { step(1); });
        menu.addAction(tr("Release from its place"), this, [this, key = group->key] { change([&](ViewSpec& s) { std::erase(s.order, key); }); });
        menu.addSeparator();
    }
    menu.addAction(tr("Copy as table"), this, &FlowView::copyTable);
    menu.addAction(tr("Export the flows..."), this, &FlowView::exportFlows);
    if (panelOf(ref)) emit menuFilling(&menu, itemOf(ref), partsOf(ref));
    menu.exec(at);
}

/// The firm of a box, the stage where it is all of one, the link of a band between two firms.
Item FlowView::itemOf(ItemRef ref) const {
    const auto& firms = m_session.dataset()->firms();
    if (const auto* group = groupOf(ref)) {
        if (group->firms.size() == 1) return Item::firm(firms.id[group->firms.front()]);
        return group->by == "stage" && group->stage > 0 ? Item::stage(group->stage) : Item{};
    }
    const auto* flow = flowOf(ref);
    if (!flow) return {};
    const auto& groups = panelOf(ref)->plan->groups;
    const auto &from = groups[flow->source].firms, &to = groups[flow->target].firms;
    return from.size() == 1 && to.size() == 1 ? Item::link(firms.id[from.front()], firms.id[to.front()]) : Item{};
}

/// The largest firms of a box, or links of a band, that stands for several.
std::vector<Item> FlowView::partsOf(ItemRef ref) const {
    constexpr std::size_t kMostParts = 12;
    const FlowPanel& panel = *panelOf(ref);
    const Snapshot& s = *panel.snapshot;
    std::vector<std::pair<double, Item>> parts;
    if (const auto* group = groupOf(ref); group && group->firms.size() > 1) {
        for (const auto firm : group->firms)
            if (const auto node = s.nodeOfFirm(firm); node != kNone) parts.emplace_back(std::max(s.outValue()[node], s.inValue()[node]), Item::firm(s.id(node)));
    } else if (const auto* flow = flowOf(ref); flow && itemOf(ref).empty()) {
        const auto& groupOfFirm = panel.plan->groupOfFirm;
        for (std::uint32_t e = 0; e < s.edgeCount(); ++e) {
            const auto from = s.edges().source[e], to = s.edges().target[e];
            if (groupOfFirm[s.firm()[from]] == flow->source && groupOfFirm[s.firm()[to]] == flow->target) parts.emplace_back(s.edges().value[e], Item::link(s.id(from), s.id(to)));
        }
    }
    std::ranges::stable_sort(parts, std::greater{}, [](const auto& part) { return part.first; });
    if (parts.size() > kMostParts) parts.resize(kMostParts);
    std::vector<Item> items;
    for (auto& part : parts) items.push_back(std::move(part.second));
    return items;
}

void FlowView::walk(Qt::Key arrow) {
    const ItemRef from = m_canvas->focused();
    const auto frame = frameOf(from);
    if (!frame || from.kind != ItemKind::Node) return;
    const ItemRef to{ItemKind::Node, flowItem(flowPanelOf(from.id), groupBeside(*frame, flowIndexOf(from.id), arrow))};
    m_canvas->setFocused(to);
    hover(to);
    emit said(tipOf(to).replace('\n', QStringLiteral("; ")));
}

void FlowView::copyTable() {
    fillTables(); // it may not be on show
    QStringList lines;
    const auto line = [&](const auto& cell) {
        QStringList cells;
        for (int c = 0; c < FlowTableModel::Columns; ++c) cells << QString(cell(c)).replace('\t', ' ').replace('\n', ' ');
        lines << cells.join('\t');
    };
    line([&](int c) { return m_rowOrder.headerData(c, Qt::Horizontal, Qt::DisplayRole).toString(); });
    for (int r = 0; r < m_rowOrder.rowCount(); ++r) line([&](int c) { return m_rowOrder.index(r, c).data().toString(); });
    QGuiApplication::clipboard()->setText(lines.join('\n') + '\n');
    emit said(tr("%n flow(s) copied.", nullptr, m_rowOrder.rowCount()));
}

void FlowView::exportFlows() {
    if (m_panels.empty()) return;
    const QString path = QFileDialog::getSaveFileName(this, tr("Export the flows"), QStringLiteral("flows.csv"), tr("CSV files (*.csv)"));
    if (path.isEmpty()) return;
    m_jobs.start<bool>(QStringLiteral("flow-export"),
                       [path = path.toStdString(), panels = m_panels](Progress&) -> Result<bool> {
                           if (auto done = writeFlowCsv(path, panels); !done) return tl::unexpected(done.error());
                           return true;
                       },
                       [this, path](const Result<bool>& done) {
                           emit said(done ? tr("The flows are in %1.").arg(path) : fromUtf8(done.error().message));
                       });
}

} // namespace chainscape::ui
