// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// FindingsDesk: settings of the analysis (kept in the project, undoable), where a key figure leads, how a number is computed, gaps that
// become a scenario, and which indicator the timeline shows.

#include <functional>

#include <QObject>

#include "core/project/panel_tables.h"
#include "ui/jobs/jobs.h"
#include "ui/session/session.h"

namespace chainscape::ui {

class FindingsView;
class ProjectController;
class ScenarioDesk;
class TimelineBar;
class Workspace;

class FindingsDesk : public QObject {
    Q_OBJECT
public:
    FindingsDesk(Session& session, Jobs& jobs, ProjectController& project, QWidget* window);

    /// The views and panels it serves; once, when the window is built.
    void connectTo(Workspace& workspace, ScenarioDesk& scenarios, TimelineBar& timeline);

    /// The form of all settings; accepted changes are one undo step.
    void editSettings();
    /// Applies and stores settings as one undo step.
    void changeSettings(const AnalysisOptions& options);
    /// A key figure was clicked: the topic behind it is shown, and the firms that make it are selected.
    void explain(const QString& figure);
    /// The dialog "How is this computed" of a figure or measure.
    void showHow(const QString& measure);
    /// The topic in front, in its tab.
    void showTopic(Panel topic);
    /// Chain measure on the timeline's line; blank: total value.
    void setIndicator(const QString& measure);

signals:
    void said(const QString& sentence, bool problem);
    void helpWanted(const QString& page);

private:
    void adoptSettings();
    void closeGaps(const std::vector<PanelCell::Pair>& links);
    void compareWithBefore();
    void selectMakers(const QString& figure);
    void fillIndicators();
    void computeIndicator();

    Session& m_session;
    Jobs& m_jobs;
    ProjectController& m_project;
    QWidget* m_window;
    Workspace* m_workspace = nullptr;
    FindingsView* m_view = nullptr;
    ScenarioDesk* m_scenarios = nullptr;
    TimelineBar* m_timeline = nullptr;
    QString m_indicator;
};

} // namespace chainscape::ui
