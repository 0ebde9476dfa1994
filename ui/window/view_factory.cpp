// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/view_factory.h"

#include <QMenu>

#include "ui/style/format.h"
#include "ui/style/words.h"
#include "ui/views/change/change_view.h"
#include "ui/views/findings/findings_view.h"
#include "ui/views/flow/flow_view.h"
#include "ui/views/forecast/forecast_view.h"
#include "ui/views/network/network_view.h"
#include "ui/views/tables/tables_view.h"
#include "ui/window/forecast_desk.h"
#include "ui/window/measure_feed.h"
#include "ui/window/scenario_desk.h"

namespace chainscape::ui {
namespace {

/// The firms a menu is about: the selection when the firm is part of it or the ground was clicked.
std::vector<std::string> menuFirms(const Session& session, const std::string& firm) {
    if (!firm.empty() && !session.selected().contains(firm)) return {firm};
    return {session.selected().begin(), session.selected().end()};
}

void showFirmMenu(Session& session, ScenarioDesk& scenarios, NetworkView& network, const std::string& firm, QPoint at) {
    QMenu menu;
    const auto firms = menuFirms(session, firm);
    if (!firm.empty()) menu.addAction(Words::tr("Focus"), [&] { session.click(Item::firm(firm), false); });
    if (!firms.empty()) {
        menu.addAction(Words::tr("Hide"), [&] {
            session.setSelected({}); // what is not there is neither in focus nor selected
            session.setFocus({});
            session.edit(What::Filter, [&](ViewSpec& s) { s.filter.hiddenFirms.insert(s.filter.hiddenFirms.end(), firms.begin(), firms.end()); });
        });
        menu.addAction(Words::tr("Show the selection alone"), [&] { session.edit(What::Filter, [&](ViewSpec& s) { s.filter.onlyFirms = firms; }); });
    }
    menu.addAction(Words::tr("Show all firms again"), [&] {
        session.edit(What::Filter, [](ViewSpec& s) {
            s.filter.onlyFirms.clear();
            s.filter.hiddenFirms.clear();
        });
    });
    network.fillMenu(menu, firm);
    if (!firm.empty()) {
        menu.addSeparator();
        scenarios.fillMenu(menu, firm);
    }
    if (firm.empty()) scenarios.fillItemMenu(menu, session.hover());
    menu.exec(at);
}

/// What can be tried with a firm, link or stage, wherever it is shown.
void fillTrials(ScenarioDesk& scenarios, QMenu& menu, const Item& item) {
    if (item.kind == Item::Kind::Firm) scenarios.fillMenu(menu, item.id);
    else scenarios.fillItemMenu(menu, item);
}

void showItemMenu(Session& session, ScenarioDesk& scenarios, const Item& item, QPoint at) {
    if (item.empty()) return;
    QMenu menu;
    menu.addAction(Words::tr("Focus"), [&] { session.click(item, false); });
    menu.addSeparator();
    fillTrials(scenarios, menu, item);
    menu.exec(at);
}

/// The same for a box or band of the flows; what stands for several offers each of its largest parts.
void fillFlowMenu(Session& session, ScenarioDesk& scenarios, QMenu& menu, const Item& item, const std::vector<Item>& parts) {
    const auto& firms = session.dataset()->firms();
    const auto name = [&](const std::string& id) { return fromUtf8(firms.name[session.dataset()->firmIndex(id)]); };
    menu.addSeparator();
    fillTrials(scenarios, menu, item);
    if (parts.empty()) return;
    const bool links = parts.front().kind == Item::Kind::Link;
    QMenu& each = *menu.addMenu(links ? Words::tr("What if one of its links...") : Words::tr("What if one of its firms..."));
    for (const Item& part : parts) fillTrials(scenarios, *each.addMenu(links ? Words::tr("%1 to %2").arg(name(part.id), name(part.target)) : name(part.id)), part);
}

/// Names, events and the rule of phases are kept once a project.
void connectChange(ChangeView& change, Session& session, ProjectController& project) {
    QObject::connect(&change, &ChangeView::settingsEdited, &project, [&project](const ChangeSettings& settings) {
        project.putDocument(DocumentKind::Setting, fromUtf8(kChangeSettings), toJson(settings));
    });
    QObject::connect(&project, &ProjectController::opened, &change, [&change, &session, &project](const QString& path) {
        change.setProjectPath(path);
        ChangeSettings settings;
        for (const auto& d : project.documents(DocumentKind::Setting))
            if (d.name == kChangeSettings) settings = readChangeSettings(d.json).value_or(ChangeSettings{});
        if (settings != session.spec().change.settings) session.edit(What::Look, [&](ViewSpec& s) { s.change.settings = settings; });
    });
}

} // namespace

void connectViews(const std::vector<View*>& views, Session& session, MeasureFeed& measures, ScenarioDesk& scenarios) {
    for (View* view : views) {
        if (auto* network = qobject_cast<NetworkView*>(view)) {
            QObject::connect(&measures, &MeasureFeed::mapColumnsReady, network, &NetworkView::setColumns);
            QObject::connect(network, &NetworkView::firmMenuWanted, network,
                             [&session, &scenarios, network](const QString& firm, QPoint at) { showFirmMenu(session, scenarios, *network, firm.toStdString(), at); });
        }
        const auto menu = [&session, &scenarios](const Item& item, QPoint at) { showItemMenu(session, scenarios, item, at); };
        if (auto* flow = qobject_cast<FlowView*>(view))
            QObject::connect(flow, &FlowView::menuFilling, flow,
                             [&session, &scenarios](QMenu* opened, const Item& item, const std::vector<Item>& parts) { fillFlowMenu(session, scenarios, *opened, item, parts); });
        if (auto* findings = qobject_cast<FindingsView*>(view)) QObject::connect(findings, &FindingsView::menuWanted, findings, menu);
        if (auto* change = qobject_cast<ChangeView*>(view)) {
            connectChange(*change, session, scenarios.project());
            QObject::connect(change, &ChangeView::menuWanted, change, menu);
        }
        if (auto* forecast = qobject_cast<ForecastView*>(view)) {
            auto* desk = new ForecastDesk(session, scenarios.project(), *forecast);
            for (View* other : views)
                if (auto* map = qobject_cast<NetworkView*>(other)) QObject::connect(desk, &ForecastDesk::marksRead, map, &NetworkView::setMarks);
        }
        if (auto* tables = qobject_cast<TablesView*>(view)) QObject::connect(&measures, &MeasureFeed::columnsReady, tables, &TablesView::setMeasures);
    }
}

std::vector<std::pair<View*, QString>> makeViews(Session& session, Jobs& jobs, QWidget* parent) {
    return {{new NetworkView(session, jobs, parent), Words::tr("Network")}, {new FlowView(session, jobs, parent), Words::tr("Flow")}, {new ForecastView(session, jobs, parent), Words::tr("Forecast")}, {new ChangeView(session, jobs, parent), Words::tr("Change")}, {new FindingsView(session, jobs, parent), Words::tr("Findings")}, {new TablesView(session, parent), Words::tr("Tables")}};
}

} // namespace chainscape::ui
