// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/network/network_menu.h"

#include <algorithm>
#include <cmath>

#include "ui/painters/network_focus.h"
#include "ui/style/format.h"
#include "ui/views/network/paths_dialog.h"

namespace chainscape::ui {
namespace {

struct PlacedFirm {
    std::string id;
    double x = 0, y = 0;
};

std::vector<PlacedFirm> placedFirms(const std::set<std::string>& firms, const NetworkCase& shown) {
    std::vector<PlacedFirm> out;
    for (const auto& id : firms)
        if (const auto f = shown.dataset->firmIndex(id); f != kNone && !std::isnan(shown.places->x[f]))
            out.push_back({id, double(shown.places->x[f]), double(shown.places->y[f])});
    return out;
}

} // namespace

std::set<std::string> NetworkMenu::targets(const std::string& firm) const {
    if (firm.empty() || m_session.selected().contains(firm)) return m_session.selected();
    return {firm};
}

void NetworkMenu::fill(QMenu& menu, const std::string& firm, const NetworkCase& shown) {
    const auto firms = targets(firm);
    if (!menu.isEmpty()) menu.addSeparator();
    fillSelection(menu, firms);
    fillPlaces(menu, firms, shown);
    fillGroups(menu, firms, shown);
}

void NetworkMenu::fillSelection(QMenu& menu, const std::set<std::string>& firms) {
    QMenu* choose = menu.addMenu(tr("Select"));
    choose->addAction(tr("all firms"), this, [this] {
        std::set<std::string> all;
        if (const auto s = m_session.snapshot())
            for (std::uint32_t i = 0; i < s->nodeCount(); ++i) all.insert(s->id(i));
        select(std::move(all), tr("all firms"));
    });
    choose->addAction(tr("all others"), this, [this, firms] {
        std::set<std::string> rest;
        if (const auto s = m_session.snapshot())
            for (std::uint32_t i = 0; i < s->nodeCount(); ++i)
                if (!firms.contains(s->id(i))) rest.insert(s->id(i));
        select(std::move(rest), tr("all others"));
    });
    if (firms.empty()) return;
    choose->addAction(tr("with their suppliers"), this, [this, firms] { reach(firms, true, 1); });
    choose->addAction(tr("with their buyers"), this, [this, firms] { reach(firms, false, 1); });
    choose->addAction(tr("with suppliers and buyers"), this, [this, firms] {
        const auto s = m_session.snapshot();
        if (!s) return;
        std::set<std::string> ids;
        for (const Way way : {Way::Up, Way::Down})
            for (const auto node : nodesWithin(*s, firms, way, 1)) ids.insert(s->id(node));
        select(std::move(ids), tr("with suppliers and buyers"));
    });
    choose->addAction(tr("everything upstream"), this, [this, firms] { reach(firms, true, -1); });
    choose->addAction(tr("everything downstream"), this, [this, firms] { reach(firms, false, -1); });
    if (firms.size() == 2) menu.addAction(tr("Paths between the two firms..."), this, [this, firms] { showPaths(firms); });
    choose->addAction(tr("the whole stage"), this, [this, firms] {
        const auto s = m_session.snapshot();
        if (!s) return;
        std::set<int> stages;
        for (const auto& id : firms)
            if (const auto node = s->nodeOfId(id); node != kNone) stages.insert(s->stage()[node]);
        std::set<std::string> ids;
        for (std::uint32_t i = 0; i < s->nodeCount(); ++i)
            if (stages.contains(s->stage()[i])) ids.insert(s->id(i));
        select(std::move(ids), tr("the whole stage"));
    });
}

void NetworkMenu::showPaths(const std::set<std::string>& firms) {
    const auto s = m_session.snapshot();
    if (!s || firms.size() != 2) return;
    const auto one = s->nodeOfId(*firms.begin()), other = s->nodeOfId(*firms.rbegin());
    if (one == kNone || other == kNone) {
        m_session.say(tr("One of the two firms does not trade in this period."));
        return;
    }
    auto* dialog = new PathsDialog(s, one, other, m_jobs, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &PathsDialog::firmsChosen, this, [this](const std::vector<std::string>& ids) {
        m_session.setFocus({});
        m_session.setSelected({ids.begin(), ids.end()});
    });
    dialog->show();
    dialog->move(m_window->mapToGlobal(m_window->rect().bottomRight() - QPoint(dialog->frameGeometry().width(), dialog->frameGeometry().height()))); // most of what it lights stays in sight
}

void NetworkMenu::fillPlaces(QMenu& menu, const std::set<std::string>& firms, const NetworkCase& shown) {
    QMenu* places = menu.addMenu(tr("Places"));
    const bool lanes = shown.places->layout == NetworkLayoutKind::Lanes;
    if (!firms.empty()) {
        places->addAction(tr("Pin here"), this, [this, firms, shown] {
            m_session.edit(What::Look, [&](ViewSpec& s) {
                for (const auto& f : placedFirms(firms, shown)) s.pins[f.id] = {f.x, f.y};
            });
        });
        places->addAction(tr("Unpin"), this, [this, firms] {
            m_session.edit(What::Look, [&](ViewSpec& s) {
                for (const auto& id : firms) s.pins.erase(id);
            });
        });
    }
    if (firms.size() > 1) {
        places->addAction(tr("In one row"), this, [this, firms, shown] { pinInLine(firms, shown, Line::Row); });
        if (!lanes) places->addAction(tr("In one column"), this, [this, firms, shown] { pinInLine(firms, shown, Line::Column); });
        places->addAction(tr("Evenly from top to bottom"), this, [this, firms, shown] { pinInLine(firms, shown, Line::Spread); });
    }
    places->addAction(tr("Unpin all"), this, [this] { m_session.edit(What::Look, [](ViewSpec& s) { s.pins.clear(); }); });
}

void NetworkMenu::fillGroups(QMenu& menu, const std::set<std::string>& firms, const NetworkCase& shown) {
    if (!shown.groups) return;
    std::set<std::string> keys;
    for (const auto& id : firms)
        if (const auto f = m_session.dataset()->firmIndex(id); f != kNone && shown.groups->place[f] != kNone && shown.groups->firms[shown.groups->place[f]] > 0)
            keys.insert(shown.dataset->firms().id[shown.groups->place[f]]);
    if (!keys.empty())
        menu.addAction(tr("Open the group(s)", nullptr, int(keys.size())), this, [this, keys] {
            m_session.edit(What::Look, [&](ViewSpec& s) { s.opened.insert(s.opened.end(), keys.begin(), keys.end()); });
        });
    if (!m_session.spec().opened.empty())
        menu.addAction(tr("Close all groups"), this, [this] { m_session.edit(What::Look, [](ViewSpec& s) { s.opened.clear(); }); });
}

void NetworkMenu::select(std::set<std::string> firms, const QString& what) {
    m_session.say(tr("%1: %2 firms selected.").arg(what, countText(qint64(firms.size()))));
    m_session.setSelected(std::move(firms));
}

/// Selects what is reached and says how much of the chain's trade that is.
void NetworkMenu::reach(const std::set<std::string>& from, bool upstream, int steps) {
    const auto s = m_session.snapshot();
    if (!s) return;
    std::set<std::string> ids;
    double traded = 0;
    for (const auto node : nodesWithin(*s, from, upstream ? Way::Up : Way::Down, steps)) {
        ids.insert(s->id(node));
        traded += s->outValue()[node];
    }
    m_session.say((upstream ? tr("Upstream: %1 firms, which sell %2 (%3 of all trade).") : tr("Downstream: %1 firms, which sell %2 (%3 of all trade)."))
                      .arg(countText(qint64(ids.size())), valueText(traded, fromUtf8(s->unit())), percentText(s->totalValue() > 0 ? traded / s->totalValue() : NAN)));
    m_session.setSelected(std::move(ids));
}

void NetworkMenu::pinInLine(const std::set<std::string>& firms, const NetworkCase& shown, Line line) {
    auto placed = placedFirms(firms, shown);
    if (placed.size() < 2) return;
    std::ranges::stable_sort(placed, {}, &PlacedFirm::y);
    double x = 0, y = 0;
    for (const auto& f : placed) {
        x += f.x / double(placed.size());
        y += f.y / double(placed.size());
    }
    const double top = placed.front().y, step = (placed.back().y - top) / double(placed.size() - 1);
    // Firms that would fall on one another, as those of one lane in a row, go side by side across the line.
    constexpr double kSame = 0.01, kBeside = 0.05; // of the map
    const auto met = [&](std::size_t k, double PlacedFirm::*along) {
        return double(std::count_if(placed.begin(), placed.begin() + std::ptrdiff_t(k), [&](const PlacedFirm& f) { return std::abs(f.*along - placed[k].*along) < kSame; }));
    };
    for (std::size_t k = 0; k < placed.size(); ++k) {
        if (line == Line::Row) placed[k].y = y + kBeside * met(k, &PlacedFirm::x);
        if (line == Line::Column) placed[k].x = x + kBeside * met(k, &PlacedFirm::y);
        if (line == Line::Spread) placed[k].y = top + step * double(k);
    }
    m_session.edit(What::Look, [&](ViewSpec& s) {
        for (const auto& f : placed) s.pins[f.id] = {f.x, f.y};
    });
}

} // namespace chainscape::ui
