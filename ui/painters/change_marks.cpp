// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <set>

#include "ui/painters/change_map.h"
#include "ui/painters/network_marks.h"
#include "ui/painters/network_painter.h"

namespace chainscape::ui {
namespace {

/// What a link is worth on the side that is shown: its value there, or the size of the change where both are in one.
double shownOf(const ChangedLink& link, ChangeSide side) {
    const double value = side == ChangeSide::A ? link.before : side == ChangeSide::B ? link.after : std::fabs(link.delta());
    return std::isfinite(value) ? std::max(0.0, value) : 0;
}

double shownOf(const ChangedFirm& firm, ChangeSide side) {
    if (side == ChangeSide::A || (side == ChangeSide::Both && firm.after == kNone)) return firm.sizeBefore();
    return firm.sizeAfter();
}

/// Seeds are bright, their links and partners clear; without seeds everything is at rest.
void light(const ChangeInput& input, ChangeMarks& m) {
    std::set<std::string> seeds(input.spec.selected.begin(), input.spec.selected.end());
    if (!input.spec.focus.empty()) seeds.insert(input.spec.focus);
    if (!input.hoverFirm.empty()) seeds = {input.hoverFirm};
    const auto& table = input.change->table;
    const auto seed = [&](std::uint32_t f) { return seeds.contains(table.firms[f].id); };
    bool any = false;
    for (std::uint32_t f = 0; f < table.firms.size(); ++f) any = any || seed(f);
    m.firmLight.assign(table.firms.size(), any ? Brightness::Receded : Brightness::Rest);
    m.linkLight.assign(table.links.size(), any ? Brightness::Receded : Brightness::Rest);
    if (!any) return;
    for (std::size_t l = 0; l < table.links.size(); ++l) {
        const auto& link = table.links[l];
        if (!seed(link.source) && !seed(link.target)) continue;
        m.linkLight[l] = Brightness::Bright;
        m.firmLight[link.source] = m.firmLight[link.target] = Brightness::Clear;
    }
    for (std::uint32_t f = 0; f < table.firms.size(); ++f)
        if (seed(f)) m.firmLight[f] = Brightness::Bright;
}

/// Unchanged links below, then by the size of the change; what is bright on top. The smallest changes fall out of the budget first.
void chooseLinks(const ChangeInput& input, ChangeMarks& m) {
    const auto& links = input.change->table.links;
    for (std::uint32_t l = 0; l < links.size(); ++l) m.drawn.push_back(l);
    const auto changed = [&](std::uint32_t l) { return std::pair(m.side == ChangeSide::Both ? m.link[l] : ChangeKind::Same, shownOf(links[l], m.side)); };
    const auto size = [&](std::uint32_t l) { return std::pair(m.linkLight[l] == Brightness::Bright, shownOf(links[l], m.side)); };
    if (m.drawn.size() > input.linkBudget) {
        m.left = m.drawn.size() - input.linkBudget;
        std::ranges::stable_sort(m.drawn, std::greater{}, size);
        m.drawn.resize(input.linkBudget);
        std::ranges::sort(m.drawn);
    }
    std::ranges::stable_sort(m.drawn, {}, [&](std::uint32_t l) { return std::pair(m.linkLight[l], changed(l)); });
}

/// One scale for both sides, so that nothing jumps between them.
void scales(const ChangeTable& table, ChangeSide side, ChangeMarks& m) {
    for (const auto& firm : table.firms) m.largestSize = std::max({m.largestSize, firm.sizeBefore(), firm.sizeAfter()});
    for (std::size_t l = 0; l < table.links.size(); ++l) {
        const auto& link = table.links[l];
        if (side != ChangeSide::Both) m.largestLink = std::max({m.largestLink, shownOf(link, ChangeSide::A), shownOf(link, ChangeSide::B)});
        else if (m.link[l] != ChangeKind::Unknown) m.largestLink = std::max(m.largestLink, shownOf(link, side));
    }
}

} // namespace

ChangeMarks changeMarks(const ChangeInput& input, const QRectF& area, ChangeSide side) {
    const ChangeTable& table = input.change->table;
    ChangeMarks m;
    m.side = side;
    m.map = networkMapRect(NetworkLayoutKind::Lanes, area);
    for (const auto& firm : table.firms) m.firm.push_back(kindOf(firm));
    for (const auto& link : table.links) m.link.push_back(kindOf(link));
    scales(table, side, m);
    for (std::uint32_t f = 0; f < table.firms.size(); ++f) {
        const auto at = input.change->firmIndex(f);
        m.place.emplace_back(m.map.left() + double(input.places->x[at]) * m.map.width(), m.map.top() + double(input.places->y[at]) * m.map.height());
        m.radius.push_back(discRadius(shownOf(table.firms[f], side), m.largestSize, table.firms.size()));
    }
    for (std::size_t l = 0; l < table.links.size(); ++l) {
        const bool quiet = side == ChangeSide::Both && (m.link[l] == ChangeKind::Same || m.link[l] == ChangeKind::Unknown);
        m.width.push_back(quiet ? 1.0 : std::max(1.0, linkWidth(shownOf(table.links[l], side), m.largestLink)));
    }
    light(input, m);
    chooseLinks(input, m);
    return m;
}

} // namespace chainscape::ui
