// SPDX-FileCopyrightText: 2026 The Chainscape authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// MainWindow: puts panels, views and actions together. What they do is theirs.

#include <map>

#include <QComboBox>
#include <QLabel>
#include <QMainWindow>
#include <QProgressBar>
#include <QPushButton>

#include "ui/jobs/jobs.h"
#include "ui/painters/legend.h"
#include "ui/session/session.h"
#include "ui/window/actions.h"
#include "ui/window/project_controller.h"

class QStackedWidget;

namespace chainscape::ui {

class ExplorerPanel;
class FindingsDesk;
class ImportDesk;
class InspectorPanel;
class MapDesk;
class MeasureFeed;
class MessageBar;
class ReportDesk;
class ScenarioDesk;
class SearchBox;
class StartPage;
class TimelineBar;
class View;
class Workspace;

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    MainWindow();
    ~MainWindow() override;

    void openPath(const QString& path); ///< a project opens, anything else is imported
    void openSample(const QString& name) { m_project.openSample(name); }

    [[nodiscard]] Session& session() { return m_session; }

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void buildToolBar();
    void buildDocks();
    void resetSizes();
    void buildViews();
    void buildStatus();
    void wireProject();
    void wireFileActions();
    void wireViewActions();
    void wireTimeActions();
    void wireHelpActions();
    void wirePanels();
    void showStart();
    void showWork();
    void setTheme(bool dark);
    void refreshToolBar(Changes what);
    void frontChanged(View* view);
    void showHealth();
    void remember(const QString& path);
    [[nodiscard]] QStringList recent() const;
    void editFocusedFirm();
    void evidenceFor(const Item& item);
    void closeProject();

    Jobs m_jobs;
    Session m_session;
    Actions m_actions; // outlives the project: its undo stack still speaks while it is cleared
    ProjectController m_project;
    QStackedWidget* m_pages;
    StartPage* m_start;
    Workspace* m_workspace;
    MessageBar* m_messages;
    ExplorerPanel* m_explorer;
    InspectorPanel* m_inspector;
    TimelineBar* m_timeline;
    SearchBox* m_search;
    ReportDesk* m_report;
    ImportDesk* m_data;
    MeasureFeed* m_measures;
    ScenarioDesk* m_scenarios;
    FindingsDesk* m_findings;
    MapDesk* m_maps;
    QList<QDockWidget*> m_docks; ///< explorer, inspector, timeline
    QComboBox *m_layer, *m_unit;
    QAction* m_unitAction;
    QPushButton *m_compare, *m_toReport;
    QLabel* m_saved;
    std::map<const View*, Legend> m_legends; ///< what each view last gave
    QString m_said; ///< the status line when no job speaks
    QProgressBar* m_progress;
    QPushButton* m_stop;
    bool m_closed = true;
};

} // namespace chainscape::ui
