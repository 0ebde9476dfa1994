// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the mouse and the keys do on the map, and what is told about an item.

#include <algorithm>
#include <cmath>

#include "ui/painters/network_bundles.h"
#include "ui/painters/network_painter.h"
#include "ui/painters/network_returns.h"
#include "ui/style/format.h"
#include "ui/views/network/network_view.h"

namespace chainscape::ui {

std::uint32_t NetworkView::groupOf(ItemRef ref) const {
    const bool isGroup = ref.kind == ItemKind::Firm && m_case && m_case->groups && ref.id < m_case->groups->firms.size() && m_case->groups->firms[ref.id] > 0;
    return isGroup ? ref.id : kNone;
}

/// A large map is painted a moment later: until then its items would be those of other data.
bool NetworkView::paintedIsShown() const { return m_shown && m_last && m_last->snapshot->datasetPtr() == m_shown->datasetPtr(); }

/// The firm or group of the drawn dataset that stands for an item.
ItemRef NetworkView::refOf(const Item& item) const {
    if (!m_case || (item.kind != Item::Kind::Firm && item.kind != Item::Kind::Group)) return {};
    auto f = m_case->dataset->firmIndex(item.id);
    if (m_case->groups && item.kind == Item::Kind::Firm)
        if (const auto base = m_base->firmIndex(item.id); base != kNone) f = m_case->groups->place[base];
    return f == kNone ? ItemRef{} : ItemRef{ItemKind::Firm, f};
}

Item NetworkView::itemOf(ItemRef ref) const {
    if (!paintedIsShown()) return {};
    const auto& firms = m_shown->dataset().firms();
    switch (ref.kind) {
    case ItemKind::Firm:
        if (ref.id >= firms.size()) return {};
        return groupOf(ref) == kNone ? Item::firm(firms.id[ref.id]) : Item{Item::Kind::Group, firms.id[ref.id], {}};
    case ItemKind::Link:
        if (ref.id >= m_shown->edgeCount() || m_case->groups) return {};
        return Item::link(m_shown->id(m_shown->edges().source[ref.id]), m_shown->id(m_shown->edges().target[ref.id]));
    case ItemKind::Stage: return Item::stage(int(ref.id));
    default: return {};
    }
}

QString NetworkView::firmTip(std::uint32_t firm) const {
    const QString unit = fromUtf8(m_shown->unit());
    const auto node = m_shown->nodeOfFirm(firm);
    QString name = fromUtf8(m_shown->dataset().firms().name[firm]);
    if (groupOf({ItemKind::Firm, firm}) != kNone) name = tr("%1: %2 firms, double-click to open").arg(name, countText(qint64(m_case->groups->firms[firm])));
    if (node == kNone) return name;
    QString tip = tr("%1\nsells %2, buys %3").arg(name, valueText(m_shown->outValue()[node], unit), valueText(m_shown->inValue()[node], unit));
    for (const auto& self : m_shown->selfLinks())
        if (self.firm == firm) tip += tr("\nto itself %1").arg(valueText(self.value, unit));
    return tip + drawnNumbers(node);
}

/// The numbers that colour, size and opacity stand for, where they are not the trade.
QString NetworkView::drawnNumbers(std::uint32_t node) const {
    QString out;
    QStringList names;
    for (const auto* column : {&m_columns.colour, &m_columns.size, &m_columns.opacity}) {
        if (!*column || (*column)->value.size() != m_shown->nodeCount() || names.contains((*column)->name)) continue;
        names << (*column)->name;
        const double v = (*column)->value[node];
        out += tr("\n%1: %2").arg((*column)->name, std::isnan(v) ? unknownText() : valueText(v, (*column)->unit));
    }
    const ViewSpec& spec = m_session.spec();
    if (spec.colourBy == "digital" || spec.network.opacityBy == "digital") out += tr("\ndigital score: %1").arg(shortText(double(m_shown->digital()[node])));
    return out;
}

QString NetworkView::returnTip(std::uint32_t id) const {
    const auto lines = returnLines(*m_shown);
    const auto line = returnLineOf(lines, id);
    const StageList& stages = m_shown->dataset().stages();
    if (line == lines.end()) {
        const auto bundles = linkBundles(*m_shown);
        const auto bundle = std::ranges::find(bundles, id, bundleId);
        if (bundle == bundles.end()) return {};
        return tr("%1 to %2\n%3 in %4 links").arg(fromUtf8(stages.name(bundle->from)), fromUtf8(stages.name(bundle->to)), valueText(bundle->value, fromUtf8(m_shown->unit())), countText(qint64(bundle->links)));
    }
    return tr("%1 back to %2\n%3 in %4 links").arg(fromUtf8(stages.name(line->from)), fromUtf8(stages.name(line->to)), valueText(line->value, fromUtf8(m_shown->unit())), countText(qint64(line->edges.size())));
}

QString NetworkView::tipOf(ItemRef ref) const {
    if (!paintedIsShown()) return {};
    const QString unit = fromUtf8(m_shown->unit());
    if (ref.kind == ItemKind::Firm && ref.id < m_shown->dataset().firms().size()) return firmTip(ref.id);
    if (ref.kind == ItemKind::Link && ref.id < m_shown->edgeCount()) {
        const auto& e = m_shown->edges();
        return tr("%1 to %2\n%3, digital score %4")
            .arg(fromUtf8(m_shown->name(e.source[ref.id])), fromUtf8(m_shown->name(e.target[ref.id])),
                 e.valueUnknown[ref.id] ? unknownText() : valueText(e.value[ref.id], unit), shortText(double(e.digital[ref.id])));
    }
    if (ref.kind == ItemKind::Band) return returnTip(ref.id);
    if (ref.kind == ItemKind::Annotation) return m_notes->textOf(ref.id);
    if (ref.kind == ItemKind::Stage) return fromUtf8(m_shown->dataset().stages().name(int(ref.id)));
    return {};
}

void NetworkView::clicked(ItemRef ref, Qt::KeyboardModifiers modifiers) {
    m_notes->select(ref);
    if (ref.kind == ItemKind::Annotation) return;
    if (ref.kind == ItemKind::Band) {
        selectReturns(ref.id);
        return;
    }
    const bool extend = modifiers.testFlag(Qt::ControlModifier) || modifiers.testFlag(Qt::ShiftModifier);
    const auto group = groupOf(ref);
    if (group == kNone) {
        m_session.click(itemOf(ref), extend);
        return;
    }
    const auto members = m_case->groups->members(*m_base, group);
    std::set<std::string> ids = extend ? m_session.selected() : std::set<std::string>{};
    ids.insert(members.begin(), members.end());
    m_session.setFocus(itemOf(ref));
    select(std::move(ids));
}

/// The firms at both ends of a return line.
void NetworkView::selectReturns(std::uint32_t id) {
    if (!m_shown || m_case->groups) return;
    const auto lines = returnLines(*m_shown);
    const auto line = returnLineOf(lines, id);
    if (line == lines.end()) return;
    std::set<std::string> firms;
    for (const auto e : line->edges) firms.insert({m_shown->id(m_shown->edges().source[e]), m_shown->id(m_shown->edges().target[e])});
    emit said(returnTip(id).replace(QLatin1Char('\n'), QStringLiteral(": ")));
    m_session.choose(std::move(firms));
}

/// A group opens into its firms, a note is written.
void NetworkView::opened(ItemRef ref) {
    if (ref.kind == ItemKind::Annotation) m_notes->write(ref.id);
    const auto group = groupOf(ref);
    if (group == kNone) return;
    const std::string key = m_case->dataset->firms().id[group];
    m_session.edit(What::Look, [&](ViewSpec& s) { s.opened.push_back(key); });
}

/// While the mouse moves the firm goes along; when it is let go it is pinned. In lanes a firm keeps its stage.
void NetworkView::dragged(ItemRef ref, QPointF world, bool finished) {
    if (ref.kind == ItemKind::Annotation) m_notes->drag(ref.id, world, finished);
    if (ref.kind != ItemKind::Firm || !m_case) return;
    const bool lanes = m_case->places->layout == NetworkLayoutKind::Lanes;
    const QRectF map = networkMapRect(m_case->places->layout, QRectF(QPointF(0, 0), QSizeF(m_canvas->size())));
    const double y = std::clamp((world.y() - map.top()) / map.height(), 0.0, 1.0);
    const double x = lanes ? double(m_case->places->x[ref.id]) : (world.x() - map.left()) / map.width();
    if (!finished) {
        m_held = HeldFirm{ref.id, x, y};
        if (!m_canvas->isRendering()) repaintMap();
        return;
    }
    m_held.reset();
    const std::string id = m_case->dataset->firms().id[ref.id];
    m_session.edit(What::Look, [&](ViewSpec& s) { s.pins[id] = {x, y}; });
    emit said(tr("%1 is pinned here.").arg(tipOf(ref).section('\n', 0, 0)));
}

/// Alone they are the selection; with Ctrl they are added, or taken out when all were in; a lasso with Shift takes out.
void NetworkView::areaSelected(const std::vector<ItemRef>& items, Qt::KeyboardModifiers modifiers) {
    std::set<std::string> caught;
    for (const auto& ref : items) {
        if (ref.kind != ItemKind::Firm) continue;
        if (const auto group = groupOf(ref); group == kNone) caught.insert(itemOf(ref).id);
        else
            for (auto& id : m_case->groups->members(*m_base, group)) caught.insert(std::move(id));
    }
    std::set<std::string> ids = m_session.selected();
    const bool allIn = std::ranges::includes(ids, caught);
    const bool lassoOut = modifiers.testFlag(Qt::AltModifier) && modifiers.testFlag(Qt::ShiftModifier);
    if (lassoOut || (modifiers.testFlag(Qt::ControlModifier) && allIn)) std::erase_if(ids, [&](const std::string& id) { return caught.contains(id); });
    else if (modifiers.testFlag(Qt::ControlModifier)) ids.merge(caught);
    else ids = std::move(caught);
    select(std::move(ids));
}

/// Left and right go to the heaviest supplier and buyer; up and down to the next firm of the same stage.
void NetworkView::walk(Qt::Key arrow) {
    if (m_notes->selected() && m_canvas->focused() == m_notes->selected()) {
        m_notes->nudge(arrow);
        return;
    }
    const auto s = m_shown;
    const ItemRef from = refOf(m_session.focus());
    if (!s || !from) return;
    const auto at = s->nodeOfFirm(from.id);
    if (at == kNone) return;
    std::uint32_t next = kNone;
    if (arrow == Qt::Key_Left || arrow == Qt::Key_Right) {
        const Adjacency& adjacency = arrow == Qt::Key_Left ? s->in() : s->out();
        double best = -1;
        for (auto i = adjacency.start[at]; i < adjacency.start[at + 1]; ++i) {
            const auto edge = adjacency.edgeOf.empty() ? i : adjacency.edgeOf[i];
            if (s->edges().value[edge] > best) {
                best = s->edges().value[edge];
                next = adjacency.node[i];
            }
        }
    } else if (m_case) {
        const float y = m_case->places->y[s->firm()[at]];
        float nearest = INFINITY;
        for (std::uint32_t i = 0; i < s->nodeCount(); ++i) {
            if (i == at || s->stage()[i] != s->stage()[at]) continue;
            const float d = (m_case->places->y[s->firm()[i]] - y) * (arrow == Qt::Key_Down ? 1.0F : -1.0F);
            if (d > 0 && d < nearest) {
                nearest = d;
                next = i;
            }
        }
    }
    if (next != kNone) clicked({ItemKind::Firm, s->firm()[next]}, Qt::NoModifier);
}

} // namespace chainscape::ui
